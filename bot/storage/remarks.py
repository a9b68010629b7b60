"""The ledger of remarks: who said what, newest first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from bot.storage.articles import ARTICLE_COLUMNS, article_of
from bot.storage.readings import remark_of
from bot.storage.schema import articles, remarks, story_articles
from bot.storage.store import At, reading
from digests.articles import Article
from digests.remarks import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRemark:
    """A remark with the article that reports it and the story it belongs to, if any."""

    remark: Remark
    article: Article
    story_id: str | None


async def remarks_said(
    at: At, *, speaker: str = "", since: datetime, until: datetime, limit: int = 50
) -> tuple[StoredRemark, ...]:
    """The remarks published in (since, until], of a speaker (the desk's id or a full name) or of everybody."""
    query = (
        select(remarks.c.number, articles.c.seq)
        .join(articles, articles.c.id == remarks.c.article_id)
        .where(articles.c.published_at > since, articles.c.published_at <= until)
        .order_by(articles.c.published_at.desc(), articles.c.seq.desc(), remarks.c.number)
        .limit(limit)
    )
    if speaker:
        query = query.where(or_(remarks.c.speaker_id == speaker, func.lower(remarks.c.speaker) == speaker.lower()))
    chosen = query.subquery()
    whole = (
        select(remarks, story_articles.c.story_id, *(column.label(f"a_{column.name}") for column in ARTICLE_COLUMNS))
        .join(articles, articles.c.id == remarks.c.article_id)
        .join(chosen, (chosen.c.seq == articles.c.seq) & (chosen.c.number == remarks.c.number))
        .outerjoin(story_articles, story_articles.c.article_id == articles.c.id)
        .order_by(articles.c.published_at.desc(), articles.c.seq.desc(), remarks.c.number)
    )
    async with reading(at) as connection:
        rows = (await connection.execute(whole)).all()
    return tuple(
        StoredRemark(remark=remark_of(row), article=article_of(row, prefix="a_"), story_id=row.story_id) for row in rows
    )
