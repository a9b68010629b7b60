"""Leases: pages taken for one attempt each, and what became of the attempts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, false, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.lanes import lock_lanes, wake_lanes
from bot.storage.outbox import PageKind, PageState
from bot.storage.pauses import lane_is_paused
from bot.storage.schema import OPEN_PAGE, lanes, outbox
from bot.storage.statements import among, skipping_locked
from bot.storage.store import At, writing
from bot.targets import Target
from digests.message import Message
from digests.wire import from_wire

HeadRow = Row[*tuple[Any, ...]]
LEASE = timedelta(seconds=45)
EXPIRED = "too old to be worth posting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A page that is ours until `lease_until`, for the attempt with this number, which counts as begun.

    `unsure_since` is set when an earlier attempt may have posted it: look from then on before posting again.
    `plain` asks for plain text, because the platform refused the page as it was. `reply_to` is the platform's id of the
    post that it goes under, or "".
    """

    seq: int
    key: str
    target: Target
    lane_id: int
    kind: PageKind
    source: str
    wire: str
    attempt: int
    owner: str
    lease_until: datetime
    unsure_since: datetime | None
    expires_at: datetime | None
    plain: bool
    reply_to: str = ""

    @property
    def page(self) -> Message:
        """The page itself."""
        return from_wire(self.wire)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an attempt.

    PLANNED: certainly not posted, again at `due_at` (as plain text if `plain`). AMBIGUOUS: perhaps posted, look at
    `due_at`. SENT with the platform's id, REJECTED and PARKED with a reason are ends. An attempt in which nothing was
    `tried` does not count.
    """

    leased: Leased
    state: PageState
    due_at: datetime | None = None
    platform_id: str | None = None
    reason: str = ""
    plain: bool = False
    tried: bool = True


async def lease_pages(
    at: At, *, owner: str, now: datetime, limit: int, platforms: Collection[str], lease: timedelta = LEASE
) -> tuple[Leased, ...]:
    """Take the oldest open page of up to `limit` targets that are due and not paused; each one's attempt has begun.

    The attempt number is raised here, before any call, so a page whose lease runs out is known to be ambiguous.
    A page that is too old and was never tried is rejected instead.
    """
    async with writing(at) as connection:
        lane_ids = await _due_lanes(connection, now=now, limit=limit, platforms=platforms)
        if not lane_ids:
            return ()
        until = now + lease
        taken = await _take_heads(connection, lane_ids, owner=owner, now=now, until=until)
        await wake_lanes(connection, lane_ids)
        return taken


async def record_outcomes(at: At, outcomes: Sequence[Outcome], *, now: datetime) -> tuple[Outcome, ...]:
    """Write down what became of attempts, all in one transaction; those that were not ours any more are given back.

    An attempt is ours while nobody else has taken the page: its owner and its number stand as they were leased.
    """
    if not outcomes:
        return ()
    async with writing(at) as connection:
        lane_ids = sorted({outcome.leased.lane_id for outcome in outcomes})
        await lock_lanes(connection, lane_ids)
        ours = await _still_ours(connection, outcomes)
        rows = [_settled(outcome, now) for outcome in outcomes if outcome.leased.seq in ours]
        if rows:
            await connection.execute(_RECORD, rows)
        await wake_lanes(connection, lane_ids, not_before=now)
        return tuple(outcome for outcome in outcomes if outcome.leased.seq not in ours)


async def free_leases(at: At) -> int:
    """End the leases of a process that is known to be dead: its pages are looked up at once; how many there are.

    Their lanes wake when they are healed.
    """
    left = outbox.c.state == PageState.SENDING.value
    async with writing(at) as connection:
        return (await connection.execute(update(outbox).where(left).values(lease_until=None))).rowcount


async def _due_lanes(
    connection: AsyncConnection, *, now: datetime, limit: int, platforms: Collection[str]
) -> list[int]:
    ours = func.coalesce(lanes.c.platform, "").in_(
        sorted(platforms)
    )  # wrapped, or SQLite leaves the index of wake_at alone
    query = (
        select(lanes.c.id)
        .where(lanes.c.wake_at <= now, ours, ~lane_is_paused(now))
        .order_by(lanes.c.wake_at, lanes.c.id)
        .limit(limit)
    )
    return list((await connection.execute(skipping_locked(connection, query))).scalars())


_above = outbox.alias("page_above")


def _head() -> ColumnElement[int]:
    """The number of a lane's oldest open page."""
    inner = outbox.alias("inner_page")
    is_open = text(OPEN_PAGE.replace("state", "inner_page.state"))
    return select(func.min(inner.c.seq)).where(inner.c.lane_id == lanes.c.id, is_open).scalar_subquery()


