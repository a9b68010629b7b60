"""A text to who is who in it: people with the roles the text gives them, organisations, where each is named."""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

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
# What is no name by itself, though it may be part of one: "Police said", but "Westhaven Police".
_NO_NAMES_ALONE = one_of(
    "staff shares stocks police critics opponents unions lenders buyers sellers makers shareholders bankers brokers "
    "managers colleagues students neighbours activists campaigners"
)
_OPENINGS = ADVERBS - one_of("first long")  # "Then Norvane", but "First Solar"
_NAMED_BEFORE = 300


@dataclass(slots=True)
class Known:
    """Somebody or something that a text names; `places` are where, in order."""

    name: str
    role: str = ""
    gender: str = ""
    is_person: bool = False
    places: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Cast:
    """Who is named in a text: by full name, people by their last name too."""

    known: dict[str, Known] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    order: list[tuple[int, str]] = field(default_factory=list)

    def lend(self, other: "Cast") -> None:
        """Take over whom another text names, as if before this one's beginning; what this text says stays."""
        for name, known in other.known.items():
            own = self.known.setdefault(name, Known(name, places=[-1]))
            own.role = own.role or known.role
            own.gender = own.gender or known.gender
            own.is_person = own.is_person or known.is_person
        for last, full in other.surnames.items():
            self.surnames.setdefault(last, full)

    def full(self, name: str) -> str:
        """The full name of whoever a last name stands for; a name that is none, as it is."""
        parts = name.split()
        alone = len(parts) == 1 or parts[0].lower() in PARTICLES
        return self.surnames.get(family_name(parts), name) if alone else name

    def begun_with(self, first: str) -> str:
        """The one person named in full whose name begins with a word and has three: "Tan Kok Wei" for "Tan"."""
        begun = {name for name in self.known if len(parts := name.split()) == 3 and parts[0] == first}
        alone = next(iter(begun)) if len(begun) == 1 else ""
        return alone if not any(plain(part) in ORGANISATION_WORDS for part in alone.split()) else ""

    def between(self, start: int, end: int) -> list[Known]:
        """Who was named in a stretch, the first first, each once."""
        first, last = bisect_left(self.order, (start, "")), bisect_left(self.order, (end, ""))
        return list({name: self.known[name] for _, name in self.order[first:last]}.values())

    def pass_over(self, stretches: list[tuple[int, int]]) -> None:
        """Forget that anybody is named in stretches that only label who speaks; who they are stays known."""
        inside = {at for start, end in stretches for at in range(start, end)}
        self.order = [(place, name) for place, name in self.order if place not in inside] if inside else self.order

    def before(self, place: int) -> list[Known]:
        """Who was named before a place, the last first; no more than the last few hundred."""
        at = bisect_left(self.order, (place, ""))
        return [self.known[name] for _, name in reversed(self.order[max(0, at - _NAMED_BEFORE) : at])]


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
        for run in runs_of(text, unit.tokens):
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
                cast.surnames.setdefault(initials, known.name)


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
    """Whether nearly every word has a capital letter, so that a run of them is no name."""
    words = [token for token in tokens if token.kind in "wN"]
    return len(words) > 4 and sum(token.kind == "N" for token in words) > 0.75 * len(words)


def _enter(cast: Cast, text: str, unit: Unit, run: Run) -> None:
    role, name = split_run(run.words)
    if not name:
        return
    parts = name.split()
    place = run.end - len(run.words[-1])
    full = cast.full(name)
    known = cast.known.get(full) or cast.known.setdefault(full, Known(full))
    if 1 < len(parts) < 6 and not any(plain(part) in ORGANISATION_WORDS for part in parts):
        if parts[0].lower() not in PARTICLES:
            cast.surnames.setdefault(family_name(parts), full)
        cast.surnames.setdefault(parts[-1], full)
    title = plain(run.words[-len(parts) - 1]) if len(run.words) > len(parts) else ""
    names_body = any(plain(part) in ORGANISATION_WORDS for part in parts)
    known.gender = known.gender or gender_of(parts[0] if len(parts) > 1 else "", title, role)
    known.role = known.role or role or role_after(text, run.end, unit.end)
    known.is_person = not names_body and (known.is_person or bool(known.role or known.gender or title in TITLES))
    known.places.append(place)
    cast.order.append((place, full))
    if known.is_person and 1 < len(parts) < 4 and not gender_of(parts[0], "", ""):
        cast.surnames.setdefault(parts[0], full)  # "Wei Lan", then "Wei": the family name may stand first
    elif len(parts) > 1 and is_firm(full) and is_firm(parts[0]) and parts[0].lower() not in NATIONALITIES:
        cast.surnames.setdefault(parts[0], full)  # "Kestrel Systems", then "Kestrel"
    _enter_organisation(cast, role, run)


def _enter_organisation(cast: Cast, role: str, run: Run) -> None:
    """Enter "Nvidia" from "Nvidia CEO Jensen Huang": named, though not by itself."""
    words = [w for w in role.split() if plain(w) not in ROLE_WORDS and w[0].isupper()]
    if words:
        name = " ".join(unowned(w) for w in words)
        cast.known.setdefault(name, Known(name)).places.append(run.start)
        cast.order.append((run.start, name))
