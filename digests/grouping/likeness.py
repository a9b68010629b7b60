"""Traits and an open story to a likeness: named measures, and the odds that their fitted weights give."""

import math
from bisect import bisect_left
from collections.abc import Mapping

from digests.grouping.open_story import OpenStory
from digests.grouping.rarity import Rarity
from digests.grouping.traits import Traits
from digests.grouping.weights import BIAS, PRIOR, QUIET_LIMIT, WEIGHTS, Measures

TERMS_A_REPORT = 8.0
"""How many terms a headline has, to turn shares of documents into shares of terms."""
PRIOR_DAYS = 0.25
"""How long the first report of a story stands for when the story's pace is measured."""


def odds(measures: Measures) -> float:
    """The logarithm of the odds that an article belongs to a story."""
    return BIAS + sum(weight * value for weight, value in zip(WEIGHTS, measures, strict=True))


def measure(
    traits: Traits, story: OpenStory, *, rarity: Rarity, here: Mapping[str, float], quiet: float | None = None
) -> Measures:
    """The measures between an article and a story.

    `here` gives each term's share of the open stories; `quiet` stands in for what the dates say.
    The surprise is that of a Dirichlet-multinomial model: the story's terms over a background of PRIOR terms.
    """
    surprise = surprise_here = product = square = covered = whole = 0.0
    shared: list[float] = []
    held = story.terms
    unit = math.log(story.mass + PRIOR)
    unheard = math.log(PRIOR) - unit
    for term, weight in traits.terms.items():
        share = rarity.share(term)
        near = max(share, here.get(term, 0.0))
        rare, rare_here = -math.log(share), -math.log(near)
        square += (weight * rare) ** 2
        whole += weight * rare_here
        known = held.get(term)
        if known is None:
            surprise += weight * unheard
            surprise_here += weight * unheard
            continue
        surprise += weight * (math.log(known * TERMS_A_REPORT / share + PRIOR) - unit)
        surprise_here += weight * (math.log(known * TERMS_A_REPORT / near + PRIOR) - unit)
        product += weight * known * rare * rare
        covered += weight * rare_here
        shared.append(rare_here)
    shared.sort(reverse=True)
    mass = traits.mass or 1.0
    sums_shared, sums_differ = _sums(traits, story)
    return Measures(
        surprise=surprise,
        surprise_here=surprise_here,
        mean_surprise=surprise_here / mass,
        cosine=product / math.sqrt(square * story.square) if square and story.square > 0 else 0.0,
        covered=covered / whole if whole else 0.0,
        second=shared[1] if len(shared) > 1 else 0.0,
        third=shared[2] if len(shared) > 2 else 0.0,
        sums_shared=sums_shared,
        sums_differ=sums_differ,
        quiet=quiet_between(traits.day, traits.day, story.days) if quiet is None else quiet,
        size=math.log(story.reports),
        length=math.log(mass),
    )


def _sums(traits: Traits, story: OpenStory) -> tuple[float, float]:
    own = [term for term in traits.terms if term[0] == "#"]
    if not own:
        return 0.0, 0.0
    shared = sum(term in story.terms for term in own)
    often = 0.3 * story.reports
    theirs = any(term[0] == "#" and weight >= often for term, weight in story.terms.items())
    return float(min(shared, 2)), float(theirs and not shared)


def quiet_between(first: float, last: float, days: list[float]) -> float:
    """How long a story was silent before (or after) a stretch of time, against its own pace, as a logarithm.

    A story that had fifty reports in an hour and none for a day has ended; one with two reports has hardly paused.
    """
    at = bisect_left(days, first)
    if at < len(days) and days[at] <= last:
        return 0.0
    gap = gap_between(first, last, days)
    return min(QUIET_LIMIT, math.log1p(gap * len(days) / (days[-1] - days[0] + PRIOR_DAYS)))


def gap_between(first: float, last: float, days: list[float]) -> float:
    """The days between a stretch of time and the nearest report of a story; 0 where one lies inside it."""
    at = bisect_left(days, first)
    if at < len(days) and days[at] <= last:
        return 0.0
    before = first - days[at - 1] if at else math.inf
    after = days[at] - last if at < len(days) else math.inf
    return min(before, after)
