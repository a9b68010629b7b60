"""Killed at any point between an article and its posted alert, and started again: nothing lost, nothing twice."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.storage import open_store
from bot.storage.alerts import AlertState, alerts_of
from bot.storage.outbox import PageState, count_pages
from tests.bot.watch_killed import BATCHED, CHANNELS, STORIES
from tests.bot.watching import MINUTE, a_watch
from tests.builders import NOW
from tests.fakes.platforms import read_ledger

POINTS = ["", "watch:before:4", "watch:after:4", "deliver:after:2"]  # tests/scenarios/test_kill.py has them all
Live = Callable[[str, datetime], int]


@pytest.fixture(scope="module")
def host() -> Iterator["subprocess.Popen[str]"]:
    """A process that forks bots."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.bot.watch_killed"]
    process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    process.communicate()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def live(host: "subprocess.Popen[str]", store_url: str, ledger: Path) -> Live:
    """Let a bot live once, killed at a point; gives its exit status."""

    def once(point: str, now: datetime) -> int:
        assert host.stdin
        assert host.stdout
        order = {"url": store_url, "ledger": str(ledger), "point": point, "now": now.isoformat()}
        host.stdin.write(json.dumps(order) + "\n")
        host.stdin.flush()
        return int(host.stdout.readline())

    return once


async def check_that_each_story_was_told_once(url: str, ledger: Path) -> None:
    """By every watch, in the store and in the ledger."""
    stories = [f"s{number}" for number in range(STORIES)]
    async with await open_store(url) as store:
        for id in (*(f"now-{channel}" for channel in CHANNELS), "hourly"):
            alerts = await alerts_of(store, a_watch(id).key)
            assert sorted(alert.story_id for alert in alerts) == stories
            assert {alert.state for alert in alerts} == {AlertState.TOLD}
        pages = await count_pages(store)
        assert set(pages) == {PageState.SENT}
    posted = read_ledger(ledger)
    assert len(posted) == pages[PageState.SENT]
    assert not [key for key, times in Counter(post["key"] for post in posted).items() if times > 1]


@pytest.mark.parametrize("point", POINTS)
async def test_watches_killed_and_started_again_lose_and_repeat_nothing(
    point: str, live: Live, store_url: str, ledger: Path
) -> None:
    assert live(point, NOW + MINUTE) == (-signal.SIGKILL if point else 0)
    assert live("", NOW + 10 * MINUTE) == 0
    assert live("", BATCHED) == 0
    await check_that_each_story_was_told_once(store_url, ledger)


async def test_watches_killed_again_and_again_lose_and_repeat_nothing(live: Live, store_url: str, ledger: Path) -> None:
    points = [
        "watch:after:1",
        "watch:before:1",
        "collect:before:3",
        "watch:after:1",
        "send:after:1",
        "deliver:before:2",
    ]
    for number, point in enumerate(points):
        assert live(point, NOW + number * MINUTE) == -signal.SIGKILL
    assert live("", NOW + 20 * MINUTE) == 0
    assert live("", BATCHED) == 0
    await check_that_each_story_was_told_once(store_url, ledger)
