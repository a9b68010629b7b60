"""A host name in, its addresses out, asked of the system in threads of our own."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult


class ThreadedResolver(AbstractResolver):
    """Asks getaddrinfo in its own threads, so that names which never answer hold up nobody else's work."""

    def __init__(self, *, threads: int = 16) -> None:
        """Start no thread yet; the pool makes them as names are asked for."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="resolve")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of a host, as aiohttp wants them; raises OSError when there are none."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._pool, _look_up, host, port, family)
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=kin, proto=protocol, flags=socket.AI_NUMERICHOST
            )
            for kin, protocol, address in found
        ]

    async def close(self) -> None:
        """Let the threads end; a look-up under way is not waited for."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _look_up(host: str, port: int, family: socket.AddressFamily) -> list[tuple[int, int, str]]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG)
    return [(int(kin), protocol, str(place[0])) for kin, _, protocol, _, place in found]
