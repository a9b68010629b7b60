"""A mention's tokens to whether a name in it is the speaker's, or only describes whoever is."""

from digests.remarks.lexicon import DETERMINERS, NATIONALITIES, PREPOSITIONS, one_of
from digests.remarks.reading import Token

_WHENCE = NATIONALITIES - one_of("us u.s. uk u.k. eu e.u. federal")  # "the US" is somebody
_TIES = one_of("of and at from for in to on about")


def only_describes(inside: list[Token], start: int) -> bool:
    """Whether a name only belongs to the description before it: "analysts at Harbour Research", "a draft seen by X"."""
    before = [token for token in inside if token.start < start and token.low not in DETERMINERS]
    return bool(before) and before[-1].low in PREPOSITIONS


def says_only_whence(words: tuple[str, ...]) -> bool:
    """Whether a capital is that of a nationality and of no name: "a Western diplomat in Ostland"."""
    return len(words) == 1 and words[0].lower() in _WHENCE


def is_described(inside: list[Token], end: int) -> bool:
    """Whether small words follow the name in the mention, so that it only describes ("Clinton supporters")."""
    after = [token for token in inside if token.start >= end]
    return bool(after) and after[0].kind == "w" and after[0].low not in _TIES
