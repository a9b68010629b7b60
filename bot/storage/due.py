"""When something is due next, so that a virtual clock knows where to jump."""

from datetime import datetime

from sqlalchemy import func, select

from bot.ports import FeedStatus
from bot.storage.pauses import next_wake
from bot.storage.schema import feeds, subscriptions
from bot.storage.store import At, reading


async def next_poll(at: At) -> datetime | None:
    """When the next feed is due; None when none ever is."""
    async with reading(at) as connection:
        query = select(func.min(feeds.c.next_poll_at)).where(feeds.c.status != FeedStatus.DISABLED.value)
        moment: datetime | None = await connection.scalar(query)
        return moment


async def next_digest_or_page(at: At, *, now: datetime) -> datetime | None:
    """When the next subscription or queued page is due."""
    async with reading(at) as connection:
        slot = await connection.scalar(select(func.min(subscriptions.c.due_at)))
        page = await next_wake(connection, now=now)
        return min((moment for moment in (slot, page) if moment is not None), default=None)
