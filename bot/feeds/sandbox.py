"""Bytes in, the judge's entries out, from a worker process that is killed when it takes too long or too much."""

import asyncio
import multiprocessing
import resource
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar, cast

from bot.errors import FeedError
from bot.feeds.build import Parsed
from bot.feeds.parse import parse_with_feedparser
from bot.feeds.problems import Reason

if TYPE_CHECKING:
    from pebble import ProcessPool

_T = TypeVar("_T")
SECONDS = 5.0
MEMORY = 512 * 1024 * 1024


class Sandbox:
    """Parses with feedparser in at most `workers` processes, begun when the first feed needs one.

    A parse that takes more than `seconds` or a worker that dies is `FeedError("parser_killed")`.
    """

    def __init__(self, *, workers: int = 1, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        """Keep the limits; nothing is started."""
        self._workers = workers
        self._seconds = seconds
        self._memory = memory
        self._pool: ProcessPool | None = None

    async def parse(self, body: bytes, *, base: str, content_type: str = "") -> Parsed:
        """What feedparser finds in a body; raises FeedError."""
        return await self.run(_parse, body, base, content_type)

    async def run(self, work: Callable[..., _T], *arguments: object) -> _T:
        """What a function of a module gives, called in a worker; raises FeedError, the function's own included."""
        from pebble import ProcessExpired

        future = self._started().schedule(_answer, args=[work, *arguments], timeout=self._seconds)
        try:
            error, found = await asyncio.wrap_future(future)
        except TimeoutError as late:
            raise FeedError(Reason.PARSER_KILLED, f"the parser took more than {self._seconds:g} seconds") from late
        except ProcessExpired as died:
            raise FeedError(Reason.PARSER_KILLED, "the parser died") from died
        if error is not None:
            raise FeedError(*error)
        return cast("_T", found)

    def _started(self) -> "ProcessPool":
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=self._workers,
                initializer=_limit,
                initargs=[self._memory],
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool

    async def close(self) -> None:
        """End the workers, whatever they are doing."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)


def _limit(memory: int) -> None:
    """In the worker: load the parser, then take away what a feed has no need of."""
    import feedparser

    assert feedparser.__version__  # noqa: S101 - loaded before the limits, so that it counts for nobody's five seconds
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parse(body: bytes, base: str, content_type: str) -> Parsed:
    return parse_with_feedparser(body, base=base, content_type=content_type)


def _answer(work: Callable[..., object], *arguments: object) -> tuple[tuple[str, str] | None, object]:
    """In the worker: what the work gives, or the reason and sentence of its error (which does not travel by itself)."""
    try:
        return None, work(*arguments)
    except FeedError as error:
        return (str(error.reason), str(error)), None
    except MemoryError:
        return (str(Reason.PARSER_KILLED), "the parser ran out of memory"), None
