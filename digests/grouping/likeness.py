"""Traits and an open story to a likeness: named measures, and the odds that their fitted weights give."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from math import log
from typing import NamedTuple

from digests.grouping.beat import Beat
from digests.grouping.open_story import OpenStory
from digests.grouping.rarity import TERMS_A_REPORT, Rarity
from digests.grouping.traits import Traits
from digests.grouping.weights import Measures, Weights

PRIOR_DAYS = 0.25
"""How long the first report of a story stands for when the story's pace is measured."""


def odds(measures: Measures, weights: Weights) -> float:
    """The logarithm of the odds that an article belongs to a story."""
    return weights.bias + sum(weight * value for weight, value in zip(weights.measures, measures, strict=True))


TELLING, YOUNG = 2.5, 4
"""The rarity from which a word tells something (one document in twelve has it), and how many reports a young story has.

A young story and an article have to share two such words: what everybody says joins nothing.
"""
NAMED_LEAST, NAMED_BOTH, KNOWN = 3, 2, 0.3
"""How many names make an article and a young story known, how many they have to share, and what share of its terms."""
OFTEN = 0.3
"""The share of a story's reports that make a firm, a thing or a sum one of its facts."""
ROUNDED = 1.25
"""Two sums whose ratio is no larger may be one, rounded."""
MOSTLY, NAMED, HARDLY = 0.5, 0.7, 0.1
"""The shares of a story's reports that make a word its own and its name, and below which another story lacks it."""
RARE = 7.0
"""The rarity of a word that can name a story: one document in a thousand has it."""
FEW = 3
"""How many reports a story needs before its words can be called its own for good."""
GAP_LIMIT = 3.0
"""After so many days of silence it makes no difference how many more there are."""
BULK = 4
"""One report in so many, and one more, make a story's pause end."""


class Sought(NamedTuple):
    """An article made ready to be held against many stories.

    `terms` are (term, weight, rarity at large, rarity here, how much likelier than background one mention makes the
    term, the same here); `square`, `whole` and `mass` are sums over them.
    """

    terms: list[tuple[str, float, float, float, float, float]]
    sums: list[str]
    firms: list[str]
    things: list[str]
    names: frozenset[str]
    subjects: frozenset[str]
    said: Mapping[str, float]
    day: float
    square: float
    whole: float
    mass: float


def sought(traits: Traits, *, rarity: Rarity, here: Mapping[str, float]) -> Sought:
    """An article made ready; `here` gives each term's share of the open stories."""
    terms = []
    square = whole = 0.0
    for term, weight in traits.terms.items():
        share, rare, gain = rarity.of(term)
        rare_here, gain_here = rare, gain
        if term in here and (often := here[term]) > share:
            rare_here, gain_here = -log(often), TERMS_A_REPORT / often
        square += (weight * rare) ** 2
        whole += weight * rare_here
        terms.append((term, weight, rare, rare_here, gain, gain_here))
    sums = [term for term in traits.terms if term[0] == "#"]
    beat = rarity.beat
    firms = [term for term in traits.terms if term in beat.firms]
    things = [term for term in traits.terms if term in beat.things]
    return Sought(
        terms,
        sums,
        firms,
        things,
        traits.names,
        traits.subjects,
        traits.terms,
        traits.day,
        square,
        whole,
        traits.mass or 1.0,
    )


def measure(article: Sought, story: OpenStory, *, beat: Beat, prior: float, quiet: float | None = None) -> Measures:
    """The measures between an article and a story; `quiet` stands in for what the dates say.

    The surprise is that of a Dirichlet-multinomial model: the story's terms over a background of `prior` terms.
    """
    surprise = surprise_here = product = covered = known_mass = 0.0
    shared: list[float] = []
    held, telling = story.terms, 0
    for term, weight, rare, rare_here, gain, gain_here in article.terms:
        if term in held:
            known = held[term]
            known_mass += weight
            surprise += weight * log(known * gain + prior)
            surprise_here += weight * log(known * gain_here + prior)
            product += weight * known * rare * rare
            covered += weight * rare_here
            shared.append(rare_here)
            telling += rare >= TELLING
    shared.sort(reverse=True)
    expected = article.mass * math.log(story.mass + prior) - (article.mass - known_mass) * math.log(prior)
    lengths = article.square * story.square
    sums_shared, sums_differ = _sums(article.sums, story)
    return Measures(
        surprise=surprise - expected,
        surprise_here=surprise_here - expected,
        mean_surprise=(surprise_here - expected) / article.mass,
        cosine=product / math.sqrt(lengths) if lengths > 0 else 0.0,
        covered=covered / article.whole if article.whole else 0.0,
        second=shared[1] if len(shared) > 1 else 0.0,
        third=shared[2] if len(shared) > 2 else 0.0,
        sums_shared=sums_shared,
        sums_differ=sums_differ,
        firms_differ=_differ(article.firms, story, beat.firms),
        things_differ=_differ(article.things, story, beat.things),
        strangers=_strangers(article, story, known_mass / article.mass),
        ordinary=float(telling < 2 and story.reports <= YOUNG),
        quiet=quiet_between(article.day, article.day, story.days) if quiet is None else quiet,
        size=math.log(story.reports),
        length=math.log(article.mass),
    )


