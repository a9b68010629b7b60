"""Discord's gateway dropped at random points: what it delivered is answered, and nothing is answered twice."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from adapters.discord.connection import DiscordPlatform
from adapters.discord.marks import nonce_of
from adapters.discord.servers import STOPPED
from bot.commands.services import Services
from bot.config import DiscordSettings
from bot.storage import Store, open_store
from bot.storage.notices import open_notices
from tests.bot.commands.filled import filled
from tests.fakes.discord.payloads import slash
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import TOKEN, Fault, Interaction

DROPS, COMMANDS = 20, 120
CALLBACK, FILL = "POST /interactions/*/*/callback", "PATCH /webhooks/*/*/messages/@original"


@asynccontextmanager
async def connected(fake: FakeDiscord, services: Services, **settings: object) -> AsyncIterator[DiscordPlatform]:
    values = {"token": TOKEN, "api_url": fake.api_url, "gateway_url": fake.gateway_url} | settings
    platform = DiscordPlatform(
        DiscordSettings.model_validate(values), clock=lambda: datetime.now(UTC), services=services, spacing=0.01
    )
    await platform.start()
    try:
        yield platform
    finally:
        await platform.stop()


async def stopped_notices(store: Store) -> list[str]:
    """What the operator is told of the gateway."""
    return [notice.text for notice in await open_notices(store) if notice.key == STOPPED]


async def dropped(fake: FakeDiscord, way: str) -> None:
    """Lose the gateway in one of the ways in which it is lost."""
    match way:
        case "reconnect":
            await fake.gateway.reconnect()
        case "invalid, to be resumed":
            await fake.gateway.invalidate(resumable=True)
        case "closed":
            await fake.gateway.drop(dead=False)
        case "broken":
            await fake.gateway.abort()
            await fake.has_sessions()
        case "invalid":
            await fake.gateway.invalidate(resumable=False)
        case "dead":
            await fake.gateway.drop(dead=True, code=4009)


async def come_back(fake: FakeDiscord, ways: Sequence[str]) -> None:
    """Return when the gateway has come back from each of these; what goes out on a dying socket counts as delivered."""
    dead = sum(way in DEAD for way in ways)
    state = fake.state
    await state.until(lambda: state.resumed >= len(ways) - dead and len(state.identified) > dead, seconds=60)
    await fake.has_sessions()


LIVING = ["reconnect", "invalid, to be resumed", "closed", "broken"]
DEAD = ["invalid", "dead"]


def answers_of(fake: FakeDiscord, one: Interaction) -> int:
    """How often something was shown for a command: through its token, or as a normal message."""
    beside = nonce_of(f"answer {one.id} 0")
    return sum(post.interaction == one.id or post.nonce == beside for post in fake.state.posts)


async def test_a_gateway_that_is_lost_again_and_again_loses_no_command(sqlite_store: Store) -> None:
    chance = random.Random(20)
    ways = [chance.choice(LIVING) for _ in range(DROPS // 2)] + [chance.choice(DEAD) for _ in range(DROPS // 2)]
    chance.shuffle(ways)
    at = dict(zip(sorted(chance.sample(range(COMMANDS), DROPS)), ways, strict=True))
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake, connected(fake, services):
        await fake.has_sessions()
        fake.state.faults = [Fault(route=route, after=after) for route in (CALLBACK, FILL) for after in (True, False)]
        made: list[Interaction] = []
        for number in range(COMMANDS):
            if number in at:
                await come_back(fake, [way for point, way in at.items() if point < number])
            made.append(await fake.deliver(slash(fake.state, "watches")))
            if number in at:
                await dropped(fake, at[number])
            elif chance.random() < 0.3:
                await fake.has_sessions()
            await asyncio.sleep(chance.random() / 100)
        await come_back(fake, ways)
        sent = [one for one in made if one.sent]
        with contextlib.suppress(TimeoutError):
            await fake.state.until(lambda: all(answers_of(fake, one) for one in sent), seconds=60)
        assert [one for one in sent if not answers_of(fake, one)] == []
        last = await fake.answered(slash(fake.state, "watches"))
        assert [answers_of(fake, one) for one in [*sent, last]] == [1] * (len(sent) + 1)
        assert sum(answers_of(fake, one) for one in made if not one.sent) == 0
        assert len(sent) > COMMANDS // 2
        assert (fake.state.resumed, len(fake.state.identified)) == (DROPS // 2, 1 + DROPS // 2)
        assert fake.state.violations == []


@pytest.mark.parametrize(("code", "says"), [(4004, "copy it again"), (4014, "intent"), (4013, "newer")])
async def test_a_close_that_somebody_has_to_mend_stops_and_says_so(sqlite_store: Store, code: int, says: str) -> None:
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake:
        fake.gateway.refuse_with = code
        async with connected(fake, services) as platform:
            async with asyncio.timeout(20):
                while not await stopped_notices(sqlite_store):  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
            (notice,) = await stopped_notices(sqlite_store)
            assert says in notice
            assert len(fake.state.identified) == 1
            assert platform.name == "discord"
        fake.gateway.refuse_with = 0
        async with connected(fake, services):
            await fake.has_sessions()
            assert await stopped_notices(sqlite_store) == []


async def test_few_sessions_that_may_be_begun_are_kept(sqlite_store: Store) -> None:
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake:
        fake.state.identifies_left = 49
        async with connected(fake, services):
            await fake.state.until(lambda: "GET /gateway/bot" in fake.state.calls)
            await asyncio.sleep(0.2)
            assert fake.state.identified == []
            assert fake.state.calls.count("GET /gateway/bot") == 1


async def test_shards_share_the_servers(sqlite_store: Store) -> None:
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake:
        fake.state.shards = 2
        async with connected(fake, services):
            await fake.has_sessions(2)
            assert sorted(one.shard for one in fake.gateway.live()) == [(0, 2), (1, 2)]
            await fake.answered(slash(fake.state, "watches"))
        async with connected(fake, services, shards=[1], shard_count=2):
            await fake.state.until(lambda: [one.shard for one in fake.gateway.live()] == [(1, 2)])


@pytest.mark.postgres
async def test_of_two_processes_one_serves_the_gateway_and_the_other_takes_over(pg_store: Store, pg_url: str) -> None:
    async with FakeDiscord() as fake, await open_store(pg_url) as other:
        first = (await filled(pg_store)).services
        second = replace(first, store=other)
        async with connected(fake, first):
            await fake.has_sessions()
            async with connected(fake, second):
                await asyncio.sleep(0.3)
                assert len(fake.state.identified) == 1
                await fake.answered(slash(fake.state, "watches"))
                (session,) = fake.gateway.live()
                await kill_locks(pg_store)
                await fake.state.until(lambda: bool(fake.gateway.live()) and fake.gateway.live() != [session])
                await fake.answered(slash(fake.state, "watches"))
        assert fake.state.synced == 1
        assert len(fake.state.identified) >= 2
        assert fake.state.violations == []


@pytest.mark.postgres
async def test_processes_share_the_shards_and_one_stands_by(pg_store: Store, pg_url: str) -> None:
    async with FakeDiscord() as fake, await open_store(pg_url) as second, await open_store(pg_url) as third:
        fake.state.shards = 2
        services = (await filled(pg_store)).services

        def served() -> list[tuple[int, int]]:
            return sorted(one.shard for one in fake.gateway.live())

        async with (
            connected(fake, services, shards=[0], shard_count=2),
            connected(fake, replace(services, store=second), shards=[1], shard_count=2),
        ):
            await fake.state.until(lambda: served() == [(0, 2), (1, 2)])
            async with connected(fake, replace(services, store=third), shards=[0], shard_count=2):
                await asyncio.sleep(0.3)
                assert len(fake.state.identified) == 2, "the third process stands by"
                made = [await fake.answered(slash(fake.state, "watches")) for _ in range(3)]
                await kill_locks(pg_store)
                await fake.state.until(lambda: len(fake.state.identified) >= 4 and served() == [(0, 2), (1, 2)])
                made.append(await fake.answered(slash(fake.state, "watches")))
                assert [answers_of(fake, one) for one in made] == [1] * 4
        assert fake.state.synced == 1
        assert fake.state.violations == []


async def kill_locks(store: Store) -> None:
    """End the connections that hold names, as a failover of the database does."""
    held = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    async with store.writing() as connection:
        await connection.execute(text(held))
