"""How fast articles are stored and the stories of a day come back, beside a bare table, on both databases.

`python -m bench.store [--articles 20000] [--batch 200] [--no-postgres] [--json]`
"""

import argparse
import asyncio
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.workers import new_database, postgres
from bot.storage import Store, open_store
from bot.storage.articles import ArticleEnd, End
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import SeenEntry
from bot.storage.stories import Placement, placements_since, stories_between
from digests.articles import Article
from digests.remarks import Remark, RemarkKind
from digests.stories import Report
from digests.topics import Reading, TopicHit

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SPACING = timedelta(seconds=86)  # a thousand articles a day
WORDS = ("bureau", "rule", "export", "chip", "license", "tariff", "memory", "foundry", "review", "subsidy", "order")
BODY_WORDS = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Articles a second stored, processor microseconds an article, and milliseconds to read."""

    name: str
    rate: float
    cpu: float
    day_ms: float = 0.0
    stories: int = 0
    index_ms: float = 0.0


def report(number: int, seen_at: datetime, chance: random.Random) -> Report:
    """An article of 250 words with a remark and two topics."""
    body = " ".join(chance.choices(WORDS, k=BODY_WORDS)) + '. "It is final," Ada Example said.'
    article = Article(
        id=f"{number:016x}",
        url=f"https://wire.example/{number}",
        title=" ".join(chance.choices(WORDS, k=9)),
        body=body,
        publisher="Sample Wire",
        published_at=seen_at,
        seen_at=seen_at,
        feed_url=f"https://feeds.example/{number % 200}",
        near_key=f"near {number}",
    )
    start = body.index("It is final,")
    words = "It is final,"
    remark = Remark(
        article_id=article.id,
        kind=RemarkKind.DIRECT,
        start=start,
        end=start + len(words),
        words=words,
        verb="said",
        speaker="Ada Example",
    )
    hits = (TopicHit(id="export-controls", words=("export",)), TopicHit(id="memory", words=("memory",)))
    return Report(article=article, reading=Reading(relevant=True, score=0.9, topics=hits), remarks=(remark,))


def rounds(count: int, batch: int) -> Iterator[Collected]:
    """Articles a minute and a half apart, three to a story, in batches."""
    chance = random.Random(1)
    for first in range(0, count, batch):
        numbers = range(first, min(first + batch, count))
        reports = tuple(report(n, NOW - (count - n) * SPACING, chance) for n in numbers)
        yield Collected(
            at=reports[-1].article.seen_at,
            entries=tuple(
                SeenEntry(feed_url=one.article.feed_url, key=one.article.id, content_hash="h" * 32) for one in reports
            ),
            reports=reports,
            placements=tuple(
                Placement(article_id=one.article.id, story_id=f"s{int(one.article.id, 16) // 3}") for one in reports
            ),
            ends=tuple(ArticleEnd(article_id=one.article.id, end=End.GROUPED) for one in reports),
        )


def bare_table(count: int, batch: int) -> Measured:
    """The floor: the same texts into one table of SQLite, a transaction a batch."""
    collected = list(rounds(count, batch))
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/bare.sqlite")) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("pragma synchronous = full")
        database.execute("create table articles (id text primary key, url text, title text, body text, seen text)")
        wall, cpu = time.perf_counter(), time.process_time()
        for one in collected:
            articles = (r.article for r in one.reports)
            rows = [(a.id, a.url, a.title, a.body, a.seen_at.isoformat()) for a in articles]
            database.executemany("insert into articles values (?, ?, ?, ?, ?)", rows)
            database.commit()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Measured(name="bare table, SQLite", rate=count / wall, cpu=cpu / count * 1e6)


async def ours(name: str, url: str, count: int, batch: int) -> Measured:
    """Store everything, then read the last day's stories and the last fortnight's placements."""
    async with opened(url) as store:
        collected = list(rounds(count, batch))
        wall, cpu = time.perf_counter(), time.process_time()
        for one in collected:
            await save_collected(store, one)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        del collected
        day, stories = await median_ms(lambda: stories_between(store, since=NOW - timedelta(days=1), until=NOW))
        index, _ = await median_ms(lambda: placements_since(store, since=NOW - timedelta(days=14)))
    return Measured(
        name=name, rate=count / wall, cpu=cpu / count * 1e6, day_ms=day, stories=len(stories), index_ms=index
    )


async def median_ms(read: Callable[[], Any], repeats: int = 5) -> tuple[float, Any]:
    """The median time of a few readings, and what was read."""
    times, found = [], None
    for _ in range(repeats):
        began = time.perf_counter()
        found = await read()
        times.append((time.perf_counter() - began) * 1e3)
    return statistics.median(times), found


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Store]:
    """A store for the time of a measurement."""
    async with await open_store(url) as store:
        yield store


@contextmanager
def sqlite_url() -> Iterator[str]:
    """A file for the time of a measurement."""
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'bench.sqlite'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--batch", type=int, default=200)
    parser.add_argument("--no-postgres", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    sizes = sorted({1_000, options.articles})
    results = [bare_table(options.articles, options.batch)]
    for count in sizes:
        with sqlite_url() as url:
            results.append(asyncio.run(ours(f"chipbrief, SQLite, {count:,}", url, count, options.batch)))
    if not options.no_postgres:
        with postgres() as (address, _):
            for count in sizes:
                url = new_database(address, f"store{count}")
                results.append(asyncio.run(ours(f"chipbrief, PostgreSQL, {count:,}", url, count, options.batch)))
    if options.json:
        print(json.dumps([asdict(one) for one in results]))
        return
    show(results)


def show(results: list[Measured]) -> None:
    table = Table(title="Articles stored, and read back")
    for column in (
        "what",
        "articles/s",
        "CPU us an article",
        "a day's stories, ms",
        "stories",
        "14 days' placements, ms",
    ):
        table.add_column(column, justify="left" if column == "what" else "right")
    for one in results:
        reads = (f"{one.day_ms:,.0f}", f"{one.stories:,}", f"{one.index_ms:,.0f}") if one.stories else ("", "", "")
        table.add_row(one.name, f"{one.rate:,.0f}", f"{one.cpu:,.0f}", *reads)
    Console().print(table)


if __name__ == "__main__":
    main()
