"""Names held by one process among all that share a store, for as long as it lives: such as a shard of a gateway."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from bot.storage.addresses import plain_address
from bot.storage.problems import storage_errors
from bot.storage.store import Store


class _Connection(Protocol):
    async def execute(self, query: str, *args: object) -> str: ...
    async def close(self, *, timeout: float) -> None: ...  # noqa: ASYNC109
    def add_termination_listener(self, callback: object) -> None: ...
    def terminate(self) -> None: ...


class Tenure:
    """The names are ours until `lost` is set: the connection that holds them is gone, and another may have them."""

    def __init__(self) -> None:
        """Begin as ours."""
        self.lost = asyncio.Event()


@asynccontextmanager
async def holding(store: Store, names: Sequence[str]) -> AsyncIterator[Tenure]:
    """Wait until no other process holds any of these names, and hold them all.

    They are let go when the block ends, and by the database when this process or its connection dies. A SQLite store
    has one process anyway, so nothing is held there. Raises StorageError.
    """
    tenure = Tenure()
    if store.on_sqlite:
        yield tenure
        return
    import asyncpg

    with storage_errors():
        connection: _Connection = await asyncpg.connect(plain_address(store.url))
    connection.add_termination_listener(lambda _: tenure.lost.set())
    try:
        with storage_errors():
            for name in sorted(names):
                await connection.execute("SELECT pg_advisory_lock($1)", key_of(name))
        yield tenure
    finally:
        try:
            await asyncio.shield(connection.close(timeout=2))
        except Exception:  # it is gone, and so are its locks
            connection.terminate()


def key_of(name: str) -> int:
    """The number under which PostgreSQL knows a name; apart from those of `locks`, which have 32 bits."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
