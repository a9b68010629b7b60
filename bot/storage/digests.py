"""Digests: one for each slot of a subscription, what each has shown, and what became of it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.articles import Marks
from bot.storage.lanes import lock_lanes, wake_lanes
from bot.storage.outbox import PageState
from bot.storage.schema import OPEN_PAGE, digest_items, digests, outbox
from bot.storage.statements import Row as Values
from bot.storage.statements import add_rows, insert_into
from bot.storage.store import At, reading
from bot.subscriptions import Subscription
from bot.targets import Target
from digests.digest import Receipt
from digests.shown import Facts, Shown

SUPERSEDED = "a later digest says it all"


class DigestState(StrEnum):
    """QUEUED: its pages are in the outbox. SUPERSEDED: none was posted, and a later digest covers its time too."""

    QUEUED = "queued"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRecord:
    """A digest as it was published; subscription, local date and time of the slot are its identity.

    It is made of the articles between its marks; `since` and `until` say so to readers.
    """

    target: Target
    subscription_id: str
    local_date: date
    slot: time
    since: datetime
    until: datetime
    marks: Marks
    created_at: datetime
    late: bool = False
    state: DigestState = DigestState.QUEUED
    receipt: Receipt = Receipt()  # noqa: RUF009 - frozen

    @property
    def id(self) -> str:
        """32 hexadecimal digits made of the identity: the same in whichever process, and after a restored backup."""
        parts = (self.target.platform, self.target.workspace, self.subscription_id, self.local_date, self.slot)
        return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]


async def save_digest(connection: AsyncConnection, record: DigestRecord, shown: Sequence[Shown]) -> bool:
    """Store a digest and what it shows; false, and nothing stored, when its slot has one already."""
    row = _row(record)
    statement = insert_into(connection, digests).values(row).on_conflict_do_nothing().returning(digests.c.id)
    if (await connection.execute(statement)).scalar() is None:
        return False
    rows: list[Values] = [
        {
            "digest_id": record.id,
            "position": position,
            "story_id": one.story_id,
            "article_ids": sorted(one.article_ids),
            "facts": _facts_text(one.facts),
        }
        for position, one in enumerate(shown)
    ]
    await add_rows(connection, digest_items, rows)
    return True


async def last_digest(at: At, subscription: Subscription) -> DigestRecord | None:
    """The digest of a subscription that was made last, among those not superseded."""
    query = (
        select(digests)
        .where(_of(subscription), digests.c.state == DigestState.QUEUED.value)
        .order_by(digests.c.through.desc(), digests.c.until.desc())
        .limit(1)
    )
    async with reading(at) as connection:
        row = (await connection.execute(query)).one_or_none()
        return _record(row) if row else None


async def digests_of(at: At, target: Target, *, limit: int = 20) -> tuple[DigestRecord, ...]:
    """The latest digests of a channel, newest first."""
    query = select(digests).where(_in(target)).order_by(digests.c.until.desc(), digests.c.id).limit(limit)
    async with reading(at) as connection:
        return tuple(_record(row) for row in await connection.execute(query))


async def shown_in(at: At, target: Target, *, since: datetime, but_in: Iterable[str] = ()) -> dict[str, Shown]:
    """What a channel was shown of each story by the digests published since, leaving out those with the given ids."""
    query = (
        select(digest_items, digests.c.created_at)
        .join(digests, digests.c.id == digest_items.c.digest_id)
        .where(_in(target), digests.c.created_at >= since, digests.c.state == DigestState.QUEUED.value)
        .where(digests.c.id.not_in(list(but_in)))
        .order_by(digests.c.created_at, digests.c.until)
    )
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return {
            row.story_id: Shown(
                story_id=row.story_id,
                article_ids=frozenset(row.article_ids),
                at=row.created_at,
                facts=_facts(row.facts),
            )
            for row in rows
        }


async def unposted_digests(at: At, subscription: Subscription) -> tuple[DigestRecord, ...]:
    """The digests of a subscription of which no page was posted, and none may have been; oldest first."""
    pages = select(outbox.c.seq).where(outbox.c.source == digests.c.id)
    touched = pages.where(outbox.c.state != PageState.PLANNED.value).exists()
    query = (
        select(digests)
        .where(_of(subscription), digests.c.state == DigestState.QUEUED.value, pages.exists(), ~touched)
        .order_by(digests.c.until)
    )
    async with reading(at) as connection:
        return tuple(_record(row) for row in await connection.execute(query))


async def supersede(connection: AsyncConnection, ids: Sequence[str], *, now: datetime) -> bool:
    """Take digests out of the outbox whose time a later one covers; false when a page of one is on its way already.

    When false, roll the transaction back: some pages may have been taken out.
    """
    if not ids:
        return True
    mine = outbox.c.source.in_(list(ids))
    lane_ids = list((await connection.execute(select(outbox.c.lane_id).where(mine).distinct())).scalars())
    await lock_lanes(connection, lane_ids)
    planned = text(f"{OPEN_PAGE} AND state = '{PageState.PLANNED.value}'")
    values = {"state": PageState.REJECTED.value, "reason": SUPERSEDED, "settled_at": now}
    await connection.execute(update(outbox).where(mine, planned).values(values))
    left = (outbox.c.state != PageState.REJECTED.value) | (outbox.c.reason != SUPERSEDED)
    if await connection.scalar(select(func.count()).where(mine, left)):
        return False
    await wake_lanes(connection, lane_ids)
    state = {"state": DigestState.SUPERSEDED.value}
    await connection.execute(update(digests).where(digests.c.id.in_(list(ids))).values(state))
    await connection.execute(delete(digest_items).where(digest_items.c.digest_id.in_(list(ids))))
    return True


def _of(subscription: Subscription) -> ColumnElement[bool]:
    target = subscription.target
    mine = digests.c.subscription_id == subscription.id
    return (digests.c.platform == target.platform) & (digests.c.workspace == target.workspace) & mine


def _in(target: Target) -> ColumnElement[bool]:
    place = (digests.c.platform == target.platform) & (digests.c.workspace == target.workspace)
    return place & (digests.c.channel == target.channel)


def _row(record: DigestRecord) -> Values:
    return {
        "id": record.id,
        "platform": record.target.platform,
        "workspace": record.target.workspace,
        "channel": record.target.channel,
        "subscription_id": record.subscription_id,
        "local_date": record.local_date,
        "slot": record.slot.isoformat("minutes"),
        "since": record.since,
        "until": record.until,
        "after": record.marks.after,
        "through": record.marks.through,
        "late": record.late,
        "state": record.state.value,
        "created_at": record.created_at,
        "receipt": json.dumps({name: getattr(record.receipt, name) for name in Receipt.__dataclass_fields__}),
    }


def _record(row: Row[*tuple[Any, ...]]) -> DigestRecord:
    receipt = json.loads(row.receipt)
    receipt["dropped"] = tuple((reason, count) for reason, count in receipt["dropped"])
    return DigestRecord(
        target=Target(platform=row.platform, workspace=row.workspace, channel=row.channel),
        subscription_id=row.subscription_id,
        local_date=row.local_date,
        slot=time.fromisoformat(row.slot),
        since=row.since,
        until=row.until,
        marks=Marks(after=row.after, through=row.through),
        created_at=row.created_at,
        late=row.late,
        state=DigestState(row.state),
        receipt=Receipt(**receipt),
    )


def _facts_text(facts: Facts) -> str:
    return json.dumps({name: sorted(getattr(facts, name)) for name in Facts.__dataclass_fields__}, ensure_ascii=False)


def _facts(text_: str) -> Facts:
    known = json.loads(text_)
    return Facts(**{name: frozenset(known.get(name, ())) for name in Facts.__dataclass_fields__})
