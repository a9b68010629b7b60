"""Times that were written while the clock was far ahead, brought back, so that nothing waits for a year.

Nothing here is ever so far in the future by itself: what is, was written by a wrong clock.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, text, update

from bot.storage.lanes import lock_lanes, wake_lanes
from bot.storage.mending import SKEW, all_lanes
from bot.storage.schema import OPEN_PAGE, alerts, feeds, hosts, outbox, pauses, watches
from bot.storage.store import At, writing

LONGEST_WAIT = timedelta(hours=24) + SKEW  # what a platform or a publisher can ask for
LONGEST_POLL = timedelta(days=7) + SKEW  # the longest interval of a feed
LONGEST_BATCH = timedelta(days=3) + SKEW  # a day's batch, then quiet hours, then the budget of a day


async def heal_times(at: At, *, now: datetime) -> int:
    """Let wait no longer what waits longer than anything can; how many times were wrong."""
    async with writing(at) as connection:
        lane_ids = await all_lanes(connection)
        await lock_lanes(connection, lane_ids)
        wrong = [
            update(outbox).where(text(OPEN_PAGE), outbox.c.due_at > now + LONGEST_WAIT).values(due_at=now),
            update(feeds).where(feeds.c.next_poll_at > now + LONGEST_POLL).values(next_poll_at=now),
            update(alerts).where(text("state = 'waiting'"), alerts.c.due_at > now + LONGEST_BATCH).values(due_at=now),
            update(watches).where(watches.c.created_at > now + SKEW).values(created_at=now),
            delete(hosts).where(hosts.c.not_before > now + LONGEST_WAIT),
            delete(pauses).where(pauses.c.until > now + LONGEST_WAIT),
        ]
        changed = [(await connection.execute(one)).rowcount for one in wrong]
        await wake_lanes(connection, lane_ids)
        return sum(changed)
