"""The outbox: one row is one page is one call; pages are queued once, and every page comes to one end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, Select, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import OPEN_PAGE, lanes, outbox, settings
from bot.storage.statements import add_rows, among, chunks, on_sqlite, put_rows
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
    """A page to queue: a part, counted from 1, of the digest or alert that `source` names."""

    target: Target
    page: Message
    kind: PageKind
    source: str
    part: int = 1
    due_at: datetime | None = None
    expires_at: datetime | None = None

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
        lane_ids = await _lock_lanes(connection, sorted({page.target for page in pages}))
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
    query = _whole().where(outbox.c.source == source).order_by(outbox.c.seq)
    async with reading(at) as connection:
        return tuple(_outbox_page(row) for row in await connection.execute(query))


async def pages_in_state(at: At, state: PageState, *, limit: int = 100) -> tuple[OutboxPage, ...]:
    """The oldest pages in a state."""
    query = _whole().where(outbox.c.state == state.value).order_by(outbox.c.seq).limit(limit)
    async with reading(at) as connection:
        return tuple(_outbox_page(row) for row in await connection.execute(query))


async def count_pages(at: At) -> dict[PageState, int]:
    """How many pages are in each state."""
    query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
    async with reading(at) as connection:
        return {PageState(state): count for state, count in await connection.execute(query)}


async def release_parked(at: At, key: str, *, now: datetime) -> bool:
    """Post a parked page after all, because a manager says so; false when none is parked under the key."""
    async with writing(at) as connection:
        lane = await connection.scalar(select(outbox.c.lane_id).where(outbox.c.key == key))
        if lane is None:
            return False
        await lock_lanes(connection, [lane])
        values = {"state": PageState.PLANNED.value, "due_at": now, "unsure_since": None, "settled_at": None}
        parked = (outbox.c.key == key) & (outbox.c.state == PageState.PARKED.value)
        changed = await connection.execute(update(outbox).where(parked).values(values))
        await wake_lanes(connection, [lane])
        await notify(connection)
        return changed.rowcount > 0


async def doubt_everything(at: At, *, now: datetime) -> int:
    """Look before posting anything, for a day: for a store restored from a backup; how many open pages there are.

    Keys do not depend on the store, so a page that the lost store posted is found in its channel again.
    """
    async with writing(at) as connection:
        lane_ids = list((await connection.execute(select(lanes.c.id).order_by(lanes.c.id))).scalars())
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


async def lock_lanes(connection: AsyncConnection, lane_ids: Sequence[int]) -> None:
    """Keep others from the lanes until the transaction ends; always in the order of their ids, so nobody deadlocks."""
    if on_sqlite(connection):
        return
    these = among(connection, lanes.c.id, lane_ids)
    await connection.execute(select(lanes.c.id).where(these).order_by(lanes.c.id).with_for_update())


async def wake_lanes(connection: AsyncConnection, lane_ids: Sequence[int]) -> None:
    """Set when each lane may next be looked at: when its oldest open page is due, or when that page's lease ends."""
    head = (
        select(func.coalesce(outbox.c.lease_until, outbox.c.due_at))
        .where(outbox.c.lane_id == lanes.c.id, text(OPEN_PAGE))
        .order_by(outbox.c.seq)
        .limit(1)
        .scalar_subquery()
    )
    await connection.execute(update(lanes).where(among(connection, lanes.c.id, lane_ids)).values(wake_at=head))


async def _lock_lanes(connection: AsyncConnection, targets: Sequence[Target]) -> dict[Target, int]:
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
        "created_at": now,
    }


def _whole() -> Select[*tuple[Any, ...]]:
    return select(outbox, lanes.c.platform, lanes.c.workspace, lanes.c.channel).join(
        lanes, lanes.c.id == outbox.c.lane_id
    )


def _outbox_page(row: Row[*tuple[Any, ...]]) -> OutboxPage:
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
