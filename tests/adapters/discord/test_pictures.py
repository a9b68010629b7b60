"""A chart in Discord: a picture with words that stand for it, sent with its post; the words where it is refused."""

import io
import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from PIL import Image

from adapters.discord.connection import DiscordPlatform
from adapters.discord.pace import Pace
from adapters.discord.pictures import HEIGHT, WIDTH, drawn
from adapters.discord.render import pages, payload
from adapters.discord.sizes import Style
from adapters.discord.uploads import in_words, parted
from bot.config import DiscordSettings
from bot.errors import GiveUp
from bot.storage import open_store
from bot.targets import Target
from digests.message import Actions, Button, Chart, Heading, Message, Note, Paragraph, Plain
from tests.adapters.discord.posts import post_of
from tests.bot.commands.filled import STORIES, save_stories
from tests.builders import NOW as MORNING
from tests.digests.messages import charts, messages
from tests.fakes.discord.limits import every_component, house_problem, message_problem
from tests.fakes.discord.schema import body_problem
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import ATTACH, BOT_RIGHTS, CHANNEL, FORUM, GUILD, SEND, TOKEN, Channel, Post
from tests.fakes.discord.uploads import files_problem
from tests.scenarios.test_discord import Day, living

LINE = "20 Nov ▁▃▅█ 23 Nov"
CHART = Chart("h200, 4 days", "articles", date(2026, 11, 20), (0, 1, 2, 4), LINE)
TREND = Message(
    (
        Heading("h200, 4 days"),
        CHART,
        Note((Plain("H200 also means Hopper H200."),)),
        Actions((Button("Stories", "/brief topic h200"),)),
    ),
    "h200: 7 articles",
)
BOARD = "1003000000000000007"
HERE = Target(platform="discord", workspace=GUILD, channel=CHANNEL)
NOW = datetime.now(UTC)
ROUTE = "POST /channels/*/messages"
LARGEST_PICTURE = 30_000


@given(charts)
@settings(deadline=None, max_examples=15)
def test_every_chart_is_a_small_picture_and_the_same_each_time(chart: Chart) -> None:
    made = drawn(chart)
    assert made == drawn(chart)
    assert len(made) < LARGEST_PICTURE
    with Image.open(io.BytesIO(made)) as image:
        assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_bars_are_as_high_as_their_counts() -> None:
    with Image.open(io.BytesIO(drawn(CHART))) as image:
        pixels = image.convert("RGB")
    ground = pixels.getpixel((2, 2))
    heights = []
    for at in range(4):
        middle = 124 + (at + 0.5) * (1056 - 124) / 4 - 30  # beside the number that stands above a bar
        column = [pixels.getpixel((int(middle), y)) for y in range(104, 310)]
        heights.append(sum(blue(colour) for colour in column))
    assert ground == (27, 29, 36)
    assert heights[0] == 0
    assert heights[1] < heights[2] < heights[3]
    assert abs(heights[3] - 2 * heights[2]) < 12


def blue(colour: Any) -> bool:
    return bool(colour[2] > 150)


def test_a_title_in_any_script_is_not_drawn() -> None:
    other = Chart("出口管制", "記事", CHART.first, CHART.counts, "出口管制 ▁▃▅█")
    plain = Chart("", "", CHART.first, CHART.counts, "")
    assert drawn(other) == drawn(plain)


def test_among_components_the_picture_stands_where_its_words_would() -> None:
    made: Any = payload(TREND, style=Style.COMPONENTS, pictured=True)
    kinds = [one["type"] for one in made["components"][0]["components"]]
    assert kinds == [10, 12, 10, 1]
    (gallery,) = [one for one in every_component(made["components"]) if one["type"] == 12]
    assert gallery["items"] == [{"media": {"url": "attachment://trend.png"}, "description": LINE}]
    assert made["attachments"] == [{"id": "0", "filename": "trend.png", "description": LINE}]
    assert post_of(made).words == post_of(payload(TREND, style=Style.COMPONENTS)).words


def test_for_older_clients_the_picture_stands_below_its_words() -> None:
    made: Any = payload(TREND, style=Style.EMBEDS, pictured=True)
    assert made["embeds"][0]["image"] == {"url": "attachment://trend.png"}
    assert LINE in made["embeds"][0]["description"]


