"""Parked pages of a workspace: kept back because they may have been posted or were refused, until a manager decides."""

from datetime import datetime

from sqlalchemy import func, select, text, update

from bot.storage.lanes import lock_lanes, wake_lanes
from bot.storage.notices import end_notice, page_notice
from bot.storage.outbox import OutboxPage, PageState, outbox_page, whole_pages
from bot.storage.schema import PARKED_PAGE, lanes, outbox
from bot.storage.store import At, Store, reading, writing
from bot.storage.wakeups import notify


async def parked_pages(at: At, *, platform: str, workspace: str, limit: int) -> tuple[OutboxPage, ...]:
    """The pages of a workspace that are parked, the latest first."""
    query = (
        whole_pages()
        .where(text(PARKED_PAGE), lanes.c.platform == platform, lanes.c.workspace == workspace)
        .order_by(outbox.c.seq.desc())
        .limit(limit)
    )
    async with reading(at) as connection:
        return tuple(outbox_page(row) for row in await connection.execute(query))


async def count_parked(at: At, *, platform: str, workspace: str) -> int:
    """How many pages of a workspace are parked."""
    mine = (lanes.c.platform == platform) & (lanes.c.workspace == workspace)
    query = select(func.count()).select_from(outbox).join(lanes, lanes.c.id == outbox.c.lane_id)
    async with reading(at) as connection:
        return int(await connection.scalar(query.where(text(PARKED_PAGE), mine)) or 0)


async def release_parked(at: At, key: str, *, platform: str, workspace: str, now: datetime) -> bool:
    """Post a parked page after all, however old it is, because a manager says so.

    False when none of the workspace is parked under the key. With a transaction given, call `announce` afterwards.
    """
    place = (lanes.c.platform == platform) & (lanes.c.workspace == workspace)
    async with writing(at) as connection:
        query = select(lanes.c.id).join(outbox, outbox.c.lane_id == lanes.c.id).where(outbox.c.key == key, place)
        lane = await connection.scalar(query)
        if lane is None:
            return False
        await lock_lanes(connection, [lane])
        values = {"state": PageState.PLANNED.value, "due_at": now, "unsure_since": None}
        values |= {"settled_at": None, "expires_at": None}
        parked = (outbox.c.key == key) & (outbox.c.state == PageState.PARKED.value)
        changed = await connection.execute(update(outbox).where(parked).values(values))
        if changed.rowcount:
            await end_notice(connection, key=page_notice(key), platform=platform, workspace=workspace)
        await wake_lanes(connection, [lane])
        await notify(connection)
    if isinstance(at, Store):
        at.wakeups.wake()
    return changed.rowcount > 0
