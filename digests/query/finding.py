"""Where the words of a query stand in a text."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import assert_never

from digests.query.nodes import Near, Phrase, Prefix, Term, Word
from digests.query.searchable import Lookup
from digests.query.words import as_written, fold, surfaces_of

Stretch = tuple[int, int]
"""From one word's place to behind another's."""


def stretches(term: Term, lookup: Lookup) -> list[Stretch]:
    """Every place where a word, phrase or prefix stands, in order."""
    match term:
        case Prefix():
            return _prefixed(surfaces_of(term.text), lookup)
        case Word() | Phrase():
            return _following(surfaces_of(term.text), lookup)
        case _:
            assert_never(term)


def near_stretches(near: Near, lookup: Lookup) -> list[Stretch]:
    """Every pair of places with few enough words between, as the stretch that holds both."""
    right = stretches(near.right, lookup)
    found = (
        (min(one[0], other[0]), max(one[1], other[1]))
        for one in stretches(near.left, lookup)
        for other in _around(one, right, near.distance)
        if 0 <= _between(one, other) <= near.distance
    )
    return list(dict.fromkeys(found))


def holds_words(words: Sequence[str], text: Sequence[str]) -> bool:
    """Whether folded words follow each other in a folded text."""
    count = len(words)
    return any(tuple(text[at : at + count]) == tuple(words) for at in range(len(text) - count + 1))


def _around(one: Stretch, right: list[Stretch], distance: int) -> Iterable[Stretch]:
    """The stretches that begin close enough to be near (phrases may be long, so a few more than those)."""
    longest = max((end - begin for begin, end in right), default=0)
    first = bisect_left(right, (one[0] - distance - longest, 0))
    for other in right[first:]:
        if other[0] > one[1] + distance:
            return
        yield other


def _between(one: Stretch, other: Stretch) -> int:
    """The words between two stretches; below 0 when they overlap, which is not near but the same."""
    first, second = sorted((one, other))
    return second[0] - first[1]


def _following(words: list[str], lookup: Lookup) -> list[Stretch]:
    folded = [fold(word) for word in words]
    places = [lookup.places.get(word) for word in folded]
    if not words or not all(places):
        return []
    rarest = min(range(len(words)), key=lambda at: len(places[at] or ()))
    begins = (at - rarest for at in places[rarest] or ())
    return [(begin, begin + len(words)) for begin in begins if _stands(words, folded, begin, lookup)]


def _stands(words: list[str], folded: list[str], begin: int, lookup: Lookup) -> bool:
    if begin < 0 or lookup.folded[begin : begin + len(folded)] != folded:
        return False
    return all(not as_written(word) or lookup.surfaces[begin + at] == word for at, word in enumerate(words))


def _prefixed(words: list[str], lookup: Lookup) -> list[Stretch]:
    *before, last = words
    beginning = fold(last)
    vocabulary = lookup.vocabulary
    found: list[Stretch] = []
    for at in range(bisect_left(vocabulary, beginning), len(vocabulary)):
        if not vocabulary[at].startswith(beginning):
            break
        found += _following([*before, vocabulary[at]], lookup) if before else _singles(vocabulary[at], lookup)
    return sorted(found)


def _singles(word: str, lookup: Lookup) -> list[Stretch]:
    return [(at, at + 1) for at in lookup.places[word]]
