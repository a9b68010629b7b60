"""What is measured between an article and a story, and what each measure adds to the odds that it belongs there.

Fitted by bench/fit_stories.py, a table to read and not to edit by hand: an article's odds for a story are BIAS plus
each measure times its weight, as a logarithm. The article joins the likeliest story with odds above JOIN, a story
merges into an older one above MERGE, and two stories are of one saga when they would have merged but for the time
that lies between them, above SAGA.
"""

from typing import NamedTuple


class Measures(NamedTuple):
    """The measures between an article and a story; the weights have the same names."""

    surprise: float  # log of how much likelier the story makes the article's terms than the news at large does
    surprise_here: float  # the same, against the stories open now
    mean_surprise: float  # `surprise_here` a term
    cosine: float  # of the rarity-weighted terms
    covered: float  # the share of the article's rarity that the story knows
    second: float  # the rarity of the second-rarest shared term
    third: float  # and of the third
    sums_shared: float  # sums of money and percentages in common, at most two
    sums_differ: float  # 1 where both name sums and none is the same
    quiet: float  # how long the story was quiet before the article, against its own pace, as a logarithm
    size: float  # logarithm of the story's reports
    length: float  # logarithm of the article's terms


WEIGHTS = Measures(
    surprise=0.0566,
    surprise_here=0.06,
    mean_surprise=0.0122,
    cosine=1.8487,
    covered=-2.3774,
    second=0.6124,
    third=0.1508,
    sums_shared=0.0169,
    sums_differ=-1.2,
    quiet=-1.6135,
    size=-0.0581,
    length=-0.4637,
)
BIAS = -1.26
JOIN = 0.0
MERGE = -2.763
MERGE_SIZE = 1.15
"""What the smaller story's reports add to MERGE, times their logarithm: the more they say, the more must agree."""
MERGE_FULL = 8
"""From so many reports on, more of them add nothing."""
STRICTNESS = (2.0, 0.0)
"""What is added to JOIN and MERGE each time the articles of a poll are placed.

Strict at first, so that near misses that come together begin as two stories; then as loose as it gets, knowing all.
"""
SAGA = 1.0
PRIOR = 42.8
"""How many terms' worth of background every story holds, so that what it has not said yet is possible."""
