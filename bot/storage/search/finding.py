"""A query to the stories that match it, newest strong first, a page at a time.

Articles that may match are taken from the index newest first, in stretches of `STRETCH`. Inside a stretch the strongest
come first: where the words stand (title, lead, body) by how new the article is, so both databases give one order. Each
is then judged by `digests.query.matches` on its whole text, and a story is given once, by its best article.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.search.asking import Asked, ask, with_fields
from bot.storage.search.candidates import floor_of, judged, owners_between, stretch
from bot.storage.search.columns import AnyRow
from bot.storage.search.cursor import NEWEST, Place, place_after
from bot.storage.search.terms import Passage, Range, Term, Weigher, best_passage, ranges_in, terms_of
from bot.storage.store import At, reading
from digests.articles import Article
from digests.desk import Desk
from digests.query import Query

STRETCH = 200
"""Articles that are ranked against each other; older ones come after all of them."""
WALK = 20
"""Stretches that one call looks through at most; then it gives what it has, and a cursor to go on."""
FADING = timedelta(days=30)
"""The age at which an article counts half."""
_SPARE = 4  # articles judged at once beyond those wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story that matches, by its best article.

    `title_ranges` are the query's words in the title, `passage` is the sentence of the body that holds the most of them
    (None when none does), its offsets and ranges counting the body.
    """

    story_id: str
    article: Article
    score: float
    title_ranges: tuple[Range, ...] = ()
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Stories that match, best first; `more` is the cursor to go on with, None when there are no more.

    Few hits, or none, with a cursor: `WALK` stretches were looked through and older articles were not.
    """

    hits: tuple[Hit, ...] = ()
    more: str | None = None


class _Ranked(NamedTuple):
    """An article of a stretch, with what places it."""

    score: float
    seq: int
    story_id: str


async def search(  # noqa: PLR0913 - everything after the query narrows it, each by itself
    at: At,
    query: Query,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    topics: Sequence[str] = (),
    speakers: Sequence[str] = (),
    publishers: Sequence[str] = (),
    limit: int = 10,
    after: str | None = None,
    desk: Desk | None = None,
) -> Found:
    """The stories that match, published in (since, until], newest strong first; `after` is the `more` of a page before.

    Of several topics, speakers or publishers one must hold. `desk` adds the desk's names of topics and speakers; expand
    the query with it first to find other names of things. Raises CommandError for a cursor that is none.
    """
    whole = with_fields(query, topics=topics, speakers=speakers, publishers=publishers)
    place = place_after(after, now=now)
    asked = ask(whole, now=now, since=since, until=until, desk=desk)
    async with reading(at) as connection:
        return await _walk(connection, asked, place, limit=limit)


async def _walk(connection: AsyncConnection, asked: Asked, place: Place, *, limit: int) -> Found:
    """Stretch after stretch until there are enough stories, and one more that says that there are more."""
    floor = await floor_of(connection, asked.earliest)
    query_terms, hits = terms_of(asked.query), list[Hit]()
    for _ in range(WALK):
        rows = await stretch(connection, asked.plan, floor=floor, below=place.below, limit=STRETCH)
        if not rows:
            return Found(hits=tuple(hits))
        if place.top == NEWEST:
            place = place.beginning_at(max(row.seq for row in rows))
        wanted = place.given + limit - len(hits)
        given = await _given_by_stretch(connection, asked, place, rows, wanted=wanted + 1)
        hits += [_hit(query_terms, *one) for one in given[place.given : wanted]]
        if len(given) > wanted:
            return Found(hits=tuple(hits), more=str(replace(place, given=wanted)))
        if len(rows) < STRETCH:
            return Found(hits=tuple(hits))
        place = replace(place, below=min(row.seq for row in rows), given=0)
    return Found(hits=tuple(hits), more=str(place))


async def _given_by_stretch(
    connection: AsyncConnection, asked: Asked, place: Place, rows: Sequence[AnyRow], *, wanted: int
) -> list[tuple[_Ranked, Article]]:
    """The first stories of a stretch by their best articles; the same ones first, however many are wanted."""
    waiting = _ranked(asked, rows, as_of=place.as_of)
    found: dict[str, tuple[_Ranked, Article]] = {}
    before: set[str] = set()
    while waiting and len(found) < wanted:
        count = wanted - len(found) + _SPARE
        some, waiting = waiting[:count], waiting[count:]
        good = await judged(connection, asked, [one.seq for one in some])
        before |= await _given_before(connection, asked, place, {one.story_id for one in some if one.seq in good})
        for one in some:
            if one.seq in good and one.story_id not in before:
                found.setdefault(one.story_id, (one, good[one.seq]))
        waiting = [one for one in waiting if one.story_id not in found and one.story_id not in before]
    return list(found.values())[:wanted]


def _ranked(asked: Asked, rows: Sequence[AnyRow], *, as_of: datetime) -> list[_Ranked]:
    """The articles of a stretch that were published in time, strongest first, of equals the newest."""
    weigher, found = Weigher(asked.query), []
    for row in rows:
        if asked.is_in_window(row.published_at):
            age = max(timedelta(0), as_of - row.published_at)
            score = weigher.strength(row.title, row.lead) / (1 + age / FADING)
            found.append(_Ranked(round(score, 9), int(row.seq), row.story_id))
    return sorted(found, reverse=True)


async def _given_before(connection: AsyncConnection, asked: Asked, place: Place, stories: set[str]) -> set[str]:
    """Those of the stories that match by an article of a stretch before, so that they were given there."""
    if not stories or place.below == place.top:
        return set()
    owners = await owners_between(connection, stories, first=place.below, below=place.top)
    return {owners[seq] for seq in await judged(connection, asked, sorted(owners))}


def _hit(terms: Sequence[Term], ranked: _Ranked, article: Article) -> Hit:
    return Hit(
        story_id=ranked.story_id,
        article=article,
        score=ranked.score,
        title_ranges=ranges_in(article.title, terms),
        passage=best_passage(article.body, terms),
    )
