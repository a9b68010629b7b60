"""A query to what the full-text index can say of it: a plan that finds every match, and few articles more.

The index knows words, not spelling: acronyms as written, near, regular expressions and whatever else it cannot tell
are left to `digests.query.matches`, which judges the articles that a plan finds.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from digests.desk import Desk
from digests.query import And, Field, FieldName, Near, Not, Or, Phrase, Prefix, Query, Word
from digests.query.finding import holds_words
from digests.query.words import as_written, folded_of, surfaces_of

_CODES = {FieldName.SOURCE: "xs", FieldName.KIND: "xk", FieldName.JURISDICTION: "xj", FieldName.LANGUAGE: "xl"}


class Place(StrEnum):
    """Which words of an article are meant."""

    TEXT = "text"
    TITLE = "title"
    SPEAKERS = "speakers"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that follow each other; the last may only begin so."""

    words: tuple[str, ...]
    place: Place = Place.TEXT
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """What the index notes of an article besides its words, such as `xtexportcontrols`."""

    name: str


@dataclass(frozen=True, slots=True)
class All:
    """Every part and none of `without`; no part at all is every article."""

    parts: tuple["Plan", ...] = ()
    without: tuple["Plan", ...] = ()


@dataclass(frozen=True, slots=True)
class Some:
    """One of the parts, of which there are two or more."""

    parts: tuple["Plan", ...]


Plan = Words | Mark | All | Some
EVERYTHING = All()


def plan_of(query: Query, *, desk: Desk) -> Plan:
    """What the index is asked for: every article that the query matches is among the answers."""
    plan: Plan = EVERYTHING
    match query:
        case And():
            plan = all_plans(plan_of(part, desk=desk) for part in query.parts)
        case Or():
            plan = some_plans(plan_of(part, desk=desk) for part in query.parts)
        case Near():
            plan = all_plans(map(_words, (query.left, query.right)))
        case Word() | Phrase() | Prefix():
            plan = _words(query)
        case Field():
            plan = _field(query, desk)
        case Not() if _is_plain(query.part):
            plan = All(without=(plan_of(query.part, desk=desk),))
        case _:
            pass
    return plan


def is_exact(query: Query) -> bool:
    """Whether a plan finds exactly the articles that the query matches."""
    match query:
        case And() | Or():
            return all(map(is_exact, query.parts))
        case Not():
            return _is_plain(query.part)
        case _:
            return _is_plain(query)


def all_plans(plans: Iterable[Plan]) -> Plan:
    """Every one of the plans, in one level."""
    parts: list[Plan] = []
    without: list[Plan] = []
    for plan in plans:
        parts += plan.parts if isinstance(plan, All) else (plan,)
        without += plan.without if isinstance(plan, All) else ()
    if len(parts) == 1 and not without:
        return parts[0]
    return All(tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(without)))


def some_plans(plans: Iterable[Plan]) -> Plan:
    """One of the plans; every article when one of them is that."""
    parts = tuple(dict.fromkeys(plans))
    if EVERYTHING in parts:
        return EVERYTHING
    return parts[0] if len(parts) == 1 else Some(parts)


def window_plan(since: datetime, until: datetime) -> Plan:
    """Published on the days from one moment to another: the last ones by name, those before by month and year."""
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    marks = [Mark(name) for name in _days(first, last)]
    return some_plans(marks) if marks else Mark("xnever")


def _days(first: date, last: date) -> Iterator[str]:
    day = last
    while day >= first:
        age, before = (last - day).days, day - timedelta(days=1)
        ends_month = (day + timedelta(days=1)).day == 1
        if age > 366 and ends_month and day.month == 12:
            name, before = f"xy{day:%Y}", date(day.year - 1, 12, 31)
        elif age > 31 and ends_month:
            name, before = f"xm{day:%Y%m}", day.replace(day=1) - timedelta(days=1)
        else:
            name = f"xd{day:%Y%m%d}"
        yield name
        day = before


def indexed(word: str) -> str:
    """A word as the index holds it: in small letters, without accents (Japanese and Korean marks stay)."""
    if word.isascii():
        return word.lower()
    bare = "".join(x for x in unicodedata.normalize("NFKD", word.lower()) if not "\u0300" <= x <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def _words(term: Word | Phrase | Prefix, place: Place = Place.TEXT) -> Plan:
    """The term's words; written with full stops, such as J.P., with them and without."""
    prefix = isinstance(term, Prefix)
    ways = dict.fromkeys((tuple(surfaces_of(term.text)), tuple(surfaces_of(term.text.replace(".", " ")))))
    return some_plans(Words(tuple(map(indexed, way)), place, prefix) for way in ways if way)


def _field(field: Field, desk: Desk) -> Plan:
    folded = folded_of(field.value)
    match field.name:
        case FieldName.TITLE:
            return _words(Phrase(field.value), Place.TITLE)
        case FieldName.PUBLISHER:
            return _words(Phrase(field.value), Place.PUBLISHER)
        case FieldName.SPEAKER:
            called = (one.id for one in desk.people if any(holds_words(folded, folded_of(n)) for n in one.names))
            return some_plans(_words(Phrase(name), Place.SPEAKERS) for name in (field.value, *called))
        case FieldName.TOPIC:
            called = (topic.id for topic in desk.topics if folded == folded_of(topic.name))
            return some_plans(Mark(f"xt{''.join(folded_of(name))}") for name in (field.value, *called))
        case FieldName.SOURCE | FieldName.KIND | FieldName.JURISDICTION | FieldName.LANGUAGE:
            return _code(field)
        case _:
            assert_never(field.name)


def _code(field: Field) -> Mark:
    value = field.value
    if field.name is FieldName.SOURCE and value == "primary":
        value = "official"
    if field.name is FieldName.LANGUAGE:
        value = value.partition("-")[0]
    return Mark(_CODES[field.name] + "".join(folded_of(value)))


def _is_plain(query: Query) -> bool:
    """Whether the index knows exactly which articles match."""
    match query:
        case Word() | Prefix():
            words = surfaces_of(query.text)
            known = query.text.isascii() and "." not in query.text and len(words) == 1 and len(words[0]) > 1
            return known and not as_written(words[0])
        case Field():
            return query.name in (FieldName.SOURCE, FieldName.KIND, FieldName.JURISDICTION)
        case _:
            return False
