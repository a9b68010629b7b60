"""Word that pages were queued, to whoever delivers: an event inside a process, LISTEN/NOTIFY between processes."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.addresses import is_sqlite, plain_address
from bot.storage.problems import storage_errors

CHANNEL = "chipbrief_outbox"


class _Listener(Protocol):
    async def add_listener(self, channel: str, callback: Callable[..., None]) -> None: ...
    async def close(self, *, timeout: float) -> None: ...  # noqa: ASYNC109
    def is_closed(self) -> bool: ...


class Wakeups:
    """Wakes whoever waits for pages; a missed word costs one tick of the schedule, never a page."""

    def __init__(self, url: URL) -> None:
        """Keep the address that a listening connection dials."""
        self._url = url
        self._bells: set[asyncio.Event] = set()
        self._listener: _Listener | None = None

    @contextlib.contextmanager
    def ringing(self, bell: asyncio.Event) -> Iterator[None]:
        """Set the event whenever pages were queued; whoever waits on it clears it."""
        self._bells.add(bell)
        try:
            yield
        finally:
            self._bells.discard(bell)

    def wake(self) -> None:
        """Wake the waiters of this process."""
        for bell in self._bells:
            bell.set()

    async def listen(self) -> None:
        """Hear the other processes too; on SQLite there are none. Call again after the connection was lost."""
        if is_sqlite(self._url) or (self._listener and not self._listener.is_closed()):
            return
        import asyncpg

        with storage_errors():
            listener: _Listener = await asyncpg.connect(plain_address(self._url))
            await listener.add_listener(CHANNEL, self._heard)
        self._listener = listener

    async def close(self) -> None:
        """Stop listening."""
        if self._listener:
            await self._listener.close(timeout=2)
            self._listener = None

    def _heard(self, *_: object) -> None:
        self.wake()


async def notify(connection: AsyncConnection) -> None:
    """Tell the listeners when this transaction commits; SQLite has none."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})
