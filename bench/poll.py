"""How fast feeds are polled, beside a bare fetch and two plain loops, in one run on loopback.

`python -m bench.poll [--feeds 10000] [--changed 0.1] [--sample 200] [--repeats 3] [--json]`
"""

import argparse
import asyncio
import json
import multiprocessing
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
from rich.console import Console
from rich.table import Table

from bench.publisher import Turns, body, serve
from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.fetched import Fetched
from bot.feeds.poll import Due, Outcome, Polled, Poller, PollSettings
from bot.feeds.reading import FeedReader
from bot.feeds.sandbox import Sandbox
from bot.ports import FeedState
from digests.entries import Feed

AT_ONCE = 50
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Microseconds of processor time and of waiting, a feed."""

    name: str
    cpu: float
    wall: float


class Store:
    """The smallest store that could do: seen keys, entries and feed states in SQLite, a transaction every 200 feeds."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("pragma journal_mode=wal")
        self._database.execute("create table seen (feed text, key text, primary key (feed, key)) without rowid")
        self._database.execute("create table entries (id integer primary key, title text, content text)")
        self._database.execute(
            "create table feeds (url text primary key, etag text, hash text, next real) without rowid"
        )
        self._waiting: list[Polled] = []
        self.entries = 0

    async def seen(self, feed: Feed, keys: Sequence[str]) -> Collection[str]:
        """Which of a feed's keys are stored."""
        marks = ",".join("?" * len(keys))
        rows = self._database.execute(f"select key from seen where feed = ? and key in ({marks})", (feed.url, *keys))
        return {key for (key,) in rows}

    def keep(self, polled: Polled) -> None:
        """Take an outcome, written with the next two hundred."""
        self._waiting.append(polled)
        if len(self._waiting) >= 200:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in one transaction."""
        fresh = [(one.feed.url, entry) for one in self._waiting for entry in one.entries]
        states = [
            (one.state.url, one.state.etag, one.state.content_hash, one.state.next_poll_at.timestamp())
            for one in self._waiting
            if one.state.next_poll_at
        ]
        self.entries += len(fresh)
        write = self._database.executemany
        self._database.execute("begin")
        write("insert or ignore into seen values (?, ?)", [(url, entry.key) for url, entry in fresh])
        write("insert into entries (title, content) values (?, ?)", [(e.title, e.content) for _, e in fresh])
        write("insert or replace into feeds values (?, ?, ?, ?)", states)
        self._database.execute("commit")
        self._waiting.clear()

    def close(self) -> None:
        """Close the file."""
        self._database.close()


async def measured(name: str, count: int, work: Callable[[], Awaitable[None]]) -> Measured:
    cpu, wall = time.process_time(), time.perf_counter()
    await work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Measured(name=name, cpu=cpu / count * 1e6, wall=wall / count * 1e6)


async def bare_fetches(urls: Sequence[str], etags: dict[str, str]) -> None:
    """The floor: nothing but aiohttp's own work, with conditions, fifty at once."""
    coming = iter(urls)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:

        async def work() -> None:
            for url in coming:
                conditions = {"If-None-Match": etags[url]} if url in etags else {}
                async with session.get(url, headers=conditions) as answer:
                    await answer.read()
                    etags[url] = answer.headers["ETag"]

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))


class Ours:
    """The real poller with the small store behind it."""

    def __init__(self, urls: Sequence[str], store: Store) -> None:
        self._states = {url: FeedState(url=url) for url in urls}
        self._feeds = {url: Feed(url=url) for url in urls}
        self._store = store
        fetcher = Fetcher(FetchSettings(allow=("127.0.0.0/8",), sockets=AT_ONCE, contact="https://bench.example"))
        settings = PollSettings(at_once=AT_ONCE, per_host=AT_ONCE, spacing=0.0)
        self.poller = Poller(fetcher, settings=settings, chance=lambda: 0.5)
        self._now = NOW
        self.outcomes: dict[Outcome, int] = {}

    async def round(self) -> None:
        """Poll every feed once, a day later."""
        self._now += timedelta(days=1)
        due: list[Due] = [(self._feeds[url], state) for url, state in self._states.items()]
        self.outcomes = dict.fromkeys(Outcome, 0)
        async for polled in self.poller.poll_all(due, seen=self._store.seen, now=self._now):
            self._states[polled.feed.url] = polled.state
            self.outcomes[polled.outcome] += 1
            self._store.keep(polled)
        self._store.flush()


async def plain_loop(urls: Sequence[str], etags: dict[str, str] | None) -> None:
    """What most bots do: requests and feedparser, one feed after another; with ETags when some are given."""
    import feedparser
    import requests

    for url in urls:
        conditions = {"If-None-Match": etags[url]} if etags is not None and url in etags else {}
        answer = requests.get(url, headers=conditions, timeout=30)  # noqa: ASYNC210 - the rival is synchronous
        if etags is not None:
            etags[url] = answer.headers["ETag"]
        if answer.status_code == 200:
            feedparser.parse(answer.content)


