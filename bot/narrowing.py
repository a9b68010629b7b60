"""Stories to those that a query, a topic or a channel's mutes leave."""

from collections.abc import Callable, Collection
from datetime import datetime

from bot.storage.search.candidates import searchable
from digests.desk import Desk
from digests.query import Query, Searchable, expand, matches
from digests.stories import Report, Story

Keep = Callable[[Story], bool]


def asked_for(query: Query, *, desk: Desk, now: datetime) -> Keep:
    """Whether a report of a story matches a query, the desk's other names included."""
    whole = expand(query, desk)
    return lambda story: any(matches(whole, view_of(report, desk), now=now) for report in story.reports)


def not_among(story_ids: Collection[str]) -> Keep:
    """Whether a story is none of these."""
    return lambda story: story.id not in story_ids


def view_of(report: Report, desk: Desk) -> Searchable:
    """A report as a query sees it."""
    speakers = dict.fromkeys(name for one in report.remarks for name in (one.speaker, one.speaker_id) if name)
    return searchable(report.article, report.reading, speakers=tuple(speakers), desk=desk)
