"""A `data_visualization` block as Slack checks it: what it would refuse.

As docs.slack.dev/reference/block-kit/blocks/data-visualization-block says; only bars, which is all that we draw.
"""

from collections.abc import Iterator

MOST_CHARTS = 2
"""Of one message."""
MOST_SERIES, MOST_POINTS = 6, 20


def chart_problems(block: dict[str, object]) -> Iterator[str]:
    """What is wrong with a chart."""
    if block.keys() - {"type", "title", "chart", "block_id"}:
        yield " has an unknown key"
    yield from _text(block.get("title"), "/title", most=50)
    chart = block.get("chart")
    if not isinstance(chart, dict) or chart.keys() != {"type", "series", "axis_config"} or chart["type"] != "bar":
        yield "/chart is no bar chart"
        return
    axes, series = chart["axis_config"], chart["series"]
    if not isinstance(axes, dict) or axes.keys() - {"categories", "x_label", "y_label"}:
        yield "/chart/axis_config"
        return
    yield from _axes(axes)
    if not isinstance(series, list) or not 1 <= len(series) <= MOST_SERIES:
        yield f"/chart/series must be 1 to {MOST_SERIES}"
        return
    for one in series:
        yield from _series(one, axes.get("categories"))
    if len({str(one.get("name")) for one in series}) != len(series):
        yield "/chart/series has a name twice"


def _axes(axes: dict[str, object]) -> Iterator[str]:
    categories = axes.get("categories")
    if not isinstance(categories, list) or len(set(map(str, categories))) != len(categories):
        yield "/chart/axis_config/categories must be different labels"
        return
    for label in categories:
        yield from _text(label, "/chart/axis_config/categories", most=20)
    for name in ("x_label", "y_label"):
        if name in axes:
            yield from _text(axes[name], f"/chart/axis_config/{name}", most=50)


def _series(series: object, categories: object) -> Iterator[str]:
    if not isinstance(series, dict) or series.keys() != {"name", "data"}:
        yield "/chart/series is none"
        return
    yield from _text(series["name"], "/chart/series/name", most=20)
    points = series["data"]
    if not isinstance(points, list) or not 1 <= len(points) <= MOST_POINTS:
        yield f"/chart/series/data must be 1 to {MOST_POINTS}"
    elif not all(
        isinstance(one, dict) and one.keys() == {"label", "value"} and _number(one["value"]) for one in points
    ):
        yield "/chart/series/data must be labels and values"
    elif [one["label"] for one in points] != categories:
        yield "/chart/series/data must have the labels of the categories"


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _text(text: object, where: str, *, most: int) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip() or len(text.encode("utf-16-le")) // 2 > most:
        yield f"{where} must have 1 to {most} characters"
