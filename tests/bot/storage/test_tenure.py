"""Names are held by one process of all that share a store, until it lets go or its connection dies."""

import asyncio

import pytest
from sqlalchemy import text

from bot.storage import Store, open_store
from bot.storage.tenure import holding, key_of


async def takes(store: Store, names: list[str], taken: asyncio.Event, free: asyncio.Event) -> None:
    async with holding(store, names) as tenure:
        taken.set()
        await free.wait()
        assert not tenure.lost.is_set()


@pytest.mark.postgres
async def test_a_name_is_held_by_one_and_then_by_the_next(pg_store: Store, pg_url: str) -> None:
    taken, free = asyncio.Event(), asyncio.Event()
    async with await open_store(pg_url) as other:
        async with holding(pg_store, ["shard 0", "shard 1"]) as first:
            waiting = asyncio.create_task(takes(other, ["shard 1", "shard 2"], taken, free))
            async with holding(other, ["shard 3"]):
                await asyncio.sleep(0.1)
            assert not taken.is_set()
            assert not first.lost.is_set()
        async with asyncio.timeout(10):
            await taken.wait()
        free.set()
        await waiting


@pytest.mark.postgres
async def test_whoever_loses_the_connection_is_told_and_another_takes_over(pg_store: Store) -> None:
    taken, free = asyncio.Event(), asyncio.Event()
    async with holding(pg_store, ["gateway"]) as first:
        waiting = asyncio.create_task(takes(pg_store, ["gateway"], taken, free))
        async with pg_store.writing() as connection:
            held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
            pids = list((await connection.execute(text(held))).scalars())
            assert len(pids) == 1
            await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pids[0]})
        async with asyncio.timeout(10):
            await first.lost.wait()
            await taken.wait()
    free.set()
    await waiting


async def test_a_store_of_one_process_holds_nothing(sqlite_store: Store) -> None:
    async with holding(sqlite_store, ["gateway"]) as first, holding(sqlite_store, ["gateway"]) as second:
        assert not first.lost.is_set()
        assert not second.lost.is_set()


def test_the_number_of_a_name_is_apart_from_those_of_short_locks() -> None:
    assert key_of("gateway") != key_of("gateway 2")
    assert abs(key_of("gateway")) > 2**32
    assert -(2**63) <= key_of("gateway") < 2**63
