"""A story's days to its pace: how long it was silent, and how far a stretch of time lies from it."""

import math
from bisect import bisect_left, bisect_right

PRIOR_DAYS, PRIOR_DAYS_BARE = 0.25, 0.35
"""How long the first report of a story stands for when the story's pace is measured; of bare headlines alone.

First words are alike by chance where titles are not, so that time has to tell more of them apart.
"""
GAP_LIMIT = 3.0
"""After so many days of silence it makes no difference how many more there are."""
BULK = 4
"""One report in so many, and one more, make a story's pause end."""


def quiet_between(first: float, last: float, days: list[float], *, prior: float = PRIOR_DAYS) -> float:
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
    return math.log1p(min(gap, GAP_LIMIT) * count / (days[-1] - days[0] + prior))


def gap_between(first: float, last: float, days: list[float]) -> float:
    """The days between a stretch of time and the nearest report of a story; 0 where one lies inside it."""
    at = bisect_left(days, first)
    if at < len(days) and days[at] <= last:
        return 0.0
    before = first - days[at - 1] if at else math.inf
    after = days[at] - last if at < len(days) else math.inf
    return min(before, after)