@given(messages())
@settings(deadline=None, max_examples=40)
def test_discord_takes_every_page_with_its_picture_and_in_words(message: Message) -> None:
    for style in Style:
        for page in pages(message, style=style):
            made = payload(page, style=style, pictured=True)
            files = {"trend.png": b"\x89PNG\r\n\x1a\n"} if "attachments" in made else {}
            assert files_problem(made, files) == ""
            words: Any = in_words(made | {"picture": b"x"})
            assert files_problem(words, {}) == ""
            assert "picture" not in words
            for body in (made, words):
                assert [body_problem(ROUTE, body), message_problem(body), house_problem(body)] == ["", "", ""]
            assert post_of(words).words == post_of(payload(page, style=style)).words


def test_a_picture_is_found_in_what_begins_a_post_of_a_forum() -> None:
    assert parted({"name": "x", "message": {"content": "y", "picture": b"z"}}) == (
        {"name": "x", "message": {"content": "y"}},
        b"z",
    )
    assert parted({"content": "y"}) == ({"content": "y"}, b"")
    assert parted(None) == (None, b"")
    assert parted([1]) == ([1], b"")


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        discord.state.channels[BOARD] = Channel(id=BOARD, guild=GUILD, kind=FORUM)
        yield discord
        assert discord.state.violations == []


@pytest.fixture(params=list(Style))
async def platform(fake: FakeDiscord, request: pytest.FixtureRequest) -> AsyncIterator[DiscordPlatform]:
    values = {"token": TOKEN, "api_url": fake.api_url, "style": request.param.value}
    made = DiscordPlatform(DiscordSettings.model_validate(values), clock=lambda: NOW, pace=Pace(1000.0))
    await made.start()
    yield made
    await made.stop()


def shown(post: Post) -> str:
    return post_of(post.content).words


async def test_a_page_of_the_outbox_is_posted_once_with_its_picture(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    first = await platform.send(HERE, TREND, key="k1")
    assert await platform.send(HERE, TREND, key="k1") == first
    (post,) = fake.state.in_channel()
    assert post.files == {"trend.png": drawn(CHART)}
    assert "".join(LINE.split()) in shown(post)


async def test_a_reply_and_a_post_of_a_forum_have_their_picture_too(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    board = Target(platform="discord", workspace=GUILD, channel=BOARD)
    await platform.send(board, TREND, key="k1")
    above = await platform.send(HERE, TREND, key="k2")
    await platform.reply(HERE, TREND, key="k3", to=above)
    assert [list(post.files) for post in fake.state.posts] == [["trend.png"]] * 3


@pytest.mark.parametrize(("rights", "largest"), [(BOT_RIGHTS & ~ATTACH, 10**7), (BOT_RIGHTS, 1000)])
async def test_where_the_picture_is_refused_the_words_are_posted(
    platform: DiscordPlatform, fake: FakeDiscord, rights: int, largest: int
) -> None:
    fake.state.channels[CHANNEL].rights, fake.state.largest_files = rights, largest
    await platform.send(HERE, TREND, key="k1")
    (post,) = fake.state.in_channel()
    assert post.files == {}
    assert "".join(LINE.split()) in shown(post)
    assert fake.state.calls.count(ROUTE) == 2


async def test_a_channel_that_is_closed_stays_closed_in_words_too(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    fake.state.channels[CHANNEL].rights = BOT_RIGHTS & ~SEND
    with pytest.raises(GiveUp) as told:
        await platform.send(HERE, TREND, key="k1")
    assert told.value.scope == "destination"
    assert fake.state.posts == []


async def test_a_page_without_a_chart_is_sent_as_ever(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    await platform.send(HERE, Message((Heading("x"), Paragraph((Plain("y"),)))), key="k1")
    (post,) = fake.state.in_channel()
    assert post.files == {}
    assert "attachments" not in post.content


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    url = f"sqlite:///{tmp_path / 'chipbrief.sqlite'}"
    async with await open_store(url) as store:
        await save_stories(store, STORIES)
    async with FakeDiscord() as discord, living(discord, url, [MORNING]) as day:
        yield day
        assert discord.state.violations == []


async def test_a_trend_fills_its_deferral_with_a_picture_and_is_shared_with_it(day: Day) -> None:
    asked = await day.type("trend", {"query": "h200", "days": "7"})
    assert asked.post is not None
    assert list(asked.post.files) == ["trend.png"]
    assert asked.private
    shared = await day.press(asked.post, "Share here")
    assert shared.post is not None
    assert shared.post.only_for == ""
    assert shared.post.files == asked.post.files


async def test_a_trend_is_answered_in_words_where_no_file_is_taken(day: Day) -> None:
    day.discord.state.largest_files = 1000
    asked = await day.type("trend", {"query": "h200", "days": "7"})
    assert asked.post is not None
    assert asked.post.files == {}
    assert "█" in shown(asked.post)


def test_nothing_draws_until_there_is_a_chart() -> None:
    program = "import adapters.discord.connection, sys; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
