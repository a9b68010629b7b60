"""Names that serve once, for a while: states of an installation, requests answered already."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.schema import one_time_names
from bot.storage.statements import insert_into
from bot.storage.store import At, reading, writing


async def put_name(at: At, kind: str, name: str, *, until: datetime) -> bool:
    """Keep a name until a time; false when it is kept already, whichever process asks."""
    async with writing(at) as connection:
        row = {"kind": kind, "name": name, "until": until}
        statement = insert_into(connection, one_time_names).values(row).on_conflict_do_nothing()
        return (await connection.execute(statement.returning(one_time_names.c.name))).scalar() is not None


async def has_name(at: At, kind: str, name: str) -> bool:
    """Whether a name is kept."""
    this = select(one_time_names.c.name).where(one_time_names.c.kind == kind, one_time_names.c.name == name)
    async with reading(at) as connection:
        return await connection.scalar(this) is not None


async def drop_name(at: At, kind: str, name: str) -> None:
    """Forget a name, so that it serves again: what it was brought for came to nothing."""
    this = (one_time_names.c.kind == kind) & (one_time_names.c.name == name)
    async with writing(at) as connection:
        await connection.execute(delete(one_time_names).where(this))


async def forget_names(at: At, *, now: datetime) -> int:
    """Delete the names whose time is over; how many."""
    async with writing(at) as connection:
        return (await connection.execute(delete(one_time_names).where(one_time_names.c.until <= now))).rowcount
