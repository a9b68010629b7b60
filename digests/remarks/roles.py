"""Words beside a name to the role they give: "Norvane CEO Mia Roth", "Mia Roth, an analyst at Harbour Research,"."""

import re

from digests.remarks.lexicon import (
    ADVERBS,
    AUXILIARIES,
    CLAUSE_WORDS,
    DETERMINERS,
    PARTICLES,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    one_of,
)
from digests.remarks.verbs import VERBS

_COURTESY = one_of("mr ms mrs mdm dr sir lord lady jr sr hon datuk dato tun puan encik shri smt thiru")
TITLES = _COURTESY | one_of("prof sen sens rep reps gov lt gen col maj capt sgt adm rev st")
SHE_TITLES = one_of("ms mrs mdm lady puan smt")
HE_TITLES = one_of("mr sir lord encik shri thiru")
_SECOND = one_of("seri sri")  # titles behind another one: "Datuk Seri", "Tan Sri"
ROLE_WORDS = one_of(
    "ceo cfo coo cto chief executive officer president chairman chairwoman chair chairperson secretary "
    "undersecretary minister senator congressman congresswoman representative governor mayor director manager "
    "spokesman spokeswoman spokesperson analyst economist professor lawyer attorney founder co-founder cofounder "
    "commissioner ambassador premier chancellor lawmaker strategist adviser advisor researcher fellow partner "
    "head leader judge justice general admiral official executive engineer editor reporter columnist author "
    "deputy vice prime foreign commerce treasury trade defense defence assistant former acting senior boss envoy "
    "scientist counsel administrator whip speaker candidate nominee superintendent "
    "inspector commander detective sergeant lieutenant colonel sheriff "
    "legislator mp mps mep meps councillor councilor councilman councilwoman assemblyman assemblywoman backbencher "
    "baroness prosecutor solicitor barrister magistrate registrar ombudsman comptroller treasurer consul attache "
    "attaché taoiseach captain brigadier commodore corporal constable dean provost rector lecturer historian"
) | {"under secretary", "under-secretary"}
_RANKS = one_of(
    "president premier minister chairman chairwoman chair chairperson chancellor secretary governor mayor director ceo "
    "chief head commissioner speaker ambassador founder leader"
)
ROLE_WORDS |= {f"{before}-{rank}" for before in ("vice", "deputy", "co", "ex", "prime") for rank in _RANKS}
ROLE_WORDS |= {f"{rank}-{behind}" for rank in _RANKS for behind in ("general", "elect", "designate")}
ROLE_WORDS |= one_of("attorney-general inspector-general solicitor-general consul-general major-general")
_VAGUE = one_of(
    "official general head leader chair partner justice judge fellow whip counsel editor candidate reporter deputy "
    "captain dean"
)
# Offices that have a field: "Minister for Quantum Mia Roth".
FIELDED = one_of("minister secretary undersecretary commissioner president envoy representative director chief head")
FIELDED |= {"under secretary", "vice-president", "vice-minister", "director-general"}
# Words that only go with an office: "trade minister" is one, "Trade Ministry" none.
ENDINGS = ROLE_WORDS - one_of(
    "prime foreign commerce treasury trade defense defence former acting senior vice assistant general justice"
)
ORGANISATION_WORDS = one_of(
    "ministry department commission agency bureau corp inc ltd co company association council committee "
    "university institute bank group administration government house senate congress court office union "
    "federation party holdings technologies semiconductor semiconductors electronics international foundation "
    "center centre authority service campaign board parliament embassy union times post journal news reuters "
    "bloomberg chamber league forum alliance network organisation organization institution academy trust fund "
    "tribunal secretariat directorate society coalition"
)


FIRM_WORDS = one_of(
    "inc corp ltd co group holdings technologies technology semiconductor semiconductors electronics international "
    "systems devices bank partners industries foundry micro microelectronics "
    "microsystems optics photonics materials components packaging instruments networks silicon computing robotics labs"
)


def split_run(words: tuple[str, ...]) -> tuple[str, str]:
    """The role and the name of a run: ("Nvidia CEO", "Jensen Huang"); the name may be empty.

    "Mr." and its like are neither; "Sen." and its like are roles.
    """
    lows = [plain(word) for word in words]
    last = _last_of_role(lows)
    name = words[last + 1 :]
    if name and last >= 0 and words[last] != unowned(words[last]) and lows[last + 1] in ORGANISATION_WORDS:
        return "", " ".join(words)  # "Prime Minister's Office"
    role = [word for i, word in enumerate(words[: last + 1]) if not _is_courtesy(lows, i)]
    if role and (plain(role[-1]) in _SEVERAL or plain(role[-1]).removesuffix("s") in ENDINGS - {plain(role[-1])}):
        role = []
    if any(low in ORGANISATION_WORDS for low in lows[last + 1 :]) and any(word.endswith(("s'", "s’")) for word in name):
        return " ".join(role), unowned(" ".join(name))  # "Chip Makers' Association"
    owner = max((i for i, word in enumerate(name[:-1]) if word != unowned(word)), default=-1)
    return " ".join(role), " ".join(unowned(word) for word in name[owner + 1 :] if word != "of")


