"""A fake publisher and the real fetcher and poller in front of it."""

from collections.abc import AsyncIterator

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
    settings = FetchSettings(allow=LOOPBACK, contact="https://chipbrief.example", cap=100_000, total=1.0, connect=0.5)
    async with Fetcher(settings) as one:
        yield one


@pytest.fixture
async def poller() -> AsyncIterator[Poller]:
    fetcher = Fetcher(FetchSettings(allow=LOOPBACK, contact="https://chipbrief.example", total=1.0, connect=0.5))
    async with Poller(fetcher, settings=PollSettings(spacing=0.0), sandbox=Sandbox(), chance=lambda: 0.5) as one:
        yield one
