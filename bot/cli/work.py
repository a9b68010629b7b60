"""`run` and `poll`: the bot until stopped, and one poll."""

import asyncio
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.ending import FAILED
from bot.cli.output import print_json
from bot.cli.settings import settings_for
from bot.cli.stopping import Stop, until_told
from bot.config import Settings
from bot.errors import CommandError
from bot.schedule import Tick, utc_now
from digests.layout import counted

if TYPE_CHECKING:
    from bot.collect import Round


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
        print_json(asdict(done))
    else:
        sys.stdout.write(
            f"{counted(done.polled, 'feed')} polled, {done.failed} failed; "
            f"{counted(done.articles, 'new article')}, {done.relevant} of them chip policy.\n"
        )


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


async def _poll(settings: Settings) -> "Round":
    from bot.main import building

    async with building(settings) as bot:
        return await bot.collect(utc_now())
