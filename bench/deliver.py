"""How fast queued pages reach an instant platform, beside a bare HTTP call and two durable queues, in one run.

`python -m bench.deliver [--pages 4000] [--channels 400] [--no-rivals] [--json]`. The rivals, DBOS and procrastinate,
are measured when they are installed; they are no dependencies of the project.
"""

import argparse
import asyncio
import importlib.util
import json
import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web
from rich.console import Console
from rich.table import Table

from bench.rivals import AT_ONCE, TEXT, dbos_deliver, dbos_queue, procrastinate_deliver, procrastinate_queue
from bench.workers import MP, Measured, in_another_process, measure, new_database, postgres, ready
from bot.deliver import Deliverer
from bot.storage import open_store
from bot.storage.outbox import NewPage, PageKind, PageState, count_pages, queue_pages
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain

NOW = datetime(2026, 11, 23, tzinfo=UTC)


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
