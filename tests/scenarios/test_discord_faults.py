"""Two thousand pages to two hundred channels of a Discord that fails, by a bot that is killed: each once, in order."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord.marks import nonce_of
from bot.storage import open_store
from bot.storage.outbox import PageState, count_pages, queue_pages
from bot.targets import Target
from digests.message import Actions, Button, Heading, Message, Paragraph, Plain
from tests.builders import a_new_page
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import GUILD, Channel, Fault, Rates

CHANNELS, PARTS = 200, 10
POST = "POST /channels/*/messages"
SPEED = 3.0
KILLS = (0.15, 0.4, 0.65)
"""After which share of the pages the bot is killed."""


@dataclass(kw_only=True)
class Posted:
    """What a run came to: seconds from the first post to the last, and the fewest they could have been."""

    seconds: float
    floor: float
    kills: int


def failing(chance: random.Random) -> Callable[[str], Fault | None]:
    """A Discord of which one post in twenty is refused, one is too much, and one is accepted and not answered."""

    def fault(route: str) -> Fault | None:
        if route != POST:
            return None
        match chance.randrange(20):
            case 0:
                return Fault(route=route)
            case 1:
                return Fault(route=route, status=429, retry_after=1.0)
            case 2:
                return Fault(route=route, after=True)
        return None

    return fault


def a_part(part: int) -> Message:
    """A page that looks like a page of a digest."""
    said = Paragraph((Plain(f"part {part} of what happened"),))
    return Message((Heading(f"Part {part}"), said, Actions((Button("More", "/brief now"),))), f"part {part}")


@asynccontextmanager
async def bots() -> AsyncIterator[Callable[[dict[str, object]], "asyncio.Future[int]"]]:
    """What starts bots, and waits for them."""
    command, root = [sys.executable, "-m", "tests.scenarios.posting"], Path(__file__).parents[2]
    process = subprocess.Popen(  # noqa: ASYNC220 - it begins at once
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def carry_out(order: dict[str, object]) -> int:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(order) + "\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    loop = asyncio.get_running_loop()
    try:
        yield lambda order: loop.run_in_executor(None, carry_out, order)
    finally:
        await loop.run_in_executor(None, process.communicate)


async def post_all(fake: FakeDiscord, url: str, *, speed: float, per_second: float, kills: tuple[float, ...]) -> Posted:
    """Let bots post everything, each but the last killed."""
    state, total = fake.state, CHANNELS * PARTS
    order: dict[str, object] = {
        "url": url,
        "api_url": fake.api_url,
        "began": (datetime.now(UTC) - timedelta(minutes=30)).isoformat(),
        "at": time.monotonic(),
        "speed": speed,
        "per_second": per_second,
    }
    async with bots() as carry_out:
        for share in (*kills, 1.0):
            bot = await carry_out(order)
            await state.until(lambda: bool(state.posts))
            if share < 1.0:
                await state.until(lambda share=share: len(state.posts) >= share * total, seconds=100)  # type: ignore[misc]
                os.kill(bot, signal.SIGKILL)
            assert await carry_out({"wait": bot}) == (-signal.SIGKILL if share < 1.0 else 0)
    floor = state.calls.count(POST) / state.rates.per_second
    return Posted(seconds=state.posts[-1].at - state.posts[0].at, floor=floor, kills=len(kills))


async def run(url: str, *, speed: float, kills: tuple[float, ...]) -> tuple[FakeDiscord, Posted]:
    """Queue the pages, post them, and check that each stands there once and in order."""
    channels = [f"10030{at:014d}" for at in range(CHANNELS)]
    targets = [Target(platform="discord", workspace=GUILD, channel=channel) for channel in channels]
    new = [
        a_new_page(part, source=f"d{at}", target=target, page=a_part(part))
        for at, target in enumerate(targets)
        for part in range(1, PARTS + 1)
    ]
    async with await open_store(url) as store:
        await queue_pages(store, new, now=datetime.now(UTC) - timedelta(minutes=30))
    async with FakeDiscord() as fake:
        state = fake.state
        state.rates = Rates(per_second=int(50 * speed), posts=5, within=5.0 / speed)
        state.channels = {channel: Channel(id=channel, guild=GUILD) for channel in channels}
        state.chance, state.checked = failing(random.Random(5)), 20
        posted = await post_all(fake, url, speed=speed, per_second=48 * speed, kills=kills)
    async with await open_store(url) as store:
        assert await count_pages(store) == {PageState.SENT: CHANNELS * PARTS}
    for target in targets:
        nonces = [post.nonce for post in state.in_channel(target.channel)]
        assert nonces == [nonce_of(page.key) for page in new if page.target == target]
    assert state.violations == []
    return fake, posted


@pytest.mark.slow
async def test_every_page_is_posted_once_and_in_order(migrated_url: str) -> None:
    fake, posted = await run(migrated_url, speed=SPEED, kills=KILLS)
    assert posted.kills == len(KILLS)
    assert fake.state.calls.count(POST) < 1.4 * CHANNELS * PARTS, "a refusal costs one call more, not many"
    assert len(fake.state.overruns) < 50, "Discord is seldom asked faster than it allows, however this machine stalls"
