"""Settings to a bot that runs: every part is built here and passed on; it and bot.platforms alone import adapters."""

import asyncio
import os
import random
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TextIO

from adapters.console.commands import Answer as TerminalAnswer
from adapters.console.connection import ConsolePlatform
from bot.collect import Collector, Round
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.commands.services import FindFeed, Services
from bot.config import Settings
from bot.deliver import Deliverer, tell_notices
from bot.desk.loader import load_desk
from bot.editor import editor_for
from bot.feeds.fetch import Fetcher, FetchSettings
from bot.feeds.find import find_and_read
from bot.feeds.poll import Poller, PollSettings
from bot.feeds.polling import Pace
from bot.platforms import hosting, platforms_of
from bot.ports import Platform
from bot.publish import Editor, heal_due, publish_due
from bot.schedule import Tick, Work, run_ticks, utc_now
from bot.standing import feed_of, put_standing
from bot.storage import Store, open_store
from bot.storage.alerts import forget_alerts
from bot.storage.articles import forget_articles
from bot.storage.button_lines import forget_lines
from bot.storage.clock_jumps import heal_times
from bot.storage.listings import forget_listings
from bot.storage.mending import doubt_everything, forget_settled
from bot.storage.notices import forget_notices
from bot.storage.one_time import forget_names
from bot.targets import Target
from bot.watch import Watched, WatchIndex, watch_due
from digests.desk import Desk
from digests.entries import Feed
from digests.message import Message

Clock = Callable[[], datetime]
TERMINAL = Target(platform=ConsolePlatform.name, workspace="local", channel="terminal")
MANAGER = Asker(id="terminal", name="terminal", manager=True)
"""Where lines typed at this terminal are asked, and by whom."""
LINGER = 1.5
"""Seconds that a look for pages goes on waiting for word of new ones: until shortly before the next look."""
SETTLED_KEPT = timedelta(days=30)
"""How long a page stays in the outbox after it came to its end, and a notice after it was told."""


@dataclass(slots=True, kw_only=True)
class Bot:
    """The parts, ready to be ticked."""

    settings: Settings
    store: Store
    desk: Desk
    platforms: Mapping[str, Platform]
    collector: Collector
    deliverer: Deliverer
    editor: Editor
    index: WatchIndex
    services: Services
    port: int = 0
    """Where HTTP is listened for, 0 when nowhere."""

    async def collect(self, now: datetime) -> Round:
        """Poll what is due."""
        return await self.collector.collect_due(now)

    async def publish(self, now: datetime) -> int:
        """Queue the digests that are due."""
        return await publish_due(self.store, now=now, platforms=self.platforms, editor=self.editor)

    async def watch(self, now: datetime) -> Watched:
        """Queue the alerts that new articles raise, and those that waited until now."""
        return await watch_due(self.store, now=now, index=self.index, platforms=self.platforms)

    async def deliver(self, now: datetime, *, linger: float = 0.0) -> int:
        """Tell the troubles that nobody was told of, and post what is queued and due.

        With `linger` as many seconds more are given to what is queued meanwhile.
        """
        await tell_notices(self.store, now=now, platforms=self.platforms, operator=self.settings.operator.target)
        return await self.deliverer.deliver_due(now, linger=linger)

    async def clean(self, now: datetime) -> int:
        """Mend what a wrong clock has put off, and forget what is older than `storage.keep`, a part at a time."""
        await heal_times(self.store, now=now)
        await heal_due(self.store, now=now)
        before = now - timedelta(seconds=self.settings.storage.keep)
        await forget_alerts(self.store, before=before)
        await forget_lines(self.store, before=before)
        await forget_listings(self.store, before=now - SETTLED_KEPT)
        await forget_notices(self.store, before=now - SETTLED_KEPT)
        await forget_names(self.store, now=now)
        while await forget_settled(self.store, before=now - SETTLED_KEPT):
            pass
        return await forget_articles(self.store, before=before)

    async def run(self, *, stop: asyncio.Event, only: Sequence[Tick] = ()) -> None:
        """Work, tick by tick, until told to stop: then what is being posted is finished, and nothing new begins."""
        await run_ticks(self.work(only), stop=stop, stopping=self.deliverer.stop)

    async def doubt(self, now: datetime) -> int:
        """Look before posting anything, for a day, because the store was restored from a backup; pages in doubt."""
        return await doubt_everything(self.store, now=now)

    def work(self, only: Sequence[Tick] = ()) -> dict[Tick, Work]:
        """What each tick does; `only` some of them, or all."""
        every: dict[Tick, Work] = {
            Tick.COLLECT: self.collect,
            Tick.PUBLISH: self.publish,
            Tick.WATCH: self.watch,
            Tick.DELIVER: partial(self.deliver, linger=LINGER),
            Tick.CLEAN: self.clean,
        }
        return {tick: do for tick, do in every.items() if not only or tick in only}


