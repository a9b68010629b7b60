"""The clock and the ticks: APScheduler wakes us; what is due is a column in the store.

The only module that imports apscheduler or reads the clock for the program that runs.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import structlog

from bot.errors import BotError

log = structlog.get_logger()

Work = Callable[[datetime], Awaitable[object]]


class Tick(StrEnum):
    """The five things that are looked for again and again."""

    COLLECT = "collect"
    PUBLISH = "publish"
    WATCH = "watch"
    DELIVER = "deliver"
    CLEAN = "clean"


EVERY = {Tick.COLLECT: 15.0, Tick.PUBLISH: 5.0, Tick.WATCH: 5.0, Tick.DELIVER: 2.0, Tick.CLEAN: 3600.0}
"""Seconds between two looks; nothing is lost or late by more than this when a look is missed."""

GRACE = 25.0
"""Seconds that what is under way has to finish, longer than the calls of a delivery are given."""


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class _Turn:
    """One tick at work: never twice at once, and an error is said and the work left due in the store."""

    tick: Tick
    work: Work
    clock: Callable[[], datetime]
    failing: bool = False

    async def run(self) -> None:
        try:
            await self.work(self.clock())
        except asyncio.CancelledError:
            raise
        except BotError as error:
            self._say(str(error))
        except Exception as error:  # the tick has to survive what nobody foresaw; what was due is still due
            self._say(f"{type(error).__name__}: {error}", unforeseen=error)
        else:
            if self.failing:
                log.info("tick_works_again", tick=self.tick)
            self.failing = False

    def _say(self, problem: str, *, unforeseen: Exception | None = None) -> None:
        self.failing = True
        log.error("tick_failed", tick=self.tick, problem=problem, exc_info=unforeseen)


async def run_ticks(
    work: Mapping[Tick, Work],
    *,
    stop: asyncio.Event,
    stopping: Callable[[], Awaitable[None]] | None = None,
    every: Mapping[Tick, float] = EVERY,
    clock: Callable[[], datetime] = utc_now,
    grace: float = GRACE,
) -> None:
    """Run each work at once and then again and again, until `stop` is set.

    What runs then is finished first, with `stopping` called beside it, which tells it to begin nothing new; after
    `grace` seconds it is cut short, and stays due in the store.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler

    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    turns = [_Turn(tick, do, clock) for tick, do in work.items()]
    under_way: set[asyncio.Task[object]] = set()

    async def take(turn: _Turn) -> None:
        if stop.is_set():
            return
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a coroutine of ours always runs in a task
        under_way.add(task)
        task.add_done_callback(under_way.discard)
        try:
            await turn.run()
        except asyncio.CancelledError:  # by us, at the end of the grace; the scheduler need not hear of it
            if not stop.is_set():
                raise
            log.info("cut_short", tick=turn.tick)

    for turn in turns:
        scheduler.add_job(take, "interval", [turn], seconds=every[turn.tick], next_run_time=utc_now(), id=turn.tick)
    scheduler.start()
    try:
        await stop.wait()
    finally:
        scheduler.pause()
        if stopping is not None:
            under_way.add(asyncio.ensure_future(_settled(stopping)))
        await _finish(under_way, grace)
        scheduler.shutdown(wait=False)


async def _settled(stopping: Callable[[], Awaitable[None]]) -> None:
    """Stop what works; whatever that comes to, the rest is finished too, and `building` closes everything again."""
    try:
        await stopping()
    except BotError as error:
        log.error("stopping_failed", problem=str(error))


async def _finish(under_way: set[asyncio.Task[object]], grace: float) -> None:
    """Wait for what is under way, but not for ever, nor when we are cancelled meanwhile."""
    tasks = set(under_way)
    try:
        if tasks:
            await asyncio.wait(tasks, timeout=grace)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
