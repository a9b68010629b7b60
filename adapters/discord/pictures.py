"""A chart to a picture of it: a PNG that is the same for the same chart, small, and legible on any background.

Only numbers, names of months and our own words are drawn: a title may be in a script that the font does not have.
"""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from digests.layout.chart import WIDEST, Bar, bar_words, bars
from digests.message import Chart

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

WIDTH: Final = 1100
HEIGHT: Final = 380
"""Twice what Discord shows, for displays of many points."""
_LEFT, _RIGHT, _TOP, _BASE = 124, 1056, 104, 314
"""The edges of the bars."""
_WIDEST_BAR, _FEW, _LONGEST_COUNT, _NAMED = 90, 16, 4, 8
"""A bar is no wider, however few there are; so many have room for their counts of so many letters, fewer for days."""
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_GROUND, _INK, _QUIET, _RULE = "#1b1d24", "#f2f3f5", "#a7acba", "#343846"
_BAR, _HIGHEST = "#4c6fff", "#93a7ff"
"""The colour of our posts, and a lighter one for the most."""
_FINER, _COLOURS = 2, 48

Span = tuple[float, float]
"""Where a bar begins and ends."""


async def picture_of(chart: Chart) -> bytes:
    """The chart as a PNG, drawn beside the event loop."""
    return await asyncio.to_thread(drawn, chart)


def drawn(chart: Chart) -> bytes:
    """The chart as a PNG with a bar a day, or a week where there are many days."""
    from PIL import ImageDraw

    shown = bars(chart, most=WIDEST)
    spans = list(_spans(len(shown)))
    image = _columns(shown, spans)
    pen = ImageDraw.Draw(image)
    _write_counts(pen, shown, spans)
    _write_days(pen, shown, spans)
    said = bar_words(shown) if shown[-1].days > 1 else ""
    what = chart.what if chart.what.isascii() and chart.what.isprintable() else ""
    _write(pen, (_LEFT, 40), "  ·  ".join(filter(None, (what, said))), _INK, size=30, anchor="lm")
    out = BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _spans(number: int) -> Iterator[Span]:
    """Where so many bars stand, with gaps between them of a quarter of a bar or so."""
    slot = (_RIGHT - _LEFT) / number
    width = min(slot * (0.72 if number <= _FEW else 0.78), _WIDEST_BAR)
    for at in range(number):
        middle = _LEFT + (at + 0.5) * slot
        yield middle - width / 2, middle + width / 2


def _columns(shown: Sequence[Bar], spans: Sequence[Span]) -> "Image":
    """The bars and the rules behind them, drawn larger than they are for smooth edges."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), _GROUND)
    pen = ImageDraw.Draw(image)
    for height in (_TOP, (_TOP + _BASE) / 2, _BASE):
        _box(pen, (_LEFT - 12, height - 1, _RIGHT + 12, height + 1), _RULE)
    most = max(bar.count for bar in shown)
    for bar, (left, right) in zip(shown, spans, strict=True):
        if bar.count:
            top = min(_BASE - (_BASE - _TOP) * bar.count / most, _BASE - 4)
            _box(pen, (left, top, right, _BASE), _HIGHEST if bar.count == most else _BAR, round=8)
    return image.reduce(_FINER)


def _box(pen: "ImageDraw", edges: tuple[float, float, float, float], colour: str, *, round: float = 0) -> None:
    """A box, its upper corners rounded as far as its size allows."""
    left, top, right, bottom = (edge * _FINER for edge in edges)
    radius = min(round * _FINER, (right - left) / 3, (bottom - top) / 2)
    pen.rounded_rectangle((left, top, right - 1, bottom - 1), radius, colour, corners=(True, True, False, False))


def _write_counts(pen: "ImageDraw", shown: Sequence[Bar], spans: Sequence[Span]) -> None:
    """The most at the height of the most, nothing at the base, and where there is room each bar's own count."""
    most = max(bar.count for bar in shown)
    longest = len(f"{most:,}")
    _write(pen, (_LEFT - 26, _TOP), f"{most:,}", _INK, size=28 if longest < 7 else 20, anchor="rm")
    _write(pen, (_LEFT - 26, _BASE), "0", _QUIET, anchor="rm")
    if len(shown) > _FEW or longest > _LONGEST_COUNT:
        return
    for bar, (left, right) in zip(shown, spans, strict=True):
        if bar.count:
            top = _BASE - (_BASE - _TOP) * bar.count / most
            ink = _INK if bar.count == most else _QUIET
            _write(pen, ((left + right) / 2, top - 8), f"{bar.count:,}", ink, size=24, anchor="mb")


def _write_days(pen: "ImageDraw", shown: Sequence[Bar], spans: Sequence[Span]) -> None:
    """The first day, the one in the middle, the last day; each day where there are few."""
    last, height = len(shown) - 1, _BASE + 34
    few, dated = last < _NAMED, shown[-1].last.year != shown[0].first.year
    for at in range(last + 1) if few else (0, len(shown) // 2, last):
        day = shown[at].last if at == last else shown[at].first
        left, right = spans[at]
        place, anchor = (left, "lm") if at == 0 else (right, "rm") if at == last else ((left + right) / 2, "mm")
        if few:
            place, anchor = (left + right) / 2, "mm"
        _write(pen, (place, height), _day(day, dated=dated and not few), _QUIET, anchor=anchor)


def _day(day: date, *, dated: bool) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if dated else "")


def _write(
    pen: "ImageDraw", at: tuple[float, float], words: str, colour: str, *, size: int = 28, anchor: str = "mm"
) -> None:
    """Words whose edge covers the rule behind them."""
    pen.text(at, words, fill=colour, font=_font(size), anchor=anchor, stroke_width=4, stroke_fill=_GROUND)


@cache
def _font(size: int) -> "FreeTypeFont | ImageFont":
    """Pillow's own font."""
    from PIL import ImageFont

    return ImageFont.load_default(size)
