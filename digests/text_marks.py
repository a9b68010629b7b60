"""Typography: quotation marks paired, and one spelling of a text with the way back to the stored one."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks, `[start, end)` without the marks; `closed` is false if none ends it."""

    start: int
    end: int
    closed: bool = True


# --- quotation marks ----------------------------------------------------------------------------------------------

# An apostrophe inside a word is no mark.
_MARKS = re.compile(r"[\"＂“”„‟«»「」『』‘‚‹›]|``|''|(?<![^\W_])['’]|['’](?![^\W_])")
# What may close each opening mark. “ opens after a space and, in German use, closes what „ opened.
_PAIRS = {
    '"': '"＂”“', "＂": '"＂”', "“": "”\"＂", "„": "“”\"", "‟": "”\"", "«": "»", "»": "«", "‹": "›",
    "「": "」", "『": "』", "‘": "’", "‚": "‘’", "'": "'", "``": "''", "''": "''", "”": "”\"“",
}  # fmt: skip
_UNDECIDED = "\"＂”''"
_SINGLE = {"'": "'", "’": "’", "‘": "’", "‚": "‘’"}  # each single mark, and what closes its kind
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\ufe0e\ufe0f") | frozenset(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
# What an apostrophe shortens: '90s, 'em.
_ELIDED = re.compile(r"(?:\d\ds?|em|til|till|tis|twas|cause|n|round|bout|cos|s)\b", re.IGNORECASE)
_MOST = 20_000  # marks of one paragraph; more are a trap
_FAR = 1500  # characters within which a single mark must be closed


class _Mark(NamedTuple):
    """A quotation mark with what is seen on either side of it; a space where the paragraph ends."""

    start: int
    end: int
    kind: str
    before: str
    after: str


