"""One thing at a time among all processes that share a store."""

import zlib

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.statements import on_sqlite


async def hold(connection: AsyncConnection, name: str) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction ends.

    SQLite needs none: there a writing transaction has the whole file.
    """
    if not on_sqlite(connection):
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": zlib.crc32(name.encode())})
