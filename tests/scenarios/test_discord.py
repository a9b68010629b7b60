"""A day in Discord, on the wire: invited, ordered, a digest, a search, a watch, an alert and its thread, removed."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.tree import BEHIND
from bot.config import Settings
from bot.main import Bot, building
from bot.storage import open_store
from bot.storage.notices import open_notices
from bot.storage.pauses import pauses_now
from tests.bot.commands.filled import STORIES, save_stories
from tests.bot.watching import about, arrive
from tests.builders import HOUR, NOW
from tests.fakes.discord import payloads
from tests.fakes.discord.limits import every_component
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.shapes import message
from tests.fakes.discord.state import ADA, BEN, GUILD, OTHER_CHANNEL, OTHER_GUILD, TOKEN, Interaction, Post

DAY_BEFORE, MORNING = NOW - 16 * HOUR, NOW


@dataclass(kw_only=True)
class Day:
    """The fake, the bot beside it, and the time that both go by."""

    discord: FakeDiscord
    bot: Bot
    now: list[datetime] = field(default_factory=list)

    async def tick(self, now: datetime) -> list[Post]:
        """Publish, watch and deliver what is due; what stands in the channel then."""
        self.now[0] = now
        await self.bot.publish(now)
        await self.bot.watch(now)
        await self.bot.deliver(now)
        return self.in_channel()

    async def type(self, words: str, values: dict[str, str | int] | None = None, **where: Any) -> Interaction:
        """`/brief WORDS`, answered."""
        return await self.discord.answered(payloads.slash(self.discord.state, words, values, **where))

    async def press(self, post: Post, label: str, **where: Any) -> Interaction:
        """A button of a post, answered."""
        found = next(one for one in components(post) if one.get("label") == label)
        return await self.discord.answered(payloads.pressed(self.discord.state, post, found["custom_id"], **where))

    async def until(self, happened: Callable[[], bool]) -> None:
        """Return when something holds."""
        await self.discord.state.until(happened)

    def in_channel(self) -> list[Post]:
        """The messages that everybody sees."""
        return [post for post in self.discord.state.in_channel() if post.via == "message"]


@asynccontextmanager
async def living(
    discord: FakeDiscord, url: str, now: list[datetime], *, orders: Sequence[str] = (), **changes: object
) -> AsyncIterator[Day]:
    """A bot; with `orders` for channels that get a digest at eight, and `changes` of its Discord."""
    where: dict[str, object] = {"token": TOKEN, "api_url": discord.api_url, "gateway_url": discord.gateway_url}
    settings = Settings.model_validate(
        {
            "storage": {"url": url},
            "feeds": {"desk_sources": False},
            "discord": where | changes,
            "subscription": [{"target": f"discord:{GUILD}/{channel}", "times": ["08:00"]} for channel in orders],
        }
    )
    async with building(settings, clock=lambda: now[0]) as bot:
        await discord.has_sessions()
        yield Day(discord=discord, bot=bot, now=now)
    await discord.has_sessions(0)


@pytest.fixture
async def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'chipbrief.sqlite'}"
    async with await open_store(url) as store:
        await save_stories(store, STORIES)
    return url


@pytest.fixture
async def day(url: str) -> AsyncIterator[Day]:
    async with FakeDiscord() as discord, living(discord, url, [DAY_BEFORE]) as day:
        yield day


def components(post: Post) -> list[dict[str, Any]]:
    return list(every_component(post.content.get("components") or []))  # type: ignore[arg-type]


def words(post: Post | None) -> str:
    """Everything that a post says."""
    assert post is not None
    texts = [str(post.content.get("content") or ""), *(str(one.get("content") or "") for one in components(post))]
    return " ".join(texts).replace("\\", "")


async def test_a_day_in_discord(url: str) -> None:
    now = [DAY_BEFORE]
    async with FakeDiscord() as discord:
        discord.state.guilds.clear()
        async with living(discord, url, now) as day:
            discord.state.guilds.add(GUILD)
            await discord.gateway.dispatch("GUILD_CREATE", payloads.guild(discord.state), guild_id=GUILD)
            assert [one["name"] for one in discord.state.commands] == ["brief", BEHIND]

            ordered = await day.type("subscribe", {"time": "08:00", "zone": "UTC"})
            assert ordered.private
            assert "Ordered" in words(ordered.post)

            (digest,) = await day.tick(MORNING)
            assert "H200" in words(digest)
            assert digest.only_for == ""
            now[0] = MORNING + HOUR

        async with living(discord, url, now) as day:
            assert discord.state.synced == 1
            completing = payloads.completing(discord.state, "topic", "query", "export")
            told = (await discord.answered(completing)).callback
            assert {"name": "Export controls", "value": "topic:export-controls"} in told["data"]["choices"]  # type: ignore[index]

            topic = await day.type("topic", {"query": "h200"}, person=BEN, rights=payloads.READER)
            assert topic.private
            assert "Bureau adds H200 to export rule" in words(topic.post)
            assert topic.post is not None
            watch = await day.press(topic.post, "Watch this", person=BEN, rights=payloads.READER)
            assert "Watch 1: h200" in words(watch.post)

            late = MORNING + 2 * HOUR
            await arrive(day.bot.store, about(70, at=late), story="s-70")
            digest, alert = await day.tick(late)
            assert "Report 70" in words(alert)
            later = late + HOUR
            await arrive(day.bot.store, about(71, at=later), story="s-70")
            assert len(await day.tick(later)) == 2
            (reply,) = discord.state.in_channel(alert.id)
            assert "Report 71" in words(reply)

            await removed_and_invited_again(day)
        assert discord.state.violations == []
        assert discord.state.synced == 1


async def removed_and_invited_again(day: Day) -> None:
    state, gateway, store = day.discord.state, day.discord.gateway, day.bot.store
    tomorrow = MORNING + timedelta(days=1)
    state.guilds.clear()
    await gateway.dispatch("GUILD_DELETE", {"id": GUILD}, guild_id=GUILD)
    await paused(day, True)
    before, calls = len(day.in_channel()), len(state.calls)
    await arrive(store, about(72, at=tomorrow), story="s-72")
    assert len(await day.tick(tomorrow)) == before
    assert len(state.calls) == calls, "nothing is tried while we are not there"
    (notice,) = await open_notices(store)
    assert "removed" in notice.text
    state.guilds.add(GUILD)
    await gateway.dispatch("GUILD_CREATE", payloads.guild(state), guild_id=GUILD)
    await paused(day, False)
    posts = await day.tick(tomorrow + HOUR)
    assert "Report 72" in words(posts[-1])
    assert len(posts) > before
    assert await open_notices(store) == ()


async def paused(day: Day, wanted: bool) -> None:
    """Return when the workspace is paused, or no longer."""
    async with asyncio.timeout(30):
        while bool(await pauses_now(day.bot.store, now=day.now[0])) is not wanted:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_only_managers_change_what_the_channel_gets(day: Day) -> None:
    refused = await day.type("subscribe", {"time": "08:00"}, person=BEN, rights=payloads.READER)
    assert "Only managers" in words(refused.post)
    assert refused.private
    allowed = await day.type("subscribe", {"time": "08:00"}, person=ADA)
    assert "Ordered" in words(allowed.post)


async def test_a_shared_answer_is_for_all_and_a_problem_with_it_is_not(day: Day) -> None:
    shared = await day.type("topic", {"query": "h200", "share": "here"})
    assert not shared.private
    assert shared.post is not None
    assert shared.post.only_for == ""
    wrong = await day.type("topic", {"query": "AND", "share": "here"})
    (problem,) = day.discord.state.in_channel(person=ADA)
    assert wrong.post is problem
    assert "Column" in words(problem)
    assert day.discord.state.in_channel() == [shared.post]
    assert day.discord.state.violations == []


async def test_who_brings_the_bot_along_has_a_place_of_their_own(day: Day) -> None:
    state = day.discord.state
    state.guilds.add(OTHER_GUILD)
    elsewhere: dict[str, Any] = {"channel": OTHER_CHANNEL, "person": BEN, "rights": payloads.READER, "installed": False}
    ordered = await day.type("watch", {"query": "h200"}, **elsewhere)
    assert "Watch 1" in words(ordered.post)
    at_home = await day.type("watches")
    assert "Watch 1" not in words(at_home.post), "what is theirs is not the server's"
    await arrive(day.bot.store, about(70, at=NOW), story="s-70")
    await day.tick(NOW)
    direct = next(one for one in state.channels.values() if one.person == BEN)
    assert "Report 70" in words(state.in_channel(direct.id)[0])
    assert state.violations == []


async def test_the_menu_of_a_message_says_what_is_behind_its_links(day: Day) -> None:
    state = day.discord.state
    said = {"id": "1007000000000000001", "content": "See https://nowhere.example/x and https://wire.example/1."}
    behind = await day.discord.answered(payloads.asked_of_message(state, BEHIND, said))
    assert "Where it went" in words(behind.post)
    assert behind.private
    digest = await day.discord.answered(
        payloads.asked_of_message(state, BEHIND, {"id": "1007000000000000002", "content": "no link"})
    )
    assert "There is no link" in words(digest.post)


async def test_an_answer_outlives_its_token(day: Day) -> None:
    state = day.discord.state
    day.now[0] = datetime.now(NOW.tzinfo) + timedelta(minutes=20)
    body = payloads.slash(state, "topic", {"query": "h200"})
    one = await day.discord.deliver(body)
    await day.until(lambda: any(post.via == "message" for post in state.posts))
    direct = next(channel for channel in state.channels.values() if channel.person == ADA)
    assert one.post is None
    assert "H200" in words(state.in_channel(direct.id)[0])


async def test_a_button_of_a_message_of_ours_is_understood_and_no_other(day: Day) -> None:
    topic = await day.type("topic", {"query": "h200"})
    assert topic.post is not None
    state = day.discord.state
    for forged in ("brief1.0@999:now", "something.else", "brief1.0#" + "0" * 32):
        answered = await day.discord.answered(payloads.pressed(state, topic.post, forged))
        assert "not from here" in words(answered.post), forged
    assert message(topic.post)["author"]


async def test_who_takes_no_direct_messages_is_told_where_they_asked(day: Day) -> None:
    state = day.discord.state
    await day.type("watch", {"query": "h200", "place": "me"})
    state.closed_to_us.add(ADA)
    for number in (70, 71):
        late = NOW + number * HOUR
        await arrive(day.bot.store, about(number, at=late), story=f"s-{number}")
        await day.tick(late)
    explained, *alerts = day.in_channel()
    assert "take no direct messages" in words(explained)
    assert ["Report 70" in words(alerts[0]), "Report 71" in words(alerts[1])] == [True, True]
    assert len(alerts) == 2
    later = NOW + 72 * HOUR
    await arrive(day.bot.store, about(72, at=later), story="s-71")
    await day.tick(later)
    (reply,) = state.in_channel(alerts[1].id)
    assert "Report 72" in words(reply)
    assert state.violations == []
