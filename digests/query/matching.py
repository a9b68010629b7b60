"""A query and a searchable to yes or no."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, assert_never

from digests.query.fields import HOURS, source_kind
from digests.query.finding import holds_words, near_stretches, stretches
from digests.query.nodes import (
    Age,
    And,
    Field,
    FieldName,
    Leaf,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Side,
    When,
    Word,
)
from digests.query.regexes import is_found
from digests.query.searchable import Lookup, Searchable, lookup
from digests.query.words import folded_of


def matches(query: Query, view: Searchable, *, now: datetime) -> bool:
    """Whether the query matches; `now` is what ages such as `since:14d` count from."""
    return holds(query, lookup(view), now=now)


def holds(query: Query, words: Lookup, *, now: datetime) -> bool:
    """Whether the query matches words that are ready to be looked up."""
    match query:
        case And():
            return all(holds(part, words, now=now) for part in query.parts)
        case Or():
            return any(holds(part, words, now=now) for part in query.parts)
        case Not():
            return not holds(query.part, words, now=now)
        case _:
            return leaf_holds(query, words, now=now)


def leaf_holds(leaf: Leaf, words: Lookup, *, now: datetime) -> bool:
    """Whether one condition holds."""
    match leaf:
        case Word() | Phrase() | Prefix():
            return bool(stretches(leaf, words))
        case Near():
            return bool(near_stretches(leaf, words))
        case Regex():
            return is_found(leaf.pattern, words.texts)
        case Field():
            return field_holds(leaf, words)
        case When():
            begin, end = bounds(leaf, now=now)
            return (begin is None or words.view.published_at >= begin) and (
                end is None or words.view.published_at < end
            )
        case _:
            assert_never(leaf)


def bounds(when: When, *, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The moments that a date condition allows: from the first on, before the second."""
    begin = _moment(when.moment, now=now)
    match when.side:
        case Side.SINCE:
            return begin, None
        case Side.BEFORE:
            return None, begin
        case Side.ON:
            return begin, begin + timedelta(days=1)
        case _:
            assert_never(when.side)


def _moment(moment: date | Age, *, now: datetime) -> datetime:
    if isinstance(moment, Age):
        return now - timedelta(hours=moment.count * HOURS[moment.unit])
    return datetime.combine(moment, time.min, tzinfo=UTC)


def field_holds(field: Field, words: Lookup) -> bool:
    """Whether what is known of an article has this value."""
    match field.name:
        case FieldName.SPEAKER:
            return any(holds_words(folded_of(field.value), name) for name in words.speakers)
        case FieldName.PUBLISHER:
            return any(holds_words(folded_of(field.value), name) for name in words.publishers)
        case FieldName.TOPIC:
            return folded_of(field.value) in words.topics
        case FieldName.TITLE:
            return any(begin < words.title_end for begin, _ in stretches(Phrase(field.value), words))
        case _:
            return _code_holds(field.name, field.value, words.view)


def _code_holds(
    name: Literal[FieldName.SOURCE, FieldName.KIND, FieldName.JURISDICTION, FieldName.LANGUAGE],
    value: str,
    view: Searchable,
) -> bool:
    match name:
        case FieldName.SOURCE:
            return view.source_kind is source_kind(value)
        case FieldName.KIND:
            return view.kind.replace("-", "_") == value.replace("-", "_")
        case FieldName.JURISDICTION:
            return view.jurisdiction.casefold() == value
        case FieldName.LANGUAGE:
            return _begins_with_code(view.language.casefold(), value)
        case _:
            assert_never(name)


def _begins_with_code(language: str, code: str) -> bool:
    return language == code or language.startswith(f"{code}-")
