"""Text to term hits: where the desk's terms stand in a text, with company and guards kept.

Latin words are looked up by the first word of a term in a table, Chinese, Japanese and Korean terms by their first
character, so that the cost of a text does not grow with the number of terms.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from digests.desk import Desk, Term, Topic, TopicKind

CJK = "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
"""Characters of scripts that write words without spaces, or join particles to them."""

GUARD_REACH = 90
"""How many characters to either side of a term its guards are looked for."""

_WORD = re.compile(rf"((?:[^\W\d_{CJK}]\.)+[^\W\d_{CJK}](?![^\W_{CJK}])\.?|[^\W_{CJK}]+)(?:['’][sS](?![^\W_]))?")
CJK_CHARACTER = re.compile(f"[{CJK}]")
"""One character of those scripts."""
_STEM = 4


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of a topic standing in a text: `words == text[start:end]`."""

    topic: Topic
    term: Term
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A term ready to be compared with words; `last` holds the forms that its last word may take."""

    topic: Topic
    term: Term
    head: tuple[str, ...]
    last: frozenset[str]
    stem: str

    def fits(self, words: list[str], at: int) -> bool:
        """Whether the term stands in the words, beginning at a place."""
        end = at + len(self.head)
        if end >= len(words) or tuple(words[at:end]) != self.head:
            return False
        return words[end] in self.last or (self.term.prefix and words[end].startswith(self.stem))


@dataclass(frozen=True, slots=True)
class Words:
    """A text cut into words: as written (dots of abbreviations gone), in lower case, and where each stands."""

    raw: list[str]
    low: list[str]
    spans: list[tuple[int, int]]


def words_of(text: str) -> Words:
    """The words of a text; "U.S." is one, a possessive belongs to its word, runs of CJK characters are none."""
    raw: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        word = match.group(1)
        if not word.isascii():
            word = unicodedata.normalize("NFKC", word)
        raw.append(word.replace(".", ""))
        spans.append(match.span(1))
    return Words(raw, [word.lower() for word in raw], spans)


class Vocabulary:
    """A desk's terms, ready to be found in any text."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        """Build the tables from the topics."""
        self._by_word: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_stem: dict[str, list[_Pattern]] = defaultdict(list)
        self._by_character: dict[str, list[tuple[Topic, Term]]] = defaultdict(list)
        for topic in topics:
            for term in topic.terms:
                self._add(topic, term)
        heads = "".join(map(re.escape, self._by_character))
        self._characters = re.compile(f"[{heads}]") if heads else None

    def _add(self, topic: Topic, term: Term) -> None:
        if CJK_CHARACTER.search(term.text):
            self._by_character[term.text[0]].append((topic, term))
            return
        words = words_of(term.text)
        shown = words.raw if term.exact_case else words.low
        if not shown:
            return
        forms = frozenset({shown[-1], *_plurals(shown[-1], exact=term.exact_case)})
        pattern = _Pattern(topic, term, tuple(shown[:-1]), forms, shown[-1])
        if len(shown) > 1:
            self._by_word[words.low[0]].append(pattern)
        elif term.prefix:
            self._by_stem[words.low[0][:_STEM]].append(pattern)
        else:
            for form in {form.lower() for form in forms}:
                self._by_word[form].append(pattern)

    def hits(self, text: str, *, around: str = "", whole: str | None = None) -> tuple[TermHit, ...]:
        """The hits in a text, in order.

        Guards are looked for near the hit and in `around`, company in `whole` (the text itself when not given).
        """
        found = [*self._word_hits(text), *self._character_hits(text)]
        found.sort(key=lambda hit: (hit.start, hit.end, hit.topic.id))
        if not any(hit.term.guards or hit.term.company for hit in found):
            return tuple(found)
        company = Company(text if whole is None else whole)
        return tuple(hit for hit in found if company.admits(hit.term) and not _guarded(hit, text, around))

    def _word_hits(self, text: str) -> Iterator[TermHit]:
        words = words_of(text)
        by_word, by_stem = self._by_word, self._by_stem
        for at, word in enumerate(words.low):
            candidates = by_word.get(word)
            stems = by_stem.get(word[:_STEM])
            if candidates is None and stems is None:
                continue
            for pattern in (*(candidates or ()), *(stems or ())):
                if pattern.fits(words.raw if pattern.term.exact_case else words.low, at):
                    start, end = words.spans[at][0], words.spans[at + len(pattern.head)][1]
                    yield TermHit(pattern.topic, pattern.term, start, end, text[start:end])

    def _character_hits(self, text: str) -> Iterator[TermHit]:
        if self._characters is None or not CJK_CHARACTER.search(text):
            return
        for match in self._characters.finditer(text):
            start = match.start()
            for topic, term in self._by_character[match.group()]:
                if text.startswith(term.text, start):
                    yield TermHit(topic, term, start, start + len(term.text), term.text)


