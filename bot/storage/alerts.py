"""Alerts: what watches have told or are about to tell of stories, and how far the new articles have been looked at."""

import json
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, func, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.locks import hold
from bot.storage.schema import alerts, articles, kept_stories, stories, story_articles
from bot.storage.settings import save_setting, setting
from bot.storage.statements import Row as Values
from bot.storage.statements import chunks, on_sqlite, put_rows
from bot.storage.store import At, Store, reading, writing
from bot.storage.watches import WatchKey
from bot.targets import Target
from digests.shown import Facts

WATCHED = "watched_until"  # the setting that holds the number of the last article that met the watches
_MUTING = ("muted", "not_policy")


class AlertState(StrEnum):
    """WAITING for its time, TOLD in a page of the outbox, or DROPPED because it was too old, muted or snoozed."""

    WAITING = "waiting"
    TOLD = "told"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What a watch tells of a story; the first has number 1, each that tells of it again the next.

    `article_ids`: while it waits, the reports that it is about; once told, all that were told with it, and `facts` the
    facts in them. `page_key` names the first page that tells it.
    """

    target: Target
    watch_id: str
    story_id: str
    number: int = 1
    state: AlertState = AlertState.WAITING
    article_ids: tuple[str, ...] = ()
    facts: Facts = field(default_factory=Facts)
    why: str = ""
    created_at: datetime
    due_at: datetime | None = None
    told_at: datetime | None = None
    page_key: str = ""

    @property
    def watch(self) -> WatchKey:
        """The watch that tells."""
        return WatchKey(self.target.platform, self.target.workspace, self.watch_id)


class Placed(NamedTuple):
    """An article that was put into a story; `seq` grows in the order of arrival."""

    seq: int
    article_id: str
    story_id: str


class Told(NamedTuple):
    """A message that told alerts: of which watch, where and when."""

    watch: WatchKey
    channel: str
    at: datetime
    page_key: str


async def take_turn(connection: AsyncConnection) -> bool:
    """Be the only process that meets articles with watches, until the transaction ends; false when another one is."""
    if on_sqlite(connection):
        return True
    query = text("SELECT pg_try_advisory_xact_lock(:key)")
    return bool(await connection.scalar(query, {"key": zlib.crc32(WATCHED.encode())}))


async def settled_seq(store: Store) -> int:
    """The number of the newest article below which no placed article can appear any more.

    Numbers are given before a transaction commits: those who place articles hold "grouping" meanwhile, so having held
    it we know that they are done.
    """
    query = select(func.max(articles.c.seq))
    if store.on_sqlite:
        async with store.reading() as connection:
            return int(await connection.scalar(query) or 0)
    async with store.writing() as connection:
        await hold(connection, "grouping")
        return int(await connection.scalar(query) or 0)


async def anything_due(at: At, *, now: datetime, platforms: Collection[str]) -> bool:
    """Whether an article may not have met the watches yet, or an alert on these platforms is due."""
    waiting = select(alerts.c.due_at).where(*_due(now, platforms)).limit(1)
    async with reading(at) as connection:
        newest = int(await connection.scalar(select(func.max(articles.c.seq))) or 0)
        watched = await setting(connection, WATCHED)
        behind = watched is None or int(watched) < newest or (int(watched) > newest and on_sqlite(connection))
        return behind or await connection.scalar(waiting) is not None


async def watched_until(connection: AsyncConnection, newest: int, *, since: datetime) -> int:
    """The number of the last article that met the watches; at the very first, of the last one seen before `since`.

    SQLite numbers anew when every article was forgotten: a number beyond the newest then says that all are new.
    """
    known = await setting(connection, WATCHED)
    if known is not None:
        return 0 if int(known) > newest and on_sqlite(connection) else int(known)
    return int(await connection.scalar(select(func.max(articles.c.seq)).where(articles.c.seen_at < since)) or 0)


async def move_watched(connection: AsyncConnection, seq: int) -> None:
    """Remember that all articles up to a number have met the watches."""
    await save_setting(connection, WATCHED, str(seq))


async def placed_between(connection: AsyncConnection, *, after: int, until: int, limit: int) -> tuple[Placed, ...]:
    """The placed articles numbered in (after, until], the first of them."""
    query = (
        select(articles.c.seq, articles.c.id, story_articles.c.story_id)
        .join(story_articles, story_articles.c.article_id == articles.c.id)
        .where(articles.c.seq > after, articles.c.seq <= until)
        .order_by(articles.c.seq)
        .limit(limit)
    )
    return tuple(Placed(row.seq, row.id, row.story_id) for row in await connection.execute(query))


async def alerts_about(at: At, story_ids: Iterable[str]) -> dict[str, tuple[Alert, ...]]:
    """All alerts about each story, also those made about stories that it has taken in, in order."""
    found: dict[str, list[Alert]] = {}
    async with reading(at) as connection:
        names = await _names(connection, story_ids)
        for some in chunks(sorted(names)):
            query = select(alerts).where(alerts.c.story_id.in_(some)).order_by(alerts.c.created_at, alerts.c.number)
            for row in await connection.execute(query):
                found.setdefault(names[row.story_id], []).append(_alert(row))
    return {story_id: tuple(some) for story_id, some in found.items()}


async def muted_in(at: At, story_ids: Iterable[str]) -> frozenset[tuple[str, str, str, str]]:
    """Platform, workspace, channel (or person) and story, where one of these stories is kept out of alerts."""
    found: set[tuple[str, str, str, str]] = set()
    async with reading(at) as connection:
        names = await _names(connection, story_ids)
        for some in chunks(sorted(names)):
            muted = kept_stories.c.kind.in_(_MUTING) & kept_stories.c.story_id.in_(some)
            for row in await connection.execute(select(kept_stories).where(muted)):
                found.add((row.platform, row.workspace, row.keeper, names[row.story_id]))
    return frozenset(found)


async def save_alerts(connection: AsyncConnection, changed: Iterable[Alert]) -> None:
    """Store alerts, new or changed."""
    fixed = ("platform", "workspace", "watch_id", "story_id", "number", "created_at", "channel")
    rows = [_row(alert) for alert in changed]
    await put_rows(connection, alerts, rows, change=[name for name in _NAMES if name not in fixed])


async def due_alerts(at: At, *, now: datetime, platforms: Collection[str]) -> tuple[Alert, ...]:
    """The alerts on these platforms whose time has come, in the order in which they were made."""
    query = select(alerts).where(*_due(now, platforms)).order_by(alerts.c.created_at, alerts.c.story_id)
    async with reading(at) as connection:
        return tuple(_alert(row) for row in await connection.execute(query))


async def told_since(at: At, since: datetime, channels: Iterable[Target]) -> tuple[Told, ...]:
    """The messages that told alerts in these channels after a time, oldest first."""
    columns = (alerts.c.platform, alerts.c.workspace, alerts.c.channel, alerts.c.watch_id)
    place = tuple_(*columns[:3])
    found: list[Told] = []
    async with reading(at) as connection:
        for some in chunks(sorted({(one.platform, one.workspace, one.channel) for one in channels})):
            query = select(*columns, alerts.c.told_at, alerts.c.page_key).distinct()
            for row in await connection.execute(query.where(place.in_(some), alerts.c.told_at > since)):
                key = WatchKey(row.platform, row.workspace, row.watch_id)
                found.append(Told(key, row.channel, row.told_at, row.page_key))
    return tuple(sorted(found, key=lambda told: told.at))


async def alerts_of(at: At, watch: WatchKey, *, limit: int = 50) -> tuple[Alert, ...]:
    """The latest alerts of a watch, newest first."""
    mine = tuple_(alerts.c.platform, alerts.c.workspace, alerts.c.watch_id) == tuple(watch)
    query = select(alerts).where(mine).order_by(alerts.c.created_at.desc(), alerts.c.number.desc()).limit(limit)
    async with reading(at) as connection:
        return tuple(_alert(row) for row in await connection.execute(query))


async def next_alert(at: At) -> datetime | None:
    """When the next waiting alert is due."""
    async with reading(at) as connection:
        waiting = select(func.min(alerts.c.due_at)).where(alerts.c.state == AlertState.WAITING.value)
        moment: datetime | None = await connection.scalar(waiting)
        return moment


async def forget_alerts(at: At, *, before: datetime) -> int:
    """Delete what was told or dropped of stories before a time; how many."""
    async with writing(at) as connection:
        old = (alerts.c.created_at < before) & (alerts.c.state != AlertState.WAITING.value)
        return (await connection.execute(delete(alerts).where(old))).rowcount


async def _names(connection: AsyncConnection, story_ids: Iterable[str]) -> dict[str, str]:
    """Every id that leads to one of these stories, with the story's own."""
    names: dict[str, str] = {}
    for some in chunks(sorted(set(story_ids))):
        query = select(stories.c.id, stories.c.merged_into).where(
            or_(stories.c.id.in_(some), stories.c.merged_into.in_(some))
        )
        names |= {row.id: row.merged_into or row.id for row in await connection.execute(query)}
    return names


def _due(now: datetime, platforms: Collection[str]) -> Sequence[Any]:
    return text("state = 'waiting'"), alerts.c.due_at <= now, alerts.c.platform.in_(sorted(platforms))


_NAMES = tuple(column.name for column in alerts.columns)


def _row(alert: Alert) -> Values:
    row: Values = {name: getattr(alert, name) for name in Alert.__dataclass_fields__ if name != "target"}
    place = {name: getattr(alert.target, name) for name in ("platform", "workspace", "channel")}
    facts = {name: sorted(getattr(alert.facts, name)) for name in Facts.__dataclass_fields__}
    return row | place | {"facts": json.dumps(facts, ensure_ascii=False), "state": alert.state.value}


def _alert(row: Row[*tuple[Any, ...]]) -> Alert:
    values = {name: row._mapping[name] for name in Alert.__dataclass_fields__ if name != "target"}
    facts = {name: frozenset(some) for name, some in json.loads(row.facts).items()}
    values |= {"facts": Facts(**facts), "state": AlertState(row.state)}
    return Alert(target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel), **values)
