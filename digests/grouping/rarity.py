"""Background to rarity: how common a term is in the news at large and in the stories open now."""

import math
from collections.abc import Mapping
from functools import lru_cache

from digests.grouping.beat import Beat
from digests.grouping.terms import term_of

UNSEEN = 2.5e-5
"""The share of documents that hold a term which the background never saw: half a document in twenty thousand."""
SUM = 4e-4
"""The share of documents that hold one sum or share of money; the background does not know them."""
EASTERN = 2e-3
"""The share of documents that hold two letters of an eastern script; the background knows no such words."""
COMMON = 0.06
"""Terms in more than this share of documents lead to no story on their own."""

TERMS_A_REPORT = 8.0
"""How many terms a headline has, to turn shares of documents into shares of terms."""

Known = tuple[float, float, float]


class Rarity:
    """How common each term is: `share` of documents at large or on the beat, `weight` its rarity (an idf)."""

    __slots__ = ("_known", "beat")

    def __init__(self, background: Mapping[str, float], beat: Beat | None = None) -> None:
        self.beat = beat or Beat()
        shares = dict(_term_shares(tuple(background.items()))) if background else {}
        for term, share in self.beat.shares.items():
            shares[term] = max(share, shares.get(term, 0.0))
        self._known = {term: _known(share) for term, share in shares.items()}

    def of(self, term: str) -> Known:
        """The share of documents that hold a term, its rarity, and how much likelier than that one mention makes it."""
        return self._known.get(term) or (_SUM if term[0] == "#" else _EASTERN if term[0] >= "\u3040" else _UNSEEN)

    def share(self, term: str) -> float:
        """The share of documents that hold a term."""
        return self.of(term)[0]

    def weight(self, term: str) -> float:
        """How much a term says: the logarithm of how few documents hold it."""
        return self.of(term)[1]


def _known(share: float) -> Known:
    return share, -math.log(share), TERMS_A_REPORT / share


_UNSEEN, _SUM, _EASTERN = _known(UNSEEN), _known(SUM), _known(EASTERN)


@lru_cache(maxsize=4)
def _term_shares(background: tuple[tuple[str, float], ...]) -> dict[str, float]:
    """The background's shares by term: the words of one term together."""
    shares: dict[str, float] = {}
    for word, share in background:
        for part in word.split("-"):
            if term := term_of(part):
                shares[term] = min(0.9, shares.get(term, UNSEEN) + share)
    return shares
