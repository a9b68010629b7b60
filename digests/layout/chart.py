"""Counts per day to a chart, and to the line of text that says the same on every platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from digests.layout.words import counted, shortened
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    Chart,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    Plain,
    Strong,
)

LEVELS = "▁▂▃▄▅▆▇█"
WIDEST = 60
"""Marks of a chart: what spans more days has a mark for each week."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many there were from one day to another, both counted; mostly these are the same day."""

    first: date
    last: date
    count: int

    @property
    def days(self) -> int:
        """How many days it stands for."""
        return (self.last - self.first).days + 1


def bars(chart: Chart, *, most: int) -> tuple[Bar, ...]:
    """The counts of a chart in at most so many bars of 1, 2, 3, 7, 14, 28 ... days, of which none is left out.

    The last bar ends with the last day; the first may be of fewer days than the others.
    """
    parts = _parts(len(chart.counts), _length(len(chart.counts), most))
    return tuple(
        Bar(chart.first + timedelta(part.start), chart.first + timedelta(part.stop - 1), sum(chart.counts[part]))
        for part in parts
    )


def bar_words(shown: Sequence[Bar]) -> str:
    """What a bar stands for: `a bar is 2 days, the first 1 day`."""
    each, first = shown[-1].days, shown[0].days
    number, unit = (each // 7, "week") if each % 7 == 0 else (each, "day")
    told = f"a bar is {f'a {unit}' if number == 1 else counted(number, unit)}"
    return f"{told}, the first {counted(first, 'day')}" if first < each else told


def sparkline(counts: Sequence[int]) -> str:
    """A mark for each count, as high as its share of the largest; the lowest mark is nothing at all."""
    most = max(counts, default=0)
    return "".join(LEVELS[-(-count * (len(LEVELS) - 1) // most) if most else 0] for count in counts)


def chart_message(
    counts: Mapping[date, int],
    *,
    title: str,
    what: tuple[str, str],
    lines: Sequence[Line] = (),
    notes: Sequence[str] = (),
    buttons: tuple[Button, ...] = (),
) -> Message:
    """How many of what there were on each day: the total, the chart, the busiest day, then lines and notes."""
    days = sorted(counts)
    total = counted(sum(counts.values()), *what)
    blocks: list[Block] = [Heading(shortened(title, 140))]
    if not days or not sum(counts.values()):
        blocks.append(Paragraph((Plain(f"{total} in {counted(len(days), 'day')}."),)))
    else:
        blocks.append(Paragraph((Strong(total), Plain(f" in {counted(len(days), 'day')}. {_busiest(counts)}"))))
        blocks.append(_chart(counts, title=title, what=what[1]))
    blocks += [Bullets(tuple(lines))] if lines else []
    blocks += [Note((Plain(note),)) for note in notes]
    blocks += [Actions(buttons)] if buttons else []
    return Message(tuple(blocks), shortened(f"{title}: {total} in {counted(len(days), 'day')}", 300))


def _busiest(counts: Mapping[date, int]) -> str:
    day = max(counts, key=lambda one: (counts[one], one))
    return f"The most on {day.day} {day:%b}: {counts[day]:,}."


def _chart(counts: Mapping[date, int], *, title: str, what: str) -> Chart:
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    each = tuple(counts.get(day, 0) for day in days)
    return Chart(title=shortened(title, 140), what=what, first=first, counts=each, words=_words(days, each))


def _words(days: Sequence[date], counts: Sequence[int]) -> str:
    """The marks between the first and the last day, by week where there are many; years stand where they differ."""
    each, per = counts, ""
    if len(days) > WIDEST:
        each, per = [sum(counts[week]) for week in _parts(len(counts), 7)], " (a mark a week)"
    dated = days[0].year != days[-1].year
    return f"{_day(days[0], dated=dated)} {sparkline(each)} {_day(days[-1], dated=dated)}{per}"


def _length(days: int, most: int) -> int:
    """The fewest days a part of which no more than `most` make so many days."""
    each = next((each for each in (1, 2, 3) if each * most >= days), 7)
    while each * most < days:
        each *= 2
    return each


def _parts(days: int, each: int) -> list[slice]:
    """Where parts of so many days begin and stop; the last stops with the last day, the first may be shorter."""
    short = days % each
    first = [slice(0, short)] if short else []
    return [*first, *(slice(at, at + each) for at in range(short, days, each))]


def _day(day: date, *, dated: bool) -> str:
    return f"{day.day} {day:%b}" + (f" {day.year}" if dated else "")