@asynccontextmanager
async def building(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    stream: TextIO | None = None,
    chance: Callable[[], float] = random.random,
    talk: bool = False,
) -> AsyncIterator[Bot]:
    """The bot of these settings, its store open and its platforms started; all is closed again at the end.

    With `talk` the lines typed at this terminal are answered. Raises ConfigError, StorageError.
    """
    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(await open_store(settings.storage.url.get_secret_value()))
        await put_standing(store, settings, desk, now=clock())
        poller = await stack.enter_async_context(poller_of(settings, chance=chance))
        services = services_of(settings, store=store, desk=desk)
        answer = terminal_answer(services, clock=clock) if talk else None
        platforms = platforms_of(settings, clock=clock, stream=stream or sys.stdout, answer=answer, services=services)
        for platform in platforms.values():
            await platform.start()
            stack.push_async_callback(platform.stop)
        port = await stack.enter_async_context(hosting(settings, store=store, platforms=platforms, clock=clock))
        deliverer = Deliverer(store, platforms, owner=owner_name())
        stack.push_async_callback(deliverer.stop)
        yield Bot(
            settings=settings,
            store=store,
            desk=desk,
            platforms=platforms,
            collector=Collector(store=store, poller=poller, desk=desk),
            deliverer=deliverer,
            editor=services.editor,
            services=services,
            index=WatchIndex(desk),
            port=port,
        )


def services_of(settings: Settings, *, store: Store, desk: Desk) -> Services:
    """What commands work with."""
    return Services(
        settings=settings,
        store=store,
        desk=desk,
        editor=editor_for(desk),
        find_feed=feed_finder(settings, desk),
        operators=frozenset(place for place in (TERMINAL, settings.operator.target) if place is not None),
    )


def feed_finder(settings: Settings, desk: Desk) -> FindFeed:
    """What finds the feed at an address, or behind the page there, and says what the desk knows of it."""

    async def find(url: str) -> Feed:
        async with fetcher_of(settings) as fetcher:
            found = await find_and_read(url, fetcher=fetcher)
        known = desk.source_for("", found.url)
        if known:
            return replace(feed_of(known), url=found.url)
        return Feed(url=found.url, title=found.facts.title, home=found.facts.home)

    return find


def terminal_answer(services: Services, *, clock: Clock) -> TerminalAnswer:
    """What answers the lines typed at this terminal: whoever sits there is its manager."""

    async def answer(line: str) -> Message:
        answered = await answer_line(
            line, commands=COMMANDS, target=TERMINAL, asker=MANAGER, now=clock(), services=services
        )
        return answered.message

    return answer


def owner_name() -> str:
    """A name for this process that no other process that shares the store has."""
    return f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"


def fetcher_of(settings: Settings) -> Fetcher:
    """What fetches feeds within the limits of the settings; open it with `async with`."""
    feeds = settings.feeds
    return Fetcher(
        FetchSettings(
            contact=feeds.contact,
            cap=feeds.max_bytes,
            total=feeds.timeout,
            allow=feeds.allow_private,
            sockets=max(100, 2 * feeds.concurrency),  # nobody waits for a connection
        )
    )


def poller_of(settings: Settings, *, chance: Callable[[], float] = random.random) -> Poller:
    """What polls feeds as the settings say; open it with `async with`."""
    feeds = settings.feeds
    pace = Pace(shortest=feeds.min_interval, longest=feeds.max_interval)
    limits = PollSettings(at_once=feeds.concurrency, spacing=feeds.host_spacing, pace=pace)
    return Poller(fetcher_of(settings), settings=limits, chance=chance)
