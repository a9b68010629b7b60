"""Article to its best sentences: news is told from the top, so place decides, and a few faults cost places."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from digests.telling import tellable
from digests.text import Sentence, sentences, words

WEIGHTS = {
    "place": -1.0,  # times the logarithm of the place, counted from one
    "title": 0.6,  # the share of the title's words that the sentence has
    "question": -0.5,
    "quotation": -0.3,  # begins with one
    "unstopped": -0.5,  # no full stop: a caption, a heading
    "short": -0.5,  # the share of twelve words that it lacks
    "first person": -0.3,
    "picture": -0.3,  # "(left)", "pictured"
    "half": -0.7,  # one half of a quotation: its other half stands in another sentence
}
"""What a sentence's score is made of; set by hand, measured by `bench/summaries.py`: nothing fitted did better."""
REDUNDANCY = 1.0
"""What a sentence loses for the share of its words that one already chosen has."""
STEM = 5
"""How many letters of a word tell what it is about."""
SAME = 0.9
"""A sentence that shares this much of its words with the title only repeats it."""

_STOP_LIST = (
    "a an the and or but if of in on at to for from by with as is are was were be been being it its this "
    "that these those he she they his her their them him we our us you your i my me not no so than then "
    "there here who whom which what when where why how has have had do does did will would can could may "
    "might must should also more most some such other into over under about after before during between "
    "out up down off again very just only own same too any all each both few s t said says say told "
)
_STOP_WORDS = frozenset(_STOP_LIST.split())
_FIRST_PERSON = re.compile(r"\b(?:I|we|you|my|our|your|I'm|we're|you're|let's)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_STOPPED = re.compile(r"[.!?…。！？][\"'”’)\]]*$")
_PICTURE = re.compile(
    r"\((?:[^)]*\b)?(?:left|right|above|below|centre|center|pictured)\b[^)]*\)|^pictured\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen: its place among the tellable, the words it says something with, its score."""

    sentence: Sentence
    place: int
    words: frozenset[str]
    score: float


def key_words(text: str) -> frozenset[str]:
    """The words of a text that say something, in lower case."""
    return frozenset(word.text for word in words(text) if len(word.text) > 1 and word.text not in _STOP_WORDS)


def cuts_a_quotation(text: str) -> bool:
    """Whether a sentence holds one half of a pair of quotation marks."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”") or text.count("«") != text.count("»")


def stems(words: frozenset[str]) -> frozenset[str]:
    """The beginnings of words, by which "licence" and "licensing", "parliament" and "parliamentary" are alike."""
    return frozenset(word.removesuffix("'s")[:STEM] for word in words)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set's words that the other has too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def candidates(body: str, *, title: str = "") -> tuple[Candidate, ...]:
    """The sentences of a body that may stand in a brief, scored; those that only repeat the title are left out."""
    title_words = key_words(title)
    found: list[Candidate] = []
    for sentence in tellable(body):
        own = key_words(sentence.text)
        if own and not (title_words and _repeats(own, title_words)):
            score = _score(sentence.text, len(found), own=own, title=title_words)
            found.append(Candidate(sentence, len(found), own, score))
    return tuple(found)


def choose(scored: Sequence[Candidate], limit: int, *, told: Iterable[frozenset[str]] = ()) -> tuple[Candidate, ...]:
    """The best candidates in the order of choice; each loses for what was told before it or is chosen already."""
    before = list(told)
    left = list(scored)
    chosen: list[Candidate] = []
    while left and len(chosen) < limit:
        best = max(
            left, key=lambda one: one.score - REDUNDANCY * max((overlap(one.words, t) for t in before), default=0)
        )
        left.remove(best)
        chosen.append(best)
        before.append(best.words)
    return tuple(chosen)


def brief_sentences(body: str, *, title: str = "", limit: int = 4) -> tuple[Sentence, ...]:
    """The sentences that tell an article best, the best first; a body without any gives its first ones as they are.

    A quotation that goes on with the one before it stands behind that, or not at all.
    """
    scored = candidates(body, title=title)
    chosen = choose(scored, limit)
    while orphans := [one for one in chosen if _speaks_on(one.sentence) and _before(one, chosen, body) is None]:
        scored = tuple(one for one in scored if one not in orphans)
        chosen = choose(scored, limit)
    return tuple(one.sentence for one in _with_speakers(chosen, body)) or sentences(body)[:limit]


def _speaks_on(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but quoted words, so that only the one before it tells whose."""
    return sentence.text[0] in '"“‘«' and not any(letter.isalnum() for letter in _QUOTED.sub("", sentence.text))


def _before(one: Candidate, chosen: Sequence[Candidate], body: str) -> Candidate | None:
    """The chosen sentence that stands right before another in the body."""
    start = one.sentence.start
    found = (other for other in chosen if other.sentence.end <= start)
    return next((other for other in found if not body[other.sentence.end : start].strip()), None)


def _with_speakers(chosen: Sequence[Candidate], body: str) -> list[Candidate]:
    """The chosen sentences in their order, but each that is only quoted words right behind the one before it."""
    ordered = [one for one in chosen if not _speaks_on(one.sentence)]
    for one in sorted((one for one in chosen if _speaks_on(one.sentence)), key=lambda one: one.sentence.start):
        before = _before(one, ordered, body)
        ordered.insert(ordered.index(before) + 1 if before else len(ordered), one)
    return ordered


def _repeats(own: frozenset[str], title: frozenset[str]) -> bool:
    return len(own & title) >= SAME * len(own)


def _score(text: str, place: int, *, own: frozenset[str], title: frozenset[str]) -> float:
    bare = _QUOTED.sub("", text)
    features = {
        "place": math.log(1 + place),
        "title": len(own & title) / max(3, len(title)),
        "question": text.rstrip("\"'”’").endswith(("?", "？")),
        "quotation": text[0] in "\"'“‘«「",
        "unstopped": _STOPPED.search(text) is None,
        "short": max(0, 12 - len(text.split())) / 12,
        "first person": _FIRST_PERSON.search(bare) is not None,
        "picture": _PICTURE.search(text) is not None,
        "half": cuts_a_quotation(text),
    }
    return sum(WEIGHTS[name] * value for name, value in features.items())
