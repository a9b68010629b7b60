"""Stories: where articles were placed, and the stories of a stretch of time put together again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.articles import ARTICLE_COLUMNS, Marks, article_of, in_window
from bot.storage.readings import READING_COLUMNS, reading_of, remark_of
from bot.storage.schema import articles, readings, remarks, stories, story_articles
from bot.storage.statements import add_rows, chunks, put_rows
from bot.storage.store import At, reading
from digests.remarks import Remark
from digests.stories import Report, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article put into a story; `features` is text that the story index wants back when it is built again."""

    article_id: str
    story_id: str
    saga: str | None = None
    features: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two stories found to be one: `story_id` goes on as `into`."""

    story_id: str
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A placement as stored, with the times of its article."""

    placement: Placement
    published_at: datetime
    seen_at: datetime


async def stories_between(at: At, *, since: datetime, until: datetime, marks: Marks | None = None) -> tuple[Story, ...]:
    """The stories with a report seen in (since, until], or between marks: whole, earliest report first."""
    chosen = (
        select(story_articles.c.story_id)
        .join(articles, articles.c.id == story_articles.c.article_id)
        .where(in_window(since, until, marks))
        .distinct()
    )
    async with reading(at) as connection:
        return await _assembled(connection, chosen)


async def story_by_id(at: At, story_id: str) -> Story | None:
    """The story with an id, or the one that it was merged into; None when there is none."""
    found = await stories_by_id(at, [story_id])
    return found[0] if found else None


async def stories_by_id(at: At, ids: Iterable[str]) -> tuple[Story, ...]:
    """The stories with these ids, merged ones as what they became."""
    found: dict[str, Story] = {}
    async with reading(at) as connection:
        for some in chunks(sorted(set(ids))):
            names = await _surviving(connection, some)
            chosen = select(stories.c.id).where(stories.c.id.in_(sorted(set(names.values()))))
            found |= {story.id: story for story in await _assembled(connection, chosen)}
    return tuple(found.values())


async def placements_since(at: At, *, since: datetime) -> tuple[Placed, ...]:
    """Where the articles seen since were placed, oldest first, to build the index of stories again."""
    query = (
        select(story_articles, stories.c.saga, articles.c.published_at, articles.c.seen_at)
        .join(articles, articles.c.id == story_articles.c.article_id)
        .join(stories, stories.c.id == story_articles.c.story_id)
        .where(articles.c.seen_at >= since)
        .order_by(articles.c.seq)
    )
    async with reading(at) as connection:
        return tuple(
            Placed(
                placement=Placement(
                    article_id=row.article_id, story_id=row.story_id, saga=row.saga, features=row.features
                ),
                published_at=row.published_at,
                seen_at=row.seen_at,
            )
            for row in await connection.execute(query)
        )


async def save_placements(connection: AsyncConnection, placements: Sequence[Placement], *, now: datetime) -> None:
    """Put articles into stories; where the story was merged meanwhile, into what it became."""
    sagas = {placement.story_id: placement.saga for placement in placements}
    rows: list[dict[str, object]] = [{"id": id, "saga": saga, "created_at": now} for id, saga in sagas.items()]
    await add_rows(connection, stories, rows)
    named = [row for row in rows if row["saga"] is not None]
    await put_rows(connection, stories, named, change=["saga"])
    became = await _surviving(connection, sorted(sagas))
    placed: list[dict[str, object]] = [
        {"article_id": one.article_id, "story_id": became[one.story_id], "features": one.features} for one in placements
    ]
    await put_rows(connection, story_articles, placed, change=["story_id", "features"])


async def save_sagas(connection: AsyncConnection, linked: Iterable[tuple[str, str]]) -> None:
    """Let stories, named with their sagas, belong to one affair with others."""
    rows = [{"linked": story_id, "affair": saga} for story_id, saga in linked]
    if rows:
        statement = update(stories).where(stories.c.id == bindparam("linked")).values(saga=bindparam("affair"))
        await connection.execute(statement, rows)


async def save_merges(connection: AsyncConnection, merges: Sequence[Merge], *, now: datetime) -> None:
    """Let stories go on as others; the old ids keep leading to them."""
    for merge in merges:
        await add_rows(connection, stories, [{"id": merge.into, "created_at": now}])
        into = (await _surviving(connection, [merge.into]))[merge.into]
        if into == merge.story_id:
            continue
        moved = update(story_articles).where(story_articles.c.story_id == merge.story_id).values(story_id=into)
        await connection.execute(moved)
        led = (stories.c.id == merge.story_id) | (stories.c.merged_into == merge.story_id)
        await connection.execute(update(stories).where(led).values(merged_into=into))


async def _surviving(connection: AsyncConnection, ids: Sequence[str]) -> dict[str, str]:
    """Each known story id with the id of what it became; itself when it was not merged."""
    became: dict[str, str] = {}
    for some in chunks(ids):
        rows = await connection.execute(select(stories.c.id, stories.c.merged_into).where(stories.c.id.in_(some)))
        became |= {row.id: row.merged_into or row.id for row in rows}
    return became


async def _assembled(connection: AsyncConnection, chosen: Select[tuple[str]]) -> tuple[Story, ...]:
    """The stories whose ids a query gives."""
    within = story_articles.c.story_id.in_(chosen)
    said: dict[str, list[Remark]] = {}
    query = select(remarks).join(story_articles, story_articles.c.article_id == remarks.c.article_id).where(within)
    for row in await connection.execute(query.order_by(remarks.c.article_id, remarks.c.number)):
        said.setdefault(row.article_id, []).append(remark_of(row))
    reports = (
        select(*ARTICLE_COLUMNS, *READING_COLUMNS, story_articles.c.story_id, stories.c.saga)
        .join(story_articles, story_articles.c.article_id == articles.c.id)
        .join(stories, stories.c.id == story_articles.c.story_id)
        .outerjoin(readings, readings.c.article_id == articles.c.id)
        .where(within)
        .order_by(story_articles.c.story_id, articles.c.published_at, articles.c.seq)
    )
    found = []
    for story_id, rows in groupby(await connection.execute(reports), key=lambda row: str(row.story_id)):
        members = list(rows)
        each = tuple(
            Report(article=article_of(row), reading=reading_of(row), remarks=tuple(said.get(row.id, ())))
            for row in members
        )
        found.append(Story(id=story_id, reports=each, saga=members[0].saga))
    return tuple(sorted(found, key=lambda story: (story.first_at, story.id)))
