"""A query to what it comes down to: without the words that only make a sentence of it, and in its single words."""

from digests.query.doubts import COMMON
from digests.query.nodes import And, Leaf, Near, Phrase, Prefix, Query, Regex, Word, all_of, asked_of
from digests.query.words import folded_of

_ASKING = (
    "about any anything can could did do does find give happen happened happening happens how last latest list me mean"
    " means much news our please recent recently say saying says search should show so tell there think thinks today"
    " update updates us we were many what whats when where why would yesterday"
)
FILLERS = COMMON | frozenset(_ASKING.split())
"""Words in which people ask, not words that they look for."""
MOST_PARTS = 5


def essence(query: Query) -> Query:
    """The query without filler words at its top; the query itself when nothing else, or nothing less, is left."""
    if not isinstance(query, And):
        return query
    kept = [part for part in query.parts if not _is_filler(part)]
    return all_of(*kept) if 0 < len(kept) < len(query.parts) else query


def _is_filler(part: Query) -> bool:
    return isinstance(part, Word) and part.text != part.text.upper() and set(folded_of(part.text)) <= FILLERS


def parts_alone(query: Query) -> tuple[Leaf, ...]:
    """What a query asks of the text, each by itself, when it asks for several things at once."""
    asked = [leaf for leaf in asked_of(essence(query)) if isinstance(leaf, Word | Phrase | Prefix | Near | Regex)]
    return tuple(asked[:MOST_PARTS]) if len(asked) > 1 else ()
