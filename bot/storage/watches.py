"""Watches: queries that somebody asked to be told about, kept per workspace."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import watches
from bot.storage.statements import put_rows
from bot.storage.store import At, reading, writing
from bot.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A standing query; `options` is JSON text with whatever its cadence needs."""

    id: str
    target: Target
    query: str
    owner: str = ""
    cadence: str = "now"
    options: str = "{}"
    snoozed_until: datetime | None = None
    created_at: datetime


async def save_watch(at: At, watch: Watch) -> None:
    """Store a watch, new or changed."""
    row: dict[str, object] = {name: getattr(watch, name) for name in Watch.__dataclass_fields__ if name != "target"}
    place = {"platform": watch.target.platform, "workspace": watch.target.workspace, "channel": watch.target.channel}
    async with writing(at) as connection:
        changed = ("channel", "query", "cadence", "options", "snoozed_until")
        await put_rows(connection, watches, [row | place], change=changed)


async def watches_of(at: At, *, platform: str, workspace: str, channel: str = "") -> tuple[Watch, ...]:
    """The watches of a workspace, or of one channel of it, oldest first."""
    condition = _in(platform, workspace)
    return await _select(at, condition & (watches.c.channel == channel) if channel else condition)


async def all_watches(at: At) -> tuple[Watch, ...]:
    """Every watch of every workspace, to build the index of queries."""
    return await _select(at, watches.c.id != "")


async def count_watches(at: At, *, platform: str, workspace: str, owner: str = "") -> int:
    """How many watches a workspace has, or one person in it."""
    condition = _in(platform, workspace)
    query = select(func.count()).where(condition & (watches.c.owner == owner) if owner else condition)
    async with reading(at) as connection:
        return int(await connection.scalar(query) or 0)


async def snooze_watch(at: At, *, platform: str, workspace: str, id: str, until: datetime | None) -> bool:
    """Keep a watch quiet until a time; false when there is none such."""
    async with writing(at) as connection:
        changed = update(watches).where(_in(platform, workspace), watches.c.id == id).values(snoozed_until=until)
        return (await connection.execute(changed)).rowcount > 0


async def remove_watch(at: At, *, platform: str, workspace: str, id: str) -> bool:
    """Forget a watch; false when there is none such."""
    async with writing(at) as connection:
        gone = await connection.execute(delete(watches).where(_in(platform, workspace), watches.c.id == id))
        return gone.rowcount > 0


def _in(platform: str, workspace: str) -> ColumnElement[bool]:
    return (watches.c.platform == platform) & (watches.c.workspace == workspace)


async def _select(at: At, condition: ColumnElement[bool]) -> tuple[Watch, ...]:
    query = select(watches).where(condition).order_by(watches.c.created_at, watches.c.id)
    async with reading(at) as connection:
        return tuple(_watch(row) for row in await connection.execute(query))


def _watch(row: Row[*tuple[Any, ...]]) -> Watch:
    values = {name: row._mapping[name] for name in Watch.__dataclass_fields__ if name != "target"}
    return Watch(target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel), **values)
