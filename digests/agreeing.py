"""Reports to those that tell of the headline's event: a brief tells one event, whatever its story holds."""

from collections.abc import Sequence
from functools import lru_cache

from digests.choosing import key_words, overlap, stems
from digests.grouping.names import names_in, subjects_in
from digests.stories import Report
from digests.telling import tellable

HEAD = 700
"""How many characters of a body tell what a report is about."""
LIKE = 0.34
"""Reports whose title and first words share this much of the shorter one's word stems tell of one event."""
NAMES = 2
"""So do reports that share so many names and numbers."""


def agreeing(reports: Sequence[Report], headline: Report) -> list[Report]:
    """Those of a story's reports, in their order, that tell of what the headline's report tells; it is one of them.

    Grouping can err, and readers do not forgive a sentence about one firm under a headline about another.
    """
    return [report for report in reports if report is headline or _agree(report, headline)]


def are_strangers(one: Report, other: Report) -> bool:
    """Whether both titles name somebody or some place, and neither report says a word of the other's.

    Two grants, fines or verdicts of a day are told in the same words but for the names.
    """
    first, second = (_subjects(report.article.title, report.article.body) for report in (one, other))
    if not first or not second:
        return False
    said, answered = (f"{one.article.title} {_head(one.article.body)}" for one in (one, other))
    return not any(name in answered.casefold() for name in first) and not any(
        name in said.casefold() for name in second
    )


def _agree(one: Report, other: Report) -> bool:
    if are_strangers(one, other):
        return False
    names = _names(one.article.title, one.article.body) & _names(other.article.title, other.article.body)
    if len(names) >= NAMES:
        return True
    return overlap(_stems(one.article.title, one.article.body), _stems(other.article.title, other.article.body)) >= LIKE


@lru_cache(maxsize=512)
def _subjects(title: str, body: str) -> frozenset[str]:
    return subjects_in(title, _head(body))


@lru_cache(maxsize=512)
def _stems(title: str, body: str) -> frozenset[str]:
    return stems(key_words(f"{title}\n{_head(body)}"))


@lru_cache(maxsize=512)
def _names(title: str, body: str) -> frozenset[str]:
    return names_in(title, _head(body))


def _head(body: str) -> str:
    return " ".join(sentence.text for sentence in tellable(body[:HEAD]))
