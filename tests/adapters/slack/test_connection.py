"""Slack as a platform, against the fake on the wire: posts, faults, read-back, and what a failure says."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.slack.connection import SlackPlatform
from adapters.slack.pace import Pace
from bot.config import SlackSettings
from bot.errors import Ambiguous, GiveUp, TryLater
from bot.seen import Seen
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain, Strong
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import BOT_TOKEN, CHANNEL, WORKSPACE, Fault

HERE = Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL)
PAGE = Message((Heading("Chip policy"), Paragraph((Strong("Rule 1"), Plain(" changes.")))), "One story <!channel>")
WORDS = Message((Paragraph((Plain("One\n<!here> story"),)),), "One story")
POST = "chat.postMessage"


def settings(slack: FakeSlack, **changes: object) -> SlackSettings:
    return SlackSettings.model_validate({"bot_token": BOT_TOKEN, "api_url": slack.api_url, "read_back": True} | changes)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.state.scopes += ",channels:history"
        yield fake


@pytest.fixture
async def platform(slack: FakeSlack) -> AsyncIterator[SlackPlatform]:
    made = SlackPlatform(settings(slack), clock=lambda: datetime.now(UTC), pace=Pace(0.0))
    await made.start()
    yield made
    await made.stop()


async def test_a_page_is_one_post_with_its_key_and_nothing_unfurls(slack: FakeSlack, platform: SlackPlatform) -> None:
    ts = await platform.send(HERE, PAGE, key="k1")
    (post,) = slack.state.posts
    assert (post.ts, post.channel, post.key) == (ts, CHANNEL, "k1")
    assert post.text == "One story &lt;!channel&gt;"
    assert [block["type"] for block in post.blocks] == ["header", "rich_text"]
    assert [post.content[name] for name in ("unfurl_links", "unfurl_media", "link_names", "parse")] == [
        False,
        False,
        False,
        "none",
    ]


async def test_the_last_try_is_posted_without_blocks(slack: FakeSlack, platform: SlackPlatform) -> None:
    await platform.send(HERE, WORDS, key="k1")
    assert (slack.state.posts[0].text, slack.state.posts[0].blocks) == ("One\n&lt;!here&gt; story", [])


@pytest.mark.parametrize(
    ("fault", "wanted", "posted"),
    [
        (Fault(method=POST, status=502), Ambiguous, 0),
        (Fault(method=POST, status=502, after=True), Ambiguous, 1),
        (Fault(method=POST, close=True, after=True), Ambiguous, 1),
        (Fault(method=POST, error="internal_error"), Ambiguous, 0),
        (Fault(method=POST, error="ratelimited", status=429, retry_after="7"), TryLater, 0),
        (Fault(method=POST, status=429, retry_after="7"), TryLater, 0),
        (Fault(method=POST, error="invalid_blocks"), GiveUp, 0),
        (Fault(method=POST, error="token_revoked"), GiveUp, 0),
    ],
)
async def test_a_fault_is_told_and_nothing_is_tried_again(
    slack: FakeSlack, platform: SlackPlatform, fault: Fault, wanted: type[Exception], posted: int
) -> None:
    slack.state.faults.append(fault)
    with pytest.raises(wanted) as raised:
        await platform.send(HERE, PAGE, key="k1")
    assert len(slack.state.posts) == posted
    assert [method for method, _ in slack.state.calls].count(POST) == 1
    if isinstance(raised.value, TryLater):
        assert raised.value.retry_after == 7


async def test_a_post_of_which_nobody_knows_is_found_by_its_key(slack: FakeSlack, platform: SlackPlatform) -> None:
    since = datetime.now(UTC) - timedelta(minutes=2)
    slack.state.faults.append(Fault(method=POST, status=502, after=True))
    with pytest.raises(Ambiguous):
        await platform.send(HERE, PAGE, key="k1")
    assert await platform.find(HERE, key="k1", since=since) == slack.state.posts[0].ts
    assert await platform.find(HERE, key="k2", since=since) is None
    assert await platform.find(HERE, key="k1", since=since + timedelta(hours=1)) is None


async def test_reading_back_goes_on_over_parts_of_the_history(slack: FakeSlack, platform: SlackPlatform) -> None:
    since = datetime.now(UTC) - timedelta(minutes=2)
    slack.state.history_limit = 1
    for number in range(3):
        await platform.send(HERE, PAGE, key=f"k{number}")
    assert await platform.find(HERE, key="k0", since=since) == slack.state.posts[0].ts


async def test_without_the_right_or_the_setting_nothing_is_read_back(slack: FakeSlack, platform: SlackPlatform) -> None:
    slack.state.scopes = "chat:write"
    with pytest.raises(GiveUp) as raised:
        await platform.find(HERE, key="k1", since=datetime.now(UTC))
    assert raised.value.scope == "page"
    blind = SlackPlatform(settings(slack, read_back=False), clock=lambda: datetime.now(UTC))
    with pytest.raises(GiveUp, match="read_back"):
        await blind.find(HERE, key="k1", since=datetime.now(UTC))


async def test_a_channel_or_workspace_that_is_not_ours_says_what_stops(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    for target, scope in (
        (Target(platform="slack", workspace=WORKSPACE, channel="C0000099"), "destination"),
        (Target(platform="slack", workspace="T0000099", channel=CHANNEL), "credential"),
    ):
        with pytest.raises(GiveUp) as raised:
            await platform.send(target, PAGE, key="k1")
        assert raised.value.scope == scope


async def test_a_token_that_is_no_good_stops_the_workspace_and_not_the_bot(slack: FakeSlack) -> None:
    slack.state.tokens.clear()
    platform = SlackPlatform(settings(slack), clock=lambda: datetime.now(UTC))
    await platform.start()
    try:
        with pytest.raises(GiveUp) as raised:
            await platform.send(HERE, PAGE, key="k1")
        assert raised.value.scope == "credential"
    finally:
        await platform.stop()


async def test_a_slack_that_refuses_connections_is_tried_later() -> None:
    async with FakeSlack() as gone:
        unreachable = settings(gone)
    platform = SlackPlatform(unreachable, clock=lambda: datetime.now(UTC))
    starting = asyncio.create_task(platform.start())
    await asyncio.sleep(0.1)
    with pytest.raises(TryLater):
        await platform.send(HERE, PAGE, key="k1")
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await platform.stop()


async def test_a_channel_takes_its_turns_and_another_channel_does_not_wait() -> None:
    pace, taken = Pace(0.05, across=0.0), []

    async def post(channel: str, name: str) -> None:
        await pace.turn(WORKSPACE, channel)
        taken.append(name)

    async with asyncio.TaskGroup() as posts:
        for channel, name in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1")):
            posts.create_task(post(channel, name))
    assert taken == ["a1", "b1", "a2", "a3"]


def test_a_name_is_new_once_for_as_long_as_it_is_kept() -> None:
    seen = Seen(kept=2)
    assert [seen.again(name) for name in ("a", "a", "b", "c", "a")] == [False, True, False, False, False]
