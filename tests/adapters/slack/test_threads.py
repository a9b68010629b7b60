"""What goes under a post, and to one person: over the wire, with read-back where it stands."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.slack.connection import SlackPlatform
from adapters.slack.pace import Pace
from bot.config import SlackSettings
from bot.deliver import Deliverer
from bot.errors import DeliveryError
from bot.ports import FindsBelow, Threaded
from bot.publish.threads import DIGESTS, THREAD, posts_of
from bot.storage import Store
from bot.storage.outbox import NewPage, PageKind, PageState, count_pages, queue_pages
from bot.storage.settings import save_setting
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import BOT_TOKEN, CHANNEL, WORKSPACE, Fault
from tests.fakes.slack.threads import thread_of

HERE = Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL)
BEN = Target(platform="slack", workspace=WORKSPACE, channel="@U000BEN")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
POST = "chat.postMessage"


def page(words: str) -> Message:
    return Message((Paragraph((Plain(words),)),), words)


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.state.scopes += ",channels:history"
        yield fake


@pytest.fixture
async def platform(slack: FakeSlack) -> AsyncIterator[SlackPlatform]:
    settings = SlackSettings.model_validate({"bot_token": BOT_TOKEN, "api_url": slack.api_url, "read_back": True})
    made = SlackPlatform(settings, clock=lambda: datetime.now(UTC), pace=Pace(0.0))
    await made.start()
    yield made
    await made.stop()


async def test_a_reply_stands_in_its_thread_and_is_read_back_from_there(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    assert isinstance(platform, Threaded)
    assert isinstance(platform, FindsBelow)
    above = await platform.send(HERE, page("The story"), key="k1")
    below = await platform.reply(HERE, page("More of it"), key="k2", to=above)
    assert [thread_of(post) for post in slack.state.posts] == ["", above]
    assert await platform.find(HERE, key="k2", since=LONG_AGO) is None, "a channel's history leaves it out"
    assert await platform.find_below(HERE, key="k2", since=LONG_AGO, to=above) == below
    assert await platform.find_below(HERE, key="k3", since=LONG_AGO, to=above) is None


async def test_an_alert_for_one_person_goes_to_the_direct_messages_with_them(
    slack: FakeSlack, platform: SlackPlatform
) -> None:
    posted = await platform.send(BEN, page("For you"), key="k1")
    await platform.send(BEN, page("Again"), key="k2")
    assert {post.channel for post in slack.state.posts} == {"D000BEN"}
    assert await platform.find(BEN, key="k1", since=LONG_AGO) == posted
    assert sum(name == "conversations.open" for name, _ in slack.state.calls) == 1


async def test_a_person_who_is_not_there_stops_the_page_like_a_channel_that_is_not(platform: SlackPlatform) -> None:
    nobody = Target(platform="slack", workspace=WORKSPACE, channel="@X1")
    with pytest.raises(DeliveryError, match="user_not_found"):
        await platform.send(nobody, page("For you"), key="k1")


async def test_a_reply_of_which_nobody_knows_is_looked_for_in_its_thread_and_posted_once(
    sqlite_store: Store, slack: FakeSlack, platform: SlackPlatform
) -> None:
    now = datetime.now(UTC)
    first = NewPage(target=HERE, page=page("The story"), kind=PageKind.ALERT, source="a1", part=1)
    more = NewPage(target=HERE, page=page("More"), kind=PageKind.ALERT, source="a1", part=2, reply_to=first.key)
    await queue_pages(sqlite_store, [first, more], now=now)
    slack.state.faults += [Fault(method=POST, status=502, after=True)] * 2
    for seconds in range(0, 100, 20):  # less than the margin by which Slack's clock may differ
        deliverer = Deliverer(sqlite_store, {"slack": platform}, owner=f"tests-{seconds}")
        await deliverer.deliver_due(now + timedelta(seconds=seconds))
        await deliverer.stop()
    assert await count_pages(sqlite_store) == {PageState.SENT: 2}
    above, below = slack.state.posts
    assert thread_of(below) == above.ts


async def test_a_digest_goes_into_a_thread_where_the_channel_prefers_that(
    sqlite_store: Store, platform: SlackPlatform
) -> None:
    digest = Message((Heading("Chip policy"), Heading("1. One", 2), Paragraph((Plain("It did."),))), "One story")
    assert [post.below for post in await posts_of(sqlite_store, digest, HERE, platform=platform)] == [False]
    await save_setting(sqlite_store, DIGESTS, THREAD, platform="slack", workspace=WORKSPACE, channel=CHANNEL)
    assert [post.below for post in await posts_of(sqlite_store, digest, HERE, platform=platform)] == [False, True]
