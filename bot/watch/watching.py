"""New articles and all watches to queued alerts: each article meets the watches once, whatever dies in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.ports import Platform
from bot.storage.alerts import anything_due, move_watched, placed_between, settled_seq, take_turn, watched_until
from bot.storage.outbox import announce
from bot.storage.store import Store, Transaction
from bot.watch.index import WatchIndex
from bot.watch.joining import reply
from bot.watch.judging import OLDEST
from bot.watch.meeting import Met, meet
from bot.watch.sending import send_due

BATCH = 200
"""Articles that meet the watches in one transaction."""
_SLACK = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What one look did: articles looked at, matches found, alerts made, messages queued."""

    articles: int = 0
    matches: int = 0
    alerts: int = 0
    messages: int = 0

    def plus(self, other: "Watched") -> "Watched":
        """Both together."""
        return Watched(**{name: getattr(self, name) + getattr(other, name) for name in Watched.__dataclass_fields__})


async def watch_due(store: Store, *, now: datetime, index: WatchIndex, platforms: Mapping[str, Platform]) -> Watched:
    """Let new articles meet the watches and queue the alerts that are due on these platforms.

    A batch of articles, the alerts that come of it and the place of the next batch are one transaction, and so are the
    messages that are due with their pages. Among processes that share a store one does this at a time.
    """
    done = Watched()
    if not await anything_due(store, now=now, platforms=platforms):
        return done
    newest = await settled_seq(store)
    await index.refresh(store)  # after it, so that whoever began to watch before an article came is known
    while True:
        async with store.writing() as connection:
            if not await take_turn(connection):
                return done
            step = await _step(connection, newest, now=now, index=index, platforms=platforms)
        done = done.plus(step)
        if step.messages:
            announce(store)
        if step.articles < BATCH:
            return done


async def _step(
    connection: Transaction,
    newest: int,
    *,
    now: datetime,
    index: WatchIndex,
    platforms: Mapping[str, Platform],
) -> Watched:
    """One batch of articles; after the last one, what is due."""
    after = await watched_until(connection, newest, since=now - OLDEST - _SLACK)
    placed = await placed_between(connection, after=after, until=newest, limit=BATCH)
    met = await meet(connection, placed, index=index, now=now) if placed and len(index) else Met()
    await reply(connection, met.joined, now=now, platforms=platforms)
    if len(placed) == BATCH:
        await move_watched(connection, placed[-1].seq)
        return Watched(articles=BATCH, matches=met.matches, alerts=met.alerts)
    await move_watched(connection, max(after, newest))  # another process may have come further already
    messages = await send_due(connection, now=now, index=index, platforms=platforms)
    return Watched(articles=len(placed), matches=met.matches, alerts=met.alerts, messages=messages)