def quotations_within(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph, `text[start:end]`, in order; none where the marks are no prose."""
    marks = _marks_in(text, start, end)
    closers = _closers(marks)
    found: list[Quotation] = []
    opening: _Mark | None = None
    inner = 0  # how many straight marks stand open inside the open quotation
    for i, mark in enumerate(marks):
        if opening is None:
            opening = mark if _may_open(text, mark, start, closers) else None
            inner = 0
        elif mark.kind == opening.kind == "“" or _reopens(marks, i, opening):
            opening, inner = mark, 0  # the first was never closed: the new one counts
        elif _opens_inside(mark, opening):
            inner += 1
        elif _closes(mark, opening, closers):
            if inner:
                inner -= 1
                continue
            found.append(Quotation(opening.end, mark.start))
            opening = None
    if opening is not None and end - opening.end > 2:
        found.append(Quotation(opening.end, end, closed=False))
    return tuple(q for q in found if q.start < q.end)


def _marks_in(text: str, start: int, end: int) -> list[_Mark]:
    found = list(islice(_MARKS.finditer(text, start, end), _MOST + 1))
    return [_mark(text, match, start, end) for match in found] if len(found) <= _MOST else []


def _mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    left, right = match.start() - 1, match.end()
    while left >= start and text[left] in _UNSEEN:
        left -= 1
    while right < end and text[right] in _UNSEEN:
        right += 1
    before = text[left] if left >= start else " "
    return _Mark(match.start(), match.end(), match.group(), before, text[right] if right < end else " ")


def _may_open(text: str, mark: _Mark, start: int, closers: dict[str, list[int]]) -> bool:
    kind = mark.kind
    if kind in _SINGLE:
        return kind != "’" and any(_may_open_single(text, mark, closers[one]) for one in _SINGLE[kind])
    if kind in "」』›":
        return False
    if kind == "»":
        return not mark.before.isspace() or not mark.after.isspace()
    if kind in _UNDECIDED:  # an inch mark, or a closing mark that lost its partner, opens nothing
        return not mark.before.isalnum() and not (
            mark.after.isspace() and mark.start > start and not mark.before.isspace()
        )
    return True


def _may_open_single(text: str, mark: _Mark, closers: list[int]) -> bool:
    """Whether a single mark opens a quotation: before a word that it does not shorten, and something closes it."""
    if mark.before.isalnum() or (mark.kind == "'" and (mark.after.isspace() or _ELIDED.match(text, mark.end))):
        return False
    place = bisect_right(closers, mark.end)
    return place < len(closers) and closers[place] - mark.end < _FAR


def _closers(marks: list[_Mark]) -> dict[str, list[int]]:
    """Where ’, ' and ‘ may close a quotation: nothing of a word follows.

    After an s it may end a plural ("the firms’ plans"): it closes nothing if a surer one comes before any opening mark.
    """
    found: dict[str, list[int]] = {"’": [], "'": [], "‘": []}
    surer = dict.fromkeys(found, False)
    for mark in reversed(marks):
        kind = mark.kind
        if kind in found and not mark.after.isalnum() and not mark.before.isspace():
            if mark.before in ".,?!…":
                surer[kind] = True
            elif mark.before == "s" and surer[kind]:
                continue
            found[kind].append(mark.start)
        elif kind != "’":
            surer = dict.fromkeys(found, False)
    return {kind: places[::-1] for kind, places in found.items()}


def _closes(mark: _Mark, opening: _Mark, closers: dict[str, list[int]]) -> bool:
    """Whether a mark is of the kind that closes the open one."""
    if mark.kind not in _PAIRS[opening.kind]:
        return False
    if mark.kind not in closers or opening.kind not in _SINGLE:
        return True
    place = bisect_left(closers[mark.kind], mark.start)
    return place < len(closers[mark.kind]) and closers[mark.kind][place] == mark.start


def _opens_inside(mark: _Mark, opening: _Mark) -> bool:
    """Whether a mark opens a quotation inside the one that is open, with the same kind of mark."""
    if opening.kind not in '"＂' or mark.kind not in '"＂“':
        return False
    before = mark.before
    return (before.isspace() or before in "([—–") and not mark.after.isspace() and mark.start > opening.end


def _reopens(marks: list[_Mark], at: int, opening: _Mark) -> bool:
    """Whether a straight mark that can only open stands where the open one can no longer be closed twice."""
    mark = marks[at]
    if opening.kind not in '"＂' or mark.kind != opening.kind or not mark.before.isspace():
        return False
    later = marks[at + 1 : at + 9]
    return sum(m.kind in '"＂”' for m in later) < 2 and mark.start > opening.end


# --- one spelling of a text, with the way back --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in one spelling, and where each of its characters stood: `offsets[i]` is the stored place of `text[i]`."""

    text: str
    offsets: tuple[int, ...]

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the stored text that `text[start:end]` came from."""
        return self.offsets[start], self.offsets[max(start, end)]


_SAME = (
    dict.fromkeys("‘’‚‛ʼ′＇`´", "'")
    | dict.fromkeys("“”„‟«»″＂", '"')
    | dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | {"…": "..."}
)
_SAME |= dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_COMBINING = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
)
_CHANGES = re.compile(rf"\s+|`|[\u1100-\u11ff]+|\S[{_COMBINING}]+|[^\x00-\x7f]")


def normalise(text: str) -> Normal:
    """A text with one spelling of quotation marks, dashes, ellipses and white space, composed (NFC), with the way back.

    White space becomes one space; soft hyphens and zero-width characters go. The letters' case stays.
    """
    out: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end, new in _changes(text):
        out.append(text[at:start])
        offsets.extend(range(at, start))
        out.append(new)
        offsets.extend([start] * len(new))
        at = end
    out.append(text[at:])
    offsets.extend(range(at, len(text) + 1))
    return Normal("".join(out), tuple(offsets))


def _changes(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CHANGES.finditer(text):
        old = match.group()
        new = " " if old.isspace() else _SAME.get(old)
        if new is None:
            new = unicodedata.normalize("NFC", old)
        if new != old:
            yield match.start(), match.end(), new
