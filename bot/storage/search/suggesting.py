"""Words that nothing was found for, to near words that something would be found for."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from bot.storage.schema import articles, story_articles
from bot.storage.store import At, Store, reading
from digests.desk import Desk
from digests.query.words import folded_of, is_cjk, surfaces_of

TITLES = 3_000
"""The newest titles of placed articles: their words are what can be suggested, with the desk's."""
LEAST = 0.7
"""How alike two words must be: 1 less the share of letters to change, add, drop or swap."""
_SHORTEST = 3
MANY_NEW = 30
"""Articles after which recent titles are read again; sooner where there are few."""

Vocabulary = dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """The words of a store and a desk, as they were when `newest` was its last article."""

    newest: int
    desk: Desk
    words: Vocabulary


_kept: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()
_counting: WeakKeyDictionary[Store, asyncio.Lock] = WeakKeyDictionary()


async def suggest(at: At, words: Iterable[str], *, desk: Desk | None = None, limit: int = 3) -> tuple[str, ...]:
    """Near terms for words that nothing was found for, the nearest first; nothing for words that are known.

    The words are those of recent titles, so that what is suggested was written lately, and those of the desk.
    """
    asked = tuple(dict.fromkeys(folded for text in words for folded in folded_of(text)))
    known = await _known_words(at, desk or Desk())
    return await asyncio.to_thread(_nearest, asked, known, limit)


def _nearest(asked: Iterable[str], known: Vocabulary, limit: int) -> tuple[str, ...]:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    near: dict[str, float] = {}
    for word in asked:
        if word in known or len(word) < _SHORTEST:
            continue
        scorer = DamerauLevenshtein.normalized_similarity
        for found, score, _ in process.extract(word, known.keys(), scorer=scorer, score_cutoff=LEAST, limit=limit):
            near[found] = max(near.get(found, 0.0), score)
    best = sorted(near, key=lambda word: (-near[word], -known[word][1], word))
    return tuple(known[word][0] for word in best[:limit])


async def _known_words(at: At, desk: Desk) -> Vocabulary:
    """The words of recent titles and of the desk; those of a store are kept until enough has come in since.

    Counting them takes far longer than looking for what is near, and whoever asks meanwhile would wait for it.
    """
    async with reading(at) as connection:
        newest = (await connection.execute(select(func.max(articles.c.seq)))).scalar() or 0
    kept = _kept.get(at) if isinstance(at, Store) else None
    if kept is not None and kept.desk is desk and newest - kept.newest < min(MANY_NEW, newest // 100 + 1):
        return kept.words
    if not isinstance(at, Store):
        return _counted(await _recent_titles(at), desk)
    async with _counting.setdefault(at, asyncio.Lock()):  # of many who ask at once, one counts
        latest = _kept.get(at)
        if latest is None or latest is kept:
            words = await asyncio.to_thread(_counted, await _recent_titles(at), desk)
            _kept[at] = latest = _Kept(newest=newest, desk=desk, words=words)
    return latest.words if latest.desk is desk else await asyncio.to_thread(_counted, await _recent_titles(at), desk)


async def _recent_titles(at: At) -> list[str]:
    query = (
        select(articles.c.title)
        .join(story_articles, story_articles.c.article_id == articles.c.id)
        .order_by(articles.c.seq.desc())
        .limit(TITLES)
    )
    async with reading(at) as connection:
        return [row.title for row in await connection.execute(query)]


def _counted(titles: Iterable[str], desk: Desk) -> Vocabulary:
    """Folded words with how they are mostly written, and how often they stand there."""
    written = Counter(word for text in (*titles, *_desk_texts(desk)) for word in surfaces_of(text))
    found: Vocabulary = {}
    for word, count in written.most_common():
        for folded in folded_of(word):
            if len(folded) >= _SHORTEST and not is_cjk(folded):
                spelling, before = found.get(folded, (word, 0))
                found[folded] = (spelling, before + count)
    return found


def _desk_texts(desk: Desk) -> Iterable[str]:
    for topic in desk.topics:
        yield from (topic.name, *(term.text for term in topic.terms))
    for person in desk.people:
        yield from person.names
