"""Digests to many channels of a Slack that fails, by a bot that is killed three times: each once, in order, in time.

Here a few hundred; `python -m bench.slack --storm` posts two thousand to two hundred channels.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from adapters.slack.pace import ACROSS, SPACING
from bot.storage import open_store
from bot.storage.outbox import PageState, count_pages, queue_pages
from bot.targets import Target
from tests.builders import a_new_page, a_page
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import BOT_TOKEN, WORKSPACE, Fault, State
from tests.scenarios.slack_day import until
from tests.scenarios.slack_storm import BEGAN
from tests.scenarios.virtual_time import STEP, SharedClock

CHANNELS, DIGESTS = 50, 8
KILLED_AT = (0.2, 0.5, 0.7)
SHARE = 0.05
BURST = 6
"""Posts that may come at once without being more than Slack's rate: it tolerates short bursts."""
RESTART = 3.0
"""Seconds that a program takes to start again."""
TAIL = 20.0
"""Seconds that the last digests wait for answers of which nobody knows; among two thousand that is nothing."""
POST = "chat.postMessage"


@dataclass(slots=True, kw_only=True)
class Storm(State):
    """A Slack in which every twentieth call fails in each of three ways, and which counts what comes too fast."""

    clock: SharedClock
    chance: random.Random = field(default_factory=lambda: random.Random(5))
    calls_at: list[float] = field(default_factory=list)

    @property
    def took(self) -> float:
        """Seconds from the first call to the last."""
        return self.calls_at[-1] - self.calls_at[0]

    @property
    def floor(self) -> float:
        """Seconds that so many calls take at Slack's rate, those that it failed among them."""
        return len(self.calls_at) * ACROSS

    def fault_for(self, method: str, *, after: bool) -> Fault | None:
        """What goes wrong with this call."""
        if method != POST:
            return None
        drawn = self.chance.random()
        if after:
            return Fault(method=POST, status=502, after=True) if drawn < SHARE else None
        self.calls_at.append(self.clock.now())
        if drawn < SHARE:
            return Fault(method=POST, status=502)
        return Fault(method=POST, error="ratelimited", status=429, retry_after="2") if drawn < 2 * SHARE else None


@contextmanager
def hosting() -> Iterator["subprocess.Popen[str]"]:
    """A process that forks bots."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.scenarios.slack_storm"]
    process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.communicate()


async def test_every_digest_arrives_once_in_order_and_as_fast_as_slack_allows(tmp_path: Path) -> None:
    storm = await weathered(tmp_path, channels=CHANNELS, digests=DIGESTS)
    dead = len(KILLED_AT) * RESTART
    assert storm.took - dead <= 1.15 * storm.floor + TAIL


async def weathered(folder: Path, *, channels: int, digests: int) -> Storm:
    """What a storm has seen after so many digests; every one of them arrived once, in order, and none too fast."""
    url, clock = f"sqlite:///{folder / 'store.sqlite'}", SharedClock(folder / "clock")
    targets = [Target(platform="slack", workspace=WORKSPACE, channel=f"C{at:07d}") for at in range(channels)]
    pages = [
        a_new_page(source=f"d{at}-{number}", target=target, page=a_page(f"digest {number}"))
        for number in range(digests)
        for at, target in enumerate(targets)
    ]
    async with await open_store(url) as store:
        await queue_pages(store, pages, now=BEGAN)
    async with FakeSlack() as slack:
        storm = slack.state = Storm(clock=clock, time=lambda: BEGAN.timestamp() + clock.now())
        storm.members = {target.channel for target in targets}
        storm.scopes += ",channels:history"
        order = {"url": url, "token": BOT_TOKEN, "api_url": slack.api_url, "clock": str(folder / "clock")}
        going = asyncio.create_task(clock.run())
        with hosting() as host:
            for share in (*KILLED_AT, 1.0):
                bot = await asyncio.to_thread(begun, host, order)
                await until(partial(has, storm, int(share * len(pages))), patience=300)
                if share < 1.0:
                    os.kill(bot, signal.SIGKILL)
                    clock.advance(RESTART)
                await until(partial(is_dead, bot), patience=60)
        going.cancel()

    async with await open_store(url) as store:
        assert await count_pages(store) == {PageState.SENT: len(pages)}
    keys = [post.key for post in storm.posts]
    assert len(keys) == len(set(keys)) == len(pages)
    for target in targets:
        told = [post.text for post in storm.posts if post.channel == target.channel]
        assert told == [f"digest {number}" for number in range(digests)]
    assert most_within(storm.calls_at, 10.0) <= 10.0 / ACROSS + BURST
    assert closest(storm) >= SPACING - STEP
    return storm


def begun(host: "subprocess.Popen[str]", order: dict[str, str]) -> int:
    """The number of a bot's process that has begun."""
    assert host.stdin
    assert host.stdout
    host.stdin.write(json.dumps(order) + "\n")
    host.stdin.flush()
    return int(host.stdout.readline())


def has(storm: Storm, posts: int) -> bool:
    """Whether so many posts are there."""
    return len(storm.posts) >= posts


def is_dead(process: int) -> bool:
    """Whether a process is gone."""
    return not Path(f"/proc/{process}").exists()


def most_within(calls: list[float], seconds: float) -> int:
    """The most calls of any stretch of time."""
    first, most = 0, 0
    for last, at in enumerate(calls):
        while calls[first] <= at - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


def closest(storm: Storm) -> float:
    """The least time between two posts of a channel."""
    by_channel = defaultdict(list)
    for post in storm.posts:
        by_channel[post.channel].append(float(post.ts))
    return min(after - before for times in by_channel.values() for before, after in pairwise(times))
