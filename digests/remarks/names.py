"""A text to who is who in it: people with the roles the text gives them, organisations, where each is named."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from digests.remarks.lexicon import (
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    one_of,
)
from digests.remarks.reading import Token, Unit
from digests.remarks.roles import (
    HE_TITLES,
    ORGANISATION_WORDS,
    ROLE_WORDS,
    SHE_TITLES,
    TITLES,
    plain,
    role_after,
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
        "yes no well here there now today mostly however meanwhile indeed according says said ai"
    )
)
_HE_NAMES = one_of(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew mark donald "
    "steven paul andrew joshua kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas "
    "eric jonathan stephen larry scott benjamin samuel peter henry frank patrick jack tim tom jim bill mike steve "
    "joe barack pat lip-bu jensen morris elon satya sundar jerome howard marco ted bernie mitch chuck greg jeff "
    "antonio emmanuel olaf"
)
_SHE_NAMES = one_of(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra "
    "ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia "
    "kathleen amy angela anna ann anne maria christine janet catherine heather diane julie olivia joyce victoria "
    "kelly christina hillary gina lisa ursula angela kamala melania ivanka katherine mia eva nina clara ida ella"
)


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

    def between(self, start: int, end: int) -> list[Known]:
        """Who was named in a stretch, the first first, each once."""
        first, last = bisect_left(self.order, (start, "")), bisect_left(self.order, (end, ""))
        return list({name: self.known[name] for _, name in self.order[first:last]}.values())

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
    at = 0
    while at < len(tokens):
        if not _may_begin(tokens, at):
            at += 1
            continue
        end = at + 1
        while end < len(tokens) and _goes_on(tokens, end):
            end += 1
        found.append(Run(tokens[at].start, tokens[end - 1].end, tuple(text[t.start : t.end] for t in tokens[at:end])))
        at = end
    return found


def _may_begin(tokens: list[Token], at: int) -> bool:
    return tokens[at].kind == "N" and tokens[at].low not in _NOT_NAMES


def _goes_on(tokens: list[Token], at: int) -> bool:
    """Whether a run goes on: another capital, or small role words between two ("Nvidia chief executive Jensen")."""
    token, before = tokens[at], tokens[at - 1]
    if before.low.endswith(("'s", "s'")) and token.kind == "N":
        return before.low not in PRONOUNS
    if token.kind == "N":
        return token.low not in _NOT_NAMES
    if token.low == "of" and before.low == "secretary":
        return True
    end = at
    while end < len(tokens) and tokens[end].kind == "w" and tokens[end].low in ROLE_WORDS:
        end += 1
    if end == at:
        return False
    return end < len(tokens) and tokens[end].kind == "N" and tokens[end].low not in _NOT_NAMES


def cast_of(text: str, units: list[Unit]) -> Cast:
    """Who is named in a text outside quotations, with the roles that stand beside the names."""
    cast = Cast()
    for unit in units:
        headline = _is_headline(unit.tokens)
        for run in runs_of(text, unit.tokens):
            if not headline or len(run.words) <= 3:
                _enter(cast, text, unit, run)
    cast.order.sort()
    return cast


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
    full = cast.surnames.get(parts[-1], name) if len(parts) == 1 else name
    known = cast.known.get(full) or cast.known.setdefault(full, Known(full))
    if 1 < len(parts) < 5 and not any(plain(part) in ORGANISATION_WORDS for part in parts):
        cast.surnames.setdefault(parts[-1], name)
    title = plain(run.words[-len(parts) - 1]) if len(run.words) > len(parts) else ""
    names_body = any(plain(part) in ORGANISATION_WORDS for part in parts)
    known.gender = known.gender or _gender(parts[0] if len(parts) > 1 else "", title, role)
    known.role = known.role or role or role_after(text, run.end, unit.end)
    known.is_person = not names_body and (known.is_person or bool(known.role or known.gender or title in TITLES))
    known.places.append(place)
    cast.order.append((place, full))
    _enter_organisation(cast, role, run)


def _gender(first: str, title: str, role: str) -> str:
    low = first.lower()
    if title in SHE_TITLES or low in _SHE_NAMES or "woman" in role.lower():
        return "she"
    if title in HE_TITLES or low in _HE_NAMES or re.search(r"man\b", role.lower()):
        return "he"
    return ""


def _enter_organisation(cast: Cast, role: str, run: Run) -> None:
    """Enter "Nvidia" from "Nvidia CEO Jensen Huang": named, though not by itself."""
    words = [w for w in role.split() if plain(w) not in ROLE_WORDS and w[0].isupper()]
    if words:
        name = " ".join(unowned(w) for w in words)
        cast.known.setdefault(name, Known(name)).places.append(run.start)
        cast.order.append((run.start, name))