def _last_of_role(lows: list[str]) -> int:
    """The place of the last word of the role in a run, with the field behind it ("Secretary of State"); -1: none."""
    last = -1
    for i, low in enumerate(lows):
        if _is_office(lows, i) or _is_courtesy(lows, i) or (low in TITLES and i + 1 < len(lows)):
            last = i
        elif last == i - 1 and i and low in FIELDS:
            last = i  # "Secretary General", "Under Secretary of Commerce for Industry"
    unknown = last >= 0 and lows[last] == "for" and len(lows) - last > 3
    return len(lows) - 3 if unknown else last  # "Minister for Quantum Mia Roth"


def _is_office(lows: list[str], at: int) -> bool:
    """Whether a word of a run is an office, and not the beginning of a firm's name: "MP Materials"."""
    low = lows[at]
    if low not in ENDINGS and low.removesuffix("s") not in ENDINGS:
        return False
    follow = lows[at + 1 :]
    return not follow or not all(word in FIRM_WORDS for word in follow)


def _is_courtesy(lows: list[str], at: int) -> bool:
    """Whether a word of a run only pays respect: "Mr.", "Datuk", and in "Tan Sri Omar Khalid" the first two."""
    low, follows = lows[at], lows[at + 1] if at + 1 < len(lows) else ""
    if low in _SECOND:
        return at > 0 and bool(follows) and lows[at - 1] in {"datuk", "dato", "tan"}
    return (low in _COURTESY or (low == "tan" and follows in _SECOND)) and bool(follows)


def role_before(lows: list[str], *, names: int) -> int:
    """How many words at the end of a list lead up to the name behind it: two of "its", "chief", "executive".

    `names` says how many words the name has; before a single one, "the official Norvane" gives no office.
    """
    if not lows or lows[-1] not in ENDINGS or (names < 2 and lows[-1] in _VAGUE):
        return 0
    return next((n for n, low in enumerate(reversed(lows)) if n > _MOST_LEADS or not _may_lead(low)), len(lows))


_MOST_LEADS = 4
_NO_LEADS = (
    DETERMINERS | PREPOSITIONS | CLAUSE_WORDS | AUXILIARIES | ADVERBS | TIME_WORDS | PRONOUNS | one_of("made met")
) | VERBS.keys()


def _may_lead(low: str) -> bool:
    """Whether a word may lead up to an office: "finance" in "its finance chief Dan Murtagh"."""
    if low in ROLE_WORDS or low in FIELDS - {"of", "for", "and", "it"}:
        return True
    return low.isalpha() and low not in _NO_LEADS and not low.endswith(("ed", "ing", "ly", "s"))


def family_name(parts: list[str]) -> str:
    """The family name with the particles before it, these in small letters: "van Dalen"."""
    first = next((i for i, part in enumerate(parts[:-1]) if part.lower() in PARTICLES), len(parts) - 1)
    return " ".join(part.lower() if part.lower() in PARTICLES else part for part in parts[first:])


_SEVERAL = one_of("sens reps govs")  # "Sens. Roth and Veld": nobody's own
FIELDS = one_of(
    "general of for and state commerce defense defence treasury energy labor labour trade industry security economy "
    "economic affairs growth technology finance interior health environment export exports administration enforcement "
    "homeland digital foreign education transport agriculture innovation science "
    "emeritus government public corporate global legal regulatory communications operations engineering research "
    "marketing sales investment enterprise tourism infrastructure electronics it IT tech sovereignty "
    "telecommunications information planning employment culture media housing communities resources climate banking "
    "urban competition customs skills space"
)


def plain(word: str) -> str:
    """A word in lower case without the mark behind it and its possessive ending."""
    return unowned(word).lower().rstrip(".,")


def unowned(word: str) -> str:
    """A word without its possessive ending."""
    return _OWNED.sub("", word) if word.endswith(_OWNING) else word


_OWNED = re.compile(r"['’]s?$")
_OWNING = ("'", "’", "'s", "’s")  # looked at first: the pattern costs more
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
    if match is None or _VERBISH.search(match.group(1)):
        return ""
    words = _CLAUSE.split(match.group(1).strip(), maxsplit=1)[0].strip()
    role = _ROLE.search(words)
    if role is None or role.start() > 60 or _NO_ROLE.match(words):
        return ""
    return re.sub(r"^(?:the|a|an)\s+", "", words)


_CLAUSE = re.compile(r"\s(?:who|whom|whose|which|that|when|where)\b")
_NO_ROLE = re.compile(
    r"(?:who|whose|whom|which|and|but|or|where|when|while|as|with|in|on|through|via|by|at|from|during|after|before)\b"
    r"|\w+ed by\b"
    r"|(?!(?:acting|leading|managing|founding|presiding|sitting|ranking|governing|outgoing|incoming)\b)\w+ing\b",
    re.IGNORECASE,
)
