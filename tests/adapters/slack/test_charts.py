"""A chart in Slack: its own block in messages, its words everywhere, and its words alone where Slack refuses it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from adapters.slack.charts import chart_block
from adapters.slack.connection import SlackPlatform
from adapters.slack.modals import Opened, answer_view
from adapters.slack.pace import Pace
from adapters.slack.render import LIMITS, to_blocks
from bot.config import SlackSettings
from bot.deliver.plain import plain_page
from bot.errors import GiveUp
from bot.targets import Target
from digests.message import Chart, Heading, Message, Note, Paragraph, Plain
from digests.pages import pages
from tests.adapters.slack.reading import seen_in
from tests.digests.messages import charts
from tests.fakes.slack.blocks import problem_of
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import ADA, BOT_TOKEN, CHANNEL, WORKSPACE, Post
from tests.fakes.slack.views import view_problem
from tests.scenarios.slack_day import Day, a_day, words

LINE = "20 Nov ▁▃▅█ 23 Nov"
CHART = Chart("h200, 4 days", "articles", date(2026, 11, 20), (0, 1, 2, 4), LINE)
TREND = Message((Heading("h200, 4 days"), CHART, Note((Plain("H200 also means Hopper H200."),))), "h200: 7 articles")
HERE = Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL)


def test_a_chart_stands_below_its_words() -> None:
    made: Any = to_blocks(TREND)
    assert [block["type"] for block in made] == ["header", "rich_text", "data_visualization", "context"]
    assert seen_in(made[1]).words == (LINE,)
    labels = ["20 Nov", "21 Nov", "22 Nov", "23 Nov"]
    assert made[2]["title"] == "h200, 4 days"
    assert made[2]["chart"]["axis_config"] == {
        "categories": labels,
        "x_label": "a bar is a day",
        "y_label": "articles",
    }
    points = [{"label": label, "value": count} for label, count in zip(labels, CHART.counts, strict=True)]
    assert made[2]["chart"]["series"] == [{"name": "articles", "data": points}]


@pytest.mark.parametrize(
    ("first", "days", "begin", "end"),
    [
        (date(2026, 10, 25), 30, "25–26 Oct", "22–23 Nov"),
        (date(2026, 9, 25), 60, "25–27 Sep", "21–23 Nov"),
        (date(2026, 10, 4), 30, "4–5 Oct", "1–2 Nov"),
        (date(2025, 11, 23), 366, "23–24 Nov", "27 Oct–23 Nov"),
        (date(2026, 11, 3), 21, "3 Nov", "22–23 Nov"),
        (date(2025, 11, 20), 369, "20–24 Nov 25", "27 Oct 26–23 Nov 26"),
    ],
)
def test_the_label_of_a_bar_is_its_day_or_its_days(first: date, days: int, begin: str, end: str) -> None:
    made: Any = chart_block(Chart("x", "articles", first, (1,) * days, "x"))
    labels = made["chart"]["axis_config"]["categories"]
    assert (labels[0], labels[-1]) == (begin, end)


@given(charts)
@settings(deadline=None, max_examples=150)
def test_slack_takes_every_chart_and_its_bars_are_all_that_was_counted(chart: Chart) -> None:
    message = Message((Paragraph((Plain("x"),)), chart, Paragraph((Plain("y"),))))
    (page,) = pages(message, LIMITS)
    made: Any = to_blocks(page)
    assert problem_of(made) == ""
    assert len(made) <= sum(map(LIMITS.block_count, page.blocks))
    (drawn,) = [block for block in made if block["type"] == "data_visualization"]
    assert sum(point["value"] for point in drawn["chart"]["series"][0]["data"]) == sum(chart.counts)


def test_of_many_charts_two_are_drawn_and_all_are_told() -> None:
    made = to_blocks(Message((CHART,) * 3))
    assert problem_of(made) == ""
    assert [block["type"] for block in made] == ["rich_text", "data_visualization"] * 2 + ["rich_text"]


def test_a_modal_has_the_words_alone() -> None:
    view = answer_view(TREND, Opened())
    assert view_problem(view, kind="modal") == ""
    assert LINE in seen_in(view).words


@pytest.mark.parametrize(
    "change",
    [
        {"title": "x" * 51},
        {"title": " "},
        {"colour": "red"},
        {"chart": {"type": "pie"}},
        {"chart.series": []},
        {"chart.series.0.name": "x" * 21},
        {"chart.series.0.data": []},
        {"chart.series.0.data": [{"label": str(at), "value": at} for at in range(21)]},
        {"chart.series.0.data.0.value": "1"},
        {"chart.series.0.data.0.label": "another day"},
        {"chart.axis_config.categories": ["20 Nov"] * 4},
        {"chart.axis_config.x_label": "x" * 51},
        {"chart.axis_config.colour": "red"},
    ],
    ids=str,
)
def test_the_fake_refuses_a_chart_over_slacks_limits(change: dict[str, object]) -> None:
    block: Any = chart_block(CHART)
    assert problem_of([block]) == ""
    for path, value in change.items():
        *way, name = path.split(".")
        inside = block
        for step in way:
            inside = inside[int(step) if step.isdigit() else step]
        inside[name] = value
    assert problem_of([block]).startswith("invalid_blocks: /blocks/0")


def test_the_fake_refuses_a_third_chart_and_any_in_a_view() -> None:
    made = chart_block(CHART)
    assert problem_of([made] * 3).startswith("invalid_blocks")
    assert problem_of([made], charts=0).startswith("invalid_blocks")


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with a_day(tmp_path, ordered=False) as made:
        yield made


def drawn(post: Post) -> list[Any]:
    return [block for block in post.blocks if block["type"] == "data_visualization"]


async def test_a_trend_is_answered_and_shared_with_its_chart(day: Day) -> None:
    await day.type("trend h200 7")
    (answer,) = await day.posts(1)
    assert (answer.via, answer.only_for) == ("response_url", ADA)
    assert len(drawn(answer)) == 1
    await day.press(answer, "Share here")
    shared = (await day.posts(2))[1]
    assert shared.only_for == ""
    assert drawn(shared) == drawn(answer)


async def test_what_a_watch_would_have_sent_is_a_chart_too(day: Day) -> None:
    await day.type("test h200 7")
    (answer,) = await day.posts(1)
    (chart,) = drawn(answer)
    assert chart["chart"]["axis_config"]["y_label"] == "alerts"


@pytest.mark.parametrize(("dead", "via"), [(False, "response_url"), (True, "chat.postEphemeral")])
async def test_a_slack_that_knows_no_charts_gets_the_words(day: Day, dead: bool, via: str) -> None:
    await day.type("trend h200 7")
    (whole,) = await day.posts(1)
    (line,) = [word for word in seen_in(whole.blocks).words if "█" in word]
    day.slack.state.charts = 0
    await day.type("trend h200 7", dead=dead)
    answer = (await day.posts(2))[1]
    assert (answer.via, answer.only_for, answer.blocks) == (via, ADA, [])
    assert line.split("\n")[-1] in answer.text
    assert "h200, 7 days" in answer.text


async def test_a_page_with_a_chart_goes_by_the_outbox_and_its_words_where_it_is_refused() -> None:
    async with FakeSlack() as slack:
        made = SlackSettings.model_validate({"bot_token": BOT_TOKEN, "api_url": slack.api_url})
        platform = SlackPlatform(made, clock=lambda: datetime.now(UTC), pace=Pace(0.0))
        await platform.start()
        await platform.send(HERE, TREND, key="k1")
        slack.state.charts = 0
        with pytest.raises(GiveUp) as told:
            await platform.send(HERE, TREND, key="k2")
        assert told.value.scope == "page", "delivery tries it once more as plain words"
        await platform.send(HERE, plain_page(TREND), key="k2")
        await platform.stop()
    first, second = slack.state.posts
    assert len(drawn(first)) == 1
    assert LINE in words(first)
    assert LINE in second.text
