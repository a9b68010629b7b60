"""What commands work with, passed on by bot/main.py: the store, the desk, the editor, and a way to find feeds."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.publish import Editor
from bot.storage.store import Store
from bot.targets import Target
from digests.desk import Desk
from digests.entries import Feed

FindFeed = Callable[[str], Awaitable[Feed]]
"""The feed at an address, or behind the page there; raises FeedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts a command may use; `operators` are the places of whoever runs the bot."""

    settings: Settings
    store: Store
    desk: Desk
    editor: Editor
    find_feed: FindFeed
    operators: frozenset[Target] = frozenset()

    def zone(self, name: str = "UTC") -> tzinfo:
        """A zone by its name."""
        return ZoneInfo(name)
