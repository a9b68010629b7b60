"""Every platform under one contract: how the tests make each, and how they see what its readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from adapters.console.connection import ConsolePlatform
from adapters.console.ledger import Ledger
from adapters.discord.connection import DiscordPlatform
from adapters.discord.pace import Pace
from bot.config import DiscordSettings
from bot.ports import Platform
from bot.targets import Target
from digests.message import Message
from tests.fakes.discord.limits import every_component
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import CHANNEL, GUILD, TOKEN, Rates

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A platform, a target of it, and what stands in that target, oldest first, as text."""

    platform: Platform
    target: Target
    shown: Callable[[], list[str]]


def console(folder: Path) -> Case:
    """The console with a ledger."""
    path = folder / "ledger.jsonl"
    return Case(
        platform=ConsolePlatform(StringIO(), clock=lambda: NOW, ledger=path),
        target=Target(platform="console", workspace="local", channel="terminal"),
        shown=lambda: [post.text for post in Ledger(path).posts()],
    )


class ServedDiscord:
    """Discord with a fake of its own, which lives in the machine's time: what it posts is from now."""

    name = "discord"

    def __init__(self) -> None:
        self.fake = FakeDiscord()
        self.platform = DiscordPlatform(DiscordSettings(), clock=lambda: datetime.now(UTC))

    async def start(self) -> None:
        """Serve, and sign in."""
        await self.fake.__aenter__()
        settings = DiscordSettings.model_validate({"token": TOKEN, "api_url": self.fake.api_url})
        self.platform = DiscordPlatform(settings, clock=lambda: datetime.now(UTC), pace=Pace(1000.0))
        self.fake.state.rates = Rates(posts=1000)
        await self.platform.start()

    async def stop(self) -> None:
        """Sign out, and serve no longer."""
        await self.platform.stop()
        await self.fake.__aexit__(None, None, None)
        assert self.fake.state.violations == []

    def pages(self, message: Message) -> tuple[Message, ...]:
        """As many pages as Discord needs."""
        return self.platform.pages(message)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post."""
        return await self.platform.send(target, page, key=key)

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """Read back, from before the fake was."""
        return await self.platform.find(target, key=key, since=min(since, datetime.now(UTC) - timedelta(hours=1)))

    def shown(self) -> list[str]:
        """What stands in the channel, without the marks of escaping."""
        return [_words(post.content).replace("\\", "") for post in self.fake.state.in_channel()]


def _words(content: Any) -> str:
    """The words of a message of Discord."""
    texts = [
        content.get("content") or "",
        *(one.get("content") or "" for one in every_component(content.get("components") or [])),
    ]
    for embed in content.get("embeds") or []:
        texts += [embed.get("title") or "", embed.get("description") or ""]
    return "\n".join(texts)


def discord(folder: Path) -> Case:
    """Discord on the wire."""
    served = ServedDiscord()
    target = Target(platform="discord", workspace=GUILD, channel=CHANNEL)
    return Case(platform=served, target=target, shown=served.shown)


MAKERS: dict[str, Callable[[Path], Case]] = {"console": console, "discord": discord}
"""A platform that is not here yet: write its maker here, and the contract holds for it."""
