"""Rare changes to the outbox: a store restored, lanes healed, old pages forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.lanes import lock_lanes, wake_lanes
from bot.storage.leases import LEASE
from bot.storage.outbox import LOOK_BACK, LOOK_BACK_OVER, PageState
from bot.storage.schema import OPEN_PAGE, lanes, outbox, settings
from bot.storage.statements import put_rows
from bot.storage.store import At, writing

SKEW = timedelta(minutes=15)
"""How far apart the clocks of processes may be that share a store."""


async def doubt_everything(at: At, *, now: datetime) -> int:
    """Look before posting anything, for a day: for a store restored from a backup; how many open pages there are.

    Keys do not depend on the store, so a page that the lost store posted is found in its channel again.
    """
    async with writing(at) as connection:
        lane_ids = await all_lanes(connection)
        await lock_lanes(connection, lane_ids)
        values = {
            "state": PageState.AMBIGUOUS.value,
            "unsure_since": now - LOOK_BACK_OVER,
            "lease_until": None,
            "owner": None,
        }
        doubted = await connection.execute(update(outbox).where(text(OPEN_PAGE)).values(values))
        until = (now + LOOK_BACK_OVER).isoformat()
        row: dict[str, object] = {"platform": "", "workspace": "", "channel": "", "name": LOOK_BACK, "value": until}
        await put_rows(connection, settings, [row], change=["value"])
        await wake_lanes(connection, lane_ids)
        return doubted.rowcount


async def all_lanes(connection: AsyncConnection) -> list[int]:
    """Every lane, in the order in which lanes are locked."""
    return list((await connection.execute(select(lanes.c.id).order_by(lanes.c.id))).scalars())


async def heal_lanes(at: At, *, now: datetime) -> None:
    """Set every lane's waking time anew from its pages, and shorten leases made while the clock was ahead.

    Run at start; it mends whatever went wrong there.
    """
    async with writing(at) as connection:
        lane_ids = await all_lanes(connection)
        await lock_lanes(connection, lane_ids)
        too_long = outbox.c.lease_until > now + LEASE + SKEW  # a little ahead is another process's clock: it is at work
        await connection.execute(update(outbox).where(text(OPEN_PAGE), too_long).values(lease_until=now + LEASE))
        await wake_lanes(connection, lane_ids)


async def forget_settled(at: At, *, before: datetime, limit: int = 5_000) -> int:
    """Delete up to `limit` of the pages that came to their end before a time; how many went.

    Their digests and alerts stay, so nothing is queued again.
    """
    old = select(outbox.c.seq).where(outbox.c.settled_at < before).order_by(outbox.c.settled_at).limit(limit)
    async with writing(at) as connection:
        return (await connection.execute(delete(outbox).where(outbox.c.seq.in_(old)))).rowcount
