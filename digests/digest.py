"""Stories to a digest: the briefs for one channel and one stretch of time, and what changed since the last."""

from dataclasses import dataclass
from datetime import datetime

from digests.briefs import Brief


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a digest was made from, so that every article is accounted for.

    `articles == shown + held back + sum of dropped`, where `dropped` maps a reason to a count.
    """

    feeds: int = 0
    silent_feeds: int = 0
    articles: int = 0
    stories: int = 0
    shown: int = 0
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The briefs for one channel and one stretch of time; the first leads."""

    since: datetime
    until: datetime
    briefs: tuple[Brief, ...]
    receipt: Receipt
    late: bool = False
