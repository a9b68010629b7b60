"""What the tests of delivery share: faults, a deliverer, and waiting for what comes."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.deliver import Deliverer
from bot.storage import Store
from tests.fakes.platforms import FakePlatform

SECOND = timedelta(seconds=1)


def once(error: Exception) -> Callable[[], Exception | None]:
    """A fault that happens the first time only."""
    errors: list[Exception] = [error]
    return lambda: errors.pop() if errors else None


def always(error: Exception) -> Callable[[], Exception | None]:
    """A fault that happens every time."""
    return lambda: error


async def execute(url: str, statement: str) -> None:
    """Run a statement beside the store."""
    import asyncpg

    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


async def eventually(condition: Callable[[], bool]) -> None:
    """Wait until a condition holds."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.01)


def a_deliverer(store: Store, *platforms: FakePlatform, owner: str = "me", concurrency: int = 64) -> Deliverer:
    """A deliverer for which no time passes but what it is told, however slow the machine is."""
    named = {platform.name: platform for platform in platforms}
    return Deliverer(store, named, owner=owner, concurrency=concurrency, chance=lambda: 0.5, timer=lambda: 0.0)
