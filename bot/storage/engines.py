"""A database address to engines set up for safety: one that writes, one that reads."""

import os
from dataclasses import dataclass
from typing import Protocol, cast

from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StorageError

BUSY_MS = 10_000
READERS = 4
POSTGRES_CONNECTIONS = 8
WHOLE_CHECK_BYTES = 256 * 2**20  # a larger file has only its small, precious tables checked at start
_PRECIOUS = ("subscriptions", "digests", "digest_items", "outbox", "lanes", "watches")


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _SqliteConnection(Protocol):
    isolation_level: str | None

    def cursor(self) -> _Cursor: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """On SQLite one connection writes and a few read; on PostgreSQL both are one pool."""

    writer: AsyncEngine
    reader: AsyncEngine

    async def check(self, *, quick: bool) -> None:
        """Raise StorageError when a SQLite file is damaged; `quick` looks at nothing but its header."""
        if self.writer.dialect.name != "sqlite":
            return
        size = _size(self.writer.url)
        async with self.reader.connect() as connection:
            await connection.execute(text("SELECT count(*) FROM sqlite_schema"))
            if quick:
                return
            for statement in ["PRAGMA quick_check(1)"] if size <= WHOLE_CHECK_BYTES else _checks_of_precious_tables():
                answer = (await connection.execute(text(statement))).scalar()
                if answer not in ("ok", None):
                    raise StorageError(f"The store {self.writer.url.database} is damaged: {answer}; restore a backup")

    async def dispose(self) -> None:
        """Close every connection."""
        await self.writer.dispose()
        await self.reader.dispose()


def sqlite_engines(url: URL) -> Engines:
    """WAL, foreign keys, and FULL: a commit is on the disk before it counts, so a power cut loses nothing accepted.

    The writer begins IMMEDIATE, so it waits for the lock at the start and never fails to get it half-way.
    """
    writer = create_async_engine(url, pool_size=1, max_overflow=0, pool_timeout=60)
    reader = create_async_engine(url, pool_size=READERS, max_overflow=0, pool_timeout=60)
    _prepare(writer, begin="BEGIN IMMEDIATE", read_only=False)
    _prepare(reader, begin="BEGIN", read_only=True)
    return Engines(writer=writer, reader=reader)


def postgres_engines(url: URL) -> Engines:
    """One pool; a connection that died is noticed when it is taken and replaced."""
    engine = create_async_engine(url, pool_size=POSTGRES_CONNECTIONS, max_overflow=4, pool_pre_ping=True)
    return Engines(writer=engine, reader=engine)


def _prepare(engine: AsyncEngine, *, begin: str, read_only: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: object, _record: object) -> None:
        raw = cast("_SqliteConnection", connection)
        raw.isolation_level = None  # sqlite3 must not begin transactions by itself
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA cache_size = -16000")
        if read_only:
            cursor.execute("PRAGMA query_only = ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin_so(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


def _size(url: URL) -> int:
    try:
        return os.path.getsize(str(url.database))
    except OSError:
        return 0


def _checks_of_precious_tables() -> list[str]:
    return [f"PRAGMA quick_check('{table}')" for table in _PRECIOUS]
