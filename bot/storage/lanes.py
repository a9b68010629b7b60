"""The lanes of the outbox: one a target, locked by whoever changes what is in it, woken when its oldest page is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import OPEN_PAGE, lanes, outbox
from bot.storage.statements import add_rows, among, chunks, on_sqlite
from bot.targets import Target


async def lock_lanes(connection: AsyncConnection, lane_ids: Sequence[int]) -> None:
    """Keep others from the lanes until the transaction ends; always in the order of their ids, so nobody deadlocks."""
    if on_sqlite(connection):
        return
    these = among(connection, lanes.c.id, lane_ids)
    await connection.execute(select(lanes.c.id).where(these).order_by(lanes.c.id).with_for_update())


async def wake_lanes(
    connection: AsyncConnection, lane_ids: Sequence[int], *, not_before: datetime | None = None
) -> None:
    """Set when each lane may next be looked at: when its oldest open page is due, or when that page's lease ends.

    `not_before` puts lanes that had their turn behind those that wait for theirs.
    """
    due = func.coalesce(outbox.c.lease_until, outbox.c.due_at)
    head = (
        select(due if not_before is None else case((due < not_before, not_before), else_=due))
        .where(outbox.c.lane_id == lanes.c.id, text(OPEN_PAGE))
        .order_by(outbox.c.seq)
        .limit(1)
        .scalar_subquery()
    )
    await connection.execute(update(lanes).where(among(connection, lanes.c.id, lane_ids)).values(wake_at=head))


async def lanes_of(connection: AsyncConnection, targets: Sequence[Target]) -> dict[Target, int]:
    """The ids of the lanes of targets, made where missing, and locked: so pages of one lane are numbered in order."""
    places: list[dict[str, object]] = [
        {"platform": one.platform, "workspace": one.workspace, "channel": one.channel} for one in targets
    ]
    await add_rows(connection, lanes, places)
    ids: dict[Target, int] = {}
    place = tuple_(lanes.c.platform, lanes.c.workspace, lanes.c.channel)
    for some in chunks(targets):
        named = place.in_([(one.platform, one.workspace, one.channel) for one in some])
        for row in await connection.execute(select(lanes).where(named)):
            ids[Target(platform=row.platform, workspace=row.workspace, channel=row.channel)] = row.id
    await lock_lanes(connection, list(ids.values()))
    return ids
