"""Counts per day to a chart, and to the line of text that says the same on every platform."""

from collections.abc import Mapping, Sequence
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
    """The marks between the first and the last day, by week where there are many days."""
    each, per = counts, ""
    if len(days) > WIDEST:
        each, per = [sum(week) for week in _weeks(counts)], " (a mark a week)"
    return f"{_day(days[0])} {sparkline(each)} {_day(days[-1])}{per}"


def _weeks(counts: Sequence[int]) -> list[Sequence[int]]:
    """Sevens of days that end with the last; the first may be shorter."""
    short = len(counts) % 7
    first = [counts[:short]] if short else []
    return [*first, *(counts[at : at + 7] for at in range(short, len(counts), 7))]


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
