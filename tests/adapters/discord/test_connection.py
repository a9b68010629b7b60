"""Posting to Discord: keys that make a second try safe, threads, direct messages, and a gateway that is lost."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from adapters.discord.connection import DiscordPlatform
from adapters.discord.marks import carries, mark_of, nonce_of
from adapters.discord.pace import Pace
from bot.config import DiscordSettings
from bot.errors import Ambiguous, GiveUp, TryLater
from bot.ports import Platform, Threaded
from bot.targets import Target
from digests.message import Actions, Button, Heading, Message, Paragraph, Plain
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import ADA, CHANNEL, GUILD, HISTORY, SEND, SILENT, THREADS, TOKEN, Fault, Post, new_id

HERE = Target(platform="discord", workspace=GUILD, channel=CHANNEL)
TO_ADA = Target(platform="discord", workspace=GUILD, channel=f"@{ADA}")
POST = "POST /channels/*/messages"
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(minutes=30)
PAGE = Message((Heading("Chip policy"), Paragraph((Plain("Words of the page."),))), "Chip policy: words")
ALONE = Message((Paragraph((Plain("Words alone."),)),), "Words")


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        yield discord


@pytest.fixture
async def platform(fake: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    settings = DiscordSettings.model_validate({"token": TOKEN, "api_url": fake.api_url})
    made = DiscordPlatform(settings, clock=lambda: NOW, pace=Pace(1000.0))
    await made.start()
    yield made
    await made.stop()


def test_it_is_a_platform_with_threads() -> None:
    platform: Platform = DiscordPlatform(DiscordSettings(), clock=lambda: NOW)
    assert isinstance(platform, Threaded)


async def test_a_page_is_posted_with_its_key(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    id = await platform.send(HERE, PAGE, key="k1")
    (post,) = fake.state.in_channel()
    assert post.id == id
    assert post.nonce == nonce_of("k1")
    assert len(post.nonce) == 25
    assert post.content["enforce_nonce"] is True
    assert fake.state.violations == []


async def test_a_second_try_gives_the_first_post(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    fake.state.faults = [Fault(route=POST), Fault(route=POST, after=True), Fault(route=POST, after=True, close=True)]
    with pytest.raises(Ambiguous):
        await platform.send(HERE, PAGE, key="k1")
    assert fake.state.calls.count(POST) == 3, "the nonce makes it safe to ask again at once"
    id = await platform.send(HERE, PAGE, key="k1")
    assert [post.id for post in fake.state.in_channel()] == [id]


async def test_a_page_that_somebody_deleted_counts_as_posted(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    await platform.send(HERE, PAGE, key="k1")
    fake.state.posts[0].deleted = True
    assert await platform.send(HERE, PAGE, key="k1") == ""


@pytest.mark.parametrize("page", [PAGE, Message((*PAGE.blocks, Actions((Button("More", "/brief now"),))))])
async def test_a_page_is_found_by_its_mark(platform: DiscordPlatform, fake: FakeDiscord, page: Message) -> None:
    id = await platform.send(HERE, page, key="k1")
    await platform.send(HERE, PAGE, key="k2")
    assert await platform.find(HERE, key="k1", since=LONG_AGO) == id
    assert await platform.find(HERE, key="k3", since=LONG_AGO) is None
    assert fake.state.violations == []


async def test_within_the_life_of_nonces_nothing_is_asked(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    assert await platform.find(HERE, key="k1", since=NOW - timedelta(minutes=3)) is None
    assert not any(call.startswith("GET /channels") for call in fake.state.calls)


async def test_plain_text_says_not_which_page_it_is(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    await platform.send(HERE, ALONE, key="k1")
    with pytest.raises(GiveUp, match="does not say which page") as caught:
        await platform.find(HERE, key="k1", since=LONG_AGO)
    assert caught.value.scope == "page"


async def test_a_history_that_is_hidden_is_not_an_empty_one(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    fake.state.channels[CHANNEL].rights &= ~HISTORY
    assert await platform.find(HERE, key="k1", since=LONG_AGO) is None, "nothing was ever posted there"
    await platform.send(HERE, PAGE, key="k2")
    with pytest.raises(GiveUp, match="Read Message History"):
        await platform.find(HERE, key="k1", since=LONG_AGO)


async def test_a_reply_goes_into_the_thread_of_its_post(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    above = await platform.send(HERE, PAGE, key="k1")
    first = await platform.reply(HERE, PAGE, key="k2", to=above)
    second = await platform.reply(HERE, PAGE, key="k3", to=above)
    assert [post.id for post in fake.state.in_channel(above)] == [first, second]
    assert len(fake.state.in_channel()) == 1
    assert fake.state.calls.count("POST /channels/*/messages/*/threads") == 1
    assert await platform.find(HERE, key="k3", since=LONG_AGO) == second
    assert fake.state.violations == []


async def test_without_threads_a_reply_calls_nobody(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    fake.state.channels[CHANNEL].rights &= ~THREADS
    above = await platform.send(HERE, PAGE, key="k1")
    id = await platform.reply(HERE, PAGE, key="k2", to=above)
    post = fake.state.in_channel()[1]
    assert post.id == id
    assert int(str(post.content["flags"])) & SILENT
    assert post.content["message_reference"] == {"message_id": above, "fail_if_not_exists": False}


async def test_a_direct_message_reaches_its_person(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    id = await platform.send(TO_ADA, PAGE, key="k1")
    await platform.send(TO_ADA, PAGE, key="k2")
    channel = next(one for one in fake.state.channels.values() if one.person == ADA)
    assert fake.state.in_channel(channel.id)[0].id == id
    assert fake.state.calls.count("POST /users/@me/channels") == 1
    assert await platform.find(TO_ADA, key="k1", since=LONG_AGO) == id


async def test_closed_direct_messages_are_a_destination_that_is_closed(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    fake.state.closed_to_us.add(ADA)
    with pytest.raises(GiveUp, match="50007") as caught:
        await platform.send(TO_ADA, PAGE, key="k1")
    assert caught.value.scope == "destination"


async def test_a_channel_that_is_closed_to_us_says_so(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    fake.state.channels[CHANNEL].rights &= ~SEND
    with pytest.raises(GiveUp, match="50013") as caught:
        await platform.send(HERE, PAGE, key="k1")
    assert caught.value.scope == "destination"


async def test_the_sixth_post_of_a_channel_is_due_later_and_was_not_sent(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    for number in range(5):
        await platform.send(HERE, PAGE, key=f"k{number}")
    with pytest.raises(TryLater) as caught:
        await platform.send(HERE, PAGE, key="k5")
    assert caught.value.scope == "page"
    assert 1.0 < (caught.value.retry_after or 0.0) <= 5.0
    assert fake.state.calls.count(POST) == 5


async def test_a_token_that_is_no_good_is_not_tried_again(fake: FakeDiscord) -> None:
    settings = DiscordSettings.model_validate({"token": "other", "api_url": fake.api_url})
    platform = DiscordPlatform(settings, clock=lambda: NOW)
    await platform.start()
    for _ in range(3):
        with pytest.raises(GiveUp, match="copy the token again") as caught:
            await platform.send(HERE, PAGE, key="k1")
        assert caught.value.scope == "credential"
    await platform.stop()
    assert fake.state.calls == ["GET /users/@me"]


async def test_a_discord_that_is_away_at_the_start_is_tried_again(fake: FakeDiscord) -> None:
    fake.state.faults = [Fault(route="GET /users/@me", status=503)]
    settings = DiscordSettings.model_validate({"token": TOKEN, "api_url": fake.api_url})
    platform = DiscordPlatform(settings, clock=lambda: NOW)
    await platform.start()
    await platform.send(HERE, PAGE, key="k1")
    await platform.stop()
    assert fake.state.calls.count("GET /users/@me") == 2


async def test_thousands_of_refusals_stop_us_before_discord_does() -> None:
    pace = Pace(1000.0)
    for _ in range(2000):
        pace.count_invalid()
    with pytest.raises(TryLater, match="bans") as caught:
        await pace.turn("POST /channels/1/messages")
    assert caught.value.scope == "platform"


def test_marks_and_nonces_differ_by_key() -> None:
    assert len({mark_of(f"k{number}") for number in range(1000)}) == 1000
    assert carries({"nonce": nonce_of("k1")}, "k1")
    assert carries({"components": [{"id": mark_of("k1")}]}, "k1")
    assert not carries({"components": [{"id": mark_of("k2")}]}, "k1")
    assert not carries({"content": "words"}, "k1")


async def test_a_busy_channel_is_read_page_by_page_and_not_without_end(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    filling = {"components": [{"type": 10, "content": "x", "id": 2_000_000}], "flags": 1 << 15}
    others = [Post(id=new_id(), channel=CHANNEL, content=filling, at=NOW.timestamp()) for _ in range(150)]
    fake.state.posts.extend(others)
    id = await platform.send(HERE, PAGE, key="k1")
    assert await platform.find(HERE, key="k1", since=LONG_AGO) == id
    assert fake.state.calls.count("GET /channels/*/messages") == 2
    fake.state.posts.extend(Post(id=new_id(), channel=CHANNEL, content=filling, at=NOW.timestamp()) for _ in range(900))
    with pytest.raises(GiveUp, match="more was posted"):
        await platform.find(HERE, key="k9", since=LONG_AGO)


async def test_a_channel_that_is_gone_cannot_be_read_back(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    del fake.state.channels[CHANNEL]
    with pytest.raises(GiveUp, match="10003") as caught:
        await platform.find(HERE, key="k1", since=LONG_AGO)
    assert caught.value.scope == "destination"


async def test_a_thread_that_is_locked_away_is_replied_to_in_its_channel(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    above = await platform.send(HERE, PAGE, key="k1")
    await platform.reply(HERE, PAGE, key="k2", to=above)
    fake.state.channels[above].archived = True
    id = await platform.reply(HERE, PAGE, key="k3", to=above)
    assert fake.state.in_channel()[-1].id == id
