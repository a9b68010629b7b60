"""A database's address to an open store: migrated, checked, and safe from a second process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StorageError
from bot.storage.addresses import is_sqlite, store_url
from bot.storage.engines import Engines, postgres_engines, sqlite_engines
from bot.storage.file_lock import FileLock, keep_private
from bot.storage.migrate import migrate, require_current
from bot.storage.problems import storage_errors
from bot.storage.wakeups import Wakeups


class Store:
    """An open database; every function of this package takes it, or a connection of one of its transactions."""

    def __init__(self, url: URL, engines: Engines, *, lock: FileLock | None) -> None:
        """Keep what `open_store` has built."""
        self.url = url
        self.on_sqlite = is_sqlite(url)
        self.wakeups = Wakeups(url)
        self._engines = engines
        self._lock = lock
        self._fresh = True

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes."""
        return self._engines.writer

    def takes_over(self) -> bool:
        """Whether this process has just become the only one of a SQLite file; true once.

        Whatever is leased then was leased by a process that is dead.
        """
        fresh, self._fresh = self._fresh, False
        return fresh and self._lock is not None and self._lock.held

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that may write: committed at the end, rolled back on any error.

        Raises StorageError when the database cannot be used: full, locked, gone.
        """
        with storage_errors():
            async with self._engines.writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that only reads, from one moment's state on SQLite."""
        with storage_errors():
            async with self._engines.reader.connect() as connection:
                yield connection

    async def close(self) -> None:
        """Let go of the database and of its lock."""
        await self.wakeups.close()
        await self._engines.dispose()
        if self._lock:
            self._lock.release()

    async def __aenter__(self) -> "Store":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


Transaction = AsyncConnection
"""A transaction under way, for those who pass one on and speak no SQL themselves."""
At = Store | Transaction


@asynccontextmanager
async def writing(at: At) -> AsyncIterator[AsyncConnection]:
    """The given transaction, or a new one of the given store."""
    if isinstance(at, AsyncConnection):
        yield at
        return
    async with at.writing() as connection:
        yield connection


@asynccontextmanager
async def reading(at: At) -> AsyncIterator[AsyncConnection]:
    """The given transaction, or a new one of the given store, to read from."""
    if isinstance(at, AsyncConnection):
        yield at
        return
    async with at.reading() as connection:
        yield connection


async def open_store(url: str, *, shared: bool = False) -> Store:
    """The store at `sqlite:///path` or `postgresql://...`, migrated to the newest schema and checked.

    On SQLite the process that runs the bot owns the file: a second owner is refused with StorageError. `shared` opens
    beside an owner, for the commands that read or make one short change; it migrates only when nobody owns the file.
    """
    address = store_url(url)
    if not is_sqlite(address):
        return await _open(address, postgres_engines(address), lock=None, may_migrate=True)
    lock = FileLock(str(address.database))
    owned = lock.acquire()
    if not owned and not shared:
        raise StorageError(lock.refusal())
    keep_private(str(address.database))
    try:
        store = await _open(address, sqlite_engines(address), lock=lock, may_migrate=owned)
    except BaseException:
        lock.release()
        raise
    if shared:
        lock.release()
    return store


async def _open(address: URL, engines: Engines, *, lock: FileLock | None, may_migrate: bool) -> Store:
    store = Store(address, engines, lock=lock)
    try:
        with storage_errors():
            await engines.check(quick=not may_migrate)
            await (migrate(engines.writer) if may_migrate else require_current(engines.writer))
    except BaseException:
        await store.close()
        raise
    return store
