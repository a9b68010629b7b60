"""Tables of the desk's files to values: topics, people and sources, each problem reported to its file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from bot.desk.tables import DeskFile, Table
from digests.desk import Office, Person, Source, Term, Topic, TopicKind
from digests.entries import SourceKind

_TOPIC_KEYS = (
    "id", "name", "policy", "technology", "against", "limit", "parents",
    "weight", "company", "guards", "guarded_by", "terms", "exact", "weak", "weak_exact",
)  # fmt: skip
_TERM_KEYS = ("text", "weight", "exact_case", "prefix", "company", "guards")
_PERSON_KEYS = ("id", "name", "surname", "unmistakable", "aliases", "weight", "body", "offices")
_OFFICE_KEYS = ("role", "organisation", "since", "until", "aliases")
_SOURCE_KEYS = (
    "id", "publisher", "family", "url", "alternates", "hosts", "aliases", "kind", "jurisdiction", "language",
    "expected_cadence", "rights", "verified_on", "status", "enabled",
)  # fmt: skip
_LISTS = {"terms": (1.0, False), "exact": (1.0, True), "weak": (0.5, False), "weak_exact": (0.5, True)}
"""The lists of terms a topic may have: their share of the topic's weight, and whether they match as written."""


def topics_of(file: DeskFile) -> tuple[Topic, ...]:
    """The topics, items and signals of topics.toml."""
    file.refuse_other_kinds(("guards", "topic", "item", "signal"))
    guards = {table.text("id", needed=True): table.texts("words") for table in file.tables("guards")}
    tables = [(TopicKind(kind), table) for kind in ("topic", "item", "signal") for table in file.tables(kind)]
    _ids_are_single(table for _, table in tables)
    topics = [_topic(table, kind, guards) for kind, table in tables]
    known = {topic.id for topic in topics}
    for (_, table), topic in zip(tables, topics, strict=True):
        for parent in topic.parents:
            if parent not in known or parent == topic.id:
                table.problem(f'has the parent "{parent}", which is no other topic', words=f'"{parent}"')
    return tuple(topics)


def _topic(table: Table, kind: TopicKind, guard_lists: dict[str, tuple[str, ...]]) -> Topic:
    table.only(_TOPIC_KEYS)
    guards = _guards(table, guard_lists)
    terms = tuple(term for key in _LISTS for term in _terms(table, key, guards))
    if not terms:
        table.problem("has no terms")
    for text in _twice(term.text for term in terms):
        table.problem(f'has the term "{text}" twice', words=f'"{text}"')
    return Topic(
        id=table.text("id", needed=True),
        name=table.text("name", needed=True),
        kind=kind,
        terms=terms,
        policy=table.flag("policy"),
        technology=table.flag("technology"),
        against=table.flag("against"),
        limit=table.weight("limit", 1.5),
        parents=table.texts("parents"),
    )


