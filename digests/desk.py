"""The desk as values: the beat's topics and items, people and offices, sources and families; and who is who."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urlsplit

from digests.entries import SourceKind

K = TypeVar("K")
V = TypeVar("V")


class TopicKind(StrEnum):
    """A topic is a subject of policy, an item a thing that policy is about; a signal only helps to tell relevance."""

    TOPIC = "topic"
    ITEM = "item"
    SIGNAL = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One way a text names a topic.

    Matches whole words, the last also in its plural; `exact_case` matches as written ("BIS", "EAR"), `prefix` also
    what begins with it. Terms in Chinese, Japanese and Korean match as substrings.
    `company` holds words of which one must stand in the article too; `guards` words of which none may stand near.
    """

    text: str
    weight: float = 1.0
    exact_case: bool = False
    prefix: bool = False
    company: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject, or an item such as the H200, that we classify by.

    `policy` and `technology` say what its terms prove of an article, `against` that they speak against it.
    `limit` is the most that all its terms together add to an article's evidence.
    """

    id: str
    name: str
    kind: TopicKind
    terms: tuple[Term, ...]
    policy: bool = False
    technology: bool = False
    against: bool = False
    limit: float = 1.5
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role in an organisation, held from `since` until `until` (None: not known, or not ended)."""

    role: str
    organisation: str
    since: date | None = None
    until: date | None = None
    aliases: tuple[str, ...] = ()

    def held_on(self, day: date | None) -> bool:
        """Whether it may have been held on a day; with no day, whether it may still be held."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose words matter on this beat; `aliases` in any script.

    `surname` is what a text calls them by later on ("" for the last word of the name).
    `unmistakable` says that it means them without anything else in the text, unless the text describes somebody else.
    `body` marks an organisation or a nameless office that speaks in its own name, such as a ministry's spokesperson.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    weight: float = 1.0
    surname: str = ""
    unmistakable: bool = False
    body: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Everything they are called, the name first, nothing twice."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))

    @property
    def family_name(self) -> str:
        """What a text calls them by after the first mention; "" for a body."""
        return "" if self.body else self.surname or self.name.rpartition(" ")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher that we can poll, and what is known of its feed (sources.md).

    `url` is "" for a publisher without a feed of its own, known for its family alone.
    """

    id: str
    publisher: str
    family: str
    url: str
    alternates: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.PRESS
    jurisdiction: str = ""
    language: str = "en"
    expected_cadence: str = ""
    rights: str = ""
    verified_on: date | None = None
    status: str = ""
    enabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Desk:
    """The editorial data of a beat; `background` maps a lower-case word to its share of documents (an idf table).

    `beat` maps a term of grouping to its share of the beat's own documents; where it is empty, grouping counts the
    terms of the topics instead.

    Desks are compared by identity, so that what is computed from one is computed once.
    """

    topics: tuple[Topic, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    background: dict[str, float] = field(default_factory=dict)
    beat: dict[str, float] = field(default_factory=dict)

    @property
    def subjects(self) -> tuple[Topic, ...]:
        """The topics and items: what people may name; signals are nobody's business."""
        return tuple(topic for topic in self.topics if topic.kind is not TopicKind.SIGNAL)

    def topic(self, topic_id: str) -> Topic | None:
        """The topic or item with this id."""
        return _index(self).topics.get(topic_id)

    def person(self, person_id: str) -> Person | None:
        """The person with this id."""
        return _index(self).people.get(person_id)

    def person_by_alias(self, alias: str, *, on: date | None = None) -> Person | None:
        """Who is called that: by name or alias, else who held an office so called on that day.

        None when nobody is, or when two people are: the desk never guesses.
        """
        key, index = _key(alias), _index(self)
        named = index.by_name.get(key)
        if named:
            return named[0] if len(named) == 1 else None
        holders = {person.id: person for person, office in index.by_office.get(key, ()) if office.held_on(on)}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def people_by_surname(self, surname: str) -> tuple[Person, ...]:
        """Everybody on the desk with that surname."""
        return _index(self).by_surname.get(_key(surname), ())

    def office_holder(self, role: str, organisation: str, *, on: date | None = None) -> Person | None:
        """Who held that role in that organisation on that day; None when nobody or more than one person may have."""
        held = _index(self).by_role.get((_key(role), _key(organisation)), ())
        holders = {person.id: person for person, office in held if office.held_on(on)}
        return next(iter(holders.values())) if len(holders) == 1 else None

    def source_for(self, publisher: str, url: str = "") -> Source | None:
        """The source behind a publisher's name (which may be a host), else behind an address."""
        index = _index(self)
        name = publisher.strip()
        addresses = (f"//{name}", url) if "." in name and " " not in name else (url,)
        named = index.by_publisher.get(_publisher_key(name))
        return named or next((found for each in addresses if (found := _by_host(each, index.by_host))), None)


Held = tuple[Person, Office]


@dataclass(frozen=True, slots=True)
class _Index:
    """A desk's look-up tables."""

    topics: dict[str, Topic]
    people: dict[str, Person]
    by_name: dict[str, tuple[Person, ...]]
    by_surname: dict[str, tuple[Person, ...]]
    by_office: dict[str, tuple[Held, ...]]
    by_role: dict[tuple[str, str], tuple[Held, ...]]
    by_publisher: dict[str, Source]
    by_host: dict[str, Source]


@lru_cache(maxsize=16)
def _index(desk: Desk) -> _Index:
    held = [(person, office) for person in desk.people for office in person.offices]
    return _Index(
        topics={topic.id: topic for topic in desk.topics},
        people={person.id: person for person in desk.people},
        by_name=_grouped((_key(name), person) for person in desk.people for name in person.names),
        by_surname=_grouped((_key(person.family_name), person) for person in desk.people if person.family_name),
        by_office=_grouped((_key(alias), pair) for pair in held for alias in pair[1].aliases),
        by_role=_grouped(((_key(pair[1].role), _key(pair[1].organisation)), pair) for pair in held),
        by_publisher={_publisher_key(n): s for s in reversed(desk.sources) for n in (s.publisher, *s.aliases)},
        by_host={host: source for source in reversed(desk.sources) for host in source.hosts},
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").replace(".", "").casefold().split())


def _publisher_key(name: str) -> str:
    key = _key(name.removesuffix(".com").removesuffix(".COM"))
    return key.removeprefix("the ").replace("&", "and")


def _by_host(url: str, sources: Mapping[str, Source]) -> Source | None:
    """The source of the longest known host that an address ends in."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # such as an unfinished IPv6 literal
        return None
    while host:
        if found := sources.get(host):
            return found
        host = host.partition(".")[2]
    return None
