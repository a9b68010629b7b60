"""A host name in, its addresses out, asked of the system in threads of our own and remembered for a while."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address

from bot.feeds.guard import Address
from bot.feeds.problems import FetchError, Reason

LookUp = Callable[[str, int], Sequence[str]]
_REMEMBERED = 300.0  # seconds
_MOST = 4096


class Names:
    """Looks names up in its own threads, each once at a time, so that one which never answers holds up nobody else."""

    def __init__(self, look_up: LookUp | None = None, *, threads: int = 16) -> None:
        """Start no thread yet; `look_up` replaces the system's getaddrinfo in tests."""
        self._look_up = look_up or _look_up
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="resolve")
        self._known: dict[tuple[str, int], tuple[float, tuple[Address, ...]]] = {}
        self._asked: dict[tuple[str, int], asyncio.Future[Sequence[str]]] = {}

    async def addresses(self, host: str, port: int, *, seconds: float) -> tuple[Address, ...]:
        """The addresses of a host; raises FetchError when there are none, TimeoutError after `seconds`."""
        clock = asyncio.get_running_loop().time
        until, found = self._known.get((host, port), (0.0, ()))
        if clock() < until:
            return found
        try:
            async with asyncio.timeout(seconds):
                texts = await asyncio.shield(self._under_way(host, port))
        except (socket.gaierror, UnicodeError) as error:
            raise FetchError(Reason.DNS, f"the host {host} is not known") from error
        found = tuple(dict.fromkeys(ip_address(text.partition("%")[0]) for text in texts))
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[host, port] = clock() + _REMEMBERED, found
        return found

    def _under_way(self, host: str, port: int) -> "asyncio.Future[Sequence[str]]":
        """The look-up of a name that is under way, begun where there is none; what comes of it is everybody's."""
        place = host, port
        if place not in self._asked:
            loop = asyncio.get_running_loop()
            self._asked[place] = loop.run_in_executor(self._pool, self._look_up, host, port)
            self._asked[place].add_done_callback(partial(self._answered, place))
        return self._asked[place]

    def _answered(self, place: tuple[str, int], done: "asyncio.Future[Sequence[str]]") -> None:
        self._asked.pop(place, None)
        if not done.cancelled():
            done.exception()  # whoever waited has it; nobody may have

    def close(self) -> None:
        """Let the threads end; a look-up under way is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(place[0]) for *_, place in found]
