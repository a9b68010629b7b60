"""In which part of the articles a key stands: measured for words where the desk knows, else a fair guess."""

from collections.abc import Callable, Mapping

from digests.query.doubts import COMMON
from digests.query.words import is_cjk

_FIELDS = {"s": 0.01, "t": 0.05, "p": 0.05, "k": 0.4, "a": 0.6, "j": 0.25, "l": 0.6}
_COMMON_WORD = 0.6
_CJK_LETTER = 0.05
_CJK_PAIR = 0.002
_ACRONYM = 0.05
_BEGINNING = 0.02
_NUMBER = 0.0005
_WORD = 0.001


def shares(background: Mapping[str, float]) -> Callable[[str], float]:
    """The share of a key, given those of words (the desk's background)."""

    def share(key: str) -> float:
        known = background.get(key)
        return _guess(key) if known is None else known

    return share


def _guess(key: str) -> float:
    if key[1:2] == ":":
        return _FIELDS[key[0]]
    if key[0] == "=":
        return _ACRONYM
    if key[-1] == "*":
        return _BEGINNING
    if not key.isascii() and is_cjk(key[0]):
        return _CJK_LETTER if len(key) == 1 else _CJK_PAIR
    if key in COMMON:
        return _COMMON_WORD
    return _WORD if key.isalpha() else _NUMBER
