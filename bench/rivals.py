"""The same pages through two durable queues, DBOS and procrastinate, where they are installed."""

import asyncio
import logging
from typing import Any

from bench.workers import ready

AT_ONCE = 100
TEXT = "The bureau proposed a rule on advanced chips, and the comment period ends on 1 December. " * 6


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
