"""Articles: kept once, found by id or address, and the one end that each came to."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.locks import hold
from bot.storage.schema import articles, stories, story_articles
from bot.storage.statements import chunks, insert_into
from bot.storage.store import At, reading, writing
from digests.articles import Article
from digests.entries import SourceKind


class End(StrEnum):
    """Where an article went; every article has exactly one end."""

    STORED = "stored"
    GROUPED = "grouped"
    NOT_RELEVANT = "not_relevant"
    NEAR_COPY = "near_copy"
    HELD = "held"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEnd:
    """The end of an article, with the reason in words."""

    article_id: str
    end: End
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article with what the store knows of it; `seq` grows in the order of arrival."""

    seq: int
    article: Article
    baseline: bool
    end: End
    end_reason: str
    story_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A stretch of the order of arrival: the articles with `after < seq <= through`.

    Digests go by it, not by times: an article that was seen before a digest but stored after it is in the next one.
    """

    after: int
    through: int


_FIELDS = tuple(Article.__dataclass_fields__)
ARTICLE_COLUMNS = tuple(articles.c[name] for name in _FIELDS)


async def article(at: At, article_id: str) -> StoredArticle | None:
    """The article with an id."""
    found = await _stored(at, articles.c.id == article_id, limit=1)
    return found[0] if found else None


async def article_by_url(at: At, url: str) -> StoredArticle | None:
    """The newest article at a canonical address."""
    found = await _stored(at, articles.c.url == url, limit=1)
    return found[0] if found else None


async def latest_articles(at: At, *, limit: int, before_seq: int | None = None) -> tuple[StoredArticle, ...]:
    """The articles that came last, newest first; `before_seq` goes on where an earlier call ended."""
    condition = articles.c.seq < before_seq if before_seq is not None else articles.c.seq > 0
    return await _stored(at, condition, limit=limit)


async def known_articles(at: At, ids: Iterable[str]) -> frozenset[str]:
    """Which of these ids are stored."""
    found: set[str] = set()
    async with reading(at) as connection:
        for some in chunks(sorted(set(ids))):
            found |= {row.id for row in await connection.execute(select(articles.c.id).where(articles.c.id.in_(some)))}
    return frozenset(found)


async def near_copies(at: At, near_keys: Iterable[str], *, since: datetime) -> dict[str, str]:
    """Near key to the id of the first article that had it, among those seen since."""
    found: dict[str, str] = {}
    query = (
        select(articles.c.near_key, articles.c.id).where(articles.c.seen_at >= since).order_by(articles.c.seq.desc())
    )
    async with reading(at) as connection:
        for some in chunks(sorted(set(near_keys) - {""})):
            rows = await connection.execute(query.where(articles.c.near_key.in_(some)))
            found |= {row.near_key: row.id for row in rows}
    return found


async def add_articles(
    connection: AsyncConnection, new: Sequence[Article], *, baseline: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Store the articles that are not there yet; the ids of those that were not."""
    if not new:
        return frozenset()
    await hold(connection, "articles")  # so that articles are numbered in the order in which others get to see them
    rows = [asdict(one) | {"baseline": one.id in baseline, "end": End.STORED.value} for one in new]
    statement = insert_into(connection, articles).on_conflict_do_nothing().returning(articles.c.id)
    return frozenset(row.id for row in await connection.execute(statement, rows))


async def revise_articles(connection: AsyncConnection, revised: Sequence[Article], *, now: datetime) -> None:
    """Replace what publishers changed: title, body and author; identity, order and dates stay."""
    if revised:
        names = ("title", "body", "author", "near_key", "language")
        statement = (
            update(articles)
            .where(articles.c.id == bindparam("b_id"))
            .values({name: bindparam(f"b_{name}") for name in names} | {"revised_at": now})
        )
        values = [{f"b_{name}": getattr(one, name) for name in ("id", *names)} for one in revised]
        await connection.execute(statement, values)


async def save_ends(at: At, ends: Iterable[ArticleEnd]) -> None:
    """Say where articles went."""
    values = [{"b_id": one.article_id, "b_end": one.end.value, "b_reason": one.reason} for one in ends]
    if not values:
        return
    statement = (
        update(articles)
        .where(articles.c.id == bindparam("b_id"))
        .values(end=bindparam("b_end"), end_reason=bindparam("b_reason"))
    )
    async with writing(at) as connection:
        await connection.execute(statement, values)


async def count_ends(at: At, *, since: datetime, until: datetime, marks: Marks | None = None) -> dict[End, int]:
    """How many articles seen in (since, until], or between marks, came to each end."""
    counted = in_window(since, until, marks)
    query = select(articles.c.end, func.count()).where(counted).group_by(articles.c.end)
    async with reading(at) as connection:
        return {End(end): count for end, count in await connection.execute(query)}


async def mark_of(at: At, moment: datetime) -> int:
    """The number of the last article seen by then; 0 when there is none."""
    query = select(articles.c.seq).where(articles.c.seen_at <= moment)
    async with reading(at) as connection:
        return await connection.scalar(query.order_by(articles.c.seen_at.desc(), articles.c.seq.desc()).limit(1)) or 0


async def newest_mark(at: At) -> int:
    """The number of the last article stored; 0 when there is none."""
    async with reading(at) as connection:
        return await connection.scalar(select(func.max(articles.c.seq))) or 0


async def forget_articles(at: At, *, before: datetime, limit: int = 5_000) -> int:
    """Delete up to `limit` of the articles seen before a time, and the stories left empty; how many articles went."""
    async with writing(at) as connection:
        old = select(articles.c.id).where(articles.c.seen_at < before).order_by(articles.c.seq).limit(limit)
        ids = [row.id for row in await connection.execute(old)]
        for some in chunks(ids):
            await connection.execute(delete(articles).where(articles.c.id.in_(some)))
        if ids:
            full = select(story_articles.c.story_id).where(story_articles.c.story_id == stories.c.id).exists()
            await connection.execute(delete(stories).where(stories.c.created_at < before, not_(full)))
        return len(ids)


def in_window(since: datetime, until: datetime, marks: Marks | None = None) -> ColumnElement[bool]:
    """Seen in (since, until], or between marks; what a feed held when it was added counts only if published since."""
    if marks is None:
        arrived = and_(articles.c.seen_at > since, articles.c.seen_at <= until)
    else:
        arrived = and_(articles.c.seq > marks.after, articles.c.seq <= marks.through)
    return and_(arrived, or_(not_(articles.c.baseline), articles.c.published_at > since))


def article_of(row: Row[*tuple[Any, ...]], *, prefix: str = "") -> Article:
    """The article in a row that has `ARTICLE_COLUMNS`, each named with the prefix."""
    values = {name: row._mapping[prefix + name] for name in _FIELDS}
    return Article(**values | {"source_kind": SourceKind(values["source_kind"])})


async def _stored(at: At, condition: ColumnElement[bool], *, limit: int) -> tuple[StoredArticle, ...]:
    query = (
        select(articles, story_articles.c.story_id)
        .outerjoin(story_articles, story_articles.c.article_id == articles.c.id)
        .where(condition)
        .order_by(articles.c.seq.desc())
        .limit(limit)
    )
    async with reading(at) as connection:
        return tuple(
            StoredArticle(
                seq=row.seq,
                article=article_of(row),
                baseline=row.baseline,
                end=End(row.end),
                end_reason=row.end_reason,
                story_id=row.story_id,
            )
            for row in await connection.execute(query)
        )
