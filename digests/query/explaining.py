"""Why a query matches or does not: which words in which field, or which condition failed."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from digests.query.finding import Stretch, near_stretches, stretches
from digests.query.matching import bounds, field_holds, holds, leaf_holds
from digests.query.nodes import (
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
    When,
    Word,
)
from digests.query.printing import print_query
from digests.query.regexes import compiled
from digests.query.searchable import Lookup, Searchable, lookup

SHOWN = 3
LONGEST_FIND = 60


def explain(query: Query, view: Searchable, *, now: datetime) -> tuple[str, ...]:
    """A line for each condition that decides: `yes h200: “H200” in the title` or `no -gaming: “gaming” in the body`.

    Of alternatives, those that hold are told, or all when none does.
    """
    return tuple(_told(query, lookup(view), now=now))


def matched_words(query: Query, view: Searchable, *, now: datetime) -> tuple[str, ...]:
    """What an alert says: for each condition that holds and is asked for, what was found where."""
    words = lookup(view)
    leaves = (leaf for leaf in _asked(query, words, now=now) if not isinstance(leaf, When))
    return tuple(dict.fromkeys(_found(leaf, words, now=now) for leaf in leaves))


def _asked(query: Query, words: Lookup, *, now: datetime) -> Iterator[Leaf]:
    match query:
        case And() | Or():
            for part in query.parts:
                yield from _asked(part, words, now=now)
        case Not():
            return
        case _:
            if leaf_holds(query, words, now=now):
                yield query


def _told(query: Query, words: Lookup, *, now: datetime, negated: bool = False) -> Iterator[str]:
    match query:
        case And() | Or():
            yield from _told_parts(query, words, now=now, negated=negated)
        case Not():
            yield from _told(query.part, words, now=now, negated=not negated)
        case _:
            held = leaf_holds(query, words, now=now)
            sign = "-" if negated else ""
            yield f"{_yes(held is not negated)} {sign}{print_query(query)}: {_found(query, words, now=now)}"


def _told_parts(query: And | Or, words: Lookup, *, now: datetime, negated: bool) -> Iterator[str]:
    """Of parts of which one is enough, only the ones that decide."""
    one_is_enough = isinstance(query, Or) is not negated
    deciding = [part for part in query.parts if holds(part, words, now=now) is not negated]
    for part in (deciding or query.parts) if one_is_enough else query.parts:
        yield from _told(part, words, now=now, negated=negated)


def _yes(held: bool) -> str:
    return "yes" if held else "no"


def _found(leaf: Leaf, words: Lookup, *, now: datetime) -> str:
    match leaf:
        case Word() | Phrase() | Prefix():
            return _places(stretches(leaf, words), words)
        case Near():
            return _places(near_stretches(leaf, words), words)
        case Regex():
            return _regex_places(leaf, words)
        case Field():
            return _field(leaf, words)
        case When():
            return _dates(leaf, words, now=now)
        case _:
            assert_never(leaf)


def _places(found: list[Stretch], words: Lookup) -> str:
    if not found:
        return "neither in the title nor in the body"
    title = [words.surfaces[begin:end] for begin, end in found if begin < words.title_end]
    body = [words.surfaces[begin:end] for begin, end in found if begin >= words.title_end]
    told = [_in(where, place) for where, place in (("title", title), ("body", body)) if place]
    return " and ".join(told)


def _in(where: str, found: list[list[str]]) -> str:
    shown = list(dict.fromkeys(" ".join(one)[:LONGEST_FIND] for one in found))[:SHOWN]
    times = f" {len(found)} times" if len(found) > 1 else ""
    return f"{', '.join(f'“{one}”' for one in shown)}{times} in the {where}"


def _regex_places(regex: Regex, words: Lookup) -> str:
    for where, text in zip(("title", "body"), words.texts, strict=True):
        match = compiled(regex.pattern).search(text)
        if match is not None:
            begin, end = match.span()
            return f"“{text[begin:end].decode('utf-8', 'ignore')[:LONGEST_FIND]}” in the {where}"
    return "neither in the title nor in the body"


def _field(field: Field, words: Lookup) -> str:
    view = words.view
    told = {
        FieldName.SPEAKER: _of_several(field, view.speakers),
        FieldName.TOPIC: _of_several(field, view.topics),
        FieldName.SOURCE: view.source_kind.replace("_", "-"),
        FieldName.PUBLISHER: view.publisher,
        FieldName.JURISDICTION: view.jurisdiction,
        FieldName.LANGUAGE: view.language,
        FieldName.KIND: view.kind.replace("_", "-"),
        FieldName.TITLE: view.title[:LONGEST_FIND],
    }
    return f"the {field.name} is {told[field.name]}" if told[field.name] else f"no {field.name} is known"


def _of_several(field: Field, values: tuple[str, ...]) -> str:
    """The first of an article's speakers or topics that a field asks for; when it asks for none, the first few."""
    alone = ((one, Lookup(Searchable(speakers=(one,), topics=(one,)))) for one in values)
    return next((one for one, words in alone if field_holds(field, words)), ", ".join(values[: 2 * SHOWN]))


def _dates(when: When, words: Lookup, *, now: datetime) -> str:
    begin, end = bounds(when, now=now)
    asked = [f"from {begin:%Y-%m-%d %H:%M} on" if begin else "", f"before {end:%Y-%m-%d %H:%M}" if end else ""]
    return f"published {words.view.published_at:%Y-%m-%d %H:%M}, asked {' '.join(filter(None, asked))} (UTC)"
