"""Text to terms: the stems, numbers and synonym classes by which two reports of one event are alike."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from digests.grouping.synonyms import CLASSES, IRREGULAR
from digests.text import words

_STOP = """
    a about above after again against all also am an and any are aren't as at be because been before being below
    between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down during each few
    for from further get gets got had hadn't has hasn't have haven't having he he'd he'll her here here's hers
    herself him himself his how how's i i'd i'll i'm i've if in into is isn't it it's its itself just let's may me
    might more most must my myself no nor not now of off on once only or other ought our ours ourselves out over own
    per same say says said she should shouldn't so some such than that that's the their theirs them themselves then
    there there's these they they're this those through to too under until up upon us very was wasn't we we're were
    weren't what what's when when's where where's which while who who's whom why why's will with won't would
    wouldn't yet you you're your yours yourself via amid among one two first told saying according mr mrs ms dr new
    u.s usa percent million millions billion billions trillion trillions
"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that tell nothing of a story; single letters tell nothing either."""

_UNITS = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9,
    "billion": 1e9, "tn": 1e12, "trn": 1e12, "trillion": 1e12,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?P<money>US\$|[$€£¥]|\brmb\s?|\busd\s?)?\s?(?<![\w.])(?P<digits>\d[\d,]*(?:\.\d+)?)"
    r"(?:\s?(?P<percent>%|per\s?cent\b|percent\b|pct\b)"
    r"|[\s-]?(?P<unit>k|thousand|mn|mln|m|million|bn|bln|b|billion|tn|trn|trillion)\b)?",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"(?:[a-z]\.){2,}")
_SUFFIXES = (
    "ization", "ational", "ingly", "ments", "ment", "ations", "ation", "ions", "ion", "ings", "ing", "edly",
    "ers", "er", "ed", "ly",
)  # fmt: skip
_WHOLE = frozenset(
    ["plane", "paste", "route", "scare", "spine", "stare", "corpse", "party", "policy", "story", "county"]
)
"""Words whose stem would be another word's."""
_SHORT = re.compile(r"(?P<stem>[aeiou][^aeiou]{2}|[^aeiou][aeiou][^aeiou])ing")
"""Short verbs, such as "taking" and "adding"."""


@cache
def _classes() -> dict[str, str]:
    """Each stem with synonyms to the name of its class."""
    table: dict[str, str] = {}
    for line in CLASSES + IRREGULAR:
        first, *others = line.split()
        for word in (first, *others):
            table.setdefault(stem(word), f"={first}")
    return table


@lru_cache(maxsize=65_536)
def term_of(word: str) -> str:
    """The term of a word in lower case: its synonym class, or its stem; "" for a word that tells nothing."""
    word = word.removesuffix("'s").removesuffix("'").removesuffix(".")
    if _DOTTED.fullmatch(f"{word}."):
        word = word.replace(".", "")
    if word in STOP_WORDS or (len(word) == 1 and word.isascii()):
        return ""
    root = stem(word)
    return _classes().get(root, root)


def stem(word: str) -> str:
    """A lower-case English word without its endings; any other word as it is."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    if word in _WHOLE:
        return word
    if short := _SHORT.fullmatch(word):
        return short["stem"] + ("" if word[0] in "aeiou" or word[-4] in "wxy" else "e")
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            word = word.removesuffix(suffix)
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    if len(word) > 4 and word[-1] in "ey":
        word = word[:-1]
    return word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def terms_of(text: str) -> Iterator[str]:
    """The terms of a text in order: sums and shares written one way ("#15%", "#2e+09$"), then its words.

    Korean particles cling to their nouns, so Korean words are taken two letters at a time, as Chinese and Japanese are.
    """
    yield from numbers_of(text)
    for word in words(_NUMBER.sub(_without_sum, text)):
        yield from _parts(word.text)


def _without_sum(found: re.Match[str]) -> str:
    return " " if found["percent"] or found["unit"] or found["money"] else found.group()


def _parts(word: str) -> Iterator[str]:
    if "\uac00" <= word[0] <= "\ud7a3":
        yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    elif "-" in word:
        for part in word.split("-"):
            if term := term_of(part):
                yield term
    elif term := term_of(word):
        yield term


def numbers_of(text: str) -> Iterator[str]:
    """The sums and shares that a text names, one way to write each: "#15%", "#2e+09$"."""
    for found in _NUMBER.finditer(text):
        value = float(found["digits"].replace(",", "") or 0)
        if found["percent"]:
            yield f"#{value:g}%"
        elif found["unit"] or found["money"]:
            unit = _UNITS[found["unit"].lower()] if found["unit"] else 1.0
            yield f"#{value * unit:.2g}{'$' if found['money'] else ''}"


def background_from(lines: Iterable[str]) -> dict[str, float]:
    """Word shares from the lines of an idf table: first the number of documents, then word, tab, count."""
    rows = iter(lines)
    documents = int(re.sub(r"\D", "", next(rows, "")) or 1)
    pairs = (line.rstrip("\n").rpartition("\t") for line in rows if line.strip())
    return {word: int(count) / documents for word, _, count in pairs}
