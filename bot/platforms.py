"""Settings to platforms, and to the web host that listens for those that are reached over HTTP.

Their libraries are imported only when they are used.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TextIO

from adapters.console.commands import Answer as TerminalAnswer
from adapters.console.connection import ConsolePlatform
from adapters.console.ledger import Ledger
from bot.commands import COMMANDS
from bot.commands.services import Services
from bot.config import Settings
from bot.errors import StorageError
from bot.ports import Hosted, Platform
from bot.storage import Store, open_store
from bot.storage.pauses import pauses_now
from bot.storage.subscriptions import all_subscriptions
from bot.targets import Target

Clock = Callable[[], datetime]


def platforms_of(
    settings: Settings,
    *,
    clock: Clock,
    stream: TextIO,
    answer: TerminalAnswer | None = None,
    services: Services | None = None,
) -> dict[str, Platform]:
    """The platforms that the settings name, by name; the terminal is always there, and answers what is typed there.

    The others answer commands when they are given services. Their libraries are imported only when they are used.
    """
    ledger = Path(settings.console.ledger) if settings.console.ledger else None
    platforms: list[Platform] = [ConsolePlatform(stream, clock=clock, ledger=ledger, answer=answer)]
    if settings.slack.used:
        from adapters.slack.connection import SlackPlatform

        platforms.append(SlackPlatform(settings.slack, clock=clock, services=services, web=settings.web))
    if settings.discord.token.get_secret_value():
        from adapters.discord.connection import DiscordPlatform

        platforms.append(DiscordPlatform(settings.discord, clock=clock, services=services))
    return {platform.name: platform for platform in platforms}


def ledger_problem(settings: Settings) -> str:
    """Why posts to the terminal could not be recorded, "" where they can be or are not to be."""
    if not settings.console.ledger:
        return ""
    try:
        Ledger(Path(settings.console.ledger)).check()
    except OSError as problem:
        return f"console.ledger {settings.console.ledger}: {problem.strerror}, so nothing is posted here"
    return ""


def slack_manifest(settings: Settings) -> dict[str, object]:
    """The manifest of the Slack app that serves these commands in this way."""
    from adapters.slack.manifest import manifest

    address = settings.web.address if settings.slack.mode == "http" else ""
    return manifest(COMMANDS, read_back=settings.slack.read_back, address=address)


async def slack_findings(settings: Settings) -> tuple[tuple[bool, str], ...]:
    """How Slack's tokens, scopes and channels stand: whether each is fine, and a sentence; nothing without Slack."""
    if not settings.slack.used:
        return ()
    from adapters.slack.checking import check_installations, check_slack

    targets = await _subscribed(settings, platform="slack")
    if not settings.slack.client_id:
        found = await check_slack(settings.slack, targets)
    else:
        async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
            found = await check_installations(settings.slack, store, targets)
    return tuple((one.fine, one.says) for one in found)


async def discord_findings(settings: Settings) -> tuple[tuple[bool, str], ...]:
    """How Discord's token, application, servers and channels stand: whether each is fine, and a sentence."""
    if not settings.discord.token.get_secret_value():
        return ()
    from adapters.discord.checking import check_discord

    found = await check_discord(settings.discord, await _subscribed(settings, platform="discord"))
    return tuple((one.fine, one.says) for one in found)


async def _subscribed(settings: Settings, *, platform: str) -> set[Target]:
    """The channels that are to get something: of the settings, and of the store where it can be opened."""
    targets = {one.target for one in settings.subscription}
    with suppress(StorageError):
        async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
            targets |= {one.target for one in await all_subscriptions(store)}
    return {target for target in targets if target.platform == platform}


@asynccontextmanager
async def hosting(
    settings: Settings, *, store: Store, platforms: Mapping[str, Platform], clock: Clock
) -> AsyncIterator[int]:
    """The port that is listened on for the platforms that are reached over HTTP; 0 when there is nothing to answer."""
    hosted = [one for platform in platforms.values() if isinstance(platform, Hosted) for one in platform.endpoints()]
    if not hosted and not settings.web.enabled:
        yield 0
        return
    from adapters.web.host import WebHost

    async def ready() -> str:
        try:
            await pauses_now(store, now=clock())
        except StorageError:
            return "the store cannot be used"
        return ""

    host = WebHost(settings.web, hosted, ready=ready)
    await host.start()
    try:
        yield host.port
    finally:
        await host.stop()
