"""Typography: quotation marks paired, and one spelling of a text with the way back to the stored one."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks, `[start, end)` without the marks; `closed` is false if none ends it."""

    start: int
    end: int
    closed: bool = True


# --- quotation marks ----------------------------------------------------------------------------------------------

_MARKS = re.compile(r"[\"＂“”„‟«»「」『』‘’]|``|''")
# What may close each opening mark. “ opens after a space and, in German use, closes what „ opened.
_PAIRS = {
    '"': '"＂”“', "＂": '"＂”', "“": "”\"＂", "„": "“”\"", "‟": "”\"", "«": "»", "»": "«",
    "「": "」", "『": "』", "‘": "’", "``": "''", "''": "''", "”": "”\"“",
}  # fmt: skip
_UNDECIDED = "\"＂”''"


def quotations_within(text: str, start: int, end: int) -> tuple[Quotation, ...]:
    """The outermost quotations of one paragraph, `text[start:end]`, in order."""
    marks = [m for m in _MARKS.finditer(text, start, end) if m.group() != "’" or _may_close(text, m, end)]
    found: list[Quotation] = []
    opening: re.Match[str] | None = None
    inner = 0  # how many straight marks stand open inside the open quotation
    for i, mark in enumerate(marks):
        if opening is None:
            opening = mark if _may_open(text, mark, start, end) else None
            inner = 0
        elif mark.group() == opening.group() == "“" or _reopens(text, marks, i, opening, start):
            opening, inner = mark, 0  # the first was never closed: the new one counts
        elif _opens_inside(text, mark, opening, start, end):
            inner += 1
        elif mark.group() in _PAIRS[opening.group()]:
            if inner:
                inner -= 1
                continue
            found.append(Quotation(opening.end(), mark.start()))
            opening = None
    if opening is not None and opening.group() not in "‘’" and end - opening.end() > 2:
        found.append(Quotation(opening.end(), end, closed=False))
    return tuple(q for q in found if q.start < q.end)


def _before(text: str, mark: re.Match[str], start: int) -> str:
    return text[mark.start() - 1] if mark.start() > start else " "


def _after(text: str, mark: re.Match[str], end: int) -> str:
    return text[mark.end()] if mark.end() < end else " "


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    kind, before = mark.group(), _before(text, mark, start)
    if kind == "‘":
        return not before.isalnum()
    if kind in "’」』":
        return False
    if kind == "»":
        return not before.isspace() or not _after(text, mark, end).isspace()
    if kind in _UNDECIDED:  # an inch mark, or a closing mark that lost its partner, opens nothing
        return not before.isalnum() and not (
            _after(text, mark, end).isspace() and mark.start() > start and not before.isspace()
        )
    return True


_LATER_CLOSE = re.compile(r"[^‘“\"]*?[.,?!…]’(?!\w)")
_FAR = 600  # characters looked at for a surer mark


def _may_close(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether ’ is a quotation mark and not an apostrophe: nothing of a word follows it.

    After an s it may end a plural ("the firms’ plans"): not a mark if a surer one, after a stop or comma, comes later.
    """
    if _after(text, mark, end).isalnum():
        return False
    return text[mark.start() - 1 : mark.start()] != "s" or not _LATER_CLOSE.match(
        text, mark.end(), min(end, mark.end() + _FAR)
    )


def _opens_inside(text: str, mark: re.Match[str], opening: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark opens a quotation inside the one that is open, with the same kind of mark."""
    if opening.group() not in '"＂' or mark.group() not in '"＂“':
        return False
    before, after = _before(text, mark, start), _after(text, mark, end)
    return (before.isspace() or before in "([—–") and not after.isspace() and mark.start() > opening.end()


def _reopens(text: str, marks: list[re.Match[str]], at: int, opening: re.Match[str], start: int) -> bool:
    """Whether a straight mark that can only open stands where the open one can no longer be closed twice."""
    mark = marks[at]
    if opening.group() not in '"＂' or mark.group() != opening.group() or not _before(text, mark, start).isspace():
        return False
    later = marks[at + 1 : at + 9]
    return sum(m.group() in '"＂”' for m in later) < 2 and mark.start() > opening.end()


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
