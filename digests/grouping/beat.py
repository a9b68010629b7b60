"""Desk to its beat: how ordinary the desk's words are in the news it reads, and the names of firms and things."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from digests.desk import Desk, Topic, TopicKind
from digests.grouping.terms import term_of
from digests.text import words

FIRMS = "firms"
"""What the id of a desk's signal ends in that holds the names of firms."""
A_MENTION = 0.002
"""The share of the beat's documents that hold a word for each time that the desk's terms mention it (fitted).

The desk mentions "chip" four hundred times, "Nvidia" fifty and "Wolfspeed" once: about as its news does.
"""
MOST = 0.3
"""No word is in more of the beat's documents than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What is ordinary on a beat: the least share of its documents that hold a term, and the terms that are names."""

    shares: Mapping[str, float] = field(default_factory=dict)
    firms: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Whom and what the news of the beat is about."""
        return self.firms | self.things | self.people


@lru_cache(maxsize=8)
def beat_of(desk: Desk) -> Beat:
    """The beat of a desk.

    At large, "Nvidia" and "export" are rare; on the beat nearly everybody says them, and two reports that share
    nothing else report two events. The desk knows that before any article has come. What it knows may be written down
    (`Desk.beat`), so that a new word for a topic does not change how stories are grouped.
    """
    return Beat(
        shares=desk.beat or {term: min(MOST, A_MENTION * count) for term, count in mentions_in(desk).items()},
        firms=_names(topic for topic in desk.topics if topic.id.endswith(FIRMS)),
        things=_names(topic for topic in desk.topics if topic.kind is TopicKind.ITEM),
        people=_single(person.family_name for person in desk.people),
    )


def mentions_in(desk: Desk) -> Counter[str]:
    """How often the desk's terms mention each term of grouping."""
    return Counter(term for text in _texts(desk) for term in set(_terms(text)))


def _texts(desk: Desk) -> Iterator[str]:
    """What the desk looks for in articles of its own beat."""
    for topic in desk.topics:
        if not topic.against:
            for term in topic.terms:
                yield from (term.text, *term.company)
    yield from (person.family_name for person in desk.people)


def _terms(text: str) -> Iterator[str]:
    for word in words(text):
        for part in word.text.split("-"):
            if term := term_of(part):
                yield term


def _names(topics: Iterable[Topic]) -> frozenset[str]:
    """The names among the terms that are one word, in letters; where script knows no words, pairs of it are no name."""
    return _single(each.text for topic in topics for each in topic.terms)


def _single(texts: Iterable[str]) -> frozenset[str]:
    single = (found[0].text for text in texts if len(found := words(text)) == 1)
    return frozenset(term for word in single if word.isascii() and (term := term_of(word)) and term[0] != "=")