def _sums(own: list[str], story: OpenStory) -> tuple[float, float]:
    """How many sums an article shares with a story, and whether they name sums of one kind that are not alike."""
    if not own:
        return 0.0, 0.0
    shared = sum(term in story.terms for term in own)
    if shared:
        return float(min(shared, 2)), 0.0
    often = OFTEN * story.reports
    theirs = [_sum(term) for term, weight in story.terms.items() if term[0] == "#" and weight >= often]
    return 0.0, float(bool(theirs) and _unlike([_sum(term) for term in own], theirs))


def _sum(term: str) -> tuple[str, float]:
    """The kind of a sum, such as "%", and its value."""
    kind = term[-1] if term[-1] in "%$" else ""
    return kind, float(term[1:].rstrip("%$"))


def _unlike(own: list[tuple[str, float]], theirs: list[tuple[str, float]]) -> bool:
    """Whether both name sums of a kind and no two of it are about the same: rounding is no disagreement."""
    alike = [
        max(one, other) <= ROUNDED * min(one, other)
        for kind, one in own
        for other_kind, other in theirs
        if kind == other_kind
    ]
    return bool(alike) and not any(alike)


def _differ(own: list[str], story: OpenStory, names: frozenset[str]) -> float:
    """1 where an article and a good part of a story's reports both name something of a kind, and nothing the same."""
    if not own or any(term in story.terms for term in own):
        return 0.0
    often = OFTEN * story.reports
    return float(any(story.terms.get(term, 0.0) >= often for term in names & story.terms.keys()))


def _strangers(article: Sought, story: OpenStory, known: float) -> float:
    """1 where an article and a young story both name names, hardly the same, and it does not say much else that is.

    Two events of a day on one beat share its words; what parts them is who, where and how much.
    """
    if story.reports > YOUNG:
        return 0.0
    if article.subjects and story.subjects and _know_nothing(article, story):
        return 1.0
    names = article.names
    if min(len(names), len(story.names)) < NAMED_LEAST:
        return 0.0
    return float(sum(name in story.names for name in names) < NAMED_BOTH and known < KNOWN)


def _know_nothing(article: Sought, story: OpenStory) -> bool:
    """Whether neither says a word of those whom the titles of the other name."""
    return not (article.subjects & story.terms.keys() or story.subjects & article.said.keys())


def apart(one: OpenStory, other: OpenStory, rarity: Rarity) -> float:
    """How rare a word each of two stories keeps saying that the other hardly says: the lesser of the two.

    Infinite where each names a rare one in most of its reports: two crashes with seven dead are alike in all but the
    town, and so are two verdicts of one court on two firms.
    """
    own, others = _own_words(one, other, rarity), _own_words(other, one, rarity)
    if min(one.reports, other.reports) >= FEW and min(_name(own), _name(others)) >= RARE:
        return math.inf
    return min(max((said * rare for said, rare in words), default=0.0) for words in (own, others))


def _own_words(story: OpenStory, other: OpenStory, rarity: Rarity) -> list[tuple[float, float]]:
    """The words that most reports of a story have and another story hardly has: how often said, and how rare."""
    often, seldom = MOSTLY * story.reports, HARDLY * other.reports
    return [
        (weight / story.reports, rarity.weight(term))
        for term, weight in story.terms.items()
        if weight >= often and term[0] != "#" and other.terms.get(term, 0.0) < seldom
    ]


def _name(own: list[tuple[float, float]]) -> float:
    """The rarity of the word that names a story."""
    return max((rare for said, rare in own if said >= NAMED), default=0.0)


def quiet_between(first: float, last: float, days: list[float]) -> float:
    """How long a story was silent before (or after) a stretch of time, against its own pace, as a logarithm.

    A story that had fifty reports in an hour and none for a day has ended; one with two reports has hardly paused.
    A tenth of its reports must lie near for it not to be silent, so that a straggler does not keep it going.
    """
    count = len(days)
    few = count // BULK
    start, end = bisect_left(days, first), bisect_right(days, last)
    if end - start > few:
        return 0.0
    before = first - days[start - few - 1] if start > few else math.inf
    after = days[end + few] - last if end + few < count else math.inf
    gap = min(before, after)
    if gap == math.inf:  # the few lie on both sides
        gap = max(first - days[0], days[-1] - last, 0.0)
    return math.log1p(min(gap, GAP_LIMIT) * count / (days[-1] - days[0] + PRIOR_DAYS))


def gap_between(first: float, last: float, days: list[float]) -> float:
    """The days between a stretch of time and the nearest report of a story; 0 where one lies inside it."""
    at = bisect_left(days, first)
    if at < len(days) and days[at] <= last:
        return 0.0
    before = first - days[at - 1] if at else math.inf
    after = days[at] - last if at < len(days) else math.inf
    return min(before, after)
