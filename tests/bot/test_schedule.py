"""The ticks: they run at once and again, survive errors, and finish what is under way."""

import asyncio
from datetime import datetime

import pytest

from bot.errors import StorageError
from bot.schedule import Tick, run_ticks
from bot.storage import Store
from bot.storage.outbox import PageState, count_pages, queue_pages
from tests.builders import NOW, a_new_page
from tests.delivering import a_deliverer, eventually
from tests.fakes.platforms import FakePlatform


async def test_a_tick_runs_again_after_an_error_that_nobody_foresaw() -> None:
    stop = asyncio.Event()
    turns: list[datetime] = []

    async def work(now: datetime) -> None:
        turns.append(now)
        if len(turns) == 1:
            raise ZeroDivisionError
        if len(turns) == 2:
            raise StorageError("The store is away.")
        stop.set()

    await asyncio.wait_for(run_ticks({Tick.PUBLISH: work}, stop=stop, every={Tick.PUBLISH: 0.01}), timeout=20)
    assert len(turns) >= 3
    assert all(turn.tzinfo is not None for turn in turns)


async def test_a_tick_never_runs_twice_at_once_and_is_finished_before_the_end() -> None:
    stop = asyncio.Event()
    inside = most = finished = 0

    async def work(now: datetime) -> None:
        nonlocal inside, most, finished
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.05)
        inside -= 1
        finished += 1

    async def end() -> None:
        await asyncio.sleep(0.12)
        stop.set()

    await asyncio.gather(run_ticks({Tick.DELIVER: work}, stop=stop, every={Tick.DELIVER: 0.01}), end())
    assert most == 1
    assert inside == 0
    assert finished >= 1


async def test_stopping_beside_the_ticks_finishes_the_post_under_way_and_begins_no_other(store: Store) -> None:
    platform, stop = FakePlatform(), asyncio.Event()
    platform.hold = asyncio.Event()
    await queue_pages(store, [a_new_page(part) for part in range(1, 4)], now=NOW)
    deliverer = a_deliverer(store, platform)
    ticks = asyncio.create_task(
        run_ticks({Tick.DELIVER: deliverer.deliver_due}, stop=stop, stopping=deliverer.stop, clock=lambda: NOW)
    )
    await eventually(lambda: platform.waiting == 1)
    stop.set()
    await asyncio.sleep(0)
    platform.hold.set()
    await ticks
    assert platform.keys == [a_new_page(1).key]
    assert await count_pages(store) == {PageState.SENT: 1, PageState.PLANNED: 2}


async def test_stopping_does_not_wait_for_word_of_new_pages(sqlite_store: Store) -> None:
    stop, begun = asyncio.Event(), asyncio.Event()
    deliverer = a_deliverer(sqlite_store, FakePlatform())

    async def deliver(now: datetime) -> None:
        begun.set()
        await deliverer.deliver_due(now, linger=3600)

    ticks = asyncio.create_task(run_ticks({Tick.DELIVER: deliver}, stop=stop, stopping=deliverer.stop))
    await begun.wait()
    stop.set()
    await asyncio.wait_for(ticks, timeout=20)


async def test_what_does_not_finish_in_its_grace_is_cut_short(caplog: pytest.LogCaptureFixture) -> None:
    stop, begun, cut = asyncio.Event(), asyncio.Event(), []

    async def endless(now: datetime) -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cut.append(now)
            raise

    ticks = asyncio.create_task(run_ticks({Tick.COLLECT: endless}, stop=stop, grace=0.01))
    await begun.wait()
    stop.set()
    await asyncio.wait_for(ticks, timeout=20)
    assert len(cut) == 1
    assert not [record for record in caplog.records if record.levelname == "ERROR"], "it is no error of the program"


async def test_a_tick_that_is_due_as_the_end_comes_does_not_begin() -> None:
    stop, turns = asyncio.Event(), []

    async def work(now: datetime) -> None:
        turns.append(now)

    stop.set()
    await run_ticks({Tick.PUBLISH: work}, stop=stop)
    await asyncio.sleep(0)
    assert turns == []
