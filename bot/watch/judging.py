"""A watch and a report of a story to what to do: tell it, tell the story again, let it join, or nothing.

Both the watches that run and the trial of a query go through `judge`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.storage.watches import Watch, options_of
from bot.watch.news import News, all_facts, news_in, together
from digests.shown import Facts
from digests.stories import Report, Story

OLDEST = timedelta(hours=24)
"""What was published longer ago is not told any more: it is found after downtime, or by a feed that came late."""
REST = timedelta(hours=3)
"""How long a story that was told rests before new figures and speakers are told; documents and denials do not wait."""


class Ruling(StrEnum):
    """What to do: PING tells the story for the first time, AGAIN once more, JOIN adds to what was told or waits."""

    NOTHING = "nothing"
    PING = "ping"
    AGAIN = "again"
    JOIN = "join"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a watch has told of a story (its reports and their facts, last when), and the reports that wait.

    `pings` counts the alerts, told and waiting; `due_at` is when what waits is due.
    """

    told: frozenset[str] = frozenset()
    facts: Facts = field(default_factory=Facts)
    told_at: datetime | None = None
    waiting: tuple[str, ...] = ()
    due_at: datetime | None = None
    pings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What to do with a report; `not_before` is the earliest moment to tell it, `wakes` that it ends a snooze."""

    ruling: Ruling
    not_before: datetime | None = None
    wakes: bool = False


def judge(report: Report, *, story: Story, watch: Watch, standing: Standing, matches: bool, now: datetime) -> Judgement:
    """What to do with a report that became known, for a watch whose query it matches or that told of its story."""
    if _is_too_old(report, watch, now=now) or report.article.id in (*standing.told, *standing.waiting):
        return _NOTHING
    asleep = is_asleep(watch, now)
    if not standing.pings and not (matches and asleep):
        return Judgement(ruling=Ruling.PING, not_before=now) if matches else _NOTHING
    news = news_in([report], told=_among(story, standing.told), facts=standing.facts)
    if asleep and not (news.has_document and options_of(watch).until_document):
        return _NOTHING
    return replace(_judged(news, standing, matches=matches, now=now), wakes=asleep)


def is_asleep(watch: Watch, now: datetime) -> bool:
    """Whether a watch is snoozed: until a time, or until a document appears, or whichever comes first."""
    if watch.snoozed_until is not None:
        return watch.snoozed_until > now
    return options_of(watch).until_document


def waits(standing: Standing, report: Report, *, due_at: datetime) -> Standing:
    """The standing with one more report that waits; the earlier of two times to tell counts."""
    due = min(due_at, standing.due_at) if standing.due_at is not None else due_at
    pings = standing.pings if standing.waiting else standing.pings + 1
    return replace(standing, waiting=(*standing.waiting, report.article.id), due_at=due, pings=pings)


def is_told(standing: Standing, story: Story, *, at: datetime) -> Standing:
    """The standing once the story was told as it stands."""
    reports = story.reports
    return replace(
        standing,
        told=standing.told | {report.article.id for report in reports} | set(standing.waiting),
        facts=together(standing.facts, all_facts(reports)),
        told_at=at,
        waiting=(),
        due_at=None,
    )


def news_to_tell(story: Story, standing: Standing) -> News | None:
    """What the waiting reports bring to a story that was told before; None for a story told for the first time."""
    if not standing.told:
        return None
    waiting = _among(story, standing.waiting)
    return news_in(waiting, told=_among(story, standing.told), facts=standing.facts)


_NOTHING = Judgement(ruling=Ruling.NOTHING)


def _judged(news: News, standing: Standing, *, matches: bool, now: datetime) -> Judgement:
    """The judgement of a report that is new, not too old, and of a watch that is awake."""
    if not standing.pings:
        return Judgement(ruling=Ruling.PING, not_before=now) if matches else _NOTHING
    worth = news.urgent or (matches and bool(news))
    rested = now if standing.told_at is None or news.urgent else max(now, standing.told_at + REST)
    if standing.waiting:
        return Judgement(ruling=Ruling.JOIN, not_before=rested) if matches or worth else _NOTHING
    return Judgement(ruling=Ruling.AGAIN, not_before=rested) if worth else Judgement(ruling=Ruling.JOIN)


def _is_too_old(report: Report, watch: Watch, *, now: datetime) -> bool:
    published = report.article.published_at
    return published < watch.created_at or published < now - OLDEST


def _among(story: Story, ids: Collection[str]) -> Sequence[Report]:
    return [report for report in story.reports if report.article.id in ids]
