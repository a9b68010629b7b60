"""Days in a forum and in an announcement channel of Discord, on the wire; and what `chipbrief check` says of them."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.discord.pace import Pace
from adapters.discord.publishing import Publishing
from adapters.discord.rest import Rest, session_for_discord
from bot.cli.app import app
from bot.storage import Store, open_store
from tests.bot.watching import about, arrive
from tests.builders import HOUR
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import (
    ADA,
    ANNOUNCEMENTS,
    CHANNEL,
    FORUM,
    GUILD,
    SUPPRESS,
    TOKEN,
    VIEW,
    Channel,
    Fault,
    Json,
    Post,
    Rates,
)
from tests.scenarios.test_discord import DAY_BEFORE, MORNING, Day, living, url, words

__all__ = ["url"]

BOARD, NEWS, ELSEWHERE = "1003000000000000015", "1003000000000000005", "1003000000000000099"
PUBLISH = "POST /channels/*/messages/*/crosspost"


def tag(id: int, name: str) -> Json:
    return {"id": f"100800000000000000{id}", "name": name, "moderated": False, "emoji_id": None, "emoji_name": None}


TAGS = [tag(1, "Other"), tag(2, "Export"), tag(3, "Digest")]


def in_forum(discord: FakeDiscord) -> list[tuple[Channel, list[Post]]]:
    """The posts of the forum with what stands in each."""
    state = discord.state
    return [(one, state.in_channel(one.id)) for one in state.channels.values() if one.parent == BOARD]


async def test_a_forum_gets_a_post_a_day_and_each_alert_its_own(url: str) -> None:
    now = [DAY_BEFORE]
    async with FakeDiscord() as discord:
        discord.state.channels[BOARD] = Channel(id=BOARD, guild=GUILD, kind=FORUM, tags=TAGS, must_have_tag=True)
        async with living(discord, url, now, orders=[BOARD]) as day:
            await day.tick(MORNING)
            ((post, (digest,)),) = in_forum(discord)
            assert post.name.startswith("Chip policy: Tuesday 3 March 2026 · ")
            assert post.applied == [TAGS[2]["id"], TAGS[1]["id"]]
            assert "H200" in words(digest)
            story = await day.press(digest, "Story 1", channel=post.id)
            assert story.private

            await watch_in_forum(day, post)
        async with living(discord, url, now, orders=[BOARD]) as day:
            late = MORNING + 2 * HOUR
            await arrive(day.bot.store, about(70, at=late), story="s-70")
            await day.tick(late)
            assert len(in_forum(discord)) == 1, "the alert goes where it was asked for, into the post"
            assert "Report 70" in words(in_forum(discord)[0][1][-1])
            await day.tick(MORNING + timedelta(days=1))
            (_, first), (tomorrow, _) = in_forum(discord)
            assert tomorrow.name.startswith("Chip policy: Wednesday 4 March 2026")
            assert len(first) == 2
        assert discord.state.violations == []


async def watch_in_forum(day: Day, post: Channel) -> None:
    """Watch for something from inside the post."""
    answer = await day.type("watch", {"query": "h200"}, channel=post.id, person=ADA)
    assert "Watch 1" in words(answer.post)


async def test_what_is_published_is_published_after_a_restart_too(url: str) -> None:
    now = [DAY_BEFORE]
    async with FakeDiscord() as discord:
        discord.state.channels[NEWS] = Channel(id=NEWS, guild=GUILD, kind=ANNOUNCEMENTS)
        discord.state.faults = [Fault(route=PUBLISH, status=429, code=20028, retry_after=3000.0)]
        async with living(discord, url, now, orders=[NEWS, CHANNEL], publish=[NEWS]) as day:
            await day.tick(MORNING)
            await day.until(lambda: PUBLISH in discord.state.calls)
        (digest,) = discord.state.in_channel(NEWS)
        assert discord.state.published == []
        async with living(discord, url, now, orders=[NEWS, CHANNEL], publish=[NEWS]) as day:
            await day.until(lambda: bool(discord.state.published))
            await day.tick(MORNING + HOUR)
        assert discord.state.published == [digest.id]
        assert discord.state.calls.count(PUBLISH) == 2
        assert discord.state.violations == []


async def test_check_tells_what_keeps_the_bot_from_posting(url: str, tmp_path: Path) -> None:
    now = [DAY_BEFORE]
    async with FakeDiscord() as discord:
        async with living(discord, url, now) as day:
            await day.type("subscribe", {"time": "08:00", "zone": "UTC"})
        discord.state.channels[CHANNEL].rights = VIEW
        config = tmp_path / "config.toml"
        config.write_text(
            f"""
            storage.url = "{url}"
            feeds.desk_sources = false
            feeds.contact = "mailto:ada@chips.example"
            [discord]
            token = "{TOKEN}"
            api_url = "{discord.api_url}"
            [[subscription]]
            target = "discord:{GUILD}/{ELSEWHERE}"
            """
        )
        ran = await asyncio.to_thread(CliRunner().invoke, app, ["check", "--config", str(config), "--json"])
        assert ran.exit_code == 1
        for says in ("signed in as", "lacks Send Messages, Embed Links", "there is no such channel any more"):
            assert says in ran.stdout, says
        assert discord.state.violations == []


def test_without_a_token_nothing_is_said_of_discord(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'storage.url = "sqlite:///{tmp_path / "s.sqlite"}"\nfeeds.desk_sources = false\n')
    ran = CliRunner().invoke(app, ["check", "--config", str(config), "--json"])
    assert '"discord"' not in ran.stdout


@pytest.mark.postgres
async def test_processes_that_share_a_store_publish_each_post_once(pg_store: Store, pg_url: str) -> None:
    async with FakeDiscord() as discord, await open_store(pg_url) as other, session_for_discord() as session:
        state = discord.state
        state.channels[NEWS] = Channel(id=NEWS, guild=GUILD, kind=ANNOUNCEMENTS)
        state.rates = Rates(posts=100, publishes=100)
        rest = Rest(session, base=discord.api_url, token=TOKEN, pace=Pace(1000.0))
        both = [Publishing(rest, store, [NEWS]) for store in (pg_store, other)]
        nonces = [f"n{number}" for number in range(6)]
        content = {"content": "x", "flags": SUPPRESS, "allowed_mentions": {"parse": []}}
        ids = [(await rest.post(f"/channels/{NEWS}/messages", content | {"nonce": one}))["id"] for one in nonces]
        await asyncio.gather(*(both[number % 2].posted(NEWS, id) for number, id in enumerate(ids)))
        await state.until(lambda: sorted(state.published) == ids)
        for one in both:
            await one.go_on()
            await one.stop()
        assert sorted(state.published) == ids
        assert state.violations == []
