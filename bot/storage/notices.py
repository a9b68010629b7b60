"""Notices: what somebody has to be told once, until it is over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import notices
from bot.storage.statements import insert_into
from bot.storage.store import At, reading, writing

PAGE, STOPPED = "page:", "stopped:"


def page_notice(key: str) -> str:
    """The key of the notice that a page is parked."""
    return f"{PAGE}{key}"


def stopped_notice(channel: str) -> str:
    """The key of the notice that nothing can be posted to a channel, or with "" to its whole workspace."""
    return f"{STOPPED}{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A sentence for whoever runs a workspace (no platform: for the operator); `key` names the trouble.

    `channel` is what it is about, or the person it is for: `@` and the platform's id of somebody.
    """

    key: str
    platform: str = ""
    workspace: str = ""
    channel: str = ""
    text: str
    created_at: datetime
    told_at: datetime | None = None


async def add_notice(at: At, notice: Notice) -> bool:
    """Note a trouble; false when it is noted already, so nobody is told twice."""
    row = {name: getattr(notice, name) for name in Notice.__dataclass_fields__}
    async with writing(at) as connection:
        statement = insert_into(connection, notices).values(row).on_conflict_do_nothing().returning(notices.c.key)
        return (await connection.execute(statement)).scalar() is not None


async def renew_notice(at: At, notice: Notice) -> None:
    """Note a trouble anew: whoever was told of an earlier one of that name is told of this one too."""
    async with writing(at) as connection:
        await end_notice(connection, key=notice.key, platform=notice.platform, workspace=notice.workspace)
        await add_notice(connection, notice)


async def untold_notices(at: At) -> tuple[Notice, ...]:
    """The notices that nobody was told yet, oldest first."""
    return await _notices(at, untold=True)


async def open_notices(at: At) -> tuple[Notice, ...]:
    """The notices of troubles that are not over, oldest first."""
    return await _notices(at, untold=False)


async def mark_told(at: At, notice: Notice, *, now: datetime) -> bool:
    """Remember that somebody was told; false when somebody was told already, or the trouble is over."""
    untold = _this(notice) & notices.c.told_at.is_(None)
    async with writing(at) as connection:
        return (await connection.execute(update(notices).where(untold).values(told_at=now))).rowcount > 0


async def end_notice(at: At, *, key: str, platform: str = "", workspace: str = "") -> bool:
    """Forget a trouble that is over; the next one like it is told again. False when none was noted."""
    this = (notices.c.key == key) & (notices.c.platform == platform) & (notices.c.workspace == workspace)
    async with writing(at) as connection:
        return (await connection.execute(delete(notices).where(this))).rowcount > 0


async def forget_notices(at: At, *, before: datetime) -> int:
    """Forget what was told before a time, over or not; how many. A trouble that comes up again is told again."""
    async with writing(at) as connection:
        return (await connection.execute(delete(notices).where(notices.c.told_at < before))).rowcount


async def _notices(at: At, *, untold: bool) -> tuple[Notice, ...]:
    query = select(notices).order_by(notices.c.created_at, notices.c.key)
    if untold:
        query = query.where(notices.c.told_at.is_(None))
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return tuple(Notice(**{name: row._mapping[name] for name in Notice.__dataclass_fields__}) for row in rows)


def _this(notice: Notice) -> ColumnElement[bool]:
    return (
        (notices.c.key == notice.key)
        & (notices.c.platform == notice.platform)
        & (notices.c.workspace == notice.workspace)
    )
