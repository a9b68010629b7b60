"""Deliverers stop, wake, share and come back from trouble without losing or repeating a page."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.deliver import Deliverer
from bot.errors import StorageError
from bot.storage import Store, open_store
from bot.storage.leases import LEASE
from bot.storage.mending import doubt_everything
from bot.storage.outbox import PageState, count_pages, pages_in_state, queue_pages
from tests.builders import DAY, HOUR, NOW, a_new_page, a_target
from tests.delivering import SECOND, a_deliverer, eventually, execute
from tests.fakes.platforms import FakePlatform


async def test_a_slow_channel_holds_up_nobody_else(store: Store) -> None:
    slow, quick = FakePlatform("slow"), FakePlatform("quick")
    slow.hold = asyncio.Event()
    await queue_pages(store, [a_new_page(target=a_target(platform="slow"))], now=NOW)
    for part in range(1, 6):
        await queue_pages(store, [a_new_page(part, target=a_target(platform="quick"))], now=NOW)
    delivering = asyncio.create_task(a_deliverer(store, slow, quick).deliver_due(NOW))
    await eventually(lambda: len(quick.posted) == 5)
    await queue_pages(store, [a_new_page(6, target=a_target(platform="quick"))], now=NOW)
    await eventually(lambda: len(quick.posted) == 6)
    assert slow.posted == []
    slow.hold.set()
    assert await delivering == 7


async def test_stopping_ends_the_calls_under_way_and_takes_nothing_more(store: Store) -> None:
    platform = FakePlatform()
    platform.hold = asyncio.Event()
    for channel in ("c1", "c2"):
        await queue_pages(store, [a_new_page(part, target=a_target(channel)) for part in (1, 2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW))
    await eventually(lambda: platform.waiting == 2)
    stopping = asyncio.create_task(deliverer.stop())
    await asyncio.sleep(0.01)
    platform.hold.set()
    await asyncio.gather(stopping, delivering)
    assert await count_pages(store) == {PageState.SENT: 2, PageState.PLANNED: 2}
    assert await deliverer.deliver_due(NOW) == 0


async def test_a_call_that_does_not_end_in_time_is_looked_up_by_the_next_process(store: Store) -> None:
    platform = FakePlatform()
    platform.hold = asyncio.Event()
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW))
    await eventually(lambda: platform.waiting > 0)
    await deliverer.stop(grace=0.01)
    await delivering
    assert await count_pages(store) == {PageState.AMBIGUOUS: 1}
    platform.hold.set()
    assert await a_deliverer(store, platform, owner="next").deliver_due(NOW + HOUR) == 1
    assert (len(platform.posted), platform.finds) == (1, 1)


async def test_a_process_that_slept_over_its_lease_does_not_post(sqlite_store: Store) -> None:
    """The machine is suspended between the lease and the call; meanwhile another process takes the page."""
    platform = FakePlatform()
    await queue_pages(sqlite_store, [a_new_page()], now=NOW)
    seconds = iter([0.0, 0.0])
    zombie = Deliverer(
        sqlite_store, {"console": platform}, owner="zombie", timer=lambda: next(seconds, LEASE.total_seconds())
    )
    await zombie.deliver_due(NOW)
    assert platform.finds <= 1
    assert len(platform.posted) <= 1
    assert await a_deliverer(sqlite_store, platform, owner="other").deliver_due(NOW + 2 * LEASE) <= 1
    assert len(platform.posted) == 1


async def test_nothing_is_posted_while_the_store_takes_no_writes(sqlite_store: Store) -> None:
    """As on a full disk: nothing is posted without a recorded attempt, and all goes on when there is room again."""
    platform = FakePlatform()
    await queue_pages(sqlite_store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(sqlite_store, platform)
    await let_write(sqlite_store, False)
    for second in range(3):
        with pytest.raises(StorageError):
            await deliverer.deliver_due(NOW + second * SECOND)
    assert platform.posted == []
    await let_write(sqlite_store, True)
    assert await deliverer.deliver_due(NOW + HOUR) == 2


async def test_what_was_posted_while_the_store_failed_is_written_down_afterwards(sqlite_store: Store) -> None:
    platform = FakePlatform()
    platform.hold = asyncio.Event()
    await queue_pages(sqlite_store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(sqlite_store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW))
    await eventually(lambda: platform.waiting > 0)
    await let_write(sqlite_store, False)
    platform.hold.set()
    with pytest.raises(StorageError):
        await delivering
    with pytest.raises(StorageError):
        await deliverer.deliver_due(NOW + SECOND)
    assert len(platform.posted) == 1
    await let_write(sqlite_store, True)
    assert await deliverer.deliver_due(NOW + DAY) == 2
    assert (len(platform.posted), platform.finds) == (2, 0)


async def let_write(store: Store, may: bool) -> None:
    """Make the one writing connection of a SQLite store read-only, or not."""
    async with store.engine.connect() as connection:
        raw: Any = (await connection.get_raw_connection()).driver_connection
        await raw.execute(f"PRAGMA query_only = {'OFF' if may else 'ON'}")


async def test_delivery_goes_on_after_the_server_dropped_every_connection(pg_store: Store, pg_url: str) -> None:
    platform = FakePlatform()
    platform.hold = asyncio.Event()
    await queue_pages(pg_store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(pg_store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW, linger=0.1))
    await eventually(lambda: platform.waiting > 0)
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
    await execute(pg_url, f"{cut} AND pid <> pg_backend_pid()")
    platform.hold.set()
    await delivering
    await deliverer.deliver_due(NOW + HOUR)
    assert (len(platform.posted), platform.finds) == (2, 0)


async def test_a_restored_backup_repeats_nothing_that_can_be_found_again(sqlite_store: Store, tmp_path: Path) -> None:
    """The backup was made when two pages were planned; since then they were posted, and a third was queued and posted."""
    platform = FakePlatform()
    await queue_pages(sqlite_store, [a_new_page(1), a_new_page(2)], now=NOW)
    backup = tmp_path / "backup.sqlite"
    async with sqlite_store.engine.connect() as connection:
        await connection.exec_driver_sql("COMMIT")
        await connection.exec_driver_sql(f"VACUUM INTO '{backup}'")
    await queue_pages(sqlite_store, [a_new_page(3)], now=NOW)
    assert await a_deliverer(sqlite_store, platform).deliver_due(NOW) == 3
    async with await open_store(f"sqlite:///{backup}") as restored:
        await doubt_everything(restored, now=NOW + HOUR)
        await queue_pages(restored, [a_new_page(3), a_new_page(4)], now=NOW + HOUR)
        assert await a_deliverer(restored, platform).deliver_due(NOW + HOUR) == 4
    assert platform.keys == [a_new_page(part).key for part in (1, 2, 3, 4)]


async def test_word_of_new_pages_is_answered_at_once(store: Store) -> None:
    platform = FakePlatform()
    deliverer = a_deliverer(store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW, linger=20))
    await asyncio.sleep(0.05)
    await queue_pages(store, [a_new_page(1)], now=NOW)
    await eventually(lambda: len(platform.posted) == 1)
    await deliverer.stop()
    await delivering
    assert await count_pages(store) == {PageState.SENT: 1}


async def test_word_of_new_pages_comes_from_other_processes_too(pg_store: Store, pg_url: str) -> None:
    platform = FakePlatform()
    deliverer = a_deliverer(pg_store, platform)
    delivering = asyncio.create_task(deliverer.deliver_due(NOW, linger=20))
    await asyncio.sleep(0.05)
    async with await open_store(pg_url) as other:
        await queue_pages(other, [a_new_page(1)], now=NOW)
    await eventually(lambda: len(platform.posted) == 1)
    await deliverer.stop()
    await delivering


async def test_two_deliverers_never_post_a_page_twice(pg_store: Store) -> None:
    platform = FakePlatform()
    for channel in range(40):
        pages = [a_new_page(part, target=a_target(f"c{channel}")) for part in range(1, 6)]
        await queue_pages(pg_store, pages, now=NOW)
    both = [a_deliverer(pg_store, platform, owner=name, concurrency=16) for name in ("one", "two")]
    counts = await asyncio.gather(*(deliverer.deliver_due(NOW) for deliverer in both))
    assert sum(counts) == len(set(platform.keys)) == len(platform.keys) == 200
    for channel in range(40):
        here = [post.key for post in platform.posted if post.target.channel == f"c{channel}"]
        assert here == [a_new_page(part, target=a_target(f"c{channel}")).key for part in range(1, 6)]


async def test_a_page_of_a_newer_program_waits_for_that_one(store: Store) -> None:
    platform = FakePlatform()
    await queue_pages(store, [a_new_page()], now=NOW)
    async with store.writing() as connection:
        await connection.exec_driver_sql("""UPDATE outbox SET page = '{"v": 99}'""")
    assert await a_deliverer(store, platform).deliver_due(NOW) == 0
    (page,) = await pages_in_state(store, PageState.PLANNED)
    assert "newer" in page.reason
