"""A text to who is who in it: people with the roles the text gives them, organisations, where each is named."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from digests.remarks.lexicon import AUXILIARIES, CLAUSE_WORDS, DETERMINERS, PREPOSITIONS, PRONOUNS, TIME_WORDS, one_of
from digests.remarks.reading import Token, Unit

TITLES = one_of("mr ms mrs dr prof sen sens rep reps gov lt gen col maj capt sgt adm rev hon st sir lord lady jr sr")
_SHE_TITLES = one_of("ms mrs lady")
_HE_TITLES = one_of("mr sir lord")
ROLE_WORDS = one_of(
    "ceo cfo coo cto chief executive officer president chairman chairwoman chair chairperson secretary "
    "undersecretary minister senator congressman congresswoman representative governor mayor director manager "
    "spokesman spokeswoman spokesperson analyst economist professor lawyer attorney founder co-founder cofounder "
    "commissioner ambassador premier chancellor lawmaker strategist adviser advisor researcher fellow partner "
    "head leader judge justice general admiral official executive engineer editor reporter columnist author "
    "deputy vice prime foreign commerce treasury trade defense defence assistant former acting senior boss envoy "
    "scientist counsel administrator whip speaker candidate nominee"
)
# Words that only go with an office: "trade minister" is one, "Trade Ministry" none.
_OFFICES = ROLE_WORDS - one_of(
    "prime foreign commerce treasury trade defense defence former acting senior deputy vice assistant general justice"
)
_ORGANISATION_WORDS = one_of(
    "ministry department commission agency bureau corp inc ltd co company association council committee "
    "university institute bank group administration government house senate congress court office union "
    "federation party holdings technologies semiconductor semiconductors electronics international foundation "
    "center centre authority service campaign board parliament embassy union times post journal news reuters "
    "bloomberg"
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
        "democratic democrat yes no well here there now today mostly however meanwhile indeed according says said ai"
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

    def before(self, place: int) -> list[Known]:
        """Who was named before a place, the last first."""
        at = bisect_left(self.order, (place, ""))
        return [self.known[name] for _, name in reversed(self.order[:at])]


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words in a row, with the small role words among them: "Nvidia chief executive Jensen Huang"."""

    start: int
    end: int
    words: tuple[str, ...]


def split_run(words: tuple[str, ...]) -> tuple[str, str]:
    """The role and the name of a run: ("Nvidia CEO", "Jensen Huang"); the name may be empty."""
    last = max((i for i, word in enumerate(words) if plain(word) in _OFFICES), default=-1)
    first = last + 1
    while first < len(words) and plain(words[first]) in TITLES:
        first += 1
    return " ".join(words[: last + 1]), " ".join(_unowned(w) for w in words[first:])


def plain(word: str) -> str:
    """A word in lower case without its full stop and possessive ending."""
    return _unowned(word).lower().rstrip(".")


def _unowned(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


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
    if token.kind != "w" or token.low not in ROLE_WORDS:
        return False
    end = at
    while end < len(tokens) and tokens[end].kind == "w" and tokens[end].low in ROLE_WORDS:
        end += 1
    return end < len(tokens) and tokens[end].kind == "N" and tokens[end].low not in _NOT_NAMES


def cast_of(text: str, units: list[Unit]) -> Cast:
    """Who is named in a text outside quotations, with the roles that stand beside the names."""
    cast = Cast()
    for unit in units:
        for run in runs_of(text, unit.tokens):
            _enter(cast, text, unit, run)
    cast.order.sort()
    return cast


def _enter(cast: Cast, text: str, unit: Unit, run: Run) -> None:
    role, name = split_run(run.words)
    if not name:
        return
    parts = name.split()
    place = run.end - len(run.words[-1])
    full = cast.surnames.get(parts[-1], name) if len(parts) == 1 else name
    known = cast.known.get(full) or cast.known.setdefault(full, Known(full))
    if len(parts) > 1 and not any(plain(p) in _ORGANISATION_WORDS for p in parts):
        cast.surnames.setdefault(parts[-1], name)
    title = plain(run.words[-len(parts) - 1]) if len(run.words) > len(parts) else ""
    known.gender = known.gender or _gender(parts[0] if len(parts) > 1 else "", title, role)
    known.role = known.role or role or role_after(text, run.end, unit.end)
    known.is_person = known.is_person or bool(known.role or known.gender or title in TITLES)
    known.places.append(place)
    cast.order.append((place, full))
    _enter_organisation(cast, role, run)


def _gender(first: str, title: str, role: str) -> str:
    low = first.lower()
    if title in _SHE_TITLES or low in _SHE_NAMES or "woman" in role.lower():
        return "she"
    if title in _HE_TITLES or low in _HE_NAMES or re.search(r"man\b", role.lower()):
        return "he"
    return ""


def _enter_organisation(cast: Cast, role: str, run: Run) -> None:
    """Enter "Nvidia" from "Nvidia CEO Jensen Huang": named, though not by itself."""
    words = [w for w in role.split() if plain(w) not in ROLE_WORDS and w[0].isupper()]
    if words:
        name = " ".join(_unowned(w) for w in words)
        cast.known.setdefault(name, Known(name)).places.append(run.start)
        cast.order.append((run.start, name))


_APPOSITION = re.compile(
    r"(?:\s*\([^)\n]{0,30}\))?,(?: \d{2},)? (?:who (?:is|was) |now |then )?"
    r"((?:the |a |an |its |their |his |her )?[^,.;:()\n—–“”\"]{3,90})"
)
_ROLE = re.compile(
    r"\b(?:"
    + "|".join(
        sorted((re.escape(w) for w in ROLE_WORDS - {"former", "acting", "senior", "general"}), key=len, reverse=True)
    )
    + r")s?\b",
    re.IGNORECASE,
)
_VERBISH = re.compile(r"\b(?:said|says|told|tells|has|have|had|is|was|were|are|will|would)\b")


def role_after(text: str, end: int, limit: int) -> str:
    """The role in the apposition after a name, without its article: "head of Acme"; "" if there is none."""
    match = _APPOSITION.match(text, end, limit)
    if match is None:
        return ""
    words = match.group(1).strip()
    verb = _VERBISH.search(words)
    if verb is not None:
        words = words[: verb.start()].strip()
    role = _ROLE.search(words)
    if role is None or role.start() > 60:
        return ""
    return re.sub(r"^(?:the|a|an)\s+", "", words)
