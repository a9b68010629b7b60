"""Reports to those that tell of the headline's event: a brief tells one event, whatever its story holds."""

import re
from collections.abc import Sequence
from functools import lru_cache

from digests.choosing import key_words, overlap, stems
from digests.stories import Report
from digests.telling import tellable

HEAD = 700
"""How many characters of a body tell what a report is about."""
LIKE = 0.34
"""Reports whose title and first words share this much of the shorter one's word stems tell of one event."""
NAMES = 2
"""So do reports that share so many names and numbers."""

_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]*\w|\b\d[\d.,]*\d\b")
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = (
    "january february march april may june july august september october november december jan feb aug sept oct nov dec"
)
_PLACES = (
    "us u.s uk u.k eu u.s.a united states america american americans china chinese beijing washington taiwan taiwanese "
    "taipei japan japanese tokyo korea korean south north seoul europe european union brussels netherlands dutch hague "
    "germany german berlin britain british london france french india indian malaysia malaysian singapore "
    "people republic "
    "the of and ai ceo chief executive president minister"
)
_ORDINARY = frozenset(f"{_DAYS} {_MONTHS} {_PLACES}".split())
_YEAR = re.compile(r"(?:19|20)\d\d")


def agreeing(reports: Sequence[Report], headline: Report) -> list[Report]:
    """Those of a story's reports, in their order, that tell of what the headline's report tells; it is one of them.

    Grouping can err, and readers do not forgive a sentence about one firm under a headline about another.
    """
    return [report for report in reports if report is headline or _agree(report, headline)]


def _agree(one: Report, other: Report) -> bool:
    names = _names(one.article.title, one.article.body) & _names(other.article.title, other.article.body)
    if len(names) >= NAMES:
        return True
    return overlap(_stems(one.article.title, one.article.body), _stems(other.article.title, other.article.body)) >= LIKE


@lru_cache(maxsize=512)
def _stems(title: str, body: str) -> frozenset[str]:
    return stems(key_words(f"{title}\n{_head(body)}") - _ORDINARY)


@lru_cache(maxsize=512)
def _names(title: str, body: str) -> frozenset[str]:
    """The names and numbers in the first words of a report, but for those that every report of the beat may hold."""
    found: set[str] = set()
    for sentence in tellable(body[:HEAD]):
        found.update(_NAME.findall(sentence.text, 1))
    found.update(word for word in _NAME.findall(title) if word in body)
    return frozenset(name.lower() for name in found) - _ORDINARY - {name for name in found if _YEAR.fullmatch(name)}


def _head(body: str) -> str:
    return " ".join(sentence.text for sentence in tellable(body[:HEAD]))
