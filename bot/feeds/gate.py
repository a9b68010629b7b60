"""How often and how many at once a host is asked: at most a few requests, some time apart."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit


@dataclass(slots=True)
class _Host:
    running: int = 0
    free_at: float = 0.0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


class HostGate:
    """Lets `at_once` requests to one host run, each begun at least `spacing` seconds after the one before.

    Times are the event loop's clock. Hosts that nobody asks are forgotten.
    """

    def __init__(self, *, at_once: int, spacing: float) -> None:
        """Keep the two limits, the same for every host."""
        self._at_once = at_once
        self._spacing = spacing
        self._hosts: dict[str, _Host] = {}

    async def enter(self, host: str) -> None:
        """Wait for a turn at a host; whoever got one gives it back with `leave`."""
        place = self._hosts.setdefault(host, _Host())
        if place.running >= self._at_once:
            await self._wait(place)
        else:
            place.running += 1
        if self._spacing:
            await self._space(host, place)

    def leave(self, host: str) -> None:
        """Give the turn to whoever waits longest."""
        place = self._hosts[host]
        while place.waiting:
            turn = place.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        place.running -= 1
        if not place.running and len(self._hosts) > 1024:
            self._forget_idle()
        elif not place.running and not self._spacing:
            del self._hosts[host]

    async def _wait(self, place: _Host) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place.waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._pass_on(place)
            raise

    def _pass_on(self, place: _Host) -> None:
        while place.waiting:
            turn = place.waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        place.running -= 1

    async def _space(self, host: str, place: _Host) -> None:
        """Wait until the host may be asked again; who wakes late keeps the next one waiting for as long."""
        clock = asyncio.get_running_loop().time
        try:
            while (wait := place.free_at - clock()) > 0:  # noqa: ASYNC110 - somebody else may begin meanwhile
                await asyncio.sleep(wait)
        except asyncio.CancelledError:
            self.leave(host)
            raise
        place.free_at = clock() + self._spacing

    def _forget_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        idle = [host for host, place in self._hosts.items() if not place.running and place.free_at <= now]
        for host in idle:
            del self._hosts[host]


@lru_cache(maxsize=16384)
def host_of(url: str) -> str:
    """The host and port of an address, lower case, without who signs in; "" for something that is no address."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
