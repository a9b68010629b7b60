"""`replay`: a recorded week through the whole bot under a virtual clock, from feeds served here to delivered pages."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from io import StringIO
from math import inf
from pathlib import Path
from time import perf_counter
from typing import TextIO

from pydantic import SecretStr

from bot.cli.output import Steps, print_json, progress
from bot.collect import Round
from bot.config import FeedSettings, Settings
from bot.config_values import check_database
from bot.errors import CommandError, DeliveryError
from bot.logs import configure_logging
from bot.main import Bot, building
from bot.storage.alerts import next_alert
from bot.storage.due import next_digest_or_page, next_poll
from bot.storage.outbox import PageState, count_pages
from bot.targets import Target
from bot.toml_lines import TomlError, read_toml
from digests.layout import counted
from sample.server import serving
from sample.values import SampleFeed, Week
from sample.week import load_week

BEFORE = timedelta(hours=4)  # the bot is up before the first entry of the week appears
AFTER = timedelta(hours=20)  # and until the morning after the last
STEP = timedelta(minutes=30)  # polls of one step happen together: one process looks at its feeds every so often
TERMINAL = Target(platform="console", workspace="local", channel="terminal")


@dataclass(slots=True)
class VirtualClock:
    """A clock that somebody sets."""

    now: datetime

    def __call__(self) -> datetime:
        """The time it shows."""
        return self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay did."""

    round: Round
    digests: int
    pages: int
    seconds: float


def replay_week(folder: Path, *, speed: str, storage: str, as_json: bool) -> None:
    """Run the week of a folder and print its digests, then what was done."""
    week = _week(folder)
    pause = _pause(speed)
    if storage:
        _check_storage(storage)
    configure_logging("error", "text")  # the week's feeds fail on purpose
    stream = StringIO() if as_json else sys.stdout
    with progress("Monday", total=None) as steps:
        done = asyncio.run(replayed(week, stream=stream, storage=storage, pause=pause, steps=steps))
    if as_json:
        print_json(asdict(done), indent=2)
    else:
        sys.stdout.flush()
        sys.stderr.write(summary(done, len(week.feeds)))


def summary(done: Replayed, feeds: int) -> str:
    """What was done, in two lines."""
    told = done.round
    return (
        f"\n{feeds} feeds, {told.polled:,} polls ({told.unchanged:,} unchanged, {told.failed:,} failed), "
        f"{told.entries:,} entries, {told.articles:,} articles, {told.relevant:,} of them chip policy.\n"
        f"{done.digests} digests, {done.pages} pages posted, in {done.seconds:.1f} seconds.\n"
    )


async def replayed(
    week: Week, *, stream: TextIO, storage: str = "", pause: float = 0.0, steps: Steps | None = None
) -> Replayed:
    """Run a week: the clock jumps from one due moment to the next; `pause` is real seconds per virtual hour."""
    begin = min(entry.listed_at for feed in week.feeds for entry in feed.entries) - BEFORE
    end = max(entry.listed_at for feed in week.feeds for entry in feed.entries) + AFTER
    clock = VirtualClock(begin)
    started = perf_counter()
    total, digests, pages = Round(), 0, 0
    async with _bot(week, clock, stream, storage) as bot:
        while clock.now <= end:
            total = total.plus(await bot.collect(clock.now))
            digests += await bot.publish(clock.now)
            await bot.watch(clock.now)
            pages += await bot.deliver(clock.now)
            before, clock.now = clock.now, await next_moment(bot, clock.now, end=end)
            if steps:
                steps.step(label=f"{clock.now:%A %H:%M}")
            await asyncio.sleep(pause * (clock.now - before) / timedelta(hours=1))
        left = await count_pages(bot.store)
    unsent = sum(count for state, count in left.items() if state is not PageState.SENT)
    if unsent:
        raise DeliveryError(f"{counted(unsent, 'page')} could not be posted; see that the output takes them.")
    return Replayed(round=total, digests=digests, pages=pages, seconds=round(perf_counter() - started, 2))


async def next_moment(bot: Bot, now: datetime, *, end: datetime) -> datetime:
    """When something is due next: digests, alerts and pages to the minute, polls together at the end of a step.

    After the last one, a moment beyond the end.
    """
    exact = (await next_digest_or_page(bot.store, now=now), await next_alert(bot.store))
    poll = await next_poll(bot.store)
    moments = [moment for moment in (*exact, poll and _next_step(poll)) if moment is not None and moment > now]
    return min(moments, default=end + STEP)


def _next_step(moment: datetime) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + STEP * -((day - moment) // STEP)


@asynccontextmanager
async def _bot(week: Week, clock: VirtualClock, stream: TextIO, storage: str) -> AsyncIterator[Bot]:
    """The bot with the week's feeds on 127.0.0.1 and one subscription, in a store of its own."""
    with tempfile.TemporaryDirectory(prefix="chipbrief-replay-") as folder:
        async with serving(week, clock=clock) as base:
            url = storage or f"sqlite:///{folder}/replay.sqlite"
            settings = replay_settings(week, base, url, ledger=f"{folder}/ledger.jsonl")
            async with building(settings, clock=clock, stream=stream, chance=lambda: 0.5) as bot:
                yield bot


def replay_settings(week: Week, base: str, url: str, *, ledger: str) -> Settings:
    """The settings of a replay: the week's feeds, loopback allowed, a digest every morning but Sunday's."""
    content = {
        "storage": {"url": url},
        "feeds": {
            "desk_sources": False,
            "allow_private": [base.removeprefix("http://")],
            "host_spacing": 0,
            "contact": "replay on this machine",
            "max_interval": "6h",
        },
        "feed": [_feed(feed, base) for feed in week.feeds],
        "subscription": [{"target": str(TERMINAL), "times": ["08:00"], "weekdays": MORNINGS, "title": "Chip policy"}],
        "console": {"ledger": ledger},
    }
    return Settings.model_validate(content)


MORNINGS = ["mon", "tue", "wed", "thu", "fri", "sat"]


def _feed(feed: SampleFeed, base: str) -> dict[str, object]:
    told = feed.as_feed(base)
    return {name: getattr(told, name) for name in FeedSettings.model_fields}


def _week(folder: Path) -> Week:
    if not (folder / "feeds").is_dir():
        raise CommandError(f"{folder} holds no recorded week; name a folder with feeds/*.toml in it, such as sample.")
    for file in sorted((folder / "feeds").glob("*.toml")):
        _check_toml(file)
    try:
        week = load_week(folder)
    except (ValueError, KeyError) as error:
        raise CommandError(f"{folder} cannot be replayed: {error}.") from error
    if not week.feeds:
        raise CommandError(f"{folder} holds no recorded week; name a folder with feeds/*.toml in it, such as sample.")
    return week


def _check_toml(file: Path) -> None:
    try:
        read_toml(file)
    except OSError as error:
        raise CommandError(f"{file} cannot be read ({error.strerror}).") from error
    except TomlError as error:
        raise CommandError(f"{file}{f', line {error.line}' if error.line else ''}: {error}.") from error


def _check_storage(url: str) -> None:
    try:
        check_database(SecretStr(url))
    except ValueError as error:
        raise CommandError(f"--storage: {error}.") from error


def _pause(speed: str) -> float:
    """Real seconds per virtual hour."""
    if speed == "max":
        return 0.0
    try:
        faster = float(speed)
    except ValueError:
        faster = 0.0
    if not 0 < faster < inf:
        raise CommandError(f"{speed!r} is no speed; write max, or virtual seconds a second such as 3600.")
    return 3600 / faster
