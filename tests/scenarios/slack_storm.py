"""A bot that brings a store's pages to Slack by a shared clock: `python -m tests.scenarios.slack_storm`.

Reads one JSON order a line; for each a fork of this process, which has imported everything, lives until nothing is left
to post or it is killed. Each answer is the number of the fork's process.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import alembic.command  # noqa: F401 - imported before the forks, or every child would
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.slack.connection import SlackPlatform
from bot.config import SlackSettings
from bot.deliver import Deliverer
from bot.storage import Store, open_store
from bot.storage.outbox import PageState, count_pages
from tests.scenarios.virtual_time import SharedClock, VirtualLoop

BEGAN = datetime(2026, 3, 3, 8, tzinfo=UTC)
DONE = {PageState.SENT}


class CountingStore(Store):
    """A store that knows whether a transaction is under way."""

    under_way = 0

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction."""
        CountingStore.under_way += 1
        try:
            async with super().writing() as connection:
                yield connection
        finally:
            CountingStore.under_way -= 1

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One transaction that only reads."""
        CountingStore.under_way += 1
        try:
            async with super().reading() as connection:
                yield connection
        finally:
            CountingStore.under_way -= 1


async def live(order: dict[str, str], clock: SharedClock) -> None:
    """Post until every page is settled."""
    settings = {"bot_token": order["token"], "api_url": order["api_url"], "read_back": True}
    store = await open_store(order["url"])
    store.__class__ = CountingStore
    platform = SlackPlatform(SlackSettings.model_validate(settings), clock=lambda: now_of(clock))
    await platform.start()
    deliverer = Deliverer(store, {"slack": platform}, owner=f"process {os.getpid()}", timer=clock.now)
    while set(await count_pages(store)) - DONE:
        await deliverer.deliver_due(now_of(clock), linger=0.5)
    await deliverer.stop()
    await platform.stop()
    await store.close()


def now_of(clock: SharedClock) -> datetime:
    """The time of day that the clock says."""
    return BEGAN + timedelta(seconds=clock.now())


def _child(order: dict[str, str]) -> int:
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(2, 1)  # what it logs is no answer
    clock = SharedClock(Path(order["clock"]))
    try:
        with asyncio.Runner(loop_factory=lambda: VirtualLoop(clock, lambda: CountingStore.under_way > 0)) as runner:
            runner.run(live(order, clock))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Carry out orders until there are no more; the dead are buried by the system."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        print(_child(json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
