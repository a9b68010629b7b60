"""A query to how many articles matched it on each day."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.search import postgres, sqlite
from bot.storage.search.asking import Asked, ask
from bot.storage.search.candidates import floor_of, judged, newest
from bot.storage.search.cursor import NEWEST
from bot.storage.search.plan import Mark, all_plans
from bot.storage.statements import on_sqlite
from bot.storage.store import At, reading
from digests.desk import Desk
from digests.query import Query

JUDGED = 2_000
"""Articles that are judged one by one, newest first; the days before them are counted by the index alone."""

_ON_SQLITE = text(
    "SELECT value AS day, (SELECT count(*) FROM search_words WHERE search_words MATCH :plan || value) AS number"
    " FROM json_each(:days)"
)
_ON_POSTGRES = text(
    "SELECT day, (SELECT count(*) FROM search_index"
    " WHERE words @@ CAST(:plan || day || '''' AS text)::tsquery) AS number"
    " FROM jsonb_array_elements_text(CAST(:days AS text)::jsonb) AS day"
)


async def count_by_day(
    at: At, query: Query, *, now: datetime, since: datetime, until: datetime, desk: Desk | None = None
) -> dict[date, int]:
    """How many placed articles published on each day (UTC) match, the days of both moments whole and none left out.

    The index alone counts what it knows exactly: plain words. Of anything else the newest `JUDGED` matches are judged
    one by one, and only the days before those hold what the index takes for matches.
    """
    days = [since.date() + timedelta(days=n) for n in range((until.date() - since.date()).days + 1)]
    if not days:
        return {}
    begin = datetime.combine(days[0], time.min, UTC) - timedelta(microseconds=1)
    end = datetime.combine(days[-1], time.max, UTC)
    asked = ask(query, now=now, since=begin, until=end, desk=desk)
    async with reading(at) as connection:
        if asked.exact:
            return await _by_index(connection, asked, days)
        return await _by_judging(connection, asked, days)


async def _by_index(connection: AsyncConnection, asked: Asked, days: Sequence[date]) -> dict[date, int]:
    if on_sqlite(connection):
        plan, query = f"{sqlite.expression(all_plans([asked.plan]))} AND marks : ", _ON_SQLITE
    else:
        plan, query = f"{postgres.expression(all_plans([asked.plan]))} & '", _ON_POSTGRES
    names = {Mark(f"xd{day:%Y%m%d}").name: day for day in days}
    rows = await connection.execute(query, {"plan": plan, "days": json.dumps(list(names))})
    counted = {names[row.day]: int(row.number) for row in rows}
    return {day: counted.get(day, 0) for day in days}


async def _by_judging(connection: AsyncConnection, asked: Asked, days: Sequence[date]) -> dict[date, int]:
    floor = await floor_of(connection, asked.earliest)
    seqs = await newest(connection, asked.plan, floor=floor, below=NEWEST, limit=JUDGED)
    good = await judged(connection, asked, seqs)
    counted = Counter(article.published_at.date() for article in good.values())
    if len(seqs) == JUDGED and good:
        reached = good[min(good)].published_at.date()
        whole = await _by_index(connection, asked, [day for day in days if day <= reached])
        counted |= Counter(whole)
    return {day: counted[day] for day in days}
