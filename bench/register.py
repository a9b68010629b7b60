"""How well a Federal Register document is looked up by its title, beside FTS5 with OR, in one run.

`python -m bench.register DOCUMENTS.jsonl.gz [--every 8] [--json]`
Each line of the file is a document: id, title, summary, date, url. The figure is the mean of 1/rank of the document
itself among the first ten (MRR@10). Many documents share title or summary, which bounds it: the bound is printed too.
"""

import argparse
import asyncio
import gzip
import json
import re
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from bot.storage import Store, open_store
from bot.storage.schema import articles, stories, story_articles
from bot.storage.search.nearest import nearest

GOAL = 0.5
_WORD = re.compile(r"\w+")

Document = dict[str, str]
Lookup = Callable[[str], Awaitable[list[int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A way of looking up: its figure, and milliseconds a question."""

    name: str
    mrr: float
    bound: float
    cost: float


def fts5(documents: Sequence[Document]) -> Lookup:
    """The rival: the words of the title joined by OR, over the summaries, ranked by bm25."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE found USING fts5(summary)")
    base.executemany("INSERT INTO found(rowid, summary) VALUES (?, ?)", enumerate(d["summary"] for d in documents))

    async def best(title: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(title.lower())))
        query = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT 10"
        return [number for (number,) in base.execute(query, (words,))]

    return best


async def fill(store: Store, documents: Sequence[Document], *, titles: bool) -> None:
    """Put the documents into the store, each a story of its own, with their titles or without."""
    rows = []
    for number, one in enumerate(documents):
        day = datetime.fromisoformat(one["date"]).replace(tzinfo=UTC)
        row = {
            "id": f"{number:016x}",
            "url": one["url"],
            "title": one["title"] if titles else "",
            "body": one["summary"],
        }
        row |= {"published_at": day, "seen_at": day + timedelta(hours=1), "source_kind": "official"}  # type: ignore[dict-item]
        rows.append(row | {"date_is_guess": False, "baseline": False, "end": "grouped"})
    async with store.writing() as connection:
        await connection.execute(insert(articles), rows)
        made = [{"id": str(number), "created_at": row["seen_at"]} for number, row in enumerate(rows)]
        await connection.execute(insert(stories), made)
        placed = [{"article_id": row["id"], "story_id": str(number)} for number, row in enumerate(rows)]
        await connection.execute(insert(story_articles), placed)


def ours(store: Store) -> Lookup:
    """The stories nearest to the title."""

    async def best(title: str) -> list[int]:
        return [int(story) for story, _ in await nearest(store, title)]

    return best


async def measured(name: str, documents: Sequence[Document], find: Lookup, *, every: int, field: str) -> Measured:
    """The figure of one way, over every so manieth document."""
    start, total, asked = time.perf_counter(), 0.0, range(0, len(documents), every)
    for number in asked:
        found = await find(documents[number]["title"])
        total += 1 / (found.index(number) + 1) if number in found else 0.0
    cost = (time.perf_counter() - start) / len(asked) * 1e3
    alike = Counter(one[field] for one in documents)
    bound = sum(1 / (n + 1) for count in alike.values() for n in range(min(count, 10))) / len(documents)
    return Measured(name=name, mrr=total / len(asked), bound=bound, cost=cost)


async def compare(documents: Sequence[Document], *, every: int) -> list[Measured]:
    found = [await measured("FTS5, OR, summaries", documents, fts5(documents), every=every, field="summary")]
    with tempfile.TemporaryDirectory() as folder:
        for name, titles in (("Chipbrief, summaries alone", False), ("Chipbrief, as stored: title and summary", True)):
            async with await open_store(f"sqlite:///{Path(folder) / str(titles)}.sqlite") as store:
                await fill(store, documents, titles=titles)
                field = "title" if titles else "summary"
                found.append(await measured(name, documents, ours(store), every=every, field=field))
    return found


def show(found: Sequence[Measured]) -> None:
    table = Table(title=f"Looking up documents by their titles (goal {GOAL})")
    for column in ("", "MRR@10", "bound", "ms a question"):
        table.add_column(column, justify="right" if column else "left")
    for one in found:
        table.add_row(one.name, f"{one.mrr:.3f}", f"{one.bound:.3f}", f"{one.cost:.1f}")
    Console().print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--every", type=int, default=8, help="ask for every so manieth document")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with gzip.open(options.documents, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    found = asyncio.run(compare(documents, every=options.every))
    if options.json:
        print(json.dumps([asdict(one) for one in found]))
    else:
        show(found)


if __name__ == "__main__":
    main()
