"""The outbox: one row is one page is one call; pages are queued once, and every page comes to one end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.lanes import lanes_of, wake_lanes
from bot.storage.schema import lanes, outbox, settings
from bot.storage.statements import add_rows, among
from bot.storage.store import At, Store, reading, writing
from bot.storage.wakeups import notify
from bot.targets import Target
from digests.message import Message
from digests.wire import from_wire, to_wire

LOOK_BACK = "look_back_until"  # the setting of a store that was restored from a backup
LOOK_BACK_OVER = timedelta(hours=24)


class PageState(StrEnum):
    """Where a page is on its way; the last three are ends."""

    PLANNED = "planned"
    SENDING = "sending"
    AMBIGUOUS = "ambiguous"
    SENT = "sent"
    REJECTED = "rejected"
    PARKED = "parked"


class PageKind(StrEnum):
    """What a page belongs to; when nobody can tell whether it was posted, a digest is kept back, others repeated."""

    DIGEST = "digest"
    ALERT = "alert"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage:
    """A page to queue: a part, counted from 1, of the digest or alert that `source` names.

    `reply_to` is the key of an earlier page of the same target, under which this one goes on platforms that can.
    """

    target: Target
    page: Message
    kind: PageKind
    source: str
    part: int = 1
    due_at: datetime | None = None
    expires_at: datetime | None = None
    reply_to: str = ""

    @property
    def key(self) -> str:
        """The key of the page: the same for the same digest or alert, target and part, whoever asks and whenever."""
        return page_key(self.source, self.target, self.part)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """A row of the outbox, as reports show it."""

    key: str
    target: Target
    kind: PageKind
    source: str
    part: int
    state: PageState
    attempt: int
    due_at: datetime
    platform_id: str | None
    reason: str
    created_at: datetime
    settled_at: datetime | None
    wire: str

    @property
    def page(self) -> Message:
        """The page itself."""
        return from_wire(self.wire)


def page_key(source: str, target: Target, part: int) -> str:
    """24 hexadecimal digits that name a page for ever; short enough for a Discord nonce."""
    return sha256(f"{source}\n{target}\n{part}".encode()).hexdigest()[:24]


async def queue_pages(at: At, pages: Sequence[NewPage], *, now: datetime) -> int:
    """Queue the pages that are not queued yet, in order; how many were new.

    With a transaction given, call `announce` when it is committed, or delivery waits for its next tick.
    """
    if not pages:
        return 0
    async with writing(at) as connection:
        lane_ids = await lanes_of(connection, sorted({page.target for page in pages}))
        doubt = await _restored(connection, now)
        known = await _known_keys(connection, [page.key for page in pages])
        new = {page.key: page for page in pages if page.key not in known}
        rows = [_row(page, lane_ids[page.target], now=now, doubt=doubt) for page in new.values()]
        await add_rows(connection, outbox, rows)  # a statement a row, so they are numbered in this order
        await wake_lanes(connection, list(lane_ids.values()))
        await notify(connection)
    if isinstance(at, Store):
        announce(at)
    return len(new)


def announce(store: Store) -> None:
    """Wake the deliverers of this process."""
    store.wakeups.wake()


async def pages_of(at: At, source: str) -> tuple[OutboxPage, ...]:
    """The pages of a digest or an alert, in order."""
    query = whole_pages().where(outbox.c.source == source).order_by(outbox.c.seq)
    async with reading(at) as connection:
        return tuple(outbox_page(row) for row in await connection.execute(query))


async def pages_in_state(at: At, state: PageState, *, limit: int = 100) -> tuple[OutboxPage, ...]:
    """The oldest pages in a state."""
    query = whole_pages().where(outbox.c.state == state.value).order_by(outbox.c.seq).limit(limit)
    async with reading(at) as connection:
        return tuple(outbox_page(row) for row in await connection.execute(query))


async def count_pages(at: At) -> dict[PageState, int]:
    """How many pages are in each state."""
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    async with reading(at) as connection:
        return {PageState(state): count for state, count in await connection.execute(query)}


async def _known_keys(connection: AsyncConnection, keys: Sequence[str]) -> frozenset[str]:
    query = select(outbox.c.key).where(among(connection, outbox.c.key, keys))
    return frozenset((await connection.execute(query)).scalars())


async def _restored(connection: AsyncConnection, now: datetime) -> bool:
    """Whether new pages have to be doubted too, because the store was restored not long ago."""
    query = select(settings.c.value).where(settings.c.name == LOOK_BACK, settings.c.platform == "")
    until = await connection.scalar(query)
    return until is not None and now < datetime.fromisoformat(until)


def _row(page: NewPage, lane_id: int, *, now: datetime, doubt: bool) -> dict[str, object]:
    return {
        "key": page.key,
        "lane_id": lane_id,
        "kind": page.kind.value,
        "source": page.source,
        "part": page.part,
        "page": to_wire(page.page),
        "plain": False,
        "state": (PageState.AMBIGUOUS if doubt else PageState.PLANNED).value,
        "attempt": 0,
        "unsure_since": now - LOOK_BACK_OVER if doubt else None,
        "due_at": page.due_at or now,
        "expires_at": page.expires_at,
        "reply_to": page.reply_to,
        "created_at": now,
    }


def whole_pages() -> Select[*tuple[Any, ...]]:
    """A query for pages with their targets, to be narrowed; its rows are for `outbox_page`."""
    return select(outbox, lanes.c.platform, lanes.c.workspace, lanes.c.channel).join(
        lanes, lanes.c.id == outbox.c.lane_id
    )


def outbox_page(row: Row[*tuple[Any, ...]]) -> OutboxPage:
    """The page in a row of `whole_pages`."""
    return OutboxPage(
        key=row.key,
        target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel),
        kind=PageKind(row.kind),
        source=row.source,
        part=row.part,
        state=PageState(row.state),
        attempt=row.attempt,
        due_at=row.due_at,
        platform_id=row.platform_id,
        reason=row.reason,
        created_at=row.created_at,
        settled_at=row.settled_at,
        wire=row.page,
    )
