"""A store opens migrated and whole, or says in a sentence why not."""

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.errors import StorageError
from bot.storage import Store, open_store
from bot.storage.addresses import store_url as address_of
from bot.storage.engines import WHOLE_CHECK_BYTES
from bot.storage.migrate import HEAD
from bot.storage.schema import metadata
from bot.storage.settings import save_setting, setting, settings_of


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite:///a.db"),
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h/d?sslmode=require", "postgresql+asyncpg://u:p@h/d?ssl=require"),
        ("postgresql:///d?host=/run", "postgresql+asyncpg:///d?host=%2Frun"),
    ],
)
def test_addresses_are_taken_as_people_write_them(written: str, taken: str) -> None:
    assert address_of(written).render_as_string(hide_password=False) == taken


@pytest.mark.parametrize("written", ["", "nonsense", "mysql://h/d", "sqlite://", "sqlite:///:memory:"])
def test_an_address_of_another_kind_is_refused_with_a_sentence(written: str) -> None:
    with pytest.raises(StorageError, match=r"sqlite"):
        address_of(written)


async def test_the_migrations_make_exactly_the_tables_of_the_schema(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        def is_ours(_: object, name: str | None, *__: object) -> bool:
            return not str(name).startswith("search_")  # the full-text index is made of statements of its own

        options = {"include_object": is_ours, "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with store.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_an_empty_database_is_migrated_by_one_of_many_that_start_at_once(empty_pg_url: str) -> None:
    opened = await asyncio.gather(*(open_store(empty_pg_url) for _ in range(4)))
    for one in opened:
        async with one.reading() as connection:
            assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
        await one.close()


async def test_a_newer_schema_is_refused(store_url: str) -> None:
    async with await open_store(store_url) as store, store.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    try:
        for shared in (False, True):
            with pytest.raises(StorageError, match="newer Chipbrief"):
                await open_store(store_url, shared=shared)
    finally:
        if store_url.startswith("postgresql"):  # the database is kept for the next test
            await execute(store_url, f"UPDATE alembic_version SET version_num = '{HEAD}'")


async def test_a_migration_that_is_interrupted_leaves_nothing_behind(sqlite_url: str) -> None:
    script = f"""
import asyncio, os, signal
from alembic import command
from bot.storage import open_store
whole = command.upgrade
def interrupted(*args):
    whole(*args)
    os.kill(os.getpid(), signal.SIGKILL)
command.upgrade = interrupted
asyncio.run(open_store({sqlite_url!r}))
"""
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    assert done.returncode == -9
    async with await open_store(sqlite_url) as store, store.reading() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


async def test_a_second_owner_of_a_file_is_refused_and_a_guest_is_not(sqlite_url: str) -> None:
    async with await open_store(sqlite_url) as owner:
        with pytest.raises(StorageError, match=r"already in use by process \d+"):
            await open_store(sqlite_url)
        async with await open_store(sqlite_url, shared=True) as guest:
            await save_setting(guest, "name", "from the guest")
        assert await setting(owner, "name") == "from the guest"
    async with await open_store(sqlite_url) as next_owner:
        assert await setting(next_owner, "name") == "from the guest"


async def test_a_guest_migrates_a_file_that_nobody_owns_and_gives_way_to_an_owner(sqlite_url: str) -> None:
    async with await open_store(sqlite_url, shared=True) as guest, await open_store(sqlite_url) as owner:
        await save_setting(owner, "name", "from the owner")
        assert await setting(guest, "name") == "from the owner"


async def test_the_lock_of_a_killed_owner_is_free(sqlite_url: str) -> None:
    script = f"""
import asyncio, os, signal
from bot.storage import open_store
async def main():
    await open_store({sqlite_url!r})
    os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(main())
"""
    done = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", script], cwd=Path(__file__).parents[3])
    assert done.returncode == -9
    await (await open_store(sqlite_url)).close()


async def test_a_new_file_is_for_its_owner_only(sqlite_url: str) -> None:
    await (await open_store(sqlite_url)).close()
    status = await asyncio.to_thread(os.stat, sqlite_url.removeprefix("sqlite:///"))
    assert stat.S_IMODE(status.st_mode) == 0o600


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 1000)
    with pytest.raises(StorageError, match="not a database"):
        await open_store(f"sqlite:///{path}")


async def test_a_damaged_file_is_refused(sqlite_url: str) -> None:
    async with await open_store(sqlite_url) as store, store.writing() as connection:
        rows = [{"n": f"n{n}", "v": "v" * 200} for n in range(3000)]
        await connection.execute(text("INSERT INTO settings VALUES ('', '', '', :n, :v)"), rows)
    damage(Path(sqlite_url.removeprefix("sqlite:///")))
    with pytest.raises(StorageError, match=r"damaged|malformed"):
        await open_store(sqlite_url)


def damage(path: Path) -> None:
    """Overwrite two pages in the middle of a file."""
    whole = path.read_bytes()
    assert len(whole) < WHOLE_CHECK_BYTES
    half = len(whole) // 2
    path.write_bytes(whole[:half] + b"\xff" * 8192 + whole[half + 8192 :])


async def test_a_database_that_cannot_be_reached_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be reached"):
        await open_store(f"postgresql:///nothing?host={tmp_path}")
    with pytest.raises(StorageError, match="cannot be"):
        await open_store("sqlite:////proc/nowhere/chipbrief.sqlite")


async def test_a_database_of_another_program_is_left_alone(sqlite_url: str) -> None:
    engine = create_async_engine(address_of(sqlite_url))
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE feeds (of_ours INTEGER)"))
    with pytest.raises(StorageError, match=r"tables of another program \(feeds\); give Chipbrief one of its own"):
        await open_store(sqlite_url)
    async with engine.connect() as connection:
        assert (await connection.scalars(text("SELECT name FROM sqlite_schema"))).all() == ["feeds"]
    await engine.dispose()


async def test_a_lost_connection_is_replaced(pg_store: Store, pg_url: str) -> None:
    await save_setting(pg_store, "name", "before")
    await cut_connections(pg_url)
    assert await setting(pg_store, "name") == "before"


async def test_a_connection_lost_in_a_transaction_is_a_storage_error(pg_store: Store, pg_url: str) -> None:
    async def write_while_cut() -> None:
        async with pg_store.writing() as connection:
            await save_setting(connection, "name", "lost")
            await cut_connections(pg_url)
            await connection.execute(text("SELECT 1"))

    with pytest.raises(StorageError, match="cannot be used"):
        await write_while_cut()
    assert await setting(pg_store, "name") is None


async def cut_connections(url: str) -> None:
    """Do to every connection what a server that restarts does."""
    await execute(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")


async def test_a_full_disk_is_a_storage_error_and_heals_when_there_is_room(sqlite_store: Store) -> None:
    async with sqlite_store.writing() as connection:
        pages = await connection.scalar(text("PRAGMA page_count"))
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="full"):
        await save_setting(sqlite_store, "name", "v" * 100_000)
    async with sqlite_store.writing() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    await save_setting(sqlite_store, "name", "v" * 100_000)


async def test_a_transaction_that_fails_is_undone_whole(store: Store) -> None:
    async def fail_half_way() -> None:
        async with store.writing() as connection:
            await save_setting(connection, "name", "value")
            raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        await fail_half_way()
    assert await setting(store, "name") is None


async def test_a_channels_setting_stands_before_its_workspaces(store: Store) -> None:
    await save_setting(store, "zone", "UTC", platform="slack", workspace="w")
    await save_setting(store, "zone", "Asia/Taipei", platform="slack", workspace="w", channel="c")
    await save_setting(store, "zone", "Asia/Tokyo", platform="slack", workspace="other", channel="c")
    assert await setting(store, "zone", platform="slack", workspace="w", channel="c") == "Asia/Taipei"
    assert await setting(store, "zone", platform="slack", workspace="w", channel="d") == "UTC"
    assert await settings_of(store, platform="discord", workspace="w") == {}


async def test_word_of_queued_pages_comes_from_other_processes(pg_store: Store, pg_url: str) -> None:
    bell = asyncio.Event()
    with pg_store.wakeups.ringing(bell):
        await pg_store.wakeups.listen()
        async with await open_store(pg_url) as other, other.writing() as connection:
            await connection.execute(text("SELECT pg_notify('chipbrief_outbox', '')"))
        async with asyncio.timeout(10):
            await bell.wait()


async def execute(url: str, statement: str) -> None:
    """Run a statement beside the store."""
    import asyncpg

    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()
