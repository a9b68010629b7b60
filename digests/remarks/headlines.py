"""A headline, or a line like one, to what it attributes: "Roth: Ban may fail", "Ban may fail – Roth"."""

import re

from digests.remarks.attribution import Attributed
from digests.remarks.cast import Cast
from digests.remarks.lexicon import LABELS, PRONOUNS, one_of
from digests.remarks.names import runs_of
from digests.remarks.people import People
from digests.remarks.reading import Unit
from digests.remarks.remark import RemarkKind
from digests.remarks.roles import ROLE_WORDS, plain

_COLON = re.compile(r"\s*(?P<who>[^:\n“”\"‘]{2,60}):\s+(?P<words>\S.*\S)\s*$", re.DOTALL)
_LONGEST = 1000  # characters of a title that may be a headline
_TRANSCRIPT = 4  # lines of that form make a transcript
_LINE = re.compile(r"(?P<who>[A-Z][^:,.\n“”\"‘]{1,50}):[ \t]+(?P<words>[^\s“”\"‘«„「].*\w)", re.DOTALL)
_DASH = re.compile(r"\s*(?P<words>\S.*?\S)\s+[-–—]\s*(?P<who>[^-–—\n]{2,40}?)\s*$", re.DOTALL)


def headline_parts(text: str, units: list[Unit], cast: Cast, people: People) -> list[Attributed]:
    """What stands on the other side of a speaker's name in a headline; nothing where the name is no speaker's."""
    told = _quoted_first(text, units)
    if told is not None:
        return [told]
    for pattern in (_COLON, _DASH) if len(text) < _LONGEST else ():
        match = pattern.match(text)
        if match is None or not _is_speaker(match["who"], cast, people):
            continue
        start, end = match.span("words")
        quoted = text[start] in "“\"‘'" and text[end - 1] in "”\"’'"
        inside = any(start <= q.start and q.end <= end for unit in units for q in unit.quotations)
        kind = RemarkKind.MIXED if inside else RemarkKind.INDIRECT
        kind = RemarkKind.DIRECT if quoted and end - start > 4 else kind
        if kind is RemarkKind.DIRECT:
            start, end = start + 1, end - 1
        unit = next((i for i, u in enumerate(units) if u.start <= start < u.end), 0)
        return [Attributed(start, end, kind, match.span("who"), unit, None, 0.8)]
    return []


def _quoted_first(text: str, units: list[Unit]) -> Attributed | None:
    """A quotation in front, a colon, and who says it as the subject behind it: "‘No Plan B’: Roth warns firms"."""
    tokens = units[0].tokens if units else []
    if len(tokens) < 4 or tokens[0].kind != "Q" or tokens[1].kind != ":" or not units[0].quotations[0].closed:
        return None
    runs = runs_of(text, tokens[2:])
    if not runs or runs[0].start != tokens[2].start:
        return None
    quotation = units[0].quotations[0]
    return Attributed(quotation.start, quotation.end, RemarkKind.DIRECT, (runs[0].start, runs[0].end), 0, None, 0.8)


def line_parts(text: str, units: list[Unit], cast: Cast, people: People) -> list[Attributed]:
    """What lines of a body say in the form of a headline: a name known to the text or the desk, a colon, the words.

    A name in capitals is a transcript's, and so are many such lines. Quoted words behind a colon are found as
    quotations are; here are only reported ones.
    """
    found: list[Attributed] = []
    paragraph = -1
    for number, unit in enumerate(units):
        opens, paragraph = unit.paragraph != paragraph, unit.paragraph
        match = _LINE.match(text, unit.start, unit.end) if opens else None
        if match is not None and not match["who"].isupper() and _is_speaker(match["who"], cast, people):
            start, end = match.span("words")
            found.append(Attributed(start, end, RemarkKind.INDIRECT, match.span("who"), number, None, 0.7))
    return found if len(found) < _TRANSCRIPT else []


_UNNAMED = one_of("source sources official officials")


def _is_speaker(who: str, cast: Cast, people: People) -> bool:
    """Whether words name somebody: the desk's, the article's, or an office."""
    words = who.split()
    if not words or plain(words[0]) in LABELS | PRONOUNS or len(words) > 6:
        return False
    if len(words) == 1 and words[0].lower() in _UNNAMED:
        return True
    if people.named(who.strip()) is not None or people.share(who.strip()):
        return True
    known = cast.known.get(who.strip())
    if cast.bearers.get(words[-1]) or (known and (known.is_person or cast.is_borne(known.name))):
        return True
    has_role = any(plain(word) in ROLE_WORDS for word in words)
    return has_role and words[0][0].isupper() and (words[-1][0].isupper() or plain(words[-1]) in ROLE_WORDS)
