"""Words that nothing was found for, to near words that something would be found for."""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select

from bot.storage.schema import articles, story_articles
from bot.storage.store import At, reading
from digests.desk import Desk
from digests.query.words import folded_of, is_cjk, surfaces_of

TITLES = 3_000
"""The newest titles of placed articles: their words are what can be suggested, with the desk's."""
LEAST = 0.7
"""How alike two words must be: 1 less the share of letters to change, add, drop or swap."""
_SHORTEST = 3


async def suggest(at: At, words: Iterable[str], *, desk: Desk | None = None, limit: int = 3) -> tuple[str, ...]:
    """Near terms for words that nothing was found for, the nearest first; nothing for words that are known.

    The words are those of recent titles, so that what is suggested was written lately, and those of the desk.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    known = await _vocabulary(at, desk or Desk())
    near: dict[str, float] = {}
    for word in dict.fromkeys(folded for text in words for folded in folded_of(text)):
        if word in known or len(word) < _SHORTEST:
            continue
        scorer = DamerauLevenshtein.normalized_similarity
        for found, score, _ in process.extract(word, known.keys(), scorer=scorer, score_cutoff=LEAST, limit=limit):
            near[found] = max(near.get(found, 0.0), score)
    best = sorted(near, key=lambda word: (-near[word], -known[word][1], word))
    return tuple(known[word][0] for word in best[:limit])


async def _vocabulary(at: At, desk: Desk) -> dict[str, tuple[str, int]]:
    """Folded words with how they are mostly written, and how often they stand in recent titles."""
    query = (
        select(articles.c.title)
        .join(story_articles, story_articles.c.article_id == articles.c.id)
        .order_by(articles.c.seq.desc())
        .limit(TITLES)
    )
    async with reading(at) as connection:
        titles = [row.title for row in await connection.execute(query)]
    written = Counter(word for text in (*titles, *_desk_texts(desk)) for word in surfaces_of(text))
    found: dict[str, tuple[str, int]] = {}
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
