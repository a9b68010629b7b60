"""Traits to an open story: what its reports say, taken together, and when they came."""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from heapq import nlargest
from operator import itemgetter

from digests.grouping.rarity import Rarity
from digests.grouping.traits import Traits

SUMMARY = 80
"""How many terms a story is summed up in: about as many as one long report has."""
_NOTHING = 1e-6


@dataclass(slots=True, eq=False)
class OpenStory:
    """A story that may still grow: the summed terms of its reports, their days in order, and the documents among them.

    `square` is the squared length of the rarity-weighted terms; `number` says which of two stories is older,
    `became` what it was merged into.
    """

    number: int
    id: str
    terms: dict[str, float] = field(default_factory=dict)
    days: list[float] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    mass: float = 0.0
    square: float = 0.0
    saga: str = ""
    became: "OpenStory | None" = None
    _summary: Traits | None = None

    def now(self) -> "OpenStory":
        """The story that this one goes on as; itself when it was not merged."""
        story = self
        while story.became is not None:
            story = story.became
        return story

    @property
    def reports(self) -> int:
        """How many reports it has."""
        return len(self.days)

    def refuses(self, documents: Collection[str]) -> bool:
        """Whether this story holds a document of a register and these are others: two numbers are two events."""
        return bool(self.documents) and bool(documents) and self.documents.isdisjoint(documents)

    def summary(self) -> Traits:
        """The story as if it were one report: its most said terms with their shares of reports, on its first day."""
        if self._summary is None:
            self._summary = self._summed_up()
        return self._summary

    def _summed_up(self) -> Traits:
        count = len(self.days)
        said: Iterable[tuple[str, float]] = self.terms.items()
        if len(self.terms) > SUMMARY:
            said = nlargest(SUMMARY, said, key=itemgetter(1))
        terms = {term: weight / count for term, weight in said}
        names, subjects = frozenset(self.names), frozenset(self.subjects)
        return Traits(article_id=self.id, terms=terms, day=self.days[0], names=names, subjects=subjects)

    def take(self, traits: Traits, rarity: Rarity) -> list[str]:
        """Add a report; the terms that are new to the story."""
        self._summary = None
        insort(self.days, traits.day)
        self.names.update(traits.names)
        self.subjects.update(traits.subjects)
        if traits.document:
            self.documents.add(traits.document)
        return self._add(traits.terms, rarity)

    def swallow(self, other: "OpenStory", rarity: Rarity) -> list[str]:
        """Add all reports of another story; the terms that are new to this one."""
        self._summary = None
        self.days = sorted(self.days + other.days)
        self.documents |= other.documents
        self.names.update(other.names)
        self.subjects.update(other.subjects)
        return self._add(other.terms, rarity)

    def _add(self, terms: dict[str, float], rarity: Rarity) -> list[str]:
        fresh = []
        for term, weight in terms.items():
            before = self.terms.get(term, 0.0)
            if not before:
                fresh.append(term)
            self.terms[term] = before + weight
            self.mass += weight
            self.square += weight * (weight + 2 * before) * rarity.weight(term) ** 2
        return fresh

    def give_back(self, traits: Traits, rarity: Rarity) -> list[str]:
        """Take a report out; the terms that the story has no more."""
        self._summary = None
        self.days.remove(traits.day)
        self.documents.discard(traits.document)
        self.names -= Counter(traits.names)
        self.subjects -= Counter(traits.subjects)
        gone = []
        for term, weight in traits.terms.items():
            before = self.terms[term]
            self.mass -= weight
            self.square -= weight * (2 * before - weight) * rarity.weight(term) ** 2
            if before - weight < _NOTHING:
                gone.append(term)
                del self.terms[term]
            else:
                self.terms[term] = before - weight
        return gone
