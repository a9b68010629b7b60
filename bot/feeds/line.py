"""Jobs in, their results out as they come: many at once, few on one host, nobody held up by another host's slowness."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class _Line(Generic[Job]):
    """Who is next: jobs in their order, except that those of a busy host wait beside it."""

    def __init__(self, jobs: Iterable[Job], *, host: Callable[[Job], str], per_host: int) -> None:
        self._coming = iter(jobs)
        self._host = host
        self._per_host = per_host
        self._busy: dict[str, int] = {}
        self._beside: dict[str, deque[Job]] = {}
        self._freed: deque[str] = deque()

    def take(self) -> Job | None:
        """The next job whose host has room; None when there is none now: whoever is busy there takes the rest."""
        while self._freed:
            host = self._freed.popleft()
            waiting = self._beside.get(host)
            if waiting and self._busy.get(host, 0) < self._per_host:
                return self._begin(host, waiting.popleft())
        for job in self._coming:
            host = self._host(job)
            if self._busy.get(host, 0) < self._per_host:
                return self._begin(host, job)
            self._beside.setdefault(host, deque()).append(job)
        return None

    def _begin(self, host: str, job: Job) -> Job:
        self._busy[host] = self._busy.get(host, 0) + 1
        return job

    def done(self, job: Job) -> None:
        """Give the host's room back."""
        host = self._host(job)
        self._busy[host] -= 1
        if self._beside.get(host):
            self._freed.append(host)
        elif not self._busy[host]:
            del self._busy[host]


class _Counter(Generic[Result]):
    """Results handed over in the order they come; workers wait when too many lie there."""

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._results: deque[Result] = deque()
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self.closed = False

    async def put(self, result: Result) -> None:
        self._results.append(result)
        self._news.set()
        if len(self._results) > self._most:
            self._room.clear()
            await self._room.wait()

    def close(self) -> None:
        self.closed = True
        self._news.set()

    async def all(self) -> AsyncIterator[Result]:
        while True:
            while self._results:
                yield self._results.popleft()
                if len(self._results) == self._most // 2:
                    self._room.set()
            self._room.set()
            if self.closed:
                return
            self._news.clear()
            await self._news.wait()


async def run_side_by_side(
    jobs: Iterable[Job],
    *,
    host: Callable[[Job], str],
    run: Callable[[Job], Awaitable[Result]],
    at_once: int,
    per_host: int,
) -> AsyncIterator[Result]:
    """The results of all jobs in the order they come; the first error ends the rest and is raised."""
    line = _Line(jobs, host=host, per_host=per_host)
    results: _Counter[Result] = _Counter(most=4 * at_once)

    async def work() -> None:
        while (job := line.take()) is not None:
            try:
                result = await run(job)
            finally:
                line.done(job)
            await results.put(result)

    workers = [asyncio.create_task(work()) for _ in range(at_once)]
    closing = asyncio.create_task(_close(workers, results))
    try:
        async for result in results.all():
            yield result
        for worker in workers:
            if worker.done():
                worker.result()
    finally:
        for task in (*workers, closing):
            task.cancel()
        await asyncio.gather(*workers, closing, return_exceptions=True)


async def _close(workers: list[asyncio.Task[None]], results: _Counter[Result]) -> None:
    """Closes the counter when all work is done, or some of it failed."""
    await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
    results.close()