async def compare(turns: Turns, *, feeds: int, sample: int, repeats: int, folder: Path) -> tuple[list[Measured], str]:
    urls = [f"{turns.base}/{number}" for number in range(feeds)]
    few = urls[:sample]
    floor_etags: dict[str, str] = {}
    loop_etags: dict[str, str] = {}
    rounds: dict[str, list[Measured]] = {}
    with closing(Store(folder / "bench.sqlite")) as store:
        ours = Ours(urls, store)
        async with ours.poller:
            await bare_fetches(urls, floor_etags)
            await ours.round()
            await plain_loop(few, loop_etags)
            for _ in range(repeats):
                turns.turn()
                for one in (
                    await measured("bare aiohttp fetch (floor)", feeds, lambda: bare_fetches(urls, floor_etags)),
                    await measured("Chipbrief: fetch, parse, store", feeds, ours.round),
                    await measured("requests + feedparser", sample, lambda: plain_loop(few, None)),
                    await measured("requests + feedparser, conditional", sample, lambda: plain_loop(few, loop_etags)),
                ):
                    rounds.setdefault(one.name, []).append(one)
            note = ", ".join(f"{count} {outcome}" for outcome, count in ours.outcomes.items() if count)
    return [_median(name, found) for name, found in rounds.items()], f"{note}; {store.entries} entries stored"


def _median(name: str, found: Sequence[Measured]) -> Measured:
    return Measured(
        name=name, cpu=statistics.median(one.cpu for one in found), wall=statistics.median(one.wall for one in found)
    )


def parse_changed(items: int, rounds: int = 20) -> dict[str, float]:
    """Milliseconds of processor time for a feed of which two items are new: feedparser, and our reader."""
    import feedparser

    bodies = [body(1, turn, items) for turn in range(rounds + 1)]
    reader = FeedReader(Sandbox())

    async def ours() -> None:
        for turn, content in enumerate(bodies):
            fetched = Fetched(url="https://outlet1.example/", body=content, content_hash=str(turn))
            await reader.read(fetched, feed_url="1", since=str(turn - 1))

    started = time.process_time()
    for content in bodies[:5]:
        feedparser.parse(content)
    judged = (time.process_time() - started) / 5 * 1e3
    started = time.process_time()
    asyncio.run(ours())
    return {"feedparser": judged, "ours": (time.process_time() - started) / len(bodies) * 1e3}


def ratios(found: Sequence[Measured]) -> dict[str, float]:
    floor, ours, plain, conditional = (one.cpu for one in found)
    return {"of the floor": ours / floor, "the plain loop": plain / ours, "the conditional loop": conditional / ours}


def show(found: Sequence[Measured], parsed: dict[str, float], note: str) -> None:
    console = Console()
    table = Table(title="Polling, a feed")
    for column in ("", "processor µs", "clock µs", "feeds a second"):
        table.add_column(column, justify="left" if not column else "right")
    for one in found:
        table.add_row(one.name, f"{one.cpu:,.0f}", f"{one.wall:,.0f}", f"{1e6 / one.wall:,.0f}")
    console.print(table)
    parts = ratios(found)
    console.print(
        f"Chipbrief takes {parts['of the floor']:.2f} x the floor (goal 1.4 at most); the plain loop takes "
        f"{parts['the plain loop']:.0f} x Chipbrief (goal 100), the conditional loop "
        f"{parts['the conditional loop']:.0f} x (goal 20)."
    )
    console.print(
        f"A changed feed is parsed in {parsed['ours']:.2f} ms, by feedparser in {parsed['feedparser']:.1f} ms: "
        f"{parsed['feedparser'] / parsed['ours']:.0f} x (goal 15)."
    )
    console.print(f"[dim]{note}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=10_000)
    parser.add_argument("--changed", type=float, default=0.1, help="share of feeds that change each round")
    parser.add_argument("--sample", type=int, default=200, help="feeds for the plain loops")
    parser.add_argument("--items", type=int, default=30, help="items a feed")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with serve(changed=options.changed, items=options.items) as turns, tempfile.TemporaryDirectory() as folder:
        found, note = asyncio.run(
            compare(turns, feeds=options.feeds, sample=options.sample, repeats=options.repeats, folder=Path(folder))
        )
    parsed = parse_changed(options.items)
    if options.json:
        rows = [asdict(one) for one in found]
        print(json.dumps({"measured": rows, "ratios": ratios(found), "parse_ms": parsed, "note": note}))
    else:
        show(found, parsed, note)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
