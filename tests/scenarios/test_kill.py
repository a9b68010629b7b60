"""Killed at any point of collecting, publishing and delivering, and started again: nothing lost, nothing twice."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.storage import open_store
from bot.storage.articles import End, count_ends
from bot.storage.digests import digests_of
from bot.storage.feeds import seen_entries
from bot.storage.outbox import PageState, count_pages, pages_of
from tests.builders import DAY, NOW, a_feed, a_target
from tests.fakes.platforms import read_ledger
from tests.scenarios.killed import CHANNELS, ROUNDS

AFTERWARDS = NOW + timedelta(minutes=5)  # the leases of the dead have run out, the next slot is far
PAGES = len(CHANNELS) * (ROUNDS + 1)
POINTS = [
    "",
    *(f"collect:{side}:{number}" for side in ("before", "after") for number in (1, 3)),
    *(f"publish:{side}:{number}" for side in ("before", "after") for number in (1, 2, 5)),
    *(f"send:{side}:{number}" for side in ("before", "after") for number in (1, 2, 7)),
    *(f"deliver:{side}:{number}" for side in ("before", "after") for number in (1, 2, 3, 6)),
]
Live = Callable[[Sequence[str], datetime], list[int]]


@pytest.fixture(scope="module")
def host() -> Iterator["subprocess.Popen[str]"]:
    """A process that forks bots."""
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "tests.scenarios.killed"]
    process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    process.communicate()


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"


@pytest.fixture
def live(host: "subprocess.Popen[str]", store_url: str, ledger: Path) -> Live:
    """Let bots live at once, each killed at its point; gives their exit statuses."""
    return lambda points, now: lives(host, store_url, ledger, points, now)


def lives(host: "subprocess.Popen[str]", url: str, ledger: Path, points: Sequence[str], now: datetime) -> list[int]:
    """The exit statuses of bots that live at once, each killed at its point."""
    assert host.stdin
    assert host.stdout
    order = {"url": url, "ledger": str(ledger), "points": points, "now": now.isoformat()}
    host.stdin.write(json.dumps(order) + "\n")
    host.stdin.flush()
    return [int(status) for status in json.loads(host.stdout.readline())]


async def check_that_all_is_there_once(url: str, ledger: Path) -> None:
    """Every article, digest and page, in the store and in the ledger, and each once."""
    async with await open_store(url) as store:
        assert await count_ends(store, since=NOW - DAY, until=NOW) == {End.GROUPED: 2 * ROUNDS}
        assert len(await seen_entries(store, a_feed().url)) == 2 * ROUNDS
        assert await count_pages(store) == {PageState.SENT: PAGES}
        posted = read_ledger(ledger)
        for channel in CHANNELS:
            (digest,) = await digests_of(store, a_target(channel))
            pages = await pages_of(store, digest.id)
            here = [post for post in posted if post["target"] == str(a_target(channel))]
            assert [post["key"] for post in here] == [page.key for page in pages]
            assert [post["page"] for post in here] == [page.wire for page in pages]
    assert len(posted) == PAGES


@pytest.mark.parametrize("point", POINTS)
async def test_a_bot_killed_and_started_again_loses_and_repeats_nothing(
    point: str, live: Live, store_url: str, ledger: Path
) -> None:
    assert live([point], NOW) == [-signal.SIGKILL if point else 0]
    assert live([""], AFTERWARDS) == [0]
    await check_that_all_is_there_once(store_url, ledger)


async def test_a_bot_killed_again_and_again_still_loses_and_repeats_nothing(
    live: Live, store_url: str, ledger: Path
) -> None:
    points = ["collect:before:2", "publish:after:3", "send:after:1", "deliver:after:1", "deliver:before:2"]
    for number, point in enumerate([*points, "send:before:2"]):
        assert live([point], NOW + number * timedelta(minutes=1)) == [-signal.SIGKILL]
    assert live([""], NOW + timedelta(minutes=20)) == [0]
    await check_that_all_is_there_once(store_url, ledger)


@pytest.mark.postgres
@pytest.mark.parametrize("point", ["", "collect:after:1", "publish:before:2", "send:after:2", "deliver:after:1"])
async def test_of_three_bots_at_once_on_postgresql_one_may_die(
    point: str, host: "subprocess.Popen[str]", pg_url: str, ledger: Path
) -> None:
    """Whether the one that is to die gets as far as its point depends on how much the others leave it."""
    statuses = lives(host, pg_url, ledger, ["", point, ""], NOW)
    assert (statuses[0], statuses[2]) == (0, 0)
    assert statuses[1] in (0, -signal.SIGKILL)
    assert lives(host, pg_url, ledger, ["", ""], AFTERWARDS) == [0, 0]
    await check_that_all_is_there_once(pg_url, ledger)