def _guards(table: Table, lists: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """A table's own guards and those of the lists that it names."""
    named = table.texts("guarded_by")
    for name in named:
        if name not in lists:
            table.problem(f'is guarded by "{name}", which is no list of guards', words=f'"{name}"')
    return (*table.texts("guards"), *(word for name in named for word in lists.get(name, ())))


def _terms(table: Table, key: str, guards: tuple[str, ...]) -> Iterator[Term]:
    share, exact = _LISTS[key]
    weight, company = table.weight("weight", 1.0) * share, table.texts("company")
    values = table.values.get(key, [])
    for number, value in enumerate(values if isinstance(values, list) else [values]):
        text = value.get("text", "") if isinstance(value, dict) else value
        if not isinstance(text, str):
            table.problem(f'needs words or tables in "{key}"', at=key)
            continue
        term = Term(
            text=text.removesuffix("*"),
            weight=weight,
            exact_case=exact,
            prefix=text.endswith("*"),
            company=company,
            guards=guards,
        )
        if isinstance(value, dict):
            row = table.inside(key, number, called="term", values=value)
            if not row.only(_TERM_KEYS):
                continue
            term = _own_term(row, term)
        if re.search(r"\w", text):
            yield term
        else:
            table.problem(f'has an empty term in "{key}"', at=key)


def _own_term(row: Table, term: Term) -> Term:
    """A term with what its own table says."""
    return replace(
        term,
        weight=row.weight("weight", term.weight),
        exact_case=term.exact_case or row.flag("exact_case"),
        prefix=term.prefix or row.flag("prefix"),
        company=row.texts("company") or term.company,
        guards=(*term.guards, *row.texts("guards")),
    )


def people_of(file: DeskFile) -> tuple[Person, ...]:
    """The people and bodies of people.toml."""
    file.refuse_other_kinds(("person",))
    tables = list(file.tables("person"))
    _ids_are_single(tables)
    people = [_person(table) for table in tables]
    _aliases_are_single(tables, people)
    return tuple(people)


def _person(table: Table) -> Person:
    table.only(_PERSON_KEYS)
    return Person(
        id=table.text("id", needed=True),
        name=table.text("name", needed=True),
        surname=table.text("surname"),
        unmistakable=table.flag("unmistakable"),
        aliases=table.texts("aliases"),
        weight=table.weight("weight", 1.0),
        body=table.flag("body"),
        offices=tuple(_office(row) for row in table.rows("offices", called="office")),
    )


def _office(row: Table) -> Office:
    row.only(_OFFICE_KEYS)
    since, until = row.day("since"), row.day("until")
    if since and until and since > until:
        row.problem(f"begins on {since}, after its end on {until}", at="since")
    return Office(
        role=row.text("role", needed=True),
        organisation=row.text("organisation", needed=True),
        since=since,
        until=until,
        aliases=row.texts("aliases"),
    )


def _aliases_are_single(tables: list[Table], people: list[Person]) -> None:
    """Report every alias that two people bear on the same day."""
    claims: dict[str, list[tuple[Person, date, date]]] = {}
    for table, person in zip(tables, people, strict=True):
        names = [(name, date.min, date.max) for name in person.names]
        held = [(a, o.since or date.min, o.until or date.max) for o in person.offices for a in o.aliases]
        for alias, since, until in (*names, *held):
            others = claims.setdefault(alias.casefold(), [])
            for other, begins, ends in others:
                if other is not person and since < ends and begins < until:
                    table.problem(f'claims the alias "{alias}" at the same time as "{other.id}"', words=alias)
            others.append((person, since, until))


def sources_of(file: DeskFile) -> tuple[Source, ...]:
    """The sources of sources.toml."""
    file.refuse_other_kinds(("source",))
    tables = list(file.tables("source"))
    _ids_are_single(tables)
    return tuple(_source(table) for table in tables)


def _source(table: Table) -> Source:
    table.only(_SOURCE_KEYS)
    kind = table.text("kind") or "press"
    if kind not in set(SourceKind):
        table.problem(f'has the kind "{kind}"; write {", ".join(SourceKind)}', at="kind")
        kind = "press"
    source = Source(
        id=table.text("id", needed=True),
        publisher=table.text("publisher", needed=True),
        family=table.text("family") or table.text("publisher"),
        url=table.text("url"),
        alternates=table.texts("alternates"),
        hosts=table.texts("hosts"),
        aliases=table.texts("aliases"),
        kind=SourceKind(kind),
        jurisdiction=table.text("jurisdiction"),
        language=table.text("language") or "en",
        expected_cadence=table.text("expected_cadence"),
        rights=table.text("rights"),
        verified_on=table.day("verified_on"),
        status=table.text("status"),
        enabled=table.flag("enabled"),
    )
    for url in (source.url, *source.alternates):
        if url and not _is_address(url):
            table.problem(f'has "{url}", which is no http or https address', words=url)
    if source.enabled and not source.url:
        table.problem("is enabled without an address", at="enabled")
    return source


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)


def _ids_are_single(tables: Iterable[Table]) -> None:
    seen: set[str] = set()
    for table in tables:
        own = str(table.values.get("id", ""))
        if own and own in seen:
            table.problem("has an id that another one has already", at="id")
        seen.add(own)


def _twice(words: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [word for word in words if word in seen or seen.add(word)]  # type: ignore[func-returns-value]
