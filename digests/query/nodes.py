"""A query as a value: words, phrases, prefixes, regular expressions, fields, dates, and how they are joined."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from digests.query.words import surfaces_of

NEAR = 10
"""Words that may stand between two that are `near` each other, unless the query says how many."""
FARTHEST = 50

QUOTES = '"“”„「」'
_BARE = re.compile(rf"[^\s(){QUOTES}/:*–—−-][^\s(){QUOTES}*]*")
_LIKE_A_FIELD = re.compile(r"[A-Za-z]+:")
_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
_KEYWORD = re.compile(r"AND|OR|NOT|near(?:/\d+)?")


def is_bare(text: str) -> bool:
    """Whether a text may stand in a query without quotation marks and mean one word."""
    if not _BARE.fullmatch(text) or _LIKE_A_FIELD.match(text) or _KEYWORD.fullmatch(text):
        return False
    ends = not _is_mark(text[-1]) or is_abbreviation(text)
    return not _is_mark(text[0]) and ends and bool(surfaces_of(text))


def is_abbreviation(text: str) -> bool:
    """Whether a text is letters with a full stop each, so that the last one belongs to it: "U.S."."""
    return _ABBREVIATION.fullmatch(text) is not None


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PSZC"


@dataclass(frozen=True, slots=True)
class Word:
    """A whole word, of any case unless it is an acronym written as one; several when a hyphen joins them."""

    text: str

    def __post_init__(self) -> None:
        if not is_bare(self.text):
            raise ValueError(f"{self.text!r} is not a word")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow each other."""

    text: str

    def __post_init__(self) -> None:
        if '"' in self.text or self.text != " ".join(self.text.split()) or not surfaces_of(self.text):
            raise ValueError(f"{self.text!r} is not a phrase")


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin so, of any case."""

    text: str

    def __post_init__(self) -> None:
        if not is_bare(self.text) or len(surfaces_of(self.text)[-1]) < 2:
            raise ValueError(f"{self.text!r} is not the beginning of a word")


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression of RE2, of any case unless it says otherwise, found anywhere in title or body."""

    pattern: str


class FieldName(StrEnum):
    """What a field asks about."""

    SPEAKER = "speaker"
    TOPIC = "topic"
    SOURCE = "source"
    PUBLISHER = "publisher"
    JURISDICTION = "jurisdiction"
    LANGUAGE = "language"
    KIND = "kind"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Field:
    """A condition on something that is not the text."""

    name: FieldName
    value: str

    def __post_init__(self) -> None:
        if '"' in self.value or self.value != " ".join(self.value.split()) or not surfaces_of(self.value):
            raise ValueError(f"{self.value!r} is not a value of {self.name}")


class Side(StrEnum):
    """On which side of a moment an article was published; `on` is the whole day."""

    SINCE = "since"
    BEFORE = "before"
    ON = "on"


class AgeUnit(StrEnum):
    """Hours, days, weeks, months of 30 days, years of 365."""

    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago."""

    count: int
    unit: AgeUnit


@dataclass(frozen=True, slots=True)
class When:
    """When an article was published: against a day (UTC) or an age; `on` takes a day only."""

    side: Side
    moment: date | Age

    def __post_init__(self) -> None:
        if self.side is Side.ON and isinstance(self.moment, Age):
            raise ValueError("`on` takes a day")


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases with at most `distance` words between them, in any order."""

    left: "Term"
    right: "Term"
    distance: int = NEAR


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold; made by `none_of`."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class And:
    """What must all hold; made by `all_of`."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Of which one must hold; made by `any_of`."""

    parts: tuple["Query", ...]


Term = Word | Phrase | Prefix
Leaf = Term | Regex | Field | When | Near
Query = Leaf | Not | And | Or


def all_of(*parts: Query) -> Query:
    """All the parts, in one level."""
    level = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return level[0] if len(level) == 1 else And(level)


def any_of(*parts: Query) -> Query:
    """One of the parts, in one level."""
    level = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return level[0] if len(level) == 1 else Or(level)


def none_of(part: Query) -> Query:
    """Not the part; the part itself when it was a negation."""
    return part.part if isinstance(part, Not) else Not(part)


def asked_of(query: Query) -> tuple[Leaf, ...]:
    """Every condition that a query asks for, nothing that it leaves out."""
    return tuple(dict.fromkeys(_asked(query)))


def _asked(query: Query) -> Iterator[Leaf]:
    match query:
        case And() | Or():
            for part in query.parts:
                yield from _asked(part)
        case Not():
            return
        case _:
            yield query
