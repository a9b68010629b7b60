"""A text to its cast: people with the roles the text gives them, organisations, where each is named."""

import re
from dataclasses import dataclass
from itertools import pairwise

from digests.remarks.cast import Cast, Known, Mention
from digests.remarks.descriptions import GROUPS, is_firm
from digests.remarks.genders import gender_of
from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    NATIONALITIES,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    one_of,
)
from digests.remarks.reading import Token, Unit
from digests.remarks.roles import (
    ENDINGS,
    FIELDED,
    FIELDS,
    FIRM_WORDS,
    ORGANISATION_WORDS,
    ROLE_WORDS,
    TITLES,
    family_name,
    plain,
    role_after,
    role_before,
    split_run,
    unowned,
)
from digests.remarks.standing import is_byline, is_no_person, is_where
from digests.remarks.strangers import introduced

_NOT_NAMES = (
    DETERMINERS
    | PREPOSITIONS
    | PRONOUNS
    | CLAUSE_WORDS
    | AUXILIARIES
    | TIME_WORDS
    | one_of(
        "january february march april may june july august september october november december u.s. us uk eu u.k. "
        "e.u. u.n. american chinese european japanese korean dutch taiwanese german french british republican "
        "democratic democrat lawmakers analysts officials critics experts sources investors economists aides "
        "executives supporters traders chipmakers companies people republicans democrats scientists researchers "
        "prosecutors regulators diplomats engineers workers protesters residents suppliers customers rivals "
        "authorities legislators negotiators ministers senators governments firms banks needless suffice "
        "more fewer less dozens hundreds thousands scores "
        "yes no well here there now today mostly however meanwhile indeed according says said ai"
    )
)
_SMALLEST = DETERMINERS | PREPOSITIONS | CLAUSE_WORDS | AUXILIARIES
# What is no name by itself, though it may be part of one: "Police said", but "Westhaven Police".
_NO_NAMES_ALONE = one_of(
    "staff shares stocks police critics opponents unions lenders buyers sellers makers shareholders bankers brokers "
    "managers colleagues students neighbours activists campaigners"
)
_OPENINGS = ADVERBS - one_of("first long")  # "Then Norvane", but "First Solar"


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row, with the small role words among them: "Nvidia chief executive Jensen Huang"."""

    start: int
    end: int
    words: tuple[str, ...]


def runs_of(text: str, tokens: list[Token]) -> list[Run]:
    """The runs of capitalised words in a sentence's tokens."""
    found: list[Run] = []
    at = floor = 0
    while at < len(tokens):
        if not _may_begin(tokens, at):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and _goes_on(tokens, end):
            end += 1
        if end == at + 1 and tokens[at].low in _NO_NAMES_ALONE:
            at = end
            continue
        first = at - role_before([t.low if t.kind == "w" else "" for t in tokens[floor:at]], names=end - at)
        inside = tokens[first:end]
        found.append(Run(inside[0].start, inside[-1].end, tuple(text[t.start : t.end] for t in inside)))
        at = floor = end
    return found


