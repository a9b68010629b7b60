"""Traits and an open story to a likeness: named measures, and the odds that their fitted weights give."""

import math
from collections.abc import Collection, Mapping, Sequence
from math import log
from typing import NamedTuple

from digests.grouping.acts import Act
from digests.grouping.beat import Beat
from digests.grouping.open_story import YOUNG, Account, OpenStory
from digests.grouping.rarity import TERMS_A_REPORT, Rarity
from digests.grouping.refusals import acts_differ, days_differ, names_differ, strange, sums_differ, tells_little
from digests.grouping.traits import Traits
from digests.grouping.weights import Measures, Weights


def odds(measures: Measures, weights: Weights) -> float:
    """The logarithm of the odds that an article belongs to a story."""
    return weights.bias + sum(weight * value for weight, value in zip(weights.measures, measures, strict=True))


MOSTLY, NAMED, HARDLY = 0.5, 0.7, 0.1
"""The shares of a story's reports that make a word its own and its name, and below which another story lacks it."""
RARE = 7.0
"""The rarity of a word that can name a story: one document in a thousand has it."""
FEW = 3
"""How many reports a story needs before its words can be called its own for good."""


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
    accounts: Sequence[Account]
    acts: Collection[Act]
    told: Collection[int]
    day: float
    square: float
    whole: float
    mass: float


def sought(traits: Traits, *, rarity: Rarity, here: Mapping[str, float], story: OpenStory | None = None) -> Sought:
    """An article, or a `story` that traits sum up, made ready; `here` gives each term's share of the open stories."""
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
        story.accounts if story else [Account(traits.terms.keys(), traits.subjects)],
        story.acts if story else [traits.act] if traits.act else (),
        story.told if story else [traits.told] if traits.told else (),
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
    shared: list[tuple[str, float]] = []
    rarities: list[float] = []
    held = story.terms
    for term, weight, rare, rare_here, gain, gain_here in article.terms:
        if term in held:
            known = held[term]
            known_mass += weight
            surprise += weight * log(known * gain + prior)
            surprise_here += weight * log(known * gain_here + prior)
            product += weight * known * rare * rare
            covered += weight * rare_here
            shared.append((term, rare))
            rarities.append(rare_here)
    rarities.sort(reverse=True)
    expected = article.mass * math.log(story.mass + prior) - (article.mass - known_mass) * math.log(prior)
    lengths = article.square * story.square
    sums_shared = sum(term in held for term in article.sums)
    return Measures(
        surprise=surprise - expected,
        surprise_here=surprise_here - expected,
        mean_surprise=(surprise_here - expected) / article.mass,
        cosine=product / math.sqrt(lengths) if lengths > 0 else 0.0,
        covered=covered / article.whole if article.whole else 0.0,
        second=rarities[1] if len(rarities) > 1 else 0.0,
        third=rarities[2] if len(rarities) > 2 else 0.0,
        sums_shared=float(min(sums_shared, 2)),
        sums_differ=float(bool(article.sums) and not sums_shared and sums_differ(article.sums, story)),
        firms_differ=float(names_differ(article.firms, story, beat.firms)),
        things_differ=float(names_differ(article.things, story, beat.things)),
        strangers=float(strange(article.accounts, article.names, story, known=known_mass / article.mass)),
        acts_differ=float(acts_differ(article.acts, story)),
        days_differ=float(days_differ(article.told, article.day, story)),
        ordinary=float(story.reports <= YOUNG and tells_little(shared, names=article.names, firms=beat.firms)),
        quiet=story.quiet(article.day, article.day) if quiet is None else quiet,
        size=math.log(story.reports),
        length=math.log(article.mass),
    )


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
