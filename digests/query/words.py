"""Text to words as queries see them: folded, with acronyms as written, one letter a word in Chinese and Japanese."""

import re
import unicodedata
from functools import lru_cache

ACRONYMS = frozenset(
    {"ACT", "AIM", "ARM", "BIS", "CHIP", "CHIPS", "DOE", "EAR", "EDGE", "FAB", "GAIN", "IC", "IT", "MATCH", "SAFE"}
    | {"SEC", "STEM", "UN", "US", "WHO"}
)
"""Words that mean something else in small letters: written in capitals in a query, they match as written only."""

_CJK = (
    "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{_CJK}]|[^\\W_{_CJK}]+")
_CJK_LETTER = re.compile(f"[{_CJK}]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?")
_ACCENT = re.compile("[\u0300-\u036f]")


def settled(text: str) -> str:
    """The text as its words are counted: full-width letters made plain, `U.S.` made `US`, lone surrogates replaced."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).encode("utf-8", "replace").decode("utf-8")
    return _DOTTED.sub(_without_dots, text) if "." in text else text


def _without_dots(match: re.Match[str]) -> str:
    return match.group().replace(".", "")


def surfaces_of(text: str) -> list[str]:
    """The words of a text as written."""
    made = settled(text)
    return (_ASCII_WORD if made.isascii() else _WORD).findall(made)


def folded_of(text: str) -> tuple[str, ...]:
    """The words of a text without case and accents."""
    return tuple(folded(surfaces_of(text)))


def folded(words: list[str]) -> list[str]:
    """Words without case and accents (all at once where they are ASCII, which is ten times faster)."""
    joined = " ".join(words)
    if joined.isascii():
        return joined.lower().split(" ") if words else []
    return list(map(fold, words))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """A word without case and accents (`É` is `e`; Japanese and Korean marks stay)."""
    if word.isascii():
        return word.lower()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", word.casefold()))
    return unicodedata.normalize("NFC", bare)


def is_cjk(word: str) -> bool:
    """Whether a word is a letter of Chinese, Japanese or Korean, which match as substrings."""
    return len(word) == 1 and not word.isascii() and _CJK_LETTER.match(word) is not None


def as_written(word: str) -> bool:
    """Whether a word of a query matches as written only."""
    return word in ACRONYMS
