"""New articles meet the watches: which alerts that makes, or changes, in the transaction that moves the cursor."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.storage.alert_places import settings_in
from bot.storage.alerts import Alert, AlertState, Placed, alerts_about, muted_in, save_alerts
from bot.storage.store import Transaction
from bot.storage.stories import stories_by_id
from bot.storage.watches import Watch, WatchKey, options_of, snooze_watch, watches_by_key
from bot.watch.index import WatchIndex
from bot.watch.judging import Judgement, Ruling, Standing, judge, waits
from bot.watch.news import together
from bot.watch.times import Rules, batch_at, rules_of
from digests.shown import Facts
from digests.stories import Report, Story

PairKey = tuple[WatchKey, str]
"""A watch and a story."""


@dataclass(slots=True)
class Pair:
    """All alerts of a watch about a story, and how it stands."""

    alerts: list[Alert] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)
    changed: list[Alert] = field(default_factory=list)

    @property
    def waiting(self) -> Alert | None:
        """The alert that waits."""
        return next((one for one in self.alerts if one.state is AlertState.WAITING), None)

    def put(self, alert: Alert) -> None:
        """Add an alert, or put it in the place of what it was."""
        named = (alert.story_id, alert.number)
        self.alerts = [one for one in self.alerts if (one.story_id, one.number) != named] + [alert]
        self.changed = [one for one in self.changed if (one.story_id, one.number) != named] + [alert]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Later reports of a story that a watch has told, in the page with this key."""

    watch: Watch
    rules: Rules
    story: Story
    reports: tuple[Report, ...]
    page_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """What a batch of articles came to: how many met a watch, how many alerts are new, what joined earlier ones."""

    matches: int = 0
    alerts: int = 0
    joined: tuple[Joined, ...] = ()


def pair_of(alerts: Sequence[Alert]) -> Pair:
    """How a watch stands with a story, from its alerts."""
    told = [one for one in alerts if one.state is AlertState.TOLD]
    waiting = [one for one in alerts if one.state is AlertState.WAITING]
    facts = Facts()
    for one in told:
        facts = together(facts, one.facts)
    standing = Standing(
        told=frozenset(id for one in told for id in one.article_ids),
        facts=facts,
        told_at=max((one.told_at for one in told if one.told_at), default=None),
        waiting=tuple(dict.fromkeys(id for one in waiting for id in one.article_ids)),
        due_at=min((one.due_at for one in waiting if one.due_at), default=None),
        pings=len(told) + len(waiting),
    )
    return Pair(alerts=list(alerts), standing=standing)


async def meet(connection: Transaction, placed: Sequence[Placed], *, index: WatchIndex, now: datetime) -> Met:
    """Let articles meet all watches, and store the alerts that come of it."""
    stories = {story.id: story for story in await stories_by_id(connection, {one.story_id for one in placed})}
    reports = {report.article.id: (report, story) for story in stories.values() for report in story.reports}
    arrived = [reports[one.article_id] for one in placed if one.article_id in reports]
    matched = {report.article.id: set(index.matching(report, now=now)) for report, _ in arrived}
    pairs = await _pairs(connection, stories)
    about: dict[str, set[WatchKey]] = defaultdict(set)
    for key, story_id in pairs:
        about[story_id].add(key)
    wanted = {key for keys in (*matched.values(), *about.values()) for key in keys}
    meeting = await _meeting(connection, wanted, stories, pairs=pairs, now=now)
    index.forget(wanted - meeting.watches.keys())
    for report, story in arrived:
        for key in sorted(matched[report.article.id] | about[story.id]):
            if meeting.judged(key, report, story, matches=key in matched[report.article.id]):
                about[story.id].add(key)
    changed = [alert for pair in pairs.values() for alert in pair.changed]
    await save_alerts(connection, changed)
    for watch in meeting.woken:
        await snooze_watch(connection, watch)
    joined = tuple(meeting.all_joined(stories))
    return Met(matches=sum(map(len, matched.values())), alerts=meeting.new, joined=joined)


