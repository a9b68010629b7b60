"""One deadline for many pieces of work, looked after together: a tenth of what a timer for each would cost."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

_T = TypeVar("_T")


class Deadline:
    """Ends work that takes longer than `seconds`, at most a fiftieth of that late.

    asyncio.timeout sets and drops a timer for each use, which is a seventh of the price of a small request (measured
    by bench/poll.py); here all running work stands in a row, the oldest first, and one timer looks at its head.
    """

    def __init__(self, seconds: float) -> None:
        """Keep the limit; nothing runs yet."""
        self._seconds = seconds
        self._ends: dict[asyncio.Task[object], float] = {}
        self._expired: set[asyncio.Task[object]] = set()
        self._timer: asyncio.TimerHandle | None = None

    async def keep(self, work: Awaitable[_T]) -> _T:
        """What the work gives; raises TimeoutError when it takes too long. Not to be nested in one task."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - there is no await outside a task
        loop = task.get_loop()
        self._ends[task] = loop.time() + self._seconds
        if self._timer is None:
            self._timer = loop.call_later(self._seconds / 50, self._look, loop)
        try:
            return await work
        except asyncio.CancelledError:
            if task in self._expired and task.uncancel() == 0:
                raise TimeoutError from None
            raise
        finally:
            self._ends.pop(task, None)
            self._expired.discard(task)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        late = []
        for task, end in self._ends.items():
            if end > now:
                break
            late.append(task)
        for task in late:
            del self._ends[task]
            self._expired.add(task)
            task.cancel()
        self._timer = loop.call_later(self._seconds / 50, self._look, loop) if self._ends else None

    def close(self) -> None:
        """Drop the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
