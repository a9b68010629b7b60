"""A chart to the numbers of a drawing: one bar a day, as high as its share of the busiest day."""

from dataclasses import dataclass
from datetime import date

from digests.message import Chart, visible

HEIGHT = 100
"""Units from the ground to the top of the busiest day's bar."""
LEAST = 2
"""Units of the lowest bar that says more than nothing."""
SPOKEN_ONE_BY_ONE = 31
"""Days whose counts are told one after another to who hears the page; of more, the busiest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day's bar: where it begins, how high it is, and what it says when it is pointed at."""

    at: int
    height: int
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What is drawn, and what is said to who cannot see it."""

    says: str
    days: int
    bars: tuple[Bar, ...]


def drawn(chart: Chart) -> Drawing:
    """The drawing of a chart; days without anything have no bar."""
    most = max(chart.counts)
    bars = tuple(
        Bar(at=at, height=max(LEAST, HEIGHT * count // most), says=f"{_day(day)}: {count:,}")
        for at, (day, count) in enumerate(chart.days)
        if count
    )
    return Drawing(says=visible(_spoken(chart)), days=len(chart.counts), bars=bars)


def _spoken(chart: Chart) -> str:
    first, last = chart.days[0][0], chart.days[-1][0]
    head = f"{chart.title}: {sum(chart.counts):,} {chart.what}, {_day(first)} to {_day(last)}"
    if len(chart.counts) <= SPOKEN_ONE_BY_ONE:
        return f"{head}; day by day {', '.join(f'{count:,}' for count in chart.counts)}."
    day, most = max(chart.days, key=lambda one: one[1])
    return f"{head}; the most on {_day(day)}, {most:,}."


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"
