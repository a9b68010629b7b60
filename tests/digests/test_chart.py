"""A chart: counts of days that follow each other, as bars of which none is left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.layout.chart import WIDEST, Bar, bar_words, bars, chart_message
from digests.message import Chart, block_text
from tests.digests.messages import charts

FIRST = date(2026, 10, 26)


def chart_of(*counts: int) -> Chart:
    return Chart("h200", "articles", FIRST, counts, "a line")


@pytest.mark.parametrize(
    ("days", "most", "each", "first", "said"),
    [
        (1, 20, 1, 1, "a bar is a day"),
        (20, 20, 1, 1, "a bar is a day"),
        (21, 20, 2, 1, "a bar is 2 days, the first 1 day"),
        (30, 20, 2, 2, "a bar is 2 days"),
        (60, 20, 3, 3, "a bar is 3 days"),
        (61, 20, 7, 5, "a bar is a week, the first 5 days"),
        (140, 20, 7, 7, "a bar is a week"),
        (366, 20, 28, 2, "a bar is 4 weeks, the first 2 days"),
        (366, WIDEST, 7, 2, "a bar is a week, the first 2 days"),
    ],
)
def test_many_days_are_fewer_bars(days: int, most: int, each: int, first: int, said: str) -> None:
    shown = bars(chart_of(*[1] * days), most=most)
    assert (shown[0].days, shown[-1].days) == (first, each)
    assert bar_words(shown) == said


@given(charts, st.integers(1, 70))
@settings(deadline=None, max_examples=100)
def test_no_day_is_left_out_or_counted_twice(chart: Chart, most: int) -> None:
    shown = bars(chart, most=most)
    assert len(shown) <= most
    assert sum(bar.count for bar in shown) == sum(chart.counts)
    days = [bar.first + timedelta(at) for bar in shown for at in range(bar.days)]
    assert days == [day for day, _ in chart.days]
    assert {bar.days for bar in shown[1:]} <= {shown[-1].days}
    assert shown[0].days <= shown[-1].days


def test_a_bar_holds_the_counts_of_its_own_days() -> None:
    assert bars(chart_of(1, 2, 3), most=2) == (
        Bar(FIRST, FIRST, 1),
        Bar(FIRST + timedelta(1), FIRST + timedelta(2), 5),
    )


def test_a_day_that_is_not_told_is_a_day_of_nothing() -> None:
    message = chart_message({FIRST: 2, FIRST + timedelta(3): 1}, title="h200, 4 days", what=("article", "articles"))
    (chart,) = [block for block in message.blocks if isinstance(block, Chart)]
    assert (chart.title, chart.what, chart.first, chart.counts) == ("h200, 4 days", "articles", FIRST, (2, 0, 0, 1))
    assert block_text(chart) == "26 Oct █▁▁▅ 29 Oct"


def test_days_of_two_years_have_their_year() -> None:
    days = {date(2025, 12, 31): 1, date(2026, 1, 1): 2}
    message = chart_message(days, title="h200, 2 days", what=("article", "articles"))
    assert block_text(message.blocks[2]) == "31 Dec 2025 ▅█ 1 Jan 2026"


def test_where_nothing_is_counted_there_is_no_chart() -> None:
    message = chart_message({FIRST: 0}, title="h200", what=("article", "articles"))
    assert not [block for block in message.blocks if isinstance(block, Chart)]
