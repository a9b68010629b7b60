"""The stories still open, and which of them an article may belong to: postings of terms, best first."""

from collections.abc import Iterator, Mapping
from heapq import nsmallest

from digests.grouping.open_story import OpenStory
from digests.grouping.rarity import COMMON, Rarity
from digests.grouping.traits import Traits

VISITS = 150
"""How many postings one look-up may visit: what keeps its cost flat while the window grows."""
LISTED = 16
"""How many stories are looked at more closely, to find the candidates."""
CANDIDATES = 10
"""How many stories are measured."""
PROMISING = 0.13
"""How much of what the best candidate promises another one has to."""
HERE_SMOOTHING = 50
"""Stories' worth of doubt in what is common among the open stories."""


class Window:
    """Open stories by number, oldest first, and for each term the numbers of the stories that have it."""

    __slots__ = ("_postings", "next_number", "rarity", "stories")

    def __init__(self, rarity: Rarity) -> None:
        self.rarity = rarity
        self.stories: dict[int, OpenStory] = {}
        self.next_number = 0
        self._postings: dict[str, set[int]] = {}

    def open(self, id: str = "") -> OpenStory:
        """A new story without reports."""
        story = OpenStory(number=self.next_number, id=id)
        self.stories[story.number] = story
        self.next_number += 1
        return story

    def add(self, traits: Traits, story: OpenStory) -> None:
        """Put an article into a story."""
        self._post(story.take(traits, self.rarity), story)

    def remove(self, traits: Traits, story: OpenStory) -> None:
        """Take an article out of its story; a story without reports is gone."""
        self._unpost(story.give_back(traits, self.rarity), story)
        if not story.days:
            self.close(story)

    def merge(self, goes: OpenStory, stays: OpenStory) -> None:
        """Let a story go on as another."""
        self.close(goes)
        self._post(stays.swallow(goes, self.rarity), stays)
        goes.became = stays

    def close(self, story: OpenStory) -> None:
        """Take a story off; nothing joins it any more."""
        self._unpost(list(story.terms), story)
        del self.stories[story.number]

    def _post(self, terms: list[str], story: OpenStory) -> None:
        for term in terms:
            self._postings.setdefault(term, set()).add(story.number)

    def _unpost(self, terms: list[str], story: OpenStory) -> None:
        for term in terms:
            posting = self._postings[term]
            posting.discard(story.number)
            if not posting:
                del self._postings[term]

    def shares_here(self, terms: Mapping[str, float]) -> dict[str, float]:
        """The share of the open stories that has each term that any has, smoothed."""
        stories, postings = len(self.stories) + HERE_SMOOTHING, self._postings
        return {term: len(postings[term]) / stories for term in terms if term in postings}

    def near(self, traits: Traits, *, promising: float = PROMISING, common: float = COMMON) -> list[OpenStory]:
        """The stories that share the rarest terms of an article, most promising first.

        One that promises less than this much of what the best one does is none of them; for a story's summary the best
        one is that story. Terms in more than the share `common` of documents lead to none.
        """
        shared: dict[int, float] = {}
        searched = []
        for weight, term, posting in self._rarest(traits.terms, common):
            searched.append((weight, term))
            for number in posting:
                shared[number] = shared.get(number, 0.0) + weight
        some = nsmallest(LISTED, ((-value, number) for number, value in shared.items()))
        ranked = [(-_promise(searched, self.stories[number]), number) for _, number in some]
        ranked.sort()
        least = ranked[0][0] * promising if ranked else 0.0
        return [self.stories[number] for promise, number in ranked[:CANDIDATES] if promise <= least]

    def _rarest(self, terms: Mapping[str, float], common: float) -> Iterator[tuple[float, str, set[int]]]:
        """The terms that are rarest among the open stories, with what each weighs, until enough were visited."""
        found = [
            (len(posting), term, posting)
            for term in terms
            if (posting := self._postings.get(term)) and self.rarity.share(term) < common
        ]
        left = VISITS
        for length, term, posting in sorted(found, key=_by_length):
            if length > left:
                return
            left -= length
            yield terms[term] * self.rarity.weight(term), term, posting


def _promise(searched: list[tuple[float, str]], story: OpenStory) -> float:
    """How much of what was searched a report of a story says."""
    held, promise = story.terms, 0.0
    for weight, term in searched:
        if term in held:
            promise += weight * held[term]
    return promise / len(story.days)


def _by_length(row: tuple[int, str, set[int]]) -> tuple[int, str]:
    return row[:2]
