"""A fake publisher and the real fetcher and poller in front of it."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import pytest

from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.poll import Poller, PollSettings
from bot.feeds.sandbox import Sandbox
from tests.fakes.feeds import Publisher, publishing

LOOPBACK = ("127.0.0.0/8",)


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as one:
        yield one


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    settings = FetchSettings(allow=LOOPBACK, contact="https://chipbrief.example", cap=100_000)
    async with Fetcher(settings) as one:
        yield one


@pytest.fixture
async def impatient() -> AsyncIterator[Fetcher]:
    """A fetcher with deadlines that a test can wait for."""
    async with Fetcher(FetchSettings(allow=LOOPBACK, total=0.5, connect=0.3)) as one:
        yield one


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One for all tests: a worker takes a second to start."""
    one = Sandbox(seconds=5.0)
    yield one
    asyncio.run(one.close())


@pytest.fixture
async def poller(sandbox: Sandbox) -> AsyncIterator[Poller]:
    fetcher = Fetcher(FetchSettings(allow=LOOPBACK, contact="https://chipbrief.example"))
    async with fetcher:
        yield Poller(fetcher, settings=PollSettings(spacing=0.0), sandbox=sandbox, chance=lambda: 0.5)
