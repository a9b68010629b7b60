"""A person's offices to whether a text has one of them, or gives the person a role that is none of them."""

import re

from digests.desk import Office, Person
from digests.remarks.lexicon import DETERMINERS, NATIONALITIES, PREPOSITIONS, one_of

_WORD = re.compile(r"[^\W_]+(?:[.-][^\W_]+)*")
_SHORT = {
    "sen": "senator", "rep": "representative", "gov": "governor", "congressman": "representative",
    "congresswoman": "representative", "lawmaker": "representative", "chairman": "chair", "chairwoman": "chair",
    "chairperson": "chair", "adviser": "advisor", "defence": "defense", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
}  # fmt: skip
_CHIEF = one_of("chief executive ceo boss head leader")
_FREE = (
    DETERMINERS
    | NATIONALITIES
    | PREPOSITIONS
    | one_of("and former acting then co chief executive head leader boss top u.s")
)
_OWNED = re.compile(r"['’]s\b")
_HOUSES = {"US Senate": ("Senate", "Sen.", "Senator"), "US House of Representatives": ("Rep.", "Congressman")}


def fits(person: Person, role: str) -> bool:
    """Whether a role that a text gives is one of a person's offices, as far as its words tell."""
    words = _words(role) - _FREE
    return words <= {word for office in person.offices for word in _words_of(office)}


def _words_of(office: Office) -> set[str]:
    words = set().union(*(_words(part) for part in (office.role, office.organisation, *office.aliases)))
    return words | _CHIEF if "chief" in words else words


def _words(words: str) -> set[str]:
    plain = _OWNED.sub("", words.casefold()).replace("executive officer", "executive")
    return {_SHORT.get(word, word) for word in _WORD.findall(plain)}


def is_placed(person: Person, around: str) -> bool:
    """Whether a text has an office or the organisation of a person; of one word, only as it is written."""
    folded = around.casefold()
    return any(
        has(folded, name.casefold()) if " " in name else has(around, name)
        for office in person.offices
        for name in _ways(office)
    )


def _ways(office: Office) -> tuple[str, ...]:
    """How a text names an office or its organisation: "US Department of Commerce" is "Commerce Department" too."""
    short = office.organisation.removeprefix("US ")
    if short.count(" of ") > 1:
        short = short.rpartition(" of ")[0]  # "Ministry of Commerce of China"
    kind, _, field = short.partition(" of ")
    turned = (f"{field} {kind}",) if field and kind in {"Department", "Ministry"} else ()
    houses = _HOUSES.get(office.organisation, ())
    return (office.organisation, *((short,) if " " in short else ()), *turned, *houses, *office.aliases)


def has(text: str, words: str) -> bool:
    """Whether words stand in a text as such, and not as a part of longer ones; Chinese and its like anywhere."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if not words.isascii() or not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            return True
        at = text.find(words, at + 1)
    return False
