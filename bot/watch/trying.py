"""A query to what a watch for it would have told in the last days: the same judging as that of watches that run."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import groupby

from bot.narrowing import view_of
from bot.storage.search import search
from bot.storage.store import Store
from bot.storage.stories import stories_by_id
from bot.storage.watches import Watch
from bot.targets import Target
from bot.watch.judging import Ruling, Standing, is_told, judge, news_to_tell, waits
from bot.watch.news import News
from digests.desk import Desk
from digests.query import Query, expand, matched_words, matches, parse
from digests.stories import Report, Story

MOST = 500
"""Stories that a trial looks at; a watch that tells more is too wide to be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WouldTell:
    """An alert that there would have been: when, the story as it stood then, why, and for a known story what is new."""

    at: datetime
    story: Story
    why: tuple[str, ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a watch would have told: how many alerts each day (every day, oldest first), and the alerts.

    `more` says that only the newest `MOST` stories were looked at.
    """

    per_day: tuple[tuple[date, int], ...]
    alerts: tuple[WouldTell, ...]
    more: bool = False


async def try_watch(store: Store, query: str, *, days: int, now: datetime, desk: Desk, zone: tzinfo = UTC) -> Trial:
    """What a watch for a query, told at once and without a budget, would have told in the last days; by day of a zone.

    Stories are taken as they are grouped today. Raises QueryError.
    """
    looked_for = expand(parse(query), desk)
    since = now - timedelta(days=days)
    found = await search(store, looked_for, now=now, since=since, until=now, limit=MOST, desk=desk)
    stories = await stories_by_id(store, [hit.story_id for hit in found.hits])
    done = trial(stories, looked_for, since=since, now=now, desk=desk, zone=zone)
    return replace(done, more=found.more is not None)


def trial(
    stories: Sequence[Story],
    query: Query,
    *,
    since: datetime,
    now: datetime,
    desk: Desk,
    zone: tzinfo = UTC,
) -> Trial:
    """What a watch for a query, with the desk's other names in it, would have told of stories since a time."""
    watch = Watch(id="trial", target=_NOWHERE, query="", created_at=since)
    alerts = [alert for story in stories for alert in _told_of(story, query, watch=watch, since=since, desk=desk)]
    alerts = sorted((one for one in alerts if since < one.at <= now), key=lambda one: (one.at, one.story.id))
    counts = Counter(one.at.astimezone(zone).date() for one in alerts)
    first, last = since.astimezone(zone).date(), now.astimezone(zone).date()
    every = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return Trial(per_day=tuple((day, counts[day]) for day in every), alerts=tuple(alerts))


_NOWHERE = Target(platform="trial", workspace="trial", channel="trial")


def _told_of(story: Story, query: Query, *, watch: Watch, since: datetime, desk: Desk) -> Iterator[WouldTell]:
    """The alerts about one story: its reports in the order in which they became known, those of a moment together."""
    arrivals = sorted(story.reports, key=lambda report: report.article.seen_at)
    if not any(_matches(report, query, now=report.article.seen_at, desk=desk) for report in arrivals):
        return
    standing = Standing()
    known: list[Report] = []
    for at, group in groupby(arrivals, key=lambda report: report.article.seen_at):
        if standing.due_at is not None and standing.due_at < at:  # its rest ended before
            so_far = _as_of(story, known)
            yield _would_tell(so_far, standing, query, at=standing.due_at, desk=desk)
            standing = is_told(standing, so_far, at=standing.due_at)
        new = list(group)
        known += new
        so_far = _as_of(story, known)
        for report in new if at > since else []:
            hit = _matches(report, query, now=at, desk=desk)
            judged = judge(report, story=so_far, watch=watch, standing=standing, matches=hit, now=at)
            if judged.ruling is not Ruling.NOTHING and judged.not_before is not None:
                standing = waits(standing, report, due_at=judged.not_before)
        if standing.due_at is not None and standing.due_at <= at:
            yield _would_tell(so_far, standing, query, at=at, desk=desk)
            standing = is_told(standing, so_far, at=at)
    if standing.due_at is not None:
        yield _would_tell(story, standing, query, at=standing.due_at, desk=desk)


def _would_tell(story: Story, standing: Standing, query: Query, *, at: datetime, desk: Desk) -> WouldTell:
    waiting = [report for report in story.reports if report.article.id in standing.waiting]
    views = (view_of(report, desk) for report in waiting)
    why = next((words for view in views if (words := matched_words(query, view, now=at))), ())
    news: News | None = news_to_tell(story, standing)
    return WouldTell(at=at, story=story, why=why, again=news.words if news else "")


def _as_of(story: Story, known: Sequence[Report]) -> Story:
    ids = {report.article.id for report in known}
    return replace(story, reports=tuple(report for report in story.reports if report.article.id in ids))


def _matches(report: Report, query: Query, *, now: datetime, desk: Desk) -> bool:
    return matches(query, view_of(report, desk), now=now)
