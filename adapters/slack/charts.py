"""A chart to Slack's own `data_visualization` block, which messages may hold two of, and no modal and no App Home.

Its limits are those of docs.slack.dev/reference/block-kit/blocks/data-visualization-block (16 June 2026).
"""

from typing import Final

from digests.layout import shortened
from digests.layout.chart import Bar, bar_words, bars
from digests.message import Chart

Json = dict[str, object]

MOST: Final = 2
"""Charts of one message."""
MOST_BARS: Final = 20
LONGEST_TITLE, LONGEST_NAME, LONGEST_LABEL = 50, 20, 50
_A_YEAR = 366
"""Days of which no two have the same label without the year."""


def chart_block(chart: Chart) -> Json:
    """The chart with a bar for each day, or for each few days where there are many."""
    shown = bars(chart, most=MOST_BARS)
    labels = [_label(bar, dated=len(chart.counts) > _A_YEAR) for bar in shown]
    points = [{"label": label, "value": bar.count} for label, bar in zip(labels, shown, strict=True)]
    what = _within(chart.what, LONGEST_NAME) or "count"
    return {
        "type": "data_visualization",
        "title": _within(chart.title, LONGEST_TITLE) or "Chart",
        "chart": {
            "type": "bar",
            "series": [{"name": what, "data": points}],
            "axis_config": {"categories": labels, "x_label": bar_words(shown), "y_label": what},
        },
    }


def _label(bar: Bar, *, dated: bool) -> str:
    """The day of a bar, or its days: `23 Nov`, `17–23 Nov`, `28 Oct–3 Nov`; `dated` ones with the year."""
    year = " %y" if dated else ""
    last = f"{bar.last.day} {bar.last:%b{year}}"
    if bar.first == bar.last:
        return last
    same = (bar.first.year, bar.first.month) == (bar.last.year, bar.last.month)
    return f"{bar.first.day}–{last}" if same else f"{bar.first.day} {bar.first:%b{year}}–{last}"


def _within(text: str, limit: int) -> str:
    """The text cut to a limit, by the strictest counting."""
    cut = shortened(text, limit)
    return cut if len(cut.encode("utf-16-le", "surrogatepass")) // 2 <= limit else shortened(text, limit // 2)
