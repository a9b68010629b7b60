"""A text, such as a headline somebody pasted, to the stories whose words are most like it.

Where `search` wants every word, this wants as many of the telling ones as can be had: BM25 (Robertson and Walker 1994)
over the articles that share the rarest words, a word in the title counting `TITLE` times. Both databases give the same.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import log

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.search.candidates import count, newest, texts
from bot.storage.search.columns import AnyRow
from bot.storage.search.cursor import NEWEST
from bot.storage.search.plan import EVERYTHING, Plan, Words, all_plans, indexed
from bot.storage.store import At, reading
from digests.query.doubts import COMMON
from digests.query.words import surfaces_of

TITLE = 3
"""How often a word of a title counts."""
WORDS, PAIRED, ALONE = 24, 8, 5
"""Words of a text that count; the rarest of them that are sought two by two, and each alone."""
POOL = 200
"""Articles taken for each pair and each word, newest first."""
COUNTED = 20_000
"""A word in more articles than that is taken to be in that many."""
_K, _B = 0.9, 0.75  # BM25's saturation and how much the length of a text counts

Told = tuple[str, float]


async def nearest(at: At, text: str, *, limit: int = 10) -> tuple[Told, ...]:
    """The ids of the stories nearest to a text, each with how near it is, the nearest first; nothing for no words."""
    words = [word for word in dict.fromkeys(map(indexed, surfaces_of(text))) if word not in COMMON][:WORDS]
    async with reading(at) as connection:
        rare = {word: await count(connection, Words((word,)), most=COUNTED) for word in words}
        known = sorted((word for word in words if rare[word]), key=lambda word: (rare[word], word))
        seqs = await _pool(connection, known)
        if not seqs:
            return ()
        total = await count(connection, EVERYTHING, most=COUNTED)
        rows = await texts(connection, sorted(seqs))
    weights = {word: log(1 + (total - rare[word] + 0.5) / (rare[word] + 0.5)) for word in known}
    return _best(rows, weights, limit=limit)


async def _pool(connection: AsyncConnection, known: Sequence[str]) -> set[int]:
    """The newest articles that hold two of the rarest words, or one of the very rarest."""
    plans: list[Plan] = [Words((word,)) for word in known[:ALONE]]
    plans += [all_plans([Words((one,)), Words((other,))]) for one, other in combinations(known[:PAIRED], 2)]
    found: set[int] = set()
    for plan in plans:
        found.update(await newest(connection, plan, floor=0, below=NEWEST, limit=POOL))
    return found


def _best(rows: Sequence[AnyRow], weights: dict[str, float], *, limit: int) -> tuple[Told, ...]:
    """The stories by their best article, the newest first where two are equally near."""
    counted = {row.seq: _counted(row) for row in rows}
    usual = sum(words.total() for words in counted.values()) / len(counted)
    best: dict[str, tuple[float, int]] = {}
    for row in rows:
        near = round(_nearness(counted[row.seq], weights, usual), 6)
        best[row.story_id] = max(best.get(row.story_id, (0.0, 0)), (near, row.seq))
    ordered = sorted(best, key=lambda story: best[story], reverse=True)
    return tuple((story, best[story][0]) for story in ordered[:limit])


def _counted(row: AnyRow) -> Counter[str]:
    words = Counter(map(indexed, surfaces_of(row.body)))
    for word in map(indexed, surfaces_of(row.title)):
        words[word] += TITLE
    return words


def _nearness(words: Counter[str], weights: dict[str, float], usual: float) -> float:
    long = _K * (1 - _B + _B * words.total() / usual)
    return sum(weight * words[word] * (_K + 1) / (words[word] + long) for word, weight in weights.items())
