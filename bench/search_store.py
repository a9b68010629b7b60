"""Made-up articles by the hundred thousand, always the same ones, put into a store and into a tantivy index."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from bot.storage import Store
from bot.storage.schema import articles, stories, story_articles

NOW = datetime(2026, 11, 23, tzinfo=UTC)
YEAR = timedelta(days=365)
VOCABULARY = 50_000
_BATCH = 10_000
_SYLLABLES: tuple[str, ...] = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu")
_SYLLABLES += ("na", "pe", "ri", "so", "tu", "va", "we", "zi")


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up article; words by Zipf's law, a full stop after every fifteenth."""

    number: int
    title: str
    body: str
    at: datetime


def word(rank: int) -> str:
    """The word of a rank; 0 is the most frequent one."""
    made, rest = "", rank + len(_SYLLABLES)
    while rest:
        rest, syllable = divmod(rest, len(_SYLLABLES))
        made += _SYLLABLES[syllable]
    return made + ("n" if rank % 2 else "")


def made_articles(count: int, *, words: int) -> Iterator[Made]:
    """So many articles over a year, oldest first."""
    chance = random.Random(4)
    known = [word(rank) for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
    for number in range(count):
        drawn = chance.choices(known, cum_weights=weights, k=words + 9)
        lines = [" ".join(drawn[at : at + 15]).capitalize() + "." for at in range(9, len(drawn), 15)]
        paragraphs = [" ".join(lines[at : at + 4]) for at in range(0, len(lines), 4)]
        at = NOW - YEAR + YEAR * ((number + 1) / count)
        yield Made(number + 1, " ".join(drawn[:9]).capitalize(), "\n\n".join(paragraphs), at)


async def fill(store: Store, count: int, *, words: int) -> None:
    """Put the articles into the store, each in a story of its own, ten thousand a transaction.

    PostgreSQL's index is made at the end, in one go: the same index, sooner.
    """
    if not store.on_sqlite:
        await _run(store, "DROP INDEX ix_search_index_words")
    made = made_articles(count, words=words)
    while batch := list(islice(made, _BATCH)):
        async with store.writing() as connection:
            await connection.execute(insert(articles), [_article(one) for one in batch])
            await connection.execute(insert(stories), [{"id": f"s{one.number}", "created_at": one.at} for one in batch])
            placed = [{"article_id": f"{one.number:016x}", "story_id": f"s{one.number}"} for one in batch]
            await connection.execute(insert(story_articles), placed)
    if not store.on_sqlite:
        await _run(
            store, "CREATE INDEX ix_search_index_words ON search_index USING gin (words) WITH (fastupdate = off)"
        )
        await _run(store, "VACUUM ANALYZE")


async def _run(store: Store, statement: str) -> None:
    async with store.engine.connect() as connection:
        free = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await free.execute(text(statement))


def _article(one: Made) -> dict[str, object]:
    return {
        "id": f"{one.number:016x}",
        "url": f"https://wire.example/{one.number}",
        "title": one.title,
        "body": one.body,
        "published_at": one.at - timedelta(hours=1),
        "seen_at": one.at,
        "source_kind": "press",
        "date_is_guess": False,
        "baseline": False,
        "end": "grouped",
    }


class Tantivy:
    """The same articles in a tantivy index; nothing of it is used outside this measurement."""

    def __init__(self, folder: Path, count: int, *, words: int) -> None:
        tantivy: Any = import_module("tantivy")
        build = tantivy.SchemaBuilder()
        build.add_text_field("title")
        build.add_text_field("body")
        build.add_integer_field("number", stored=True)
        build.add_date_field("at", indexed=True, fast=True)
        self._schema = build.build()
        folder.mkdir(parents=True, exist_ok=True)
        fresh = not any(folder.iterdir())
        self._index = tantivy.Index(self._schema, path=str(folder))
        if fresh:
            self._fill(made_articles(count, words=words))
        self._index.reload()
        self._searcher = self._index.searcher()

    def _fill(self, made: Iterator[Made]) -> None:
        tantivy: Any = import_module("tantivy")
        writer: Any = self._index.writer(heap_size=200_000_000)
        for one in made:
            document = tantivy.Document(title=one.title, body=one.body, number=one.number)
            document.add_date("at", one.at)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def best(self, query: str, *, since: datetime | None, limit: int = 10) -> list[int]:
        """The ten best articles."""
        tantivy: Any = import_module("tantivy")
        asked = self._index.parse_query(query, ["title", "body"], field_boosts={"title": 4.0})
        if since is not None:
            window = tantivy.Query.range_query(self._schema, "at", tantivy.FieldType.Date, since, NOW)
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), (tantivy.Occur.Must, window)])
        hits = self._searcher.search(asked, limit).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]


async def like(store: Store, words: Sequence[str], *, since: datetime | None) -> int:
    """What a bot without an index asks: LIKE for every word, newest first."""
    conditions = " AND ".join(f"(title LIKE :w{n} OR body LIKE :w{n})" for n in range(len(words)))
    if since is not None:
        conditions += " AND published_at >= :since"
    query = text(f"SELECT seq FROM articles WHERE {conditions} ORDER BY published_at DESC LIMIT 10")
    values: dict[str, object] = {f"w{n}": f"%{one}%" for n, one in enumerate(words)}
    if since is not None:
        values["since"] = since.replace(tzinfo=None) if store.on_sqlite else since
    async with store.reading() as connection:
        return len((await connection.execute(query, values)).all())
