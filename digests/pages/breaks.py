"""Where a text may be cut, best places first: sentence ends, word ends, never inside a letter."""

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum


class Place(IntEnum):
    """How good a place for a cut is; only INSIDE_QUOTATION and worse cut something that belongs together."""

    LETTER = 0
    INSIDE_LINK = 1
    WORD_PART = 2
    INSIDE_QUOTATION = 3
    WORD = 4
    SENTENCE = 5


_QUOTATION = re.compile(r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」|『[^『』]*』|\"[^\"]*\"")
_WORD_END = re.compile(r"(?<=\S)(?=\s)|(?<=[，、；：])(?=\S)|(?<=[^\s\w(\[{“„«「『\"])(?=[“„«「『])")
_SENTENCE_END = re.compile(r"(?:[.!?…][\"”’»)\]]*(?=\s)|[。！？][」』”）]*)")
_ABBREVIATION = re.compile(r"(?:\b\w|\b(?:Mr|Mrs|Ms|Dr|No|Nos|St|Inc|Corp|Co|Ltd|Sec|Sen|Rep|Gov|vs|cf|al))\.$")

Range = tuple[int, int]


def places(text: str, *, links: Iterable[Range]) -> dict[int, Place]:
    """The places at which a text may be cut without cutting a word, with how good each is.

    `links` are the ranges of the text that are links; their edges are places too.
    """
    linked = tuple(links)
    found = {edge: Place.WORD_PART for span in linked for edge in span}
    found |= {match.end(): Place.WORD for match in _WORD_END.finditer(text)}
    found |= {match.end(): Place.SENTENCE for match in _SENTENCE_END.finditer(text) if not _abbreviates(text, match)}
    _worsen(found, (match.span() for match in _QUOTATION.finditer(text)), Place.INSIDE_QUOTATION)
    _worsen(found, linked, Place.INSIDE_LINK)
    return {at: place for at, place in found.items() if 0 < at < len(text)}


def _abbreviates(text: str, match: re.Match[str]) -> bool:
    stop = match.start() + 1
    return text[match.start()] == "." and _ABBREVIATION.search(text, max(0, stop - 6), stop) is not None


def _worsen(found: dict[int, Place], ranges: Iterable[Range], worst: Place) -> None:
    """Make every place strictly inside one of the ranges (in order, apart) no better than `worst`."""
    ordered, at = sorted(found), 0
    for begin, end in ranges:
        while at < len(ordered) and ordered[at] <= begin:
            at += 1
        while at < len(ordered) and ordered[at] < end:
            found[ordered[at]] = min(found[ordered[at]], worst)
            at += 1


def letter_boundary(text: str, at: int) -> int:
    """The last place at or before `at` (but after the first letter) that parts no letter as a reader sees it."""
    back = at
    while back > 0 and not _parts_letters(text, back):
        back -= 1
    if back:
        return back
    return next((ahead for ahead in range(at + 1, len(text)) if _parts_letters(text, ahead)), len(text))


def _parts_letters(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at] if at < len(text) else ""
    if not after:
        return True
    if before == "\u200d" or after in "\u200d\u200c" or "\U0001f3fb" <= after <= "\U0001f3ff":
        return False
    if unicodedata.category(after) in ("Mn", "Mc", "Me") or (before, after) == ("\r", "\n"):
        return False
    return not (_is_flag(before) and _is_flag(after) and _flags_before(text, at) % 2) and not _hangul_goes_on(
        before, after
    )


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    begin = at
    while begin and _is_flag(text[begin - 1]):
        begin -= 1
    return at - begin


def _hangul_goes_on(before: str, after: str) -> bool:
    """Whether two conjoining Korean letters make one syllable (leading, vowel and trailing parts)."""
    leads, vowels = "\u1100" <= before <= "\u115f", "\u1160" <= before <= "\u11a7" or "가" <= before <= "힣"
    return (leads and "\u1100" <= after <= "\u11a7") or (vowels and "\u1160" <= after <= "\u11ff")
