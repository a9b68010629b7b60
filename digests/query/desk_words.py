"""The desk's other names for the words of a query: an item's other names, a person's name in another script."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digests.desk import Desk, Topic, TopicKind
from digests.query.nodes import And, Not, Or, Phrase, Prefix, Query, Word, any_of, is_bare, none_of
from digests.query.printing import print_query
from digests.query.words import folded_of

MOST = 12
"""Other names of one thing."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Everything that one thing or person is called."""

    all: tuple[Query, ...]


def expand(query: Query, desk: Desk) -> Query:
    """The query with every word and phrase that the desk knows standing for all its names."""
    match query:
        case And():
            return And(tuple(expand(part, desk) for part in query.parts))
        case Or():
            return any_of(*(expand(part, desk) for part in query.parts))
        case Not():
            return none_of(expand(query.part, desk))
        case Word() | Phrase():
            return any_of(query, *_others(query, desk))
        case _:
            return query


def expansions(query: Query, desk: Desk) -> tuple[str, ...]:
    """What `expand` adds, a line a word: `H20 also means "Nvidia H20" or 英伟达`."""
    found = {term: _others(term, desk) for term in _terms(query)}
    return tuple(
        f"{print_query(term)} also means {' or '.join(map(print_query, others))}"
        for term, others in found.items()
        if others
    )


def topics_named(query: Query, desk: Desk) -> tuple[Topic, ...]:
    """The topics of the desk whose name or id the words asked for write, such as `export controls china`."""
    parts = query.parts if isinstance(query, And) else (query,)
    words = tuple(word for part in parts if isinstance(part, Word | Phrase) for word in folded_of(part.text))
    subjects = (topic for topic in desk.topics if topic.kind is TopicKind.TOPIC)
    return tuple(one for one in subjects if any(_stands_in(folded_of(name), words) for name in (one.id, one.name)))


def _stands_in(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(name) and any(words[at : at + len(name)] == name for at in range(len(words)))


def _terms(query: Query) -> Iterator[Word | Phrase]:
    match query:
        case And() | Or():
            for part in query.parts:
                yield from _terms(part)
        case Not():
            yield from _terms(query.part)
        case Word() | Phrase():
            yield query
        case _:
            return


def _others(term: Word | Phrase, desk: Desk) -> tuple[Query, ...]:
    own = folded_of(term.text)
    names = _names_of(desk).get(own)
    if names is None:
        return ()
    return tuple(name for name in names.all if not _holds_words(name, own))[:MOST]


def _holds_words(name: Query, words: tuple[str, ...]) -> bool:
    """Whether a name holds the words already, so that asking for it too would find nothing more."""
    text = folded_of(name.text) if isinstance(name, Word | Phrase | Prefix) else ()
    return any(text[at : at + len(words)] == words for at in range(len(text)))


def _names_of(desk: Desk) -> dict[tuple[str, ...], _Names]:
    return _names(_Identity(desk))


class _Identity:
    """A desk as a key: desks hold a dict and are compared by which object they are."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.desk is self.desk

    def __hash__(self) -> int:
        return id(self.desk)


@lru_cache(maxsize=4)
def _names(key: _Identity) -> dict[tuple[str, ...], _Names]:
    """Every name to all names of the same thing; a name of two things stands for neither."""
    found: dict[tuple[str, ...], _Names] = {}
    shared: set[tuple[str, ...]] = set()
    for called in _called(key.desk):
        names = _Names(tuple(dict.fromkeys(filter(None, map(_as_query, called)))))
        for name in {folded_of(text) for text in called} - {()}:
            shared |= {name} if name in found else set()
            found[name] = names
    return {name: names for name, names in found.items() if name not in shared}


def _called(desk: Desk) -> Iterator[tuple[str, ...]]:
    for topic in desk.topics:
        if topic.kind is TopicKind.ITEM:
            yield _topic_names(topic)
    for person in desk.people:
        yield (person.name, *person.aliases)


def _topic_names(topic: Topic) -> tuple[str, ...]:
    """The terms of an item that name it by themselves, strongest first."""
    alone = [term for term in topic.terms if not term.company and not term.prefix]
    strongest = max((term.weight for term in alone), default=0.0)
    return tuple(term.text for term in alone if term.weight >= strongest)


def _as_query(text: str) -> Query | None:
    words = " ".join(text.replace('"', " ").split())
    if is_bare(words):
        return Word(words)
    return Phrase(words) if folded_of(words) else None
