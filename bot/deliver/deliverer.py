"""Due pages to their platforms: many targets at once, one page of a target at a time, outcomes written in groups."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Mapping
from datetime import datetime

import structlog

from bot.deliver.attempt import Attempt, Attempted, cut_short
from bot.deliver.troubles import note_trouble
from bot.deliver.waits import Chance, Clock
from bot.ports import Platform
from bot.storage.leases import Leased, heal_lanes, lease_pages, record_outcomes
from bot.storage.outbox import PageState
from bot.storage.store import Store

log = structlog.get_logger()

CONCURRENCY = 100
_LOOK_ROUND = 0.5  # seconds until a page that became due meanwhile is noticed while calls are under way


def seconds_awake_or_not() -> float:
    """A timer that also counts while the machine is suspended, so that a lease does not seem to live on."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime(clock)


class Deliverer:
    """Brings due pages to their platforms; any number of them may share a PostgreSQL store."""

    def __init__(
        self,
        store: Store,
        platforms: Mapping[str, Platform],
        *,
        owner: str,
        concurrency: int = CONCURRENCY,
        chance: Chance = random.random,
        timer: Callable[[], float] = seconds_awake_or_not,
    ) -> None:
        """`owner` names this process among those that share the store; it must differ from every other's."""
        self._store = store
        self._platforms = platforms
        self._owner = owner
        self._concurrency = concurrency
        self._chance = chance
        self._timer = timer
        self._under_way: dict[asyncio.Task[Attempted], Leased] = {}
        self._attempted: list[Attempted] = []
        self._stopping = False
        self._clock: Clock | None = None
        self._bell = asyncio.Event()

    async def deliver_due(self, now: datetime) -> int:
        """Post until nothing is due any more; how many pages were posted.

        Raises StorageError when the store fails. What was posted until then is remembered and written down by the next
        call, before anything else is posted.
        """
        if self._clock is None:
            await heal_lanes(self._store, now=now)
        self._clock = clock = Clock(now, self._timer)
        posted = 0
        with self._store.wakeups.ringing(self._bell):
            while True:
                self._bell.clear()
                posted += await self._turn(clock)
                if not self._under_way and not self._attempted:
                    return posted
                await self._until_something_happens()

    async def stop(self, grace: float = 20.0) -> None:
        """Take no more pages, let the calls under way end, and write down what became of them."""
        self._stopping = True
        if self._clock is None:
            return
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=grace)
        late = dict(self._under_way)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        now = self._clock.now()
        cut = [Attempted(outcome=cut_short(page, now)) for task, page in late.items() if task.cancelled()]
        self._attempted += cut
        await self._turn(self._clock)

    async def _turn(self, clock: Clock) -> int:
        """One transaction: write down what became of pages, take new ones; then start their calls."""
        now = clock.now()
        ended, room = list(self._attempted), self._concurrency - len(self._under_way)
        leased: tuple[Leased, ...] = ()
        async with self._store.writing() as connection:
            lost = await record_outcomes(connection, [one.outcome for one in ended], now=now)
            for one in ended:
                if one.trouble:
                    await note_trouble(connection, one.trouble)
            if room > 0 and not self._stopping:
                leased = await lease_pages(
                    connection, owner=self._owner, now=now, limit=room, platforms=self._platforms
                )
        del self._attempted[: len(ended)]
        for outcome in lost:
            log.warning("page_was_taken", key=outcome.leased.key, state=outcome.state, attempt=outcome.leased.attempt)
        self._start(leased, clock)
        return sum(one.outcome.state is PageState.SENT for one in ended) - sum(o.state is PageState.SENT for o in lost)

    def _start(self, leased: tuple[Leased, ...], clock: Clock) -> None:
        for page in leased:
            platform = self._platforms[page.target.platform]
            attempt = Attempt(leased=page, platform=platform, clock=clock, chance=self._chance)
            task = asyncio.create_task(attempt.made())
            self._under_way[task] = page
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[Attempted]) -> None:
        self._under_way.pop(task, None)
        if not task.cancelled():
            self._attempted.append(task.result())
            self._bell.set()

    async def _until_something_happens(self) -> None:
        """Until a call ended or pages were queued; calls that end together are written down together."""
        if not self._attempted:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_ROUND):
                    await self._bell.wait()
        await asyncio.sleep(0)
