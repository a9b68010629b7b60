"""Watches: queries that somebody asked to be told about, kept per workspace."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.locks import hold
from bot.storage.schema import alerts, watches
from bot.storage.settings import save_setting, setting
from bot.storage.statements import chunks, put_rows
from bot.storage.store import At, reading, writing
from bot.targets import Target

VERSION = "watches_version"  # the setting that counts the changes of all watches


class Cadence(StrEnum):
    """How soon a match is told: at once, at the next full hour, or once a day."""

    NOW = "now"
    HOURLY = "hourly"
    DAILY = "daily"


class WatchKey(NamedTuple):
    """What names a watch among all workspaces."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """What a watch asks for besides its query; what is left out, its channel's settings or the defaults say.

    `at` is the local time of a daily watch, `quiet` the local hours without alerts (begin, end), `budget` the most
    messages of a day. `until_document` ends a snooze when an official document appears.
    """

    zone: str = ""
    at: time = time(9, 0)
    quiet: tuple[time, time] | None = None
    budget: int | None = None
    until_document: bool = False

    @property
    def text(self) -> str:
        """The options as they are kept in a watch; "{}" for the plain ones."""
        plain = WatchOptions()
        told: dict[str, object] = {}
        for name in ("zone", "budget", "until_document"):
            if getattr(self, name) != getattr(plain, name):
                told[name] = getattr(self, name)
        if self.at != plain.at:
            told["at"] = self.at.isoformat("minutes")
        if self.quiet is not None:
            told["quiet"] = hours_text(self.quiet)
        return json.dumps(told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing query; `options` is the text of its `WatchOptions`.

    The target is where it is told: a channel, or `@` and the platform's id of a person for a direct message.
    """

    id: str
    target: Target
    query: str
    owner: str = ""
    cadence: str = "now"
    options: str = "{}"
    snoozed_until: datetime | None = None
    created_at: datetime

    @property
    def key(self) -> WatchKey:
        """What names it among all workspaces."""
        return WatchKey(self.target.platform, self.target.workspace, self.id)


@dataclass(frozen=True, slots=True)
class ChangedWatch:
    """A watch's query, and the version at which it was last changed."""

    key: WatchKey
    query: str
    version: int


def options_of(watch: Watch) -> WatchOptions:
    """The options of a watch; what cannot be read is left out."""
    known = json.loads(watch.options or "{}")
    return WatchOptions(
        zone=str(known.get("zone", "")),
        at=time.fromisoformat(known["at"]) if "at" in known else time(9, 0),
        quiet=read_hours(str(known.get("quiet", ""))),
        budget=known.get("budget"),
        until_document=bool(known.get("until_document", False)),
    )


def hours_text(hours: tuple[time, time]) -> str:
    """Hours of a day as a setting keeps them: `22:00-07:00`."""
    return "-".join(one.isoformat("minutes") for one in hours)


def read_hours(text: str) -> tuple[time, time] | None:
    """The hours that a text such as `22:00-07:00` names; None for none, or for what cannot be read."""
    begin, dash, end = text.replace(" ", "").partition("-")
    try:
        return (time.fromisoformat(begin), time.fromisoformat(end)) if dash else None
    except ValueError:
        return None


async def save_watch(at: At, watch: Watch) -> None:
    """Store a watch, new or changed."""
    row: dict[str, object] = {name: getattr(watch, name) for name in Watch.__dataclass_fields__ if name != "target"}
    place = {"platform": watch.target.platform, "workspace": watch.target.workspace, "channel": watch.target.channel}
    async with writing(at) as connection:
        version = {"version": await _next_version(connection)}
        changed = ("channel", "query", "cadence", "options", "snoozed_until", "version")
        await put_rows(connection, watches, [row | place | version], change=changed)


async def watches_of(at: At, *, platform: str, workspace: str, channel: str = "") -> tuple[Watch, ...]:
    """The watches of a workspace, or of one channel of it, oldest first."""
    condition = _in(platform, workspace)
    return await _select(at, condition & (watches.c.channel == channel) if channel else condition)


async def all_watches(at: At) -> tuple[Watch, ...]:
    """Every watch of every workspace, for the operator."""
    return await _select(at, watches.c.id != "")


async def watches_by_key(at: At, keys: Iterable[WatchKey]) -> dict[WatchKey, Watch]:
    """Those of the named watches that there still are."""
    found: dict[WatchKey, Watch] = {}
    name = tuple_(watches.c.platform, watches.c.workspace, watches.c.id)
    async with reading(at) as connection:
        for some in chunks(sorted(set(keys))):
            rows = await connection.execute(select(watches).where(name.in_([tuple(key) for key in some])))
            found |= {watch.key: watch for watch in map(_watch, rows)}
    return found


async def changed_watches(at: At, *, after: int) -> tuple[ChangedWatch, ...]:
    """The watches added or changed after a version (-1: all), in that order; the versions come in order of commit."""
    columns = (watches.c.platform, watches.c.workspace, watches.c.id, watches.c.query, watches.c.version)
    query = select(*columns).where(watches.c.version > after).order_by(watches.c.version, watches.c.id)
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return tuple(
            ChangedWatch(WatchKey(row.platform, row.workspace, row.id), row.query, row.version) for row in rows
        )


async def count_watches(at: At, *, platform: str, workspace: str, owner: str = "") -> int:
    """How many watches a workspace has, or one person in it."""
    condition = _in(platform, workspace)
    query = select(func.count()).where(condition & (watches.c.owner == owner) if owner else condition)
    async with reading(at) as connection:
        return int(await connection.scalar(query) or 0)


async def snooze_watch(at: At, watch: Watch) -> bool:
    """Store until when a watch is quiet, and its options; false when somebody has removed it meanwhile."""
    this = _in(watch.target.platform, watch.target.workspace) & (watches.c.id == watch.id)
    async with writing(at) as connection:
        changed = update(watches).where(this).values(snoozed_until=watch.snoozed_until, options=watch.options)
        return (await connection.execute(changed)).rowcount > 0


async def remove_watch(at: At, *, platform: str, workspace: str, id: str) -> bool:
    """Forget a watch and what it has told; false when there is none such."""
    async with writing(at) as connection:
        told = (alerts.c.platform == platform) & (alerts.c.workspace == workspace) & (alerts.c.watch_id == id)
        await connection.execute(delete(alerts).where(told))
        gone = await connection.execute(delete(watches).where(_in(platform, workspace), watches.c.id == id))
        return gone.rowcount > 0


async def _next_version(connection: AsyncConnection) -> int:
    """One more than ever before; whoever saves a watch meanwhile waits, so versions are committed in order."""
    await hold(connection, VERSION)
    version = int(await setting(connection, VERSION) or 0) + 1
    await save_setting(connection, VERSION, str(version))
    return version


def _in(platform: str, workspace: str) -> ColumnElement[bool]:
    return (watches.c.platform == platform) & (watches.c.workspace == workspace)


async def _select(at: At, condition: ColumnElement[bool]) -> tuple[Watch, ...]:
    query = select(watches).where(condition).order_by(watches.c.created_at, watches.c.id)
    async with reading(at) as connection:
        return tuple(_watch(row) for row in await connection.execute(query))


def _watch(row: Row[*tuple[Any, ...]]) -> Watch:
    values = {name: row._mapping[name] for name in Watch.__dataclass_fields__ if name != "target"}
    return Watch(target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel), **values)
