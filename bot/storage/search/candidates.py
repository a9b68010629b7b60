"""What a search asks of a database: the newest articles that a plan finds, a few columns of them, their whole text."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.articles import article_of
from bot.storage.readings import reading_of
from bot.storage.schema import articles, remarks, story_articles
from bot.storage.search import postgres, sqlite
from bot.storage.search.asking import OLDEST, Asked
from bot.storage.search.columns import OWNERS, TEXTS, WHOLE, AnyRow
from bot.storage.search.plan import Plan
from bot.storage.search.spelling import Spelling
from bot.storage.statements import on_sqlite
from digests.articles import Article
from digests.desk import Desk
from digests.query import Searchable, matches
from digests.topics import Reading

SLACK, DISORDER = timedelta(days=1), 500
"""By how much time, and by how many articles, the order of numbers may differ from the order of arrival."""


def spelling(connection: AsyncConnection) -> Spelling:
    """How the database of a transaction writes what a search asks."""
    return sqlite.SPELLING if on_sqlite(connection) else postgres.SPELLING


async def newest(connection: AsyncConnection, plan: Plan, *, floor: int, below: int, limit: int) -> list[int]:
    """The numbers of the newest articles that a plan finds in [floor, below), newest first."""
    one = spelling(connection)
    values = {"plan": one.expression(plan), "floor": floor, "below": below, "limit": limit}
    return [int(seq) for (seq,) in await connection.execute(one.newest, values)]


async def stretch(connection: AsyncConnection, plan: Plan, *, floor: int, below: int, limit: int) -> Sequence[AnyRow]:
    """Number, title, lead, date and story of the newest articles that a plan finds in [floor, below), in any order."""
    one = spelling(connection)
    values = {"plan": one.expression(plan), "floor": floor, "below": below, "limit": limit}
    return (await connection.execute(one.stretch, values)).all()


async def count(connection: AsyncConnection, plan: Plan, *, most: int) -> int:
    """How many articles a plan finds, counted no further than `most`."""
    one = spelling(connection)
    return int((await connection.execute(one.count, {"plan": one.expression(plan), "limit": most})).scalar_one())


async def texts(connection: AsyncConnection, seqs: Sequence[int]) -> Sequence[AnyRow]:
    """Number, title, body and story of these articles."""
    return (await connection.execute(TEXTS.where(_among(connection, seqs)))).all()


async def floor_of(connection: AsyncConnection, earliest: datetime) -> int:
    """A number that no article published from a moment on lies below: nothing is published after it was seen."""
    if earliest <= OLDEST + SLACK:
        return 0
    after = select(articles.c.seq).where(articles.c.seen_at >= earliest - SLACK).order_by(articles.c.seen_at)
    found = (await connection.execute(select(func.min(after.limit(DISORDER).subquery().c.seq)))).scalar()
    return 0 if found is None else int(found)


async def owners_between(connection: AsyncConnection, stories: set[str], *, first: int, below: int) -> dict[int, str]:
    """The articles of stories that are numbered in [first, below), each with its story."""
    within = (articles.c.seq >= first) & (articles.c.seq < below)
    rows = await connection.execute(OWNERS.where(story_articles.c.story_id.in_(sorted(stories)), within))
    return {int(row.seq): str(row.story_id) for row in rows}


async def judged(connection: AsyncConnection, asked: Asked, seqs: Sequence[int]) -> dict[int, Article]:
    """Those of the articles that the query matches, by number."""
    if not seqs:
        return {}
    rows = (await connection.execute(WHOLE.where(_among(connection, seqs)))).all()
    speakers = await _speakers(connection, seqs) if asked.with_speakers else {}
    good = {}
    for row in rows:
        article = article_of(row)
        view = searchable(article, reading_of(row), speakers=speakers.get(row.seq, ()), desk=asked.desk)
        is_good = asked.exact or matches(asked.query, view, now=asked.now)
        if is_good and asked.is_in_window(article.published_at):
            good[int(row.seq)] = article
    return good


def searchable(article: Article, reading: Reading, *, speakers: Sequence[str], desk: Desk) -> Searchable:
    """An article as queries see it; `speakers` are the names and ids that its remarks give."""
    known = [person for person in map(desk.person, speakers) if person is not None]
    topics = [topic for topic in (desk.topic(hit.id) for hit in reading.topics) if topic is not None]
    return Searchable(
        title=article.title,
        body=article.body,
        publisher=article.publisher,
        family=article.family,
        source_kind=article.source_kind,
        kind=reading.kind,
        speakers=(*speakers, *(name for person in known for name in person.names)),
        topics=(*(hit.id for hit in reading.topics), *(topic.name for topic in topics)),
        jurisdiction=article.jurisdiction,
        language=article.language,
        published_at=article.published_at,
    )


async def _speakers(connection: AsyncConnection, seqs: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = (
        select(articles.c.seq, remarks.c.speaker, remarks.c.speaker_id)
        .join(remarks, remarks.c.article_id == articles.c.id)
        .order_by(articles.c.seq, remarks.c.number)
    )
    found: dict[int, dict[str, None]] = {}
    for row in await connection.execute(query.where(_among(connection, seqs))):
        found.setdefault(int(row.seq), {}).update(dict.fromkeys(filter(None, (row.speaker, row.speaker_id))))
    return {seq: tuple(names) for seq, names in found.items()}


def _among(connection: AsyncConnection, seqs: Sequence[int]) -> ColumnElement[bool]:
    return spelling(connection).among(seqs)
