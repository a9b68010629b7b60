"""Every platform under one contract: how the tests make each, and how they see what its readers see."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from adapters.console.connection import ConsolePlatform
from adapters.console.ledger import Ledger
from bot.ports import Platform
from bot.targets import Target

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


MAKERS: dict[str, Callable[[Path], Case]] = {"console": console}
"""A platform that is not here yet: write its maker here, and the contract holds for it."""
