"""Reports to those that tell of the headline's event: a brief tells one event, whatever its story holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from digests.choosing import key_words, overlap, stems
from digests.grouping import refusals
from digests.grouping.acts import Act, act_of, are_opposed
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
    return refusals.are_strangers(_gist_of(one), _gist_of(other))


def _agree(one: Report, other: Report) -> bool:
    first, second = _gist_of(one), _gist_of(other)
    if refusals.are_strangers(first, second) or are_opposed(first.act, second.act):
        return False
    return len(first.names & second.names) >= NAMES or overlap(first.stems, second.stems) >= LIKE


@dataclass(frozen=True, slots=True)
class _Gist:
    """What the title and the first words of a report tell of its event; `said` is all of them without capitals."""

    said: str
    names: frozenset[str]
    subjects: frozenset[str]
    act: Act
    stems: frozenset[str]


def _gist_of(report: Report) -> _Gist:
    return _gist(report.article.title, report.article.body[:HEAD])


@lru_cache(maxsize=512)
def _gist(title: str, beginning: str) -> _Gist:
    head = " ".join(sentence.text for sentence in tellable(beginning))
    return _Gist(
        said=f"{title} {head}".casefold(),
        names=names_in(title, head),
        subjects=subjects_in(title, head),
        act=act_of(title),
        stems=stems(key_words(f"{title}\n{head}")),
    )
