"""Words to whether they claim something or are a title, and whether they can be read by themselves."""

import re

from digests.remarks.lexicon import AUXILIARIES, PREPOSITIONS, one_of

TITLE = 6
"""How many long words a title has at least; a slogan has fewer."""
_DEEDS = (
    "add",
    "announc",
    "ask",
    "call",
    "confirm",
    "describ",
    "wr",
    "expect",
    "detail",
    "unveil",
    "outlin",
    "admi",
    "propos",
)
"""How verbs begin that are as often deeds as sayings: "added two firms to the list", "confirmed the letter"."""
_FEW = 5
_OPENINGS = one_of("that whether if how what why who when where there he she it they we i")
_FINITE = AUXILIARIES | one_of("is are was were has have had will would can could may might must should shall did does")
_PRONOUNS = one_of("he she it they")
_HANGING = PREPOSITIONS | one_of("to for of in by at from with on into about as and or but which who than")


def is_claim(words: str, verb: str) -> bool:
    """Whether reported words say something, as far as that is sure: no relative clause, and no object of "added".

    "That will be read closely" tells of something else, "Norvane and two firms to its list" of a deed.
    """
    low = _plain(words)
    if len(low) > 1 and low[0] == "that" and _is_verb(low[1]):
        return False
    return not verb.startswith("add") or _has_clause(low)


def reads_alone(words: str, verb: str) -> bool:
    """Whether reported words can stand in a list: they begin as a clause does and tell no mere deed."""
    low = _plain(words)
    if low[0] in _HANGING or _is_bare_noun(low, verb):
        return False
    return not verb.startswith(_DEEDS) or _has_clause(low)


def _is_bare_noun(low: list[str], verb: str) -> bool:
    """Whether a few words behind "said" are a thing and no clause: "the chip security bill", cut off from "which"."""
    if not verb.startswith("sa") or low[0] not in {"the", "a", "an"} or len(low) > _FEW:
        return False
    return not _has_clause(low) and not any(word.endswith(("ed", "s")) for word in low[1:])


def is_title(words: str) -> bool:
    """Whether quoted words are the title of something: six at least, and all that are not short begin in capitals."""
    long = [word for word in re.findall(r"[^\W\d_]+", words) if len(word) > 3]
    return len(long) >= TITLE and all(word[0].isupper() for word in long)


def _plain(words: str) -> list[str]:
    return [word.strip(",;:—–“”\"'()").lower() for word in words.split()] or [""]


def _has_clause(low: list[str]) -> bool:
    return low[0] in _OPENINGS or any(word in _FINITE or word.partition("'")[0] in _PRONOUNS for word in low[1:])


def _is_verb(word: str) -> bool:
    return word in _FINITE or (word.endswith("ed") and len(word) > 4 and word not in {"united", "hundred", "indeed"})
