"""How soon `/brief topic` is acknowledged and answered when many ask at once, over Socket Mode, on a large store.

`python -m bench.slack [--articles 100000] [--users 50] [--rounds 6] [--folder DIR] [--json]`; with `--storm` instead
2,000 digests to 200 channels of a Slack that fails, by a bot killed three times, in a time of its own.
The bot is the real program in a process of its own; Slack is the fake of the tests, on the wire. A folder given is kept.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console

from adapters.slack.pace import ACROSS
from bench.search import filled_store
from bench.search_store import word
from tests.fakes.slack.payloads import slash
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import APP_TOKEN, BOT_TOKEN
from tests.scenarios.test_slack_storm import weathered

GOAL_ACK, GOAL_ANSWER = 200.0, 1000.0
WORDS = 120
PATIENCE = 60.0
CHANNELS, DIGESTS = 200, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Milliseconds: acknowledgements and answers of all who asked, and the processor's time that the bot took for each.

    The last is what a machine that does other things beside cannot blur.
    """

    articles: int
    users: int
    asked: int
    ack_p50: float
    ack_p99: float
    answer_p50: float
    answer_p95: float
    answer_p99: float
    cpu_each: float


@asynccontextmanager
async def running_bot(slack: FakeSlack, store: Path) -> AsyncIterator[int]:
    """The bot, started as people start it, when its sockets are open: the number of its process."""
    told = {
        "CHIPBRIEF_STORAGE__URL": f"sqlite:///{store}",
        "CHIPBRIEF_STORAGE__KEEP": str(3650 * 86400),
        "CHIPBRIEF_FEEDS__DESK_SOURCES": "false",
        "CHIPBRIEF_SLACK__BOT_TOKEN": BOT_TOKEN,
        "CHIPBRIEF_SLACK__APP_TOKEN": APP_TOKEN,
        "CHIPBRIEF_SLACK__API_URL": slack.api_url,
    }
    command = (sys.executable, "-m", "bot", "run")
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, env=os.environ | told, stdout=quiet, cwd=store.parent)
    try:
        await slack.has_sockets(2)
        yield process.pid
    finally:
        process.terminate()
        await process.wait()


async def asked(slack: FakeSlack, line: str, user: str) -> tuple[float, float]:
    """Seconds until a command is acknowledged, and until its answer is there."""
    address = slack.response_url(user=user)
    name = address.rsplit("/", 1)[1]
    began = time.perf_counter()
    ack = await slack.deliver("slash_commands", slash(line, response_url=address, user=user))
    async with asyncio.timeout(PATIENCE):
        while not slack.state.response_uses.get(name):  # noqa: ASYNC110 - the wire rings no bell
            await asyncio.sleep(0.002)
    return ack.seconds, time.perf_counter() - began


async def measure(options: argparse.Namespace, folder: Path) -> Measured:
    """Many ask at once, again and again, each something else."""
    async with filled_store("sqlite", options.articles, folder, words=WORDS):
        pass
    chance = random.Random(5)
    async with FakeSlack() as slack, running_bot(slack, folder / f"{options.articles}.sqlite") as pid:
        for user in range(options.users):  # each is known to be no manager, as people of a workspace are after a while
            await asked(slack, "help", f"U{user:07d}")
        found: list[tuple[float, float]] = []
        before = cpu_of(pid)
        for _ in range(options.rounds):
            lines = [f"topic {a_query(chance)}" for _ in range(options.users)]
            at_once = (asked(slack, line, f"U{user:07d}") for user, line in enumerate(lines))
            found += await asyncio.gather(*at_once)
        spent = cpu_of(pid) - before
    acks, answers = ([pair[side] * 1e3 for pair in found] for side in (0, 1))
    return Measured(
        articles=options.articles,
        users=options.users,
        asked=len(found),
        ack_p50=quantile(acks, 50),
        ack_p99=quantile(acks, 99),
        answer_p50=quantile(answers, 50),
        answer_p95=quantile(answers, 95),
        answer_p99=quantile(answers, 99),
        cpu_each=spent * 1e3 / len(found),
    )


def cpu_of(pid: int) -> float:
    """Seconds of the processor that a process has taken."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def a_query(chance: random.Random) -> str:
    """What people ask: one word or two, of every frequency, as bench.search asks; half of the last month only."""
    ranks = ((10, 100), (100, 1_000), (1_000, 10_000), (10_000, 50_000))
    words = [word(chance.randrange(*chance.choice(ranks))) for _ in range(chance.choice((1, 1, 2)))]
    return " ".join(words)


def quantile(spent: list[float], percent: int) -> float:
    """The milliseconds that so many percent stay under."""
    return statistics.quantiles(spent, n=100, method="inclusive")[percent - 1]


def show(found: Measured) -> None:
    """Print it."""
    console = Console()
    console.print(f"{found.users} users at once, {found.asked} questions, {found.articles:,} articles; milliseconds")
    console.print(f"acknowledged: p50 {found.ack_p50:.0f}, p99 {found.ack_p99:.0f} (goal {GOAL_ACK:.0f})")
    answers = (
        f"p50 {found.answer_p50:.0f}, p95 {found.answer_p95:.0f} (goal {GOAL_ANSWER:.0f}), p99 {found.answer_p99:.0f}"
    )
    console.print(f"answered:     {answers}")
    console.print(f"processor:    {found.cpu_each:.1f} each")


def weather() -> None:
    """Measure the storm; raises AssertionError when a digest is lost, comes twice or out of order, or too fast."""
    with tempfile.TemporaryDirectory() as folder:
        storm = asyncio.run(weathered(Path(folder), channels=CHANNELS, digests=DIGESTS))
    said = f"{CHANNELS * DIGESTS:,} digests in {storm.took:.0f} s with {len(storm.calls_at):,} calls, three kills"
    pages = CHANNELS * DIGESTS * ACROSS
    Console().print(
        f"{said}: {storm.took / storm.floor:.3f} of the floor for the calls, {storm.took / pages:.3f} of that for the digests"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--folder", type=Path, help="where the store is kept for the next run")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--storm", action="store_true", help="digests through a storm instead of questions")
    options = parser.parse_args()
    if options.storm:
        weather()
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        found = asyncio.run(measure(options, folder))
    if options.json:
        print(json.dumps(asdict(found)))
    else:
        show(found)


if __name__ == "__main__":
    main()
