"""What was looked at in a stretch of time, so that a digest can account for every article."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from bot.storage.articles import End, Marks, count_ends
from bot.storage.schema import feeds
from bot.storage.store import At, reading

_WORDS = {
    End.NOT_RELEVANT: "not chip policy",
    End.NEAR_COPY: "a copy of another",
    End.HELD: "held back from a sudden flood",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many feeds there are, how many gave no answer in the stretch, and why articles came into no story."""

    feeds: int = 0
    silent_feeds: int = 0
    dropped: tuple[tuple[str, int], ...] = ()


async def coverage_between(at: At, *, since: datetime, until: datetime, marks: Marks | None = None) -> Coverage:
    """The coverage of (since, until], or between marks; articles that are in a story are not counted here."""
    silent = or_(feeds.c.last_ok_at.is_(None), feeds.c.last_ok_at <= since)
    async with reading(at) as connection:
        number = await connection.scalar(select(func.count()).select_from(feeds))
        quiet = await connection.scalar(select(func.count()).select_from(feeds).where(silent))
        ends = await count_ends(connection, since=since, until=until, marks=marks)
    dropped = tuple((words, ends[end]) for end, words in _WORDS.items() if ends.get(end))
    return Coverage(feeds=number or 0, silent_feeds=quiet or 0, dropped=dropped)
