"""A bot that collects, publishes and delivers, and kills itself at the point it is told: `python killed.py`.

Reads one JSON order a line and answers each with the exit statuses of the children that carried it out, one a point;
every child is a fork of this process, which has imported everything already.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import alembic.command  # noqa: F401 - imported before the forks, or every child would
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.deliver import Deliverer
from bot.publish import Editor, publish_due
from bot.storage import Store, open_store
from bot.storage.articles import ArticleEnd, End
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import SeenEntry, add_feed
from bot.storage.stories import Placement
from bot.storage.subscriptions import save_subscription, subscriptions_of
from bot.subscriptions import Subscription
from bot.targets import Target
from digests.digest import Digest, Receipt
from digests.message import Heading, Message
from digests.shown import Shown
from digests.stories import Story
from tests.builders import HOUR, NOW, a_brief, a_feed, a_report, a_subscription, a_target
from tests.fakes.platforms import LedgerPlatform

CHANNELS = ("c1", "c2", "c3")
ROUNDS = 3


class Point:
    """Where to die: `step:before|after:n`, such as `send:after:2`; the empty one is nowhere."""

    def __init__(self, text: str) -> None:
        self._step, self._side, number = text.split(":") if text else ("", "", "0")
        self._left = int(number)

    def reached(self, step: str, side: str) -> None:
        """Die if this is the point."""
        if (step, side) == (self._step, self._side):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class KillingStore(Store):
    """A store that tells the point of every commit."""

    point: Point
    step: str

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """One transaction."""
        async with super().writing() as connection:
            yield connection
            self.point.reached(self.step, "before")
        self.point.reached(self.step, "after")


class KillingPlatform(LedgerPlatform):
    """A platform that tells the point of every post."""

    def __init__(self, ledger: Path, point: Point) -> None:
        super().__init__(ledger)
        self._point = point

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post."""
        self._point.reached("send", "before")
        posted = await super().send(target, page, key=key)
        self._point.reached("send", "after")
        return posted


async def live(url: str, ledger: str, point: Point, now: datetime) -> None:
    """One life: subscribe if nobody has, collect, publish, deliver."""
    store = await open_store(url)
    store.__class__ = KillingStore
    assert isinstance(store, KillingStore)
    store.point, store.step = point, "set up"
    await _set_up(store)
    platform = KillingPlatform(Path(ledger), point)
    store.step = "collect"
    for number in range(ROUNDS):
        await save_collected(store, a_round(number))
    store.step = "publish"
    await publish_due(store, now=now, platforms={"console": platform}, editor=Editor(compose=compose, lay_out=lay_out))
    store.step = "deliver"
    deliverer = Deliverer(store, {"console": platform}, owner=f"process {os.getpid()}", concurrency=2)
    await deliverer.deliver_due(now)
    await deliverer.stop()
    await store.close()


def a_round(number: int) -> Collected:
    """What each round finds: two articles of one story."""
    reports = tuple(a_report(10 * number + one, seen_at=NOW - HOUR) for one in (1, 2))
    ids = [report.article.id for report in reports]
    return Collected(
        at=NOW - HOUR,
        entries=tuple(SeenEntry(feed_url=a_feed().url, key=id, content_hash="h") for id in ids),
        reports=reports,
        placements=tuple(Placement(article_id=id, story_id=f"s{number}") for id in ids),
        ends=tuple(ArticleEnd(article_id=id, end=End.GROUPED) for id in ids),
    )


def compose(
    stories: Sequence[Story],
    *,
    subscription: Subscription,
    since: datetime,
    until: datetime,
    shown: Mapping[str, Shown],
) -> Digest:
    """Every story that was not shown."""
    briefs = tuple(a_brief(story) for story in stories if story.id not in shown)
    return Digest(since=since, until=until, briefs=briefs, receipt=Receipt(articles=len(stories)))


def lay_out(digest: Digest, subscription: Subscription) -> Message:
    """A heading and one for each story: as many pages."""
    return Message(blocks=(Heading(subscription.id), *(Heading(brief.headline.text, 2) for brief in digest.briefs)))


async def _set_up(store: Store) -> None:
    if not await subscriptions_of(store, platform="console", workspace="w1"):
        async with store.writing() as connection:
            await add_feed(connection, a_feed(), now=NOW - HOUR)
            for channel in CHANNELS:
                await save_subscription(connection, a_subscription(channel, target=a_target(channel)), now=NOW - HOUR)


def _carry_out(order: dict[str, str], point: str) -> None:
    now = datetime.fromisoformat(order["now"])
    asyncio.run(live(order["url"], order["ledger"], Point(point), now))


def _child(order: dict[str, str], point: str) -> int:
    """The number of a new process that lives with a point."""
    child = os.fork()
    if child:
        return child
    try:
        _carry_out(order, point)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os._exit(0)


def main() -> None:
    """Carry out orders until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        children = [_child(order, point) for point in order["points"]]
        statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        print(json.dumps(statuses), flush=True)


if __name__ == "__main__":
    main()
