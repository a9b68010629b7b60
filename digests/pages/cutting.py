"""A line to lines that fit: cut at sentence ends, then at word ends; never inside a quotation or a link that fits."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import replace

from digests.message import Line, Link, Span, text_of
from digests.pages.breaks import Place, Range, letter_boundary, places


def cut_line(line: Line, *, fits: Callable[[Line], bool]) -> tuple[Line, ...]:
    """The line as lines that fit, in order; white space at a cut is dropped, everything else is kept.

    `fits` must hold for every shorter part of what it holds for. One letter is never refused.
    """
    if fits(line):
        return (line,)
    text, pieces, begin = text_of(line), list[Line](), 0
    begin = _skip_space(text, begin)
    cuts = sorted(places(text, links=_links(line)).items())
    while begin < len(text):
        end = _end_of_piece(line, begin, cuts=cuts, text=text, fits=fits)
        pieces.append(_part(line, begin, len(text[:end].rstrip()) if end < len(text) else end))
        begin = _skip_space(text, end)
    return tuple(pieces)


def _end_of_piece(
    line: Line, begin: int, *, cuts: list[tuple[int, Place]], text: str, fits: Callable[[Line], bool]
) -> int:
    reach = _reach(line, begin, len(text), fits=fits)
    if reach == len(text):
        return reach
    first = bisect_right(cuts, (begin, Place.SENTENCE))
    within = [(at, place) for at, place in cuts[first : bisect_right(cuts, (reach, Place.SENTENCE))]]
    sentence_ends = [at for at, place in within if place is Place.SENTENCE and at - begin >= (reach - begin) // 2]
    if sentence_ends:
        return sentence_ends[-1]
    for worst in (Place.WORD, Place.INSIDE_QUOTATION, Place.WORD_PART, Place.INSIDE_LINK):
        good = [at for at, place in within if place >= worst]
        if good:
            return good[-1]
    return begin + letter_boundary(text[begin:], reach - begin)


def _reach(line: Line, begin: int, end: int, *, fits: Callable[[Line], bool]) -> int:
    """The furthest end at which the part from `begin` fits; one letter at least."""
    good, bad = begin + 1, end + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        if fits(_part(line, begin, middle)):
            good = middle
        else:
            bad = middle
    return good


def _links(line: Line) -> list[Range]:
    found, at = list[Range](), 0
    for span in line:
        if isinstance(span, Link):
            found.append((at, at + len(span.text)))
        at += len(span.text)
    return found


def _part(line: Line, begin: int, end: int) -> Line:
    parts, at = list[Span](), 0
    for span in line:
        words = span.text[max(0, begin - at) : max(0, end - at)]
        if words:
            parts.append(replace(span, text=words))
        at += len(span.text)
    return tuple(parts)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
