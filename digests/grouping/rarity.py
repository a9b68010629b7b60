"""Background to rarity: how common a term is in the news at large and in the stories open now."""

import math
from collections.abc import Mapping
from functools import lru_cache

from digests.grouping.terms import term_of

UNSEEN = 2.5e-5
"""The share of documents that hold a term which the background never saw: half a document in twenty thousand."""
SUM = 4e-4
"""The share of documents that hold one sum or share of money; the background does not know them."""
COMMON = 0.02
"""Terms in more than this share of documents lead to no story on their own."""


class Rarity:
    """How common each term is: `share` of documents at large, `weight` its rarity (an idf)."""

    __slots__ = ("_shares",)

    def __init__(self, background: Mapping[str, float]) -> None:
        self._shares = _term_shares(tuple(background.items())) if background else {}

    def share(self, term: str) -> float:
        """The share of documents at large that hold a term."""
        return self._shares.get(term) or (SUM if term[0] == "#" else UNSEEN)

    def weight(self, term: str) -> float:
        """How much a term says: the logarithm of how few documents hold it."""
        return -math.log(self.share(term))


@lru_cache(maxsize=4)
def _term_shares(background: tuple[tuple[str, float], ...]) -> dict[str, float]:
    """The background's shares by term: the words of one term together."""
    shares: dict[str, float] = {}
    for word, share in background:
        for part in word.split("-"):
            if term := term_of(part):
                shares[term] = min(0.9, shares.get(term, UNSEEN) + share)
    return shares
