"""What commands work with, passed on by bot/main.py: the store, the desk, the editor, and a way to find feeds."""

from asyncio import Semaphore
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.publish import Editor
from bot.storage.store import Store
from bot.targets import Target
from digests.desk import Desk
from digests.entries import Feed

AT_ONCE = 4
"""Commands worked on at once: one computes while others wait for the store; more would hold up acknowledgements."""

FindFeed = Callable[[str], Awaitable[Feed]]
"""The feed at an address, or behind the page there; raises FeedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts a command may use; `operators` are the places of whoever runs the bot.

    Commands take `turns`, first come, first served: of fifty that work at once, all would be as late as the last.
    """

    settings: Settings
    store: Store
    desk: Desk
    editor: Editor
    find_feed: FindFeed
    operators: frozenset[Target] = frozenset()
    turns: Semaphore = field(default_factory=lambda: Semaphore(AT_ONCE))

    def zone(self, name: str = "UTC") -> tzinfo:
        """A zone by its name."""
        return ZoneInfo(name)
