"""Traits to an open story: what its reports say, taken together, and when they came."""

from bisect import insort
from collections import Counter
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, field
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from digests.grouping.acts import Act
from digests.grouping.pace import PRIOR_DAYS, PRIOR_DAYS_BARE, quiet_between
from digests.grouping.rarity import Rarity
from digests.grouping.traits import Traits

SUMMARY = 80
"""How many terms a story is summed up in: about as many as one long report has."""
YOUNG = 4
"""How many reports a young story has: each of them may refuse another report."""
OFTEN = 0.3
"""The share of a story's reports that make something that they say one of its facts."""
_NOTHING = 1e-6


class Account(NamedTuple):
    """What one report of a young story says, and whom its title names."""

    said: Set[str]
    subjects: Set[str]


@dataclass(slots=True, eq=False)
class OpenStory:
    """A story that may still grow: the summed terms of its reports, their days in order, and the documents among them.

    `square` is the squared length of the rarity-weighted terms; `leads` counts the reports that have first words;
    `number` says which of two stories is older, `became` what it was merged into.
    """

    number: int
    id: str
    terms: dict[str, float] = field(default_factory=dict)
    days: list[float] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    acts: Counter[Act] = field(default_factory=Counter)
    told: Counter[int] = field(default_factory=Counter)
    leads: int = 0
    mass: float = 0.0
    square: float = 0.0
    saga: str = ""
    became: "OpenStory | None" = None
    _summary: Traits | None = None
    _accounts: list[Account] = field(default_factory=list)

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

    def quiet(self, first: float, last: float) -> float:
        """How long it was silent before, or after, a stretch of time, against its own pace."""
        return quiet_between(first, last, self.days, prior=PRIOR_DAYS if self.leads else PRIOR_DAYS_BARE)

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

    @property
    def accounts(self) -> list[Account]:
        """What each report of a young story says; nothing of a larger one."""
        if self.reports == 1:
            return [Account(self.terms.keys(), self.subjects.keys())]
        return self._accounts

    @property
    def gist(self) -> Account:
        """All that its reports say, and whom the titles of many name."""
        often = OFTEN * self.reports
        return Account(self.terms.keys(), {name for name, count in self.subjects.items() if count >= often})

    def take(self, traits: Traits, rarity: Rarity) -> list[str]:
        """Add a report; the terms that are new to the story."""
        self._summary = None
        self.leads += not traits.bare
        if self.days:
            self._join([*self.accounts, _account(traits)], self.reports + 1)
        insort(self.days, traits.day)
        self.names.update(traits.names)
        self.subjects.update(traits.subjects)
        if traits.act:
            self.acts[traits.act] += 1
        if traits.told:
            self.told[traits.told] += 1
        if traits.document:
            self.documents.add(traits.document)
        return self._add(traits.terms, rarity)

    def swallow(self, other: "OpenStory", rarity: Rarity) -> list[str]:
        """Add all reports of another story; the terms that are new to this one."""
        self._summary = None
        self.leads += other.leads
        self._join(self.accounts + other.accounts, self.reports + other.reports)
        self.days = sorted(self.days + other.days)
        self.documents |= other.documents
        self.names.update(other.names)
        self.subjects.update(other.subjects)
        self.acts.update(other.acts)
        self.told.update(other.told)
        return self._add(other.terms, rarity)

    def _join(self, accounts: list[Account], reports: int) -> None:
        """Keep these accounts while the story is young."""
        kept = accounts if reports <= YOUNG else []
        self._accounts = [Account(frozenset(one.said), frozenset(one.subjects)) for one in kept]

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
        self.leads -= not traits.bare
        if (account := _account(traits)) in self._accounts:
            self._accounts.remove(account)
        self.days.remove(traits.day)
        self.documents.discard(traits.document)
        self.names -= Counter(traits.names)
        self.subjects -= Counter(traits.subjects)
        self.acts -= Counter([traits.act])
        self.told -= Counter([traits.told])
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


def _account(traits: Traits) -> Account:
    return Account(frozenset(traits.terms), traits.subjects)
