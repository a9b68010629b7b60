"""A headline that stands alone to the story of somebody that it may be a column on, or a market's answer to.

"Intel must not bow" shares no deed with the story it is about, only whom it is about. So what is asked here is not
how much the two say alike for how quiet the story has been, but whether the headline came after it, names whom the
story is about, and says nothing that parts the two.
"""

from collections.abc import Set
from math import inf

from digests.grouping.beat import Beat
from digests.grouping.likeness import Sought, measure, odds
from digests.grouping.open_story import OpenStory
from digests.grouping.traits import Traits
from digests.grouping.weights import Weights

REPORTS = 2
"""How many reports a story needs for another to follow it: one alone is about nobody for certain."""
BEFORE, AFTER = 0.5, 6.0
"""So many days before a story's first report, as feeds go, and after its last one a headline may still follow it."""
CORE, SHARED = 0.25, 2
"""The share of a story's reports that say its own words, and how many of those words a follow-up says too."""
CHIEF = 0.7
"""The share of a story's reports that name a firm which a follow-up has to name too."""
LIKELY, A_DAY = -1.0, 0.25
"""The odds from which a headline is a follow-up, time left out, and what each day after the last report takes off."""


def may_follow(traits: Traits, beat: Beat) -> bool:
    """Whether an article is a bare headline that names somebody of the beat."""
    return not beat.names.isdisjoint(traits.terms) and traits.bare


def odds_of_following(article: Sought, traits: Traits, story: OpenStory, *, beat: Beat, weights: Weights) -> float:
    """The odds that a headline follows a story up, above what it takes; no more than none where it does not."""
    late = traits.day - story.days[-1]
    if story.reports < REPORTS or late > AFTER or traits.day < story.days[0] - BEFORE:
        return -inf
    if not _is_about(traits.terms.keys(), story, beat):
        return -inf
    found = measure(article, story, beat=beat, prior=weights.prior, quiet=0.0)
    return odds(found._replace(size=0.0, covered=0.0), weights) - A_DAY * max(0.0, late) - LIKELY


def _is_about(said: Set[str], story: OpenStory, beat: Beat) -> bool:
    """Whether somebody whom a headline names, and what else it says, are what a good part of a story's reports say."""
    own = [term for term in said if story.terms.get(term, 0.0) >= CORE * story.reports]
    if len(own) < SHARED or beat.names.isdisjoint(own):
        return False
    chief = CHIEF * story.reports
    return all(firm in said for firm in beat.firms & story.terms.keys() if story.terms[firm] >= chief)