def _may_begin(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.kind != "N" or (at == 0 and token.low in _OPENINGS):
        return False
    return token.low not in _NOT_NAMES or _is_article_of_name(tokens, at)


def _is_article_of_name(tokens: list[Token], at: int) -> bool:
    """Whether "The" with a capital inside a sentence belongs to the one word behind it: "The Hague"."""
    if tokens[at].low != "the" or at == 0 or at + 1 >= len(tokens) or tokens[at - 1].kind not in "wN":
        return False
    alone = at + 2 >= len(tokens) or tokens[at + 2].kind != "N"
    follows = tokens[at + 1]
    return alone and follows.kind == "N" and follows.low not in _NOT_NAMES | ROLE_WORDS | ORGANISATION_WORDS


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a run goes on: another capital, or small role words between two ("Nvidia chief executive Jensen")."""
    token, before = tokens[at], tokens[at - 1]
    if before.low.endswith(("'s", "s'")) and token.kind == "N":
        return before.low not in PRONOUNS
    if token.kind == "N":
        return token.low not in _NOT_NAMES
    if token.low in {"of", "for", "and"} and _names_field(tokens, at):
        return True
    end = at
    while end < len(tokens) and tokens[end].kind == "w" and tokens[end].low in ROLE_WORDS:
        end += 1
    if end == at:
        return False
    return end < len(tokens) and tokens[end].kind == "N" and tokens[end].low not in _NOT_NAMES


def _names_field(tokens: list[Token], at: int) -> bool:
    """Whether "of", "for" or "and" goes on to the field of an office: "Secretary of Commerce for Industry"."""
    before = tokens[at - 1]
    follows = tokens[at + 1] if at + 1 < len(tokens) else before
    if follows.kind != "N":
        return False
    if follows.low not in FIELDS:
        return tokens[at].low == "for" and before.kind == "N" and before.low in FIELDED and _names_last(tokens, at + 1)
    return before.low in FIELDS if tokens[at].low == "and" else before.low in ENDINGS | FIELDS and before.kind == "N"


def _names_last(tokens: list[Token], first: int) -> bool:
    """Whether capitals are a field and then a person with two names: "Minister for Quantum Mia Roth"."""
    end = first
    while end < len(tokens) and tokens[end].kind == "N" and tokens[end].low not in _NOT_NAMES:
        end += 1
    return end - first > 2 and not any(t.low in ORGANISATION_WORDS | FIRM_WORDS for t in tokens[end - 2 : end])


def cast_of(text: str, units: list[Unit]) -> Cast:
    """Who is named in a text outside quotations, with the roles that stand beside the names."""
    cast = Cast()
    for unit in units:
        headline = _is_headline(unit.tokens)
        for run in runs_of(text, unit.tokens) if not is_byline(unit.tokens) else ():
            if not headline or len(run.words) <= 3:
                _enter(cast, text, unit, _with_kind(text, unit.tokens, run))
    cast.order.sort()
    for unit in units:
        _enter_initials(cast, unit)
    return cast


def _enter_initials(cast: Cast, unit: Unit) -> None:
    """Let initials in brackets behind a name stand for it: "Rapidan Valley Chips (RVC)"."""
    for opening, token in pairwise(unit.tokens):
        if opening.kind != "(" or token.kind != "N":
            continue
        for known in cast.between(unit.start, opening.start)[-1:]:
            initials = "".join(part[0] for part in known.name.split() if part[0].isupper())
            if len(initials) > 1 and initials.lower() == token.low:
                cast.bear(initials, known.name)


def _with_kind(text: str, tokens: list[Token], run: Run) -> Run:
    """A run with the small words that make it the name of a group: "Wafer trade group"."""
    at = next(i for i, token in enumerate(tokens) if token.end == run.end) + 1
    for end in range(at, min(at + 3, len(tokens))):
        if tokens[end].kind != "w" or tokens[end].low in _NOT_NAMES:
            break
        if tokens[end].low in GROUPS:
            words = tuple(text[token.start : token.end] for token in tokens[at : end + 1])
            return Run(run.start, tokens[end].end, (*run.words, *words))
    return run


def _is_headline(tokens: list[Token]) -> bool:
    """Whether nearly every word has a capital letter, all but the smallest, so that a run of them is no name."""
    words = [token for token in tokens if token.kind in "wN"]
    small = [token.low for token in words if token.kind == "w"]
    return len(words) > 4 and len(small) < 0.25 * len(words) and all(low in _SMALLEST for low in small)


def _enter(cast: Cast, text: str, unit: Unit, run: Run) -> None:
    role, name = split_run(run.words)
    if not name:
        return
    leads = not cast.order or cast.order[-1][0] < unit.start
    _enter_organisation(cast, role, run)
    parts = name.split()
    place = run.end - len(run.words[-1])
    told = told_gender(run, role, name)
    full = cast.full(name, place, told)
    stranger = introduced(text, unit, run.start, run.end, new=full == name) if len(run.words) == 1 else None
    full = full if stranger is None else name
    known = cast.known.setdefault(full, Known(full))
    names_body = any(plain(part) in ORGANISATION_WORDS for part in parts)
    known.gender = known.gender or told or gender_of(parts[0] if len(parts) > 1 else "", "", role)
    known.stranger = known.stranger or stranger is not None
    known.role = known.role or role or (stranger or "") or role_after(text, run.end, unit.end)
    titled = bool(known.role or known.gender or _title(run, name) in TITLES) or _is_affiliated(text, run, name)
    known.is_person = not names_body and (known.is_person or titled)
    known.places.append(place)
    _place(known, unit, run, place)
    if full == name:
        if not _RELATIVE.search(text, max(unit.start, run.start - 12), run.start):
            known.in_full.append(Mention(place, unit.start, leads))
        _enter_bearer(cast, known, parts, names_body=names_body)
    else:
        known.alone.append(place)
    cast.order.append((place, full))


def _place(known: Known, unit: Unit, run: Run, place: int) -> None:
    """Note of a name that is not known for a person's whether it is none, and more than where something is."""
    if known.is_person:
        return
    bare = len(run.words) == len(known.name.split())
    known.is_body = known.is_body or (bare and is_no_person(unit.tokens, run.start, place))
    known.stands = known.stands or not is_where(unit.tokens, place)


def _is_affiliated(text: str, run: Run, name: str) -> bool:
    """Whether two or three words that name no firm are "of the Wafer Association"."""
    match = _AFFILIATION.match(text, run.end)
    if match is None or not 1 < len(name.split()) < 4 or is_firm(name):
        return False
    return any(plain(word) in ORGANISATION_WORDS for word in match[1].split())


_AFFILIATION = re.compile(r" (?:of|from|at) (?:the )?((?:[A-Z][\w&.’'-]* ){1,6}[A-Z][\w’-]*)")
_RELATIVE = re.compile(r"\b(?:wife|husband|widow|brother|sister|father|mother|son|daughter|cousin|uncle|aunt),? $")


def _title(run: Run, name: str) -> str:
    at = -len(name.split()) - 1
    return plain(run.words[at]) if len(run.words) >= -at else ""


def told_gender(run: Run, role: str, name: str) -> str:
    """The gender that a title before the name in a run tells, or the role there: "Ms. Kim", "spokeswoman Kim"."""
    title = _title(run, name)
    return gender_of("", title, role) if title or role else ""


def _enter_bearer(cast: Cast, known: Known, parts: list[str], *, names_body: bool) -> None:
    """Let the last name of somebody stand for him or her from here on, and the first word, where that may be one."""
    full = known.name
    if known.stranger:
        cast.bear(full, full)
    if 1 < len(parts) < 6 and not names_body:
        if parts[0].lower() not in PARTICLES:
            cast.bear(family_name(parts), full)
        cast.bear(parts[-1], full)
    if known.is_person and 1 < len(parts) < 4 and not gender_of(parts[0], "", ""):
        cast.bear(parts[0], full)  # "Wei Lan", then "Wei": the family name may stand first
    elif len(parts) > 1 and is_firm(full) and is_firm(parts[0]) and parts[0].lower() not in NATIONALITIES:
        cast.bear(parts[0], full)  # "Kestrel Systems", then "Kestrel"


def _enter_organisation(cast: Cast, role: str, run: Run) -> None:
    """Enter "Nvidia" from "Nvidia CEO Jensen Huang": named, though not by itself."""
    words = [w for w in role.split() if plain(w) not in ROLE_WORDS and w[0].isupper()]
    if words:
        name = " ".join(unowned(w) for w in words)
        known = cast.known.setdefault(name, Known(name))
        known.places.append(run.start)
        known.stands = True
        cast.order.append((run.start, name))
