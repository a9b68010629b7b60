"""A query to what the full-text index can say of it: a plan that finds every match, and few articles more.

The index knows words, not spelling: acronyms as written, near, regular expressions and whatever else it cannot tell
are left to `digests.query.matches`, which judges every article that a plan finds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from digests.desk import Desk
from digests.query import (
    And,
    Field,
    FieldName,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    When,
    Word,
)
from digests.query.words import as_written, folded_of, surfaces_of

DAYS = 62  # days that a window names one by one before it names months


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
    """Every part; no part at all is every article."""

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
    match query:
        case And():
            return all_plans(_part(part, desk) for part in query.parts)
        case Or():
            return some_plans(plan_of(part, desk=desk) for part in query.parts)
        case Not():
            return all_plans([_part(query, desk)])
        case Near():
            return all_plans([plan_of(query.left, desk=desk), plan_of(query.right, desk=desk)])
        case Word() | Phrase() | Prefix():
            return _words(query)
        case Field():
            return _field(query, desk)
        case Regex() | When():
            return EVERYTHING


def is_exact(query: Query) -> bool:
    """Whether a plan finds exactly the articles that the query matches, dates left aside."""
    match query:
        case And() | Or():
            return all(map(is_exact, query.parts))
        case Not():
            return _is_plain(query.part)
        case _:
            return isinstance(query, When) or _is_plain(query)


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
    """The days from one moment to another: the last ones by name, those before by month and year."""
    day, first = until.astimezone(UTC).date(), since.astimezone(UTC).date()
    marks: dict[str, None] = {}
    while day >= first and (len(marks) < DAYS or day.day != _days_in_month(day)):
        marks[f"xd{day:%Y%m%d}"] = None
        day -= timedelta(days=1)
    while day >= first and (day.year == until.year or day.year == first.year or day.month != 12):
        marks[f"xm{day:%Y%m}"] = None
        day = day.replace(day=1) - timedelta(days=1)
    marks |= dict.fromkeys(f"xy{year}" for year in range(day.year, first.year - 1, -1) if day >= first)
    return some_plans(map(Mark, marks)) if marks else Mark("xnever")


def _days_in_month(day: datetime | object) -> int:
    raise NotImplementedError
