"""Queries and searchables to keys: what an article must hold for a query to have a chance, and what it does hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple, assert_never

from digests.query.fields import article_kind, source_kind
from digests.query.nodes import (
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
from digests.query.searchable import Lookup
from digests.query.words import ACRONYMS, as_written, fold, folded_of, is_cjk, surfaces_of


class Clause(NamedTuple):
    """Keys that must all be there, and keys of which none may."""

    needs: frozenset[str] = frozenset()
    bans: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """The clauses of a query: when none of them holds it cannot match; `exact`: when one holds it does."""

    clauses: tuple[Clause, ...]
    exact: bool

    @property
    def keyless(self) -> bool:
        """Whether a clause needs no key, so that any article may match."""
        return not all(clause.needs for clause in self.clauses)


_NO_KEY = Plan((Clause(),), exact=False)


def plan(query: Query, *, share: Callable[[str], float]) -> Plan:
    """How to look for a query's matches; `share` tells in which part of the articles a key stands."""
    match query:
        case And():
            made = _plan_all([plan(part, share=share) for part in query.parts], share)
        case Or():
            made = _plan_any([plan(part, share=share) for part in query.parts])
        case Not():
            made = _plan_none(plan(query.part, share=share))
        case Near():
            made = _needing(_word_keys(query.left) | _word_keys(query.right), exact=False)
        case Word() | Phrase() | Prefix():
            keys = _word_keys(query)
            made = _needing(keys, exact=len(keys) == 1 and _is_one_key(query))
        case Field():
            made = _plan_field(query)
        case Regex() | When():
            made = _NO_KEY
        case _:
            assert_never(query)
    return made


def rarest(keys: frozenset[str], *, share: Callable[[str], float]) -> list[str]:
    """The keys, rarest first."""
    if len(keys) < 2:
        return list(keys)
    return sorted(keys, key=lambda key: (share(key), key))


def _needing(keys: Iterable[str], *, exact: bool) -> Plan:
    return Plan((Clause(frozenset(keys)),), exact)


def _plan_any(parts: list[Plan]) -> Plan:
    made = Plan(
        tuple(dict.fromkeys(clause for part in parts for clause in part.clauses)),
        exact=all(part.exact for part in parts),
    )
    return _NO_KEY if made.keyless else made


def _plan_none(part: Plan) -> Plan:
    """Of a part that one key or another proves, none of those keys; of any other part nothing can be said."""
    if part.exact and all(len(clause.needs) == 1 and not clause.bans for clause in part.clauses):
        return Plan((Clause(bans=frozenset(key for clause in part.clauses for key in clause.needs)),), exact=True)
    return _NO_KEY


def _plan_all(parts: list[Plan], share: Callable[[str], float]) -> Plan:
    """What every part needs and bans, joined with the cheapest part that leaves a choice."""
    base = _joined(*(part.clauses[0] for part in parts if len(part.clauses) == 1))
    choices = [part for part in parts if len(part.clauses) > 1]
    exact = all(part.exact for part in parts) and len(choices) <= 1
    if not choices:
        return Plan((base,), exact)
    chosen = min(choices, key=lambda part: _cost(part.clauses, share))
    joined = tuple(_joined(base, clause) for clause in chosen.clauses)
    if exact or _cost(chosen.clauses, share) < _cost((base,), share):
        return Plan(joined, exact)
    return Plan((base,), exact=False)


def _joined(*clauses: Clause) -> Clause:
    needs = frozenset[str]().union(*(clause.needs for clause in clauses))
    return Clause(needs, frozenset[str]().union(*(clause.bans for clause in clauses)))


def _cost(clauses: tuple[Clause, ...], share: Callable[[str], float]) -> float:
    """The share of articles that come to the clauses, each filed under its rarest key."""
    return sum(min(map(share, clause.needs), default=1.0) for clause in clauses)


def _word_keys(term: Word | Phrase | Prefix) -> frozenset[str]:
    if isinstance(term, Word) and term.text.isascii() and term.text.isalnum():
        return frozenset((f"={term.text}" if as_written(term.text) else term.text.lower(),))
    words = surfaces_of(term.text)
    begun = fold(words.pop()) if isinstance(term, Prefix) else ""
    keys = {f"={word}" if as_written(word) else fold(word) for word in words}
    pairs = set(cjk_pairs([fold(word) for word in words]))
    singles = {letter for pair in pairs for letter in pair}
    return frozenset((keys - singles) | pairs | ({f"{begun}*"} if len(begun) > 1 else set()))


def _is_one_key(term: Word | Phrase | Prefix) -> bool:
    """Whether the one key says all: a word, or two letters of Chinese, Japanese or Korean."""
    words = (term.text,) if term.text.isalnum() and term.text.isascii() else surfaces_of(term.text)
    return len(words) == 1 or (len(words) == 2 and all(map(is_cjk, words)) and len(_word_keys(term)) == 1)


def cjk_pairs(folded: list[str]) -> Iterable[str]:
    """Every two letters of Chinese, Japanese or Korean that follow each other."""
    return (one + other for one, other in pairwise(folded) if is_cjk(one) and is_cjk(other))


def _plan_field(field: Field) -> Plan:
    words = folded_of(field.value)
    match field.name:
        case FieldName.SPEAKER:
            return _needing((f"s:{word}" for word in words), exact=len(words) == 1)
        case FieldName.PUBLISHER:
            return _needing((f"p:{word}" for word in words), exact=len(words) == 1)
        case FieldName.TOPIC:
            return _needing([f"t:{' '.join(words)}"], exact=True)
        case FieldName.TITLE:
            return _needing(_word_keys(Phrase(field.value)), exact=False)
        case _:
            return _needing([_code_key(field.name, field.value)], exact=True)


def _code_key(
    name: Literal[FieldName.SOURCE, FieldName.KIND, FieldName.JURISDICTION, FieldName.LANGUAGE], value: str
) -> str:
    match name:
        case FieldName.SOURCE:
            return f"k:{source_kind(value)}"
        case FieldName.KIND:
            return f"a:{article_kind(value)}"
        case FieldName.JURISDICTION:
            return f"j:{value}"
        case FieldName.LANGUAGE:
            return f"l:{value}"
        case _:
            assert_never(name)


def keys_of(lookup: Lookup) -> set[str]:
    """Every key that an article holds, but for the beginnings of its words."""
    folded, view = lookup.folded, lookup.view
    keys = set(folded)
    keys.discard("")
    keys.update(f"={word}" for word in ACRONYMS.intersection(lookup.surfaces))
    if not (view.title.isascii() and view.body.isascii()):
        keys.update(cjk_pairs(folded))
    keys.update(f"s:{word}" for name in lookup.speakers for word in name)
    keys.update(f"p:{word}" for name in lookup.publishers for word in name)
    keys.update(f"t:{' '.join(topic)}" for topic in lookup.topics)
    keys.update((f"k:{view.source_kind}", f"a:{view.kind.replace('-', '_')}", f"j:{view.jurisdiction.casefold()}"))
    codes = view.language.casefold().split("-")
    keys.update(f"l:{'-'.join(codes[:count])}" for count in range(1, len(codes) + 1))
    return keys