@dataclass(slots=True, kw_only=True)
class _Meeting:
    """The watches of a batch with their rules, and how they stand with its stories."""

    watches: dict[WatchKey, Watch]
    rules: Mapping[WatchKey, Rules]
    muted: frozenset[tuple[str, str, str, str]]
    pairs: dict[PairKey, Pair]
    now: datetime
    new: int = 0
    woken: list[Watch] = field(default_factory=list)
    joined: dict[PairKey, list[Report]] = field(default_factory=lambda: defaultdict(list))

    def all_joined(self, stories: Mapping[str, Story]) -> Iterator[Joined]:
        """What joined a story that was told and does not wait to be told again."""
        for (key, story_id), reports in self.joined.items():
            pair, watch = self.pairs[key, story_id], self.watches[key]
            told = [one.page_key for one in pair.alerts if one.state is AlertState.TOLD and one.page_key]
            if told and pair.waiting is None:
                yield Joined(
                    watch=watch,
                    rules=self.rules[key],
                    story=stories[story_id],
                    reports=tuple(reports),
                    page_key=told[-1],
                )

    def judged(self, key: WatchKey, report: Report, story: Story, *, matches: bool) -> bool:
        """Judge a report for a watch and remember what comes of it; whether an alert is new or changed."""
        watch = self.watches.get(key)
        if watch is None or (key.platform, key.workspace, watch.target.channel, story.id) in self.muted:
            return False
        pair = self.pairs.setdefault((key, story.id), Pair())
        judgement = judge(report, story=story, watch=watch, standing=pair.standing, matches=matches, now=self.now)
        if judgement.wakes and judgement.ruling in (Ruling.PING, Ruling.AGAIN):
            self.watches[key] = woken(watch)
            self.woken.append(self.watches[key])
        if judgement.ruling is Ruling.JOIN and judgement.not_before is None:
            self.joined[key, story.id].append(report)
        if judgement.not_before is None:
            return False
        self._wait(pair, key, report, story, judgement)
        return True

    def _wait(self, pair: Pair, key: WatchKey, report: Report, story: Story, judgement: Judgement) -> None:
        due_at = batch_at(self.rules[key], judgement.not_before or self.now)
        pair.standing = waits(pair.standing, report, due_at=due_at)
        waiting = pair.waiting
        if waiting is None:
            self.new += 1
            numbers = [one.number for one in pair.alerts if one.story_id == story.id]
            waiting = Alert(
                target=self.watches[key].target,
                watch_id=key.id,
                story_id=story.id,
                number=max(numbers, default=0) + 1,
                created_at=self.now,
            )
        ids = (*waiting.article_ids, report.article.id)
        pair.put(replace(waiting, article_ids=ids, due_at=pair.standing.due_at))


def woken(watch: Watch) -> Watch:
    """The watch after the document for which it was snoozed appeared."""
    return replace(watch, snoozed_until=None, options=replace(options_of(watch), until_document=False).text)


async def rules_for(connection: Transaction, watches: Mapping[WatchKey, Watch]) -> dict[WatchKey, Rules]:
    """The rules of each watch where it is told."""
    places = await settings_in(connection, {watch.target for watch in watches.values()})
    return {key: rules_of(watch, places[watch.target]) for key, watch in watches.items()}


async def _pairs(connection: Transaction, stories: Mapping[str, Story]) -> dict[PairKey, Pair]:
    """How every watch that has an alert about one of these stories stands with it."""
    found: dict[PairKey, list[Alert]] = defaultdict(list)
    for story_id, some in (await alerts_about(connection, stories)).items():
        for alert in some:
            found[alert.watch, story_id].append(alert)
    return {pair: pair_of(some) for pair, some in found.items()}


async def _meeting(
    connection: Transaction,
    wanted: set[WatchKey],
    stories: Mapping[str, Story],
    *,
    pairs: dict[PairKey, Pair],
    now: datetime,
) -> _Meeting:
    watches = await watches_by_key(connection, wanted)
    return _Meeting(
        watches=watches,
        rules=await rules_for(connection, watches),
        muted=await muted_in(connection, stories) if watches else frozenset(),
        pairs=pairs,
        now=now,
    )
