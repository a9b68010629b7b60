"""Watches that look and deliver, and kill themselves at the point they are told: `python -m tests.bot.watch_killed`.

Reads one JSON order a line and answers each with the exit status of the child that carried it out.
"""

import asyncio
import json
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

import alembic.command  # noqa: F401 - imported before the forks, or every child would

from bot.deliver import Deliverer
from bot.storage import Store, open_store
from bot.storage.watches import Cadence, all_watches, save_watch
from bot.watch import WatchIndex, watch_due
from digests.desk import Desk
from tests.bot.watching import a_watch, about, arrive
from tests.builders import NOW
from tests.scenarios.killed import KillingPlatform, KillingStore, Point

CHANNELS = ("c1", "c2", "c3")
STORIES = 4
AT_ONCE = NOW + timedelta(minutes=1)
BATCHED = NOW + timedelta(hours=1)


async def live(url: str, ledger: str, point: Point, now: datetime) -> None:
    """One life: make watches if there are none, let a story after the other arrive and look at each, deliver."""
    store = await open_store(url)
    store.__class__ = KillingStore
    assert isinstance(store, KillingStore)
    store.point, store.step = point, "set up"
    await _set_up(store)
    platform = KillingPlatform(Path(ledger), point)
    index = WatchIndex(Desk())
    for number in range(STORIES):
        store.step = "collect"
        await arrive(store, about(number, at=AT_ONCE), story=f"s{number}")
        store.step = "watch"
        await watch_due(
            store, now=max(now, AT_ONCE + timedelta(seconds=number)), index=index, platforms={"console": platform}
        )
    store.step = "deliver"
    deliverer = Deliverer(store, {"console": platform}, owner=f"process {os.getpid()}", concurrency=2)
    await deliverer.deliver_due(now)
    await deliverer.stop()
    await store.close()


async def _set_up(store: Store) -> None:
    if not await all_watches(store):
        async with store.writing() as connection:
            for channel in CHANNELS:
                await save_watch(connection, a_watch(f"now-{channel}", channel=channel))
            await save_watch(connection, a_watch("hourly", channel="c1", cadence=Cadence.HOURLY))


def _carry_out(order: dict[str, str]) -> None:
    now = datetime.fromisoformat(order["now"])
    asyncio.run(live(order["url"], order["ledger"], Point(order["point"]), now))


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                _carry_out(json.loads(line))
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
