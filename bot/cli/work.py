"""`run`, `poll` and `brief`: the bot until stopped, one poll, and what happened lately."""

import asyncio
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typer

from bot.cli.ending import FAILED
from bot.cli.output import print_json
from bot.cli.setup import config_path
from bot.cli.stopping import Stop, until_told
from bot.commands.shapes import read_age
from bot.config import Settings, load_settings
from bot.errors import CommandError
from bot.logs import configure_logging
from bot.schedule import Tick, utc_now


def run_bot(config: Path | None, *, only: str, restored: bool) -> None:
    """Poll, publish and deliver until told to stop; told again, stop at once.

    Where the store was restored from a backup, look before posting.
    """
    ticks = _ticks(only)
    settings = settings_for(config)
    if not asyncio.run(until_told(lambda stop: _serve(settings, ticks, stop, restored=restored))):
        raise typer.Exit(FAILED)


def poll_once(config: Path | None, *, as_json: bool) -> None:
    """Poll what is due and say what it brought."""
    done = asyncio.run(_poll(settings_for(config)))
    if as_json:
        print_json(done)
    else:
        sys.stdout.write(
            f"{done['polled']} feeds polled, {done['failed']} failed; "
            f"{done['articles']} new articles, {done['relevant']} of them chip policy.\n"
        )


def print_brief(config: Path | None, *, since: str, topic: str, limit: int, as_json: bool) -> None:
    """Print the digest of the last hours, from the store alone."""
    settings = settings_for(config)
    age = read_age(since)
    if age is None:
        raise CommandError(f"{since!r} is no age; write one such as 24h, 7d or 2w.")
    now = utc_now()
    asyncio.run(_brief(settings, since=now - age, now=now, topic=topic, limit=limit, as_json=as_json))


def settings_for(config: Path | None) -> Settings:
    """The settings that a command works with; logging follows them."""
    settings = load_settings(config_path(config))
    configure_logging(settings.log.level, settings.log.format)
    return settings


def _ticks(only: str) -> tuple[Tick, ...]:
    try:
        return tuple(Tick(name.strip()) for name in only.split(",") if name.strip())
    except ValueError as error:
        known = ", ".join(tick.value for tick in Tick)
        raise CommandError(f"--only {only!r}: choose from {known}.") from error


async def _serve(settings: Settings, ticks: tuple[Tick, ...], stop: Stop, *, restored: bool) -> None:
    import structlog

    from bot.main import building
    from bot.storage.due import next_digest_or_page
    from bot.storage.feeds import list_feeds
    from bot.storage.subscriptions import all_subscriptions

    async with building(settings, talk=sys.stdin.isatty()) as bot:
        if restored:
            structlog.get_logger().warning("restored", pages_in_doubt=await bot.doubt(utc_now()))
        moment = await next_digest_or_page(bot.store, now=utc_now())
        structlog.get_logger().info(
            "running",
            feeds=len(await list_feeds(bot.store)),
            subscriptions=len(await all_subscriptions(bot.store)),
            next_digest=f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "none",
        )
        stop.serving = True
        await bot.run(stop=stop.said, only=ticks)


async def _poll(settings: Settings) -> dict[str, object]:
    from bot.main import building

    async with building(settings) as bot:
        return asdict(await bot.collect(utc_now()))


async def _brief(settings: Settings, *, since: datetime, now: datetime, topic: str, limit: int, as_json: bool) -> None:
    from bot.desk.loader import load_desk
    from bot.editor import TITLE, about, digest_between
    from bot.main import show
    from bot.storage import open_store
    from digests.layout import digest_message

    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    try:
        keep = about(topic, desk) if topic else (lambda story: True)
    except LookupError as error:
        known = ", ".join(one.id for one in desk.subjects)
        raise CommandError(f"The desk knows no topic {topic!r}. It knows: {known}.") from error
    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        digest = await digest_between(store, desk, since=since, until=now, limit=limit, keep=keep)
    if as_json:
        print_json(asdict(digest), indent=2)
    else:
        show(digest_message(digest, title=TITLE, zone=UTC))
