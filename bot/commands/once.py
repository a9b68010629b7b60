"""A request that came over HTTP to whether it is answered here and now: once, by one process, restarted or not."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.errors import StorageError
from bot.seen import Seen
from bot.storage import Store
from bot.storage.one_time import drop_name, has_name, put_name

log = structlog.get_logger()

LONGEST_CLAIM: Final = 1.0
"""Seconds that a shared store may take to say whether another process has answered; platforms wait three for us."""


class Once:
    """Lets each request through once; a store that is slow or gone is not waited for: then the request is ours.

    Processes that share a PostgreSQL store claim a request there first. On SQLite there is no other process, so it is
    written down behind the answer, for the one that comes after a restart.
    """

    def __init__(self, store: Store, kind: str, *, kept_for: timedelta, clock: Callable[[], datetime]) -> None:
        """`kind` tells one sort of requests from others; names are known again for `kept_for`."""
        self._store = store
        self._kind = kind
        self._kept_for = kept_for
        self._clock = clock
        self._seen = Seen()
        self._writing: set[asyncio.Task[None]] = set()

    async def is_new(self, name: str) -> bool:
        """Whether nobody has taken a request before; it is taken now."""
        if self._seen.again(name):
            return False
        try:
            if not self._store.on_sqlite:
                async with asyncio.timeout(LONGEST_CLAIM):
                    return await put_name(self._store, self._kind, name, until=self._until())
            if await has_name(self._store, self._kind, name):
                return False
        except (StorageError, TimeoutError) as problem:
            self._doubt(problem)
            return True
        task = asyncio.create_task(self._write(name))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)
        return True

    async def let_go(self, name: str) -> None:
        """Let another process, or us, answer a request when it is sent again."""
        self._seen.forget(name)
        await self.settled()
        try:
            await drop_name(self._store, self._kind, name)
        except StorageError as problem:
            self._doubt(problem)

    async def settled(self) -> None:
        """Wait until all that was taken is written down."""
        await asyncio.gather(*self._writing)

    async def _write(self, name: str) -> None:
        try:
            await put_name(self._store, self._kind, name, until=self._until())
        except StorageError as problem:
            self._doubt(problem)

    def _until(self) -> datetime:
        return self._clock() + self._kept_for

    def _doubt(self, problem: Exception) -> None:
        log.warning("request_not_claimed", kind=self._kind, problem=type(problem).__name__)
