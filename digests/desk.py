"""The desk as values: the beat's topics and items, people and their offices, sources and their families."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from digests.entries import SourceKind


class TopicKind(StrEnum):
    """A topic is a subject of policy; an item is a thing that policy is about."""

    TOPIC = "topic"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One way a text names a topic.

    Matches whole words; `exact_case` matches as written ("BIS", "EAR"), `prefix` also what begins with it.
    Terms in Chinese, Japanese and Korean match as substrings.
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

    `policy` and `technology` say what its terms prove of an article.
    """

    id: str
    name: str
    kind: TopicKind
    terms: tuple[Term, ...]
    policy: bool = False
    technology: bool = False
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role in an organisation, held from `since` until `until` (None: not known, or not ended)."""

    role: str
    organisation: str
    since: date | None = None
    until: date | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose words matter on this beat; `aliases` in any script."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher that we can poll, and what is known of its feed (sources.md)."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The editorial data of a beat; `background` maps a lower-case word to its share of documents (an idf table)."""

    topics: tuple[Topic, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    background: dict[str, float] = field(default_factory=dict)
