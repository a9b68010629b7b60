"""Killed at any point of collecting, publishing, watching, telling and delivering, and started again: nothing is lost,
nothing comes twice.
"""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.storage import Store, open_store
from bot.storage.alerts import AlertState, alerts_of
from bot.storage.articles import End, count_ends
from bot.storage.digests import digests_of
from bot.storage.feeds import seen_entries
from bot.storage.notices import untold_notices
from bot.storage.outbox import PageState, count_pages, pages_in_state
from tests.builders import DAY, NOW, a_target
from tests.fakes.platforms import read_ledger
from tests.scenarios.killed import CHANNELS, FEEDS, OPERATOR, WATCH

AFTERWARDS = NOW + timedelta(minutes=6)  # the leases of the dead have run out, the next slot is far
COMMITS = {"collect": 2, "publish": 4, "watch": 1, "tell": 1, "deliver": 4, "send": 7}
"""How often a bot that is not killed commits in each step, and posts. Deliveries commit as often at least."""
POINTS = [f"{step}:{side}:{n + 1}" for step in COMMITS for n in range(COMMITS[step]) for side in ("before", "after")]
POSTGRESQL_ONLY = ["watch:before:2", "watch:after:2"]
"""There a look for new articles begins with a commit."""
Lived = list[tuple[int, dict[str, int]]]
Live = Callable[[Sequence[str], datetime], Lived]


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
    """Let bots live at once, each killed at its point; gives their exit statuses and what they passed."""
    return lambda points, now: lives(host, store_url, ledger, points, now)


def lives(host: "subprocess.Popen[str]", url: str, ledger: Path, points: Sequence[str], now: datetime) -> Lived:
    """The exit statuses of bots that live at once, each killed at its point, and what they passed."""
    assert host.stdin
    assert host.stdout
    order = {"url": url, "ledger": str(ledger), "points": points, "now": now.isoformat()}
    host.stdin.write(json.dumps(order) + "\n")
    host.stdin.flush()
    return [(status, passed) for status, passed in json.loads(host.stdout.readline())]


def statuses(lived: Lived) -> list[int]:
    return [status for status, _ in lived]


async def check_that_all_is_there_once(url: str, ledger: Path) -> None:
    """Every article, digest, alert, notice and page, in the store and in the ledger, each once and in order."""
    async with await open_store(url) as store:
        assert await count_ends(store, since=NOW - DAY, until=NOW + DAY) == {End.GROUPED: len(FEEDS)}
        assert [len(await seen_entries(store, feed)) for feed in FEEDS] == [1] * len(FEEDS)
        assert [len(await digests_of(store, a_target(channel))) for channel in CHANNELS] == [1] * len(CHANNELS)
        alerts = await alerts_of(store, WATCH.key)
        assert len({alert.story_id for alert in alerts}) == len(alerts) == len(FEEDS)
        assert {alert.state for alert in alerts} == {AlertState.TOLD}
        assert await untold_notices(store) == ()
        await _check_pages(store, ledger)


async def _check_pages(store: Store, ledger: Path) -> None:
    posted, pages = read_ledger(ledger), await pages_in_state(store, PageState.SENT)
    assert set(await count_pages(store)) == {PageState.SENT}
    for target in (*map(a_target, CHANNELS), WATCH.target, OPERATOR):
        queued = [(page.key, page.wire) for page in pages if page.target == target]
        assert queued
        assert [(post["key"], post["page"]) for post in posted if post["target"] == str(target)] == queued
    assert len(posted) == len(pages)


@pytest.mark.parametrize("point", [*POINTS, *POSTGRESQL_ONLY])
async def test_a_bot_killed_and_started_again_loses_and_repeats_nothing(
    point: str, live: Live, store_url: str, ledger: Path
) -> None:
    lives_on = point in POSTGRESQL_ONLY and store_url.startswith("sqlite")
    assert statuses(live([point], NOW)) == [0 if lives_on else -signal.SIGKILL]
    assert statuses(live([""], AFTERWARDS)) == [0]
    await check_that_all_is_there_once(store_url, ledger)
    assert len(read_ledger(ledger)) == COMMITS["send"]


async def test_every_point_is_among_those_where_a_bot_is_killed(live: Live, store_url: str, ledger: Path) -> None:
    ((status, passed),) = live([""], NOW)
    assert status == 0
    await check_that_all_is_there_once(store_url, ledger)
    commits = COMMITS | ({} if store_url.startswith("sqlite") else {"watch": 2})
    for side in ("before", "after"):
        counted = Counter({step: passed[f"{step}:{side}"] for step in COMMITS})
        assert counted.pop("deliver") >= commits["deliver"]
        assert counted == {step: number for step, number in commits.items() if step != "deliver"}


async def test_a_bot_killed_again_and_again_still_loses_and_repeats_nothing(
    live: Live, store_url: str, ledger: Path
) -> None:
    points = [
        "collect:before:2",
        "publish:after:3",
        "watch:before:1",
        "tell:before:1",
        "send:after:1",
        "deliver:after:1",
    ]
    for number, point in enumerate([*points, "deliver:before:2", "send:before:2"]):
        assert statuses(live([point], NOW + number * timedelta(minutes=6))) == [-signal.SIGKILL], point
    assert statuses(live([""], NOW + timedelta(minutes=70))) == [0]
    await check_that_all_is_there_once(store_url, ledger)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "point", ["", "collect:after:1", "publish:before:2", "watch:after:2", "send:after:2", "deliver:after:1"]
)
async def test_of_three_bots_at_once_on_postgresql_one_may_die(
    point: str, host: "subprocess.Popen[str]", pg_url: str, ledger: Path
) -> None:
    """Whether the one that is to die gets as far as its point depends on how much the others leave it."""
    ended = statuses(lives(host, pg_url, ledger, ["", point, ""], NOW))
    assert (ended[0], ended[2]) == (0, 0)
    assert ended[1] in (0, -signal.SIGKILL)
    assert statuses(lives(host, pg_url, ledger, ["", ""], AFTERWARDS)) == [0, 0]
    assert statuses(lives(host, pg_url, ledger, ["", ""], AFTERWARDS + timedelta(minutes=6))) == [0, 0]
    await check_that_all_is_there_once(pg_url, ledger)