async def _reject_expired(connection: AsyncConnection, lane_ids: Sequence[int], *, now: datetime) -> None:
    """End the planned pages of these lanes that are too old; an ambiguous one must be looked up first."""
    planned = text(f"{OPEN_PAGE} AND state = '{PageState.PLANNED.value}'")
    values = {"state": PageState.REJECTED.value, "reason": EXPIRED, "settled_at": now}
    expired = and_(among(connection, outbox.c.lane_id, lane_ids), planned, outbox.c.expires_at <= now)
    await connection.execute(update(outbox).where(expired).values(values))


async def _heads(connection: AsyncConnection, lane_ids: Sequence[int], *, now: datetime) -> Sequence[HeadRow]:
    """The oldest open page of each lane, where it may be taken now."""
    query = (
        select(outbox, lanes.c.platform, lanes.c.workspace, lanes.c.channel, _above.c.platform_id.label("above_id"))
        .select_from(lanes)
        .join(outbox, outbox.c.seq == _head())
        .outerjoin(_above, (outbox.c.reply_to != "") & (_above.c.key == outbox.c.reply_to))
        .where(among(connection, lanes.c.id, lane_ids), outbox.c.due_at <= now)
        .where(or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now))
    )
    return (await connection.execute(query)).all()


async def _take_heads(
    connection: AsyncConnection, lane_ids: Sequence[int], *, owner: str, now: datetime, until: datetime
) -> tuple[Leased, ...]:
    rows = await _heads(connection, lane_ids, now=now)
    if any(row.expires_at is not None and row.expires_at <= now for row in rows):
        await _reject_expired(connection, lane_ids, now=now)
        rows = await _heads(connection, lane_ids, now=now)
    begun = {
        "state": PageState.SENDING.value,
        "attempt": outbox.c.attempt + 1,
        "owner": owner,
        "lease_until": until,
        "unsure_since": func.coalesce(outbox.c.unsure_since, bindparam("b_now", now, outbox.c.unsure_since.type)),
    }
    taken = among(connection, outbox.c.seq, [row.seq for row in rows])
    await connection.execute(update(outbox).where(taken).values(begun))
    return tuple(
        Leased(
            seq=row.seq,
            key=row.key,
            target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel),
            lane_id=row.lane_id,
            kind=PageKind(row.kind),
            source=row.source,
            wire=row.page,
            attempt=row.attempt + 1,
            owner=owner,
            lease_until=until,
            unsure_since=row.unsure_since,
            expires_at=row.expires_at,
            plain=row.plain,
            reply_to=row.above_id or "",
        )
        for row in rows
    )


async def _still_ours(connection: AsyncConnection, outcomes: Sequence[Outcome]) -> frozenset[int]:
    leases = {outcome.leased.seq: (outcome.leased.owner, outcome.leased.attempt) for outcome in outcomes}
    query = select(outbox.c.seq, outbox.c.owner, outbox.c.attempt).where(outbox.c.state == PageState.SENDING.value)
    rows = await connection.execute(query.where(among(connection, outbox.c.seq, list(leases))))
    return frozenset(row.seq for row in rows if leases[row.seq] == (row.owner, row.attempt))


_RECORD = (
    update(outbox)
    .where(outbox.c.seq == bindparam("b_seq"))
    .values(
        state=bindparam("b_state"),
        due_at=func.coalesce(bindparam("b_due_at", type_=outbox.c.due_at.type), outbox.c.due_at),
        unsure_since=case((bindparam("b_unsure", type_=false().type), outbox.c.unsure_since), else_=None),
        attempt=outbox.c.attempt - bindparam("b_untried", type_=outbox.c.attempt.type),
        plain=or_(outbox.c.plain, bindparam("b_plain", type_=outbox.c.plain.type)),
        platform_id=bindparam("b_platform_id"),
        reason=bindparam("b_reason"),
        settled_at=bindparam("b_settled_at"),
        lease_until=None,
        owner=None,
    )
)
_OPEN = (PageState.PLANNED, PageState.AMBIGUOUS)


def _settled(outcome: Outcome, now: datetime) -> dict[str, object]:
    return {
        "b_seq": outcome.leased.seq,
        "b_state": outcome.state.value,
        "b_due_at": outcome.due_at,
        "b_unsure": outcome.state is PageState.AMBIGUOUS,
        "b_untried": 0 if outcome.tried else 1,
        "b_plain": outcome.plain,
        "b_platform_id": outcome.platform_id,
        "b_reason": outcome.reason,
        "b_settled_at": None if outcome.state in _OPEN else now,
    }
