"""Pauses: what is not posted to for a while, or until somebody resumes it: a platform, a workspace or a channel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import lanes, pauses
from bot.storage.statements import insert_into
from bot.storage.store import At, reading, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A pause of a platform (no workspace), a workspace (no channel) or a channel; `until` None: till it is resumed."""

    platform: str
    workspace: str = ""
    channel: str = ""
    until: datetime | None
    reason: str = ""


async def pause(at: At, one: Pause) -> None:
    """Pause; the longer of two pauses of one place holds, and one without an end holds longest."""
    row = {name: getattr(one, name) for name in Pause.__dataclass_fields__}
    async with writing(at) as connection:
        statement = insert_into(connection, pauses).values(row)
        shorter = pauses.c.until.is_not(None) if one.until is None else pauses.c.until < one.until
        changes = {name: statement.excluded[name] for name in ("until", "reason")}
        places = list(pauses.primary_key.columns)
        await connection.execute(statement.on_conflict_do_update(index_elements=places, set_=changes, where=shorter))


async def resume(at: At, *, platform: str, workspace: str = "", channel: str = "") -> bool:
    """End a pause; false when there was none. What waited is taken at once."""
    place = (pauses.c.platform == platform) & (pauses.c.workspace == workspace) & (pauses.c.channel == channel)
    async with writing(at) as connection:
        return (await connection.execute(delete(pauses).where(place))).rowcount > 0


async def pauses_now(at: At, *, now: datetime) -> tuple[Pause, ...]:
    """The pauses that hold."""
    query = select(pauses).where(_holds(now)).order_by(*pauses.primary_key.columns)
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return tuple(Pause(**{name: row._mapping[name] for name in Pause.__dataclass_fields__}) for row in rows)


async def next_wake(at: At, *, now: datetime) -> datetime | None:
    """When something can next be posted, as far as is known: a lane wakes, or a pause ends."""
    async with reading(at) as connection:
        wake = await connection.scalar(select(func.min(lanes.c.wake_at)).where(~lane_is_paused(now)))
        end = await connection.scalar(select(func.min(pauses.c.until)).where(pauses.c.until > now))
    return min((moment for moment in (wake, end) if moment is not None), default=None)


def lane_is_paused(now: datetime) -> ColumnElement[bool]:
    """Whether a pause covers the lane of a query."""
    covers = (
        (pauses.c.platform == lanes.c.platform)
        & pauses.c.workspace.in_(["", lanes.c.workspace])
        & pauses.c.channel.in_(["", lanes.c.channel])
    )
    return select(1).where(covers, _holds(now)).correlate(lanes).exists()


def _holds(now: datetime) -> ColumnElement[bool]:
    return or_(pauses.c.until.is_(None), pauses.c.until > now)
