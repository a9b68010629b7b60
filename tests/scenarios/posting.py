"""Bots that post to a Discord until nothing is left, or until they are killed: `python posting.py`.

Reads one JSON order a line. `start` forks a bot and answers with its process id; `wait` answers with its exit status.
Every bot is a fork of this process, which has imported everything already. Time goes by faster, by `speed`.
"""

import asyncio
import json
import os
import sys
import time
from datetime import datetime, timedelta
from typing import Any

import alembic.command  # noqa: F401 - imported before the forks, or every child would

from adapters.discord.connection import DiscordPlatform
from adapters.discord.pace import Pace
from bot.config import DiscordSettings
from bot.deliver import Deliverer
from bot.storage import open_store
from bot.storage.outbox import PageState, count_pages
from tests.fakes.discord.state import TOKEN

OPEN = (PageState.PLANNED, PageState.SENDING, PageState.AMBIGUOUS)


class Hurry:
    """A clock on which time goes by faster, the same in every process of the machine."""

    def __init__(self, began: datetime, at: float, speed: float) -> None:
        self._began, self._at, self._speed = began, at, speed

    def timer(self) -> float:
        """Seconds."""
        return (time.monotonic() - self._at) * self._speed

    def now(self) -> datetime:
        """The time."""
        return self._began + timedelta(seconds=self.timer())


async def post_all(order: dict[str, Any]) -> None:
    """Deliver until no page is open."""
    clock = Hurry(datetime.fromisoformat(order["began"]), order["at"], order["speed"])
    settings = DiscordSettings.model_validate({"token": TOKEN, "api_url": order["api_url"], "application": "1"})
    platform = DiscordPlatform(settings, clock=clock.now, pace=Pace(order["per_second"]))
    async with await open_store(order["url"]) as store:
        await platform.start()
        owner = f"process {os.getpid()}"
        deliverer = Deliverer(store, {"discord": platform}, owner=owner, timer=clock.timer)
        while any(number for state, number in (await count_pages(store)).items() if state in OPEN):
            await deliverer.deliver_due(clock.now())
            await asyncio.sleep(0.05)
        await deliverer.stop()
        await platform.stop()


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            answer = os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
        else:
            answer = os.fork()
            if not answer:
                os.dup2(2, 1)  # what a bot says is no answer
                try:
                    asyncio.run(post_all(order))
                except BaseException as error:
                    print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
                    os._exit(1)
                os._exit(0)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
