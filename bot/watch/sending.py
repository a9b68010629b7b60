"""Alerts whose time has come to queued pages: one message for each watch, within quiet hours and budgets."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.ports import Platform
from bot.storage.alerts import Alert, AlertState, alerts_about, due_alerts, muted_in, save_alerts, told_since
from bot.storage.listings import keep_listing
from bot.storage.outbox import NewPage, PageKind, queue_pages
from bot.storage.store import Transaction
from bot.storage.stories import stories_by_id
from bot.storage.watches import Watch, WatchKey, watches_by_key
from bot.targets import Target
from bot.watch.index import WatchIndex
from bot.watch.judging import OLDEST, is_asleep, is_told, news_to_tell
from bot.watch.meeting import Pair, PairKey, pair_of, rules_for
from bot.watch.telling import LISTED, Tellable, Writer, strongest_first, told_as
from bot.watch.times import Rules, may_tell_at
from digests.query import matched_words
from digests.stories import Story

_LATELY = timedelta(hours=26)  # longer than any day, for the budget of one


@dataclass(slots=True, kw_only=True)
class _Desk:
    """What a round of sending works with, and what it has done."""

    index: WatchIndex
    writer: Writer
    now: datetime
    stories: Mapping[str, Story]
    pairs: Mapping[PairKey, Sequence[Alert]]
    names: Mapping[str, str]
    muted: frozenset[tuple[str, str, str, str]]
    changed: list[Alert] = field(default_factory=list)
    pages: list[NewPage] = field(default_factory=list)
    lists: dict[Target, list[str]] = field(default_factory=dict)


async def send_due(
    connection: Transaction, *, now: datetime, index: WatchIndex, platforms: Mapping[str, Platform]
) -> int:
    """Queue the messages of the alerts that are due on these platforms; how many messages."""
    due = await due_alerts(connection, now=now, platforms=platforms)
    if not due:
        return 0
    by_watch: dict[WatchKey, list[Alert]] = defaultdict(list)
    for alert in due:
        by_watch[alert.watch].append(alert)
    watches = await watches_by_key(connection, by_watch)
    rules = await rules_for(connection, watches)
    times = await _times(connection, watches, now=now)
    desk = await _desk(connection, due, index=index, now=now)
    sent = 0
    for key, some in by_watch.items():
        watch = watches.get(key)
        if watch is None:
            desk.changed += _dropped(some)
            continue
        sent += _send(desk, watch, some, rules=rules[key], times=times, platform=platforms[key.platform])
    await save_alerts(connection, desk.changed)
    await queue_pages(connection, desk.pages, now=now)
    for target, story_ids in desk.lists.items():
        await keep_listing(connection, target, story_ids=story_ids, now=now)
    return sent


def _send(
    desk: _Desk, watch: Watch, due: Sequence[Alert], *, rules: Rules, times: "_Times", platform: Platform
) -> bool:
    """Tell what is due for a watch in one message, or let it wait; whether there is a message."""
    alive = [alert for alert in due if _is_alive(desk, watch, alert)]
    desk.changed += _dropped([alert for alert in due if alert not in alive])
    if not alive:
        return False
    at = may_tell_at(rules, desk.now, of_watch=times.of_watch[watch.key], in_channel=times.in_channel[_place(watch)])
    if at > desk.now:
        desk.changed += [replace(alert, due_at=at) for alert in alive]
        return False
    told, tellables = _told(desk, watch, alive)
    if tellables:
        ordered = strongest_first(tellables, desk=desk.writer.desk, now=desk.now)
        message = told_as(ordered, watch=watch, zone=rules.zone, writer=desk.writer)
        source = source_of(watch, alive[0])
        new = [
            NewPage(
                target=watch.target,
                page=page,
                kind=PageKind.ALERT,
                source=source,
                part=part,
                expires_at=desk.now + OLDEST,
            )
            for part, page in enumerate(platform.pages(message), start=1)
        ]
        desk.pages += new
        if len(ordered) > 1:
            desk.lists[watch.target] = [one.story.id for one in ordered[:LISTED]]
        told = [replace(alert, page_key=new[0].key) for alert in told]
        times.add(watch, desk.now)
    desk.changed += told
    return bool(tellables)


def source_of(watch: Watch, first: Alert) -> str:
    """What names a message in the outbox: the watch as it was made, and the first alert that the message tells."""
    parts = (*watch.key, watch.created_at.isoformat(), first.story_id, first.number)
    return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]


def _told(desk: _Desk, watch: Watch, alerts: Sequence[Alert]) -> tuple[list[Alert], list[Tellable]]:
    """The alerts as told, and the stories to tell: each once, and none that was told meanwhile."""
    told: list[Alert] = []
    tellables: list[Tellable] = []
    by_story: dict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        by_story[desk.names[alert.story_id]].append(alert)
    for story_id, some in by_story.items():
        story = desk.stories[story_id]
        pair = pair_of(desk.pairs[watch.key, story_id])
        tellable = _tellable(desk, watch, story, pair)
        if tellable is not None:
            tellables.append(tellable)
        after = is_told(pair.standing, story, at=desk.now)
        words = tellable.news.words if tellable and tellable.news else ""
        told += [
            replace(
                alert,
                state=AlertState.TOLD,
                told_at=desk.now,
                article_ids=tuple(sorted(after.told)),
                facts=after.facts,
                why=words,
            )
            for alert in some
        ]
    return told, tellables


def _tellable(desk: _Desk, watch: Watch, story: Story, pair: Pair) -> Tellable | None:
    """What to tell of a story; None when all of it was told, as after a merger of two stories."""
    known = {report.article.id for report in story.reports}
    fresh = frozenset(pair.standing.waiting) & known - pair.standing.told
    if pair.standing.told and not fresh:
        return None
    news = news_to_tell(story, pair.standing)
    query = desk.index.query(watch.query)
    waiting = [report for report in story.reports if report.article.id in fresh] or story.reports
    views = (desk.index.view(report) for report in waiting)
    why = next((words for view in views if (words := matched_words(query, view, now=desk.now))), ())
    return Tellable(story=story, why=why, news=news, fresh=fresh)


def _is_alive(desk: _Desk, watch: Watch, alert: Alert) -> bool:
    """Whether an alert is still to be told: its story is there and not muted, its watch awake, its time not long past.

    What waits for the end of quiet hours or for a new day's budget is due then, so it is not old.
    """
    story_id = desk.names.get(alert.story_id)
    if story_id is None or alert.due_at is None or alert.due_at < desk.now - OLDEST:
        return False
    muted = (watch.target.platform, watch.target.workspace, watch.target.channel, story_id) in desk.muted
    return not muted and not is_asleep(watch, desk.now)


def _dropped(alerts: Sequence[Alert]) -> list[Alert]:
    return [replace(alert, state=AlertState.DROPPED) for alert in alerts]


async def _desk(connection: Transaction, due: Sequence[Alert], *, index: WatchIndex, now: datetime) -> _Desk:
    ids = {alert.story_id for alert in due}
    stories = {story.id: story for story in await stories_by_id(connection, ids)}
    about = await alerts_about(connection, stories)
    pairs: dict[PairKey, list[Alert]] = defaultdict(list)
    for story_id, some in about.items():
        for alert in some:
            pairs[alert.watch, story_id].append(alert)
    return _Desk(
        index=index,
        writer=Writer(index.desk),
        now=now,
        stories=stories,
        pairs=pairs,
        names={alert.story_id: story_id for story_id, some in about.items() for alert in some},
        muted=await muted_in(connection, stories),
    )


@dataclass(slots=True)
class _Times:
    """When messages were sent lately, by watch and by channel, oldest first."""

    of_watch: dict[WatchKey, list[datetime]]
    in_channel: dict[tuple[str, str, str], list[datetime]]

    def add(self, watch: Watch, at: datetime) -> None:
        """Count one more message."""
        self.of_watch[watch.key].append(at)
        self.in_channel[_place(watch)].append(at)


async def _times(connection: Transaction, watches: Mapping[WatchKey, Watch], *, now: datetime) -> _Times:
    times = _Times(defaultdict(list), defaultdict(list))
    targets = {watch.target for watch in watches.values()}
    seen: set[str] = set()
    for told in await told_since(connection, now - _LATELY, targets):
        times.of_watch[told.watch].append(told.at)
        if told.page_key not in seen:
            times.in_channel[told.watch.platform, told.watch.workspace, told.channel].append(told.at)
        seen.add(told.page_key)
    return times


def _place(watch: Watch) -> tuple[str, str, str]:
    return watch.target.platform, watch.target.workspace, watch.target.channel
