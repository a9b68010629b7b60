"""What is measured between an article and a story, and what each measure adds to the odds that it belongs there.

Fitted by bench/fit_stories.py, a table to read and not to edit by hand, but for the seven refusals: weights that no
likeness makes up for. The logarithm of an article's odds for a story is the bias plus each measure times its weight.
"""

from dataclasses import dataclass
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
    sums_differ: float  # 1 where both name sums of one kind and no two are about the same
    firms_differ: float  # 1 where both name firms that the desk knows and none is the same
    things_differ: float  # the same of things, such as the H20
    strangers: float  # 1 where the story is young and they name different people, places and numbers
    acts_differ: float  # 1 where it tells of the opposite of what the story's reports do
    days_differ: float  # 1 where both say on which day it happened, and it is another
    ordinary: float  # 1 where the story is young and they share next to nothing that not everybody says
    quiet: float  # how long the story was quiet before the article, against its own pace, as a logarithm
    size: float  # logarithm of the story's reports
    length: float  # logarithm of the article's terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What grouping has learnt; every bar is a logarithm of odds.

    bias         what the odds start from
    prior        how many terms' worth of background every story holds, so that what it has not said is possible
    strict       what is added to every bar when the articles of a poll are placed for the first time, so that near
                 misses that come together begin as two stories
    join         an article joins the likeliest story above it
    merge        a story merges into the larger one it is most like above it, and above
    merge_size   this times the logarithm of its reports (as far as eight): the more they say, the more must agree
    apart        what counts against a merger for each unit of rarity of the words that only one of the two keeps saying
    saga         two stories are of one saga above it, the time between them left out
    """

    measures: Measures
    bias: float
    prior: float
    strict: float
    join: float
    merge: float
    merge_size: float
    apart: float
    saga: float


WEIGHTS = Weights(
    measures=Measures(
        surprise=0.0766,
        surprise_here=0.0719,
        mean_surprise=-0.0309,
        cosine=2.5005,
        covered=-2.3774,
        second=0.4395,
        third=0.2214,
        sums_shared=-0.1321,
        sums_differ=-4.0,
        firms_differ=-6.0,
        things_differ=-6.0,
        strangers=-6.0,
        acts_differ=-6.0,
        days_differ=-6.0,
        ordinary=-9.0,
        quiet=-1.6135,
        size=-0.0581,
        length=-0.4637,
    ),
    bias=-1.26,
    prior=59.26,
    strict=4.1458,
    join=-0.3469,
    merge=-2.9538,
    merge_size=0.9,
    apart=0.1028,
    saga=-0.5,
)
