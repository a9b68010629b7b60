"""A bot that collects, publishes, watches, tells and delivers, and kills itself where it is told: `python killed.py`.

Reads one JSON order a line and answers each with what became of the children that carried it out, one a point; every
child is a fork of this process, which has imported everything already.
"""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import alembic.command  # noqa: F401 - imported before the forks, or every child would
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.collect import Collector
from bot.deliver import Deliverer, tell_notices
from bot.desk.loader import load_desk
from bot.feeds.hosts import Hosts
from bot.feeds.poll import Due, Lookup, Outcome, Polled, Poller
from bot.logs import configure_logging
from bot.publish import Editor, publish_due
from bot.storage import Store, open_store
from bot.storage.feeds import add_feed
from bot.storage.notices import Notice, add_notice
from bot.storage.subscriptions import save_subscription, subscriptions_of
from bot.storage.watches import Watch, save_watch
from bot.subscriptions import Subscription
from bot.targets import Target
from bot.watch import WatchIndex, watch_due
from digests.desk import Desk
from digests.digest import Digest, Receipt
from digests.entries import Entry
from digests.message import Heading, Message
from digests.shown import Shown
from digests.stories import Story
from tests.builders import DAY, HOUR, NOW, a_brief, a_feed, a_subscription, a_target
from tests.fakes.platforms import LedgerPlatform

CHANNELS = ("c1", "c2")
FEEDS = {
    "https://feeds.example/a.xml": (
        "US adds Norrland Lithography to the entity list",
        "The Commerce Department named the maker of DUV machines in a rule that takes effect on Friday.",
    ),
    "https://feeds.example/b.xml": (
        "Seoul approves a subsidy for a memory chip plant in Yongin",
        "Lawmakers passed the bill by 180 votes to 90; the first wafers are to leave the fab in 2029.",
    ),
}
"""What each feed brings, once: a story."""
WATCH = Watch(id="w", target=a_target("alerts"), query="norrland OR yongin", owner="ada", created_at=NOW - DAY)
OPERATOR = a_target("operator")


class Point:
    """Where to die: `step:before|after:n`, such as `send:after:2`; the empty one is nowhere. Counts what is passed."""

    def __init__(self, text: str) -> None:
        self._step, self._side, number = text.split(":") if text else ("", "", "0")
        self._left = int(number)
        self.passed: Counter[str] = Counter()

    def reached(self, step: str, side: str) -> None:
        """Die if this is the point."""
        self.passed[f"{step}:{side}"] += 1
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
        step = self.step
        async with super().writing() as connection:
            yield connection
            self.point.reached(step, "before")
        self.point.reached(step, "after")


class KillingPlatform(LedgerPlatform):
    """A platform that tells the point of every post."""

    def __init__(self, ledger: Path, point: Point) -> None:
        super().__init__(ledger)
        self._point = point

    def pages(self, message: Message) -> tuple[Message, ...]:
        """The first block, and the rest."""
        first, *rest = message.blocks
        parts = ((first,), tuple(rest)) if rest else ((first,),)
        return tuple(Message(blocks=blocks, summary=message.summary) for blocks in parts)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post."""
        self._point.reached("send", "before")
        posted = await super().send(target, page, key=key)
        self._point.reached("send", "after")
        return posted


class FeedsPoller:
    """Stands for the web: each feed has its one entry, new as long as the store does not know it."""

    def __init__(self) -> None:
        self.hosts = Hosts()

    async def poll_all(self, due: Sequence[Due], *, seen: Lookup, now: datetime) -> AsyncIterator[Polled]:
        """The outcomes."""
        for feed, state in due:
            title, summary = FEEDS[feed.url]
            entry = Entry(key=feed.url, link=f"{feed.url}/1", title=title, summary=summary)
            known = await seen(feed, [entry.key])
            after = replace(state, next_poll_at=now + DAY, last_ok_at=now)
            entries = () if known else (replace(entry, published_at=NOW - HOUR),)
            yield Polled(feed=feed, state=after, outcome=Outcome.READ, entries=entries)


async def live(url: str, ledger: str, point: Point, now: datetime, *, desk: Desk) -> None:
    """One life: ask for everything if nobody has, then look once at all that may be due."""
    store = await open_store(url)
    store.__class__ = KillingStore
    assert isinstance(store, KillingStore)
    store.point, store.step = point, "set up"
    await _set_up(store)
    platform = KillingPlatform(Path(ledger), point)
    platforms = {"console": platform}
    store.step = "collect"
    collector = Collector(store=store, poller=cast("Poller", FeedsPoller()), desk=desk)
    await collector.collect_due(now)
    store.step = "publish"
    await publish_due(store, now=now, platforms=platforms, editor=Editor(compose=compose, lay_out=lay_out))
    store.step = "watch"
    await watch_due(store, now=now, index=WatchIndex(desk), platforms=platforms)
    store.step = "tell"
    await tell_notices(store, now=now, platforms=platforms, operator=OPERATOR)
    store.step = "deliver"
    deliverer = Deliverer(store, platforms, owner=f"process {os.getpid()}", concurrency=2)
    await deliverer.deliver_due(now)
    await deliverer.stop()
    await store.close()


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
    if await subscriptions_of(store, platform="console", workspace="w1"):
        return
    async with store.writing() as connection:
        for url in FEEDS:
            await add_feed(connection, a_feed(url), now=NOW - HOUR)
        for channel in CHANNELS:
            await save_subscription(connection, a_subscription(channel, target=a_target(channel)), now=NOW - HOUR)
        await save_watch(connection, WATCH)
        await add_notice(connection, Notice(key="k", text="Something is in trouble.", created_at=NOW))


def _carry_out(order: dict[str, str], point: Point, desk: Desk) -> None:
    now = datetime.fromisoformat(order["now"])
    asyncio.run(live(order["url"], order["ledger"], point, now, desk=desk))


def _child(order: dict[str, str], text: str, desk: Desk) -> tuple[int, int]:
    """The number of a new process that lives with a point, and where it says what it passed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    point = Point(text)
    try:
        _carry_out(order, point, desk)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        os._exit(1)
    os.write(writing, json.dumps(point.passed).encode())
    os._exit(0)


def _end(child: int, reading: int) -> tuple[int, object]:
    """The exit status of a process, and how often it passed each point when it lived to its end."""
    with os.fdopen(reading, "rb") as told:
        passed = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(passed or b"{}")


def main() -> None:
    """Carry out orders until there are no more."""
    configure_logging("error", "text")
    desk = load_desk(None)
    for line in sys.stdin:
        order = json.loads(line)
        children = [_child(order, point, desk) for point in order["points"]]
        print(json.dumps([_end(*child) for child in children]), flush=True)


if __name__ == "__main__":
    main()
