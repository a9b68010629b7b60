"""Pages reach their platform once and in order, and every kind of failure comes to its own end."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.deliver import Deliverer, resume_target, resume_workspace
from bot.errors import Ambiguous, GiveUp, StorageError, TryLater
from bot.storage import Store, open_store
from bot.storage.leases import LEASE, lease_pages
from bot.storage.mending import doubt_everything
from bot.storage.notices import open_notices
from bot.storage.outbox import PageKind, PageState, count_pages, pages_in_state, pages_of, queue_pages
from bot.storage.pauses import Pause, pauses_now
from tests.builders import DAY, HOUR, NOW, a_new_page, a_target
from tests.fakes.platforms import FakePlatform

SECOND = timedelta(seconds=1)


def once(error: Exception) -> Callable[[], Exception | None]:
    """A fault that happens the first time only."""
    errors: list[Exception] = [error]
    return lambda: errors.pop() if errors else None


def always(error: Exception) -> Callable[[], Exception | None]:
    """A fault that happens every time."""
    return lambda: error


async def execute(url: str, statement: str) -> None:
    """Run a statement beside the store."""
    import asyncpg

    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def a_deliverer(store: Store, *platforms: FakePlatform, owner: str = "me", concurrency: int = 64) -> Deliverer:
    named = {platform.name: platform for platform in platforms}
    return Deliverer(store, named, owner=owner, concurrency=concurrency, chance=lambda: 0.5)


async def test_pages_are_posted_once_and_in_order_within_a_target(store: Store) -> None:
    platform = FakePlatform()
    targets = [a_target(f"c{number}") for number in range(5)]
    for target in targets:
        await queue_pages(store, [a_new_page(part, target=target) for part in range(1, 5)], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 20
    assert await count_pages(store) == {PageState.SENT: 20}
    assert len(set(platform.keys)) == len(platform.keys) == 20
    for target in targets:
        here = [post.key for post in platform.posted if post.target == target]
        assert here == [a_new_page(part, target=target).key for part in range(1, 5)]
    assert await a_deliverer(store, platform).deliver_due(NOW + DAY) == 0


async def test_the_platforms_own_id_is_kept(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    await a_deliverer(store, FakePlatform()).deliver_due(NOW)
    assert [page.platform_id for page in await pages_of(store, "d1")] == ["p1"]


@pytest.mark.parametrize(
    "error", [Ambiguous("502"), TimeoutError(), RuntimeError("a fault of ours"), ConnectionResetError()]
)
async def test_a_page_accepted_without_an_answer_is_found_and_not_repeated(
    sqlite_store: Store, error: Exception
) -> None:
    platform = FakePlatform()
    platform.after = once(error)
    await queue_pages(sqlite_store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(sqlite_store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await count_pages(sqlite_store) == {PageState.AMBIGUOUS: 1, PageState.PLANNED: 1}
    assert await deliverer.deliver_due(NOW + HOUR) == 2
    assert platform.keys == [a_new_page(1).key, a_new_page(2).key]


async def test_an_ambiguous_page_that_is_not_there_is_posted_again(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(Ambiguous("reset"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await deliverer.deliver_due(NOW + HOUR) == 1
    assert (platform.keys, platform.finds) == ([a_new_page().key], 1)


async def test_a_page_of_a_process_that_died_is_looked_up_first(store: Store) -> None:
    platform = FakePlatform()
    await queue_pages(store, [a_new_page()], now=NOW)
    (dead,) = await lease_pages(store, owner="dead", now=NOW, limit=1, platforms=["console"])
    await platform.send(dead.target, dead.page, key=dead.key)
    assert await a_deliverer(store, platform).deliver_due(NOW + LEASE - SECOND) == 0
    assert await a_deliverer(store, platform).deliver_due(NOW + LEASE) == 1
    assert platform.keys == [dead.key]


async def test_what_cannot_be_read_back_is_kept_back_as_digest_and_repeated_as_alert(store: Store) -> None:
    platform = FakePlatform()
    platform.after = always(Ambiguous("502"))
    platform.reading = always(GiveUp("missing_scope"))
    await queue_pages(store, [a_new_page(1)], now=NOW)
    await queue_pages(store, [a_new_page(1, source="a1", kind=PageKind.ALERT, target=a_target("c2"))], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    platform.after = lambda: None
    assert await deliverer.deliver_due(NOW + HOUR) == 1
    assert [page.state for page in await pages_of(store, "d1")] == [PageState.PARKED]
    assert [page.state for page in await pages_of(store, "a1")] == [PageState.SENT]
    assert platform.keys.count(a_new_page(1).key) == 1
    (notice,) = await open_notices(store)
    assert "is kept" in notice.text


async def test_a_read_back_that_has_to_wait_leaves_the_page_ambiguous(store: Store) -> None:
    platform = FakePlatform()
    platform.after = once(Ambiguous("502"))
    platform.reading = always(TryLater("ratelimited", retry_after=60))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    await deliverer.deliver_due(NOW + HOUR)
    assert await count_pages(store) == {PageState.AMBIGUOUS: 1}
    platform.reading = lambda: None
    assert await deliverer.deliver_due(NOW + HOUR + 50 * SECOND) == 0
    assert await deliverer.deliver_due(NOW + 2 * HOUR) == 1
    assert len(platform.posted) == 1


async def test_a_page_is_tried_again_when_the_platform_says(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(TryLater("ratelimited", retry_after=90, scope="channel"))
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await deliverer.deliver_due(NOW + 89 * SECOND) == 0
    assert await deliverer.deliver_due(NOW + 91 * SECOND) == 2
    assert (platform.keys, platform.finds) == ([a_new_page(1).key, a_new_page(2).key], 0)


async def test_a_refusal_without_a_time_backs_off_with_jitter(store: Store) -> None:
    platform = FakePlatform()
    platform.before = always(TryLater("refused"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    waits, now = [], NOW
    for _ in range(12):
        await deliverer.deliver_due(now)
        (page,) = await pages_in_state(store, PageState.PLANNED)
        waits.append(round((page.due_at - now).total_seconds()))
        now = page.due_at
    assert waits[:4] == [2, 3, 6, 12]
    assert waits[-1] == 450


@pytest.mark.parametrize(("scope", "posted"), [("workspace", ["w2", "other"]), ("platform", ["other"])])
async def test_a_workspace_or_a_platform_waits_as_a_whole(sqlite_store: Store, scope: str, posted: list[str]) -> None:
    console, other = FakePlatform(), FakePlatform("other")
    console.before = once(TryLater("slow down", retry_after=600, scope=scope))
    deliverer = a_deliverer(sqlite_store, console, other)
    await queue_pages(sqlite_store, [a_new_page()], now=NOW)
    await deliverer.deliver_due(NOW)
    for target in (a_target("c2"), a_target(workspace="w2"), a_target(workspace="other", platform="other")):
        await queue_pages(sqlite_store, [a_new_page(target=target)], now=NOW)
    await deliverer.deliver_due(NOW + SECOND)
    assert [post.target.workspace for post in console.posted + other.posted] == posted
    await deliverer.deliver_due(NOW + 601 * SECOND)
    assert len(console.posted) == 3


async def test_a_refused_page_is_posted_once_as_plain_text(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(GiveUp("invalid_blocks"))
    await queue_pages(store, [a_new_page()], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 1
    assert platform.keys == [a_new_page().key]


async def test_a_page_refused_as_plain_text_too_is_parked_and_told_and_the_next_goes_on(store: Store) -> None:
    platform = FakePlatform()
    refusals: list[Exception] = [GiveUp("msg_too_long"), GiveUp("msg_too_long")]
    platform.before = lambda: refusals.pop() if refusals else None
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 1
    assert [page.state for page in await pages_of(store, "d1")] == [PageState.PARKED, PageState.SENT]
    (notice,) = await open_notices(store)
    assert "msg_too_long" in notice.text


async def test_a_channel_that_is_gone_is_paused_told_once_and_resumed_when_invited_again(store: Store) -> None:
    platform = FakePlatform()
    platform.before = always(GiveUp("not_in_channel", scope="destination"))
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    for day in range(3):
        await deliverer.deliver_due(NOW + day * DAY)
    (notice,) = await open_notices(store)
    assert "not_in_channel" in notice.text
    (page, _) = await pages_of(store, "d1")
    assert (page.attempt, page.state) == (1, PageState.PLANNED)
    platform.before = lambda: None
    assert await resume_target(store, a_target())
    assert await deliverer.deliver_due(NOW + 4 * DAY) == 2
    assert await open_notices(store) == ()
    assert not await resume_target(store, a_target())


async def test_a_revoked_token_stops_its_workspace_and_keeps_the_queue(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(GiveUp("token_revoked", scope="credential"))
    deliverer = a_deliverer(store, platform, concurrency=1)
    targets = [a_target("c1"), a_target("c2"), a_target(workspace="w2")]
    for target in targets:
        await queue_pages(store, [a_new_page(target=target)], now=NOW)
    assert await deliverer.deliver_due(NOW) == 1
    assert [post.target.workspace for post in platform.posted] == ["w2"]
    assert await pauses_now(store, now=NOW) == (
        Pause(platform="console", workspace="w1", until=None, reason="token_revoked"),
    )
    assert await resume_workspace(store, platform="console", workspace="w1")
    assert await deliverer.deliver_due(NOW + HOUR) == 2


async def test_a_channel_lost_while_looking_keeps_the_page_unsure(store: Store) -> None:
    platform = FakePlatform()
    platform.after = once(Ambiguous("502"))
    platform.reading = once(GiveUp("account_inactive", scope="credential"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    await deliverer.deliver_due(NOW + HOUR)
    assert await count_pages(store) == {PageState.AMBIGUOUS: 1}
    await resume_workspace(store, platform="console", workspace="w1")
    assert await deliverer.deliver_due(NOW + 2 * HOUR) == 1
    assert len(platform.posted) == 1


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
