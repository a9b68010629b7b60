"""The ticks: they run at once and again, survive errors, and finish what is under way."""

import asyncio
from datetime import datetime

from bot.errors import StorageError
from bot.schedule import Tick, run_ticks


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
