"""A host name in, its addresses out, asked of the system in threads of our own and remembered for a while."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from bot.feeds.guard import Address
from bot.feeds.problems import FetchError, Reason

LookUp = Callable[[str, int], Sequence[str]]
_REMEMBERED = 300.0  # seconds
_MOST = 4096


class Names:
    """Looks names up in its own threads, so that one which never answers holds up nobody else's work."""

    def __init__(self, look_up: LookUp | None = None, *, threads: int = 16) -> None:
        """Start no thread yet; `look_up` replaces the system's getaddrinfo in tests."""
        self._look_up = look_up or _look_up
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="resolve")
        self._known: dict[tuple[str, int], tuple[float, tuple[Address, ...]]] = {}

    async def addresses(self, host: str, port: int, *, seconds: float) -> tuple[Address, ...]:
        """The addresses of a host; raises FetchError when there are none, TimeoutError after `seconds`."""
        loop = asyncio.get_running_loop()
        until, found = self._known.get((host, port), (0.0, ()))
        if loop.time() < until:
            return found
        try:
            async with asyncio.timeout(seconds):
                texts = await loop.run_in_executor(self._pool, self._look_up, host, port)
        except (socket.gaierror, UnicodeError) as error:
            raise FetchError(Reason.DNS, f"the host {host} is not known") from error
        found = tuple(dict.fromkeys(ip_address(text.partition("%")[0]) for text in texts))
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[host, port] = loop.time() + _REMEMBERED, found
        return found

    def close(self) -> None:
        """Let the threads end; a look-up under way is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(place[0]) for *_, place in found]
