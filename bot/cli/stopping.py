"""SIGTERM and Ctrl-C to the end of a program that serves: in good order the first time, at once the second."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from bot.schedule import GRACE

log = structlog.get_logger()


@dataclass(slots=True)
class Stop:
    """Whether somebody said stop, and whether the program serves already (until then it is just broken off)."""

    said: asyncio.Event = field(default_factory=asyncio.Event)
    serving: bool = False


async def until_told(serve: Callable[[Stop], Awaitable[None]]) -> bool:
    """Run what serves until it ends by itself or is told to; false when it was told twice, and so broken off."""
    stop = Stop()
    task = asyncio.ensure_future(serve(stop))
    loop = asyncio.get_running_loop()
    impatient = False

    def told() -> None:
        nonlocal impatient
        impatient = stop.said.is_set()
        stop.said.set()
        if impatient or not stop.serving:
            task.cancel()
            return
        log.info("stopping", what_is_under_way=f"has {GRACE:g} seconds", again="stops at once")

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told)
    with suppress(asyncio.CancelledError):
        await task
    if not stop.said.is_set() and task.cancelled():
        raise asyncio.CancelledError
    if stop.said.is_set():
        log.info("stopped")
    return not impatient