class Company:
    """The words of a text, asked whether a term has the company it needs there."""

    def __init__(self, text: str) -> None:
        """Take the text; it is cut into words when first asked."""
        self._text = text
        self._words: tuple[frozenset[str], frozenset[str]] | None = None
        self._held: dict[str, bool] = {}

    def admits(self, term: Term) -> bool:
        """Whether the text holds one of the words that the term needs beside it (any text does if it needs none)."""
        return not term.company or any(self._holds(word) for word in term.company)

    def _holds(self, word: str) -> bool:
        held = self._held.get(word)
        if held is None:
            held = self._held[word] = self._looked_up(word)
        return held

    def _looked_up(self, word: str) -> bool:
        if self._words is None:
            words = words_of(self._text)
            self._words = frozenset(words.raw), frozenset(words.low)
        if word.isalnum() and not CJK_CHARACTER.search(word):
            raw, low = self._words
            return word in raw if word.isupper() else word.lower() in low
        return bool(_any_of((word,)).search(self._text))


def _guarded(hit: TermHit, text: str, around: str) -> bool:
    """Whether one of a hit's guards stands near it."""
    if not hit.term.guards:
        return False
    guards = _any_of(hit.term.guards)
    near = guards.search(text, max(0, hit.start - GUARD_REACH), hit.end + GUARD_REACH)
    return bool(near or (around and guards.search(around)))


@lru_cache(maxsize=4096)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as whole words, whatever their case; a star at the end of a word stands for any ending."""
    east = [re.escape(word) for word in words if CJK_CHARACTER.search(word)]
    others = [_expression(word) for word in words if not CJK_CHARACTER.search(word)]
    whole = [r"\b(?:" + "|".join(others) + ")"] if others else []  # one look at the boundary for all
    return re.compile("|".join([*whole, *east]), re.IGNORECASE)


def _expression(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else r"\b"
    return re.escape(word.removesuffix("*")) + ending


def _plurals(word: str, *, exact: bool) -> tuple[str, ...]:
    """The plural forms of a word by the regular rules; a word as written takes only the s."""
    if exact or not word.isalpha() or len(word) < 3:
        return () if word.endswith(("s", "S")) else (word + "s",)
    if word.endswith("y") and word[-2] not in "aeiou":
        return (word[:-1] + "ies",)
    if word.endswith(("s", "x", "ch", "sh")):
        return () if word.endswith("s") and not word.endswith("ss") else (word + "es",)
    return (word + "s",)


@lru_cache(maxsize=16)
def vocabulary(desk: Desk) -> Vocabulary:
    """The desk's vocabulary, built once."""
    return Vocabulary(desk.topics)


def topics_in(text: str, desk: Desk) -> tuple[TermHit, ...]:
    """Where the desk's topics and items stand in any text, in order; signals are left out."""
    return tuple(hit for hit in vocabulary(desk).hits(text) if hit.topic.kind is not TopicKind.SIGNAL)
