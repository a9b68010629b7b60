"""Subscriptions: kept per workspace, with the time each comes due as a column."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlalchemy import Row, and_, delete, select, update
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import subscriptions
from bot.storage.statements import put_rows
from bot.storage.store import At, reading, writing
from bot.subscriptions import CatchUp, Subscription, next_slot
from bot.targets import Target


async def save_subscription(at: At, subscription: Subscription, *, now: datetime) -> None:
    """Store an order, new or changed; it comes due at its next slot after `now`.

    Raises `zoneinfo.ZoneInfoNotFoundError` for a zone that does not exist.
    """
    slot = next_slot(subscription, now)
    row = _row(subscription) | {"due_at": slot.due_at if slot else None}
    row["created_at"] = subscription.created_at or now
    async with writing(at) as connection:
        fixed = ("platform", "workspace", "id", "created_at", "created_by")
        await put_rows(connection, subscriptions, [row], change=[name for name in row if name not in fixed])


async def subscription(at: At, *, platform: str, workspace: str, id: str) -> Subscription | None:
    """The order with an id in a workspace."""
    found = await _select(at, _in(platform, workspace) & (subscriptions.c.id == id))
    return found[0] if found else None


async def subscriptions_of(at: At, *, platform: str, workspace: str, channel: str = "") -> tuple[Subscription, ...]:
    """The orders of a workspace, or of one channel of it, oldest first."""
    condition = _in(platform, workspace)
    return await _select(at, condition & (subscriptions.c.channel == channel) if channel else condition)


async def all_subscriptions(at: At) -> tuple[Subscription, ...]:
    """Every order of every workspace, for the operator."""
    return await _select(at, subscriptions.c.id != "")


async def due_subscriptions(
    at: At, *, now: datetime, platforms: Iterable[str], limit: int = 10_000
) -> tuple[tuple[Subscription, datetime], ...]:
    """The orders on these platforms that are due, each with the time it came due, longest overdue first."""
    query = (
        select(subscriptions)
        .where(subscriptions.c.due_at <= now, subscriptions.c.platform.in_(sorted(platforms)))
        .order_by(subscriptions.c.due_at)
        .limit(limit)
    )
    async with reading(at) as connection:
        return tuple((_subscription(row), row.due_at) for row in await connection.execute(query))


async def due_times(at: At) -> tuple[tuple[Subscription, datetime], ...]:
    """Every order that comes due, with the time."""
    query = select(subscriptions).where(subscriptions.c.due_at.is_not(None)).order_by(subscriptions.c.due_at)
    async with reading(at) as connection:
        return tuple((_subscription(row), row.due_at) for row in await connection.execute(query))


async def move_due(at: At, subscription: Subscription, *, due_at: datetime | None, was: datetime) -> bool:
    """Let an order come due at another time; false when somebody else has moved it already."""
    moved = update(subscriptions).where(_this(subscription), subscriptions.c.due_at == was).values(due_at=due_at)
    async with writing(at) as connection:
        return (await connection.execute(moved)).rowcount > 0


async def pause_subscriptions(at: At, target: Target, *, until: datetime, reason: str) -> int:
    """Pause the orders of a channel; how many there are."""
    return await _set_pause(at, target, until, reason)


async def resume_subscriptions(at: At, target: Target) -> int:
    """Resume the orders of a channel; how many there are."""
    return await _set_pause(at, target, None, "")


async def remove_subscription(at: At, *, platform: str, workspace: str, id: str) -> bool:
    """Forget an order; false when there is none such."""
    async with writing(at) as connection:
        gone = await connection.execute(delete(subscriptions).where(_in(platform, workspace), subscriptions.c.id == id))
        return gone.rowcount > 0


async def _set_pause(at: At, target: Target, until: datetime | None, reason: str) -> int:
    place = _in(target.platform, target.workspace) & (subscriptions.c.channel == target.channel)
    async with writing(at) as connection:
        changed = update(subscriptions).where(place).values(paused_until=until, pause_reason=reason)
        return (await connection.execute(changed)).rowcount


async def _select(at: At, condition: ColumnElement[bool]) -> tuple[Subscription, ...]:
    query = select(subscriptions).where(condition).order_by(subscriptions.c.created_at, subscriptions.c.id)
    async with reading(at) as connection:
        return tuple(_subscription(row) for row in await connection.execute(query))


def _in(platform: str, workspace: str) -> ColumnElement[bool]:
    return and_(subscriptions.c.platform == platform, subscriptions.c.workspace == workspace)


def _this(one: Subscription) -> ColumnElement[bool]:
    return _in(one.target.platform, one.target.workspace) & (subscriptions.c.id == one.id)


def _row(one: Subscription) -> dict[str, object]:
    row: dict[str, object] = {
        name: getattr(one, name) for name in Subscription.__dataclass_fields__ if name != "target"
    }
    return row | {
        "platform": one.target.platform,
        "workspace": one.target.workspace,
        "channel": one.target.channel,
        "times": [at.isoformat("minutes") for at in one.times],
        "weekdays": [str(day) for day in one.weekdays],
        "catch_up": one.catch_up.value,
    }


def _subscription(row: Row[*tuple[Any, ...]]) -> Subscription:
    values = {name: row._mapping[name] for name in Subscription.__dataclass_fields__ if name != "target"}
    values |= {
        "times": tuple(time.fromisoformat(at) for at in row.times),
        "weekdays": tuple(int(day) for day in row.weekdays),
        "catch_up": CatchUp(row.catch_up),
    }
    return Subscription(target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel), **values)
