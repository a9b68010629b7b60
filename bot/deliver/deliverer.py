"""Due pages to their platforms: many targets at once, one page of a target at a time, outcomes written in groups."""

import asyncio
import contextlib
import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

import structlog

from bot.deliver.attempt import Attempt, Attempted, cut_short
from bot.deliver.troubles import note_trouble
from bot.deliver.waits import Chance, Clock
from bot.ports import Platform
from bot.storage.leases import Leased, Outcome, free_leases, lease_pages, record_outcomes
from bot.storage.mending import heal_lanes
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
        self._one_turn = asyncio.Lock()

    async def deliver_due(self, now: datetime, *, linger: float = 0.0) -> int:
        """Post until nothing is due any more; how many pages were posted.

        `linger` is how many seconds to wait for word of new pages before giving the turn back. Raises StorageError when
        the store fails. What was posted until then is remembered and written down by the next call, before anything
        else is posted.
        """
        clock = await self._begun(now)
        rest = clock.now() + timedelta(seconds=linger)
        posted = 0
        with self._store.wakeups.ringing(self._bell):
            while True:
                self._bell.clear()
                posted += await self._turn(clock)
                if self._under_way or self._attempted:
                    await self._until_something_happens(_LOOK_ROUND)
                elif not await self._word_comes(rest - clock.now()):
                    return posted

    async def _begun(self, now: datetime) -> Clock:
        if self._clock is None:
            if self._store.takes_over():
                await free_leases(self._store)
            await heal_lanes(self._store, now=now)
        self._clock = Clock(now, self._timer)
        return self._clock

    async def _word_comes(self, within: timedelta) -> bool:
        """Whether pages are queued within a time; nobody waits for them while we stop."""
        if within <= timedelta() or self._stopping:
            return False
        await self._store.wakeups.listen()
        await self._until_something_happens(within.total_seconds())
        return self._bell.is_set() and not self._stopping

    async def stop(self, grace: float = 20.0) -> None:
        """Take no more pages, let the calls under way end, and write down what became of them.

        Called again, it waits for no call: whoever calls twice is in a hurry.
        """
        grace = 0.0 if self._stopping else grace
        self._stopping = True
        self._bell.set()
        if self._clock is None:
            return
        async with self._one_turn:
            pass  # a turn that took pages before we stopped has started their calls now
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
        """Write down what became of pages, take new ones, start their calls; how many of them were posted."""
        async with self._one_turn:  # or stopping beside a delivery would write an outcome down twice
            now = clock.now()
            ended = list(self._attempted)
            lost, leased = await self._exchange(ended, now)
            del self._attempted[: len(ended)]
            self._start(leased, clock)
        for outcome in lost:
            log.warning("page_was_taken", key=outcome.leased.key, state=outcome.state, attempt=outcome.leased.attempt)
        return sum(one.outcome.state is PageState.SENT and one.outcome not in lost for one in ended)

    async def _exchange(
        self, ended: Sequence[Attempted], now: datetime
    ) -> tuple[tuple[Outcome, ...], tuple[Leased, ...]]:
        """In one transaction: outcomes and troubles in, pages out; and the outcomes that were not ours any more."""
        room = self._concurrency - len(self._under_way)
        async with self._store.writing() as connection:
            lost = await record_outcomes(connection, [one.outcome for one in ended], now=now)
            for one in ended:
                if one.trouble:
                    await note_trouble(connection, one.trouble)
            if room <= 0 or self._stopping:
                return lost, ()
            return lost, await lease_pages(
                connection, owner=self._owner, now=now, limit=room, platforms=self._platforms
            )

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

    async def _until_something_happens(self, seconds: float) -> None:
        """Until a call ended or pages were queued; calls that end together are written down together."""
        if not self._attempted:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._bell.wait()
        await asyncio.sleep(0)
