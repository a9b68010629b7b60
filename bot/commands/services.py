"""What commands work with: the store, the desk and the settings they need, passed on by bot/main.py."""

from dataclasses import dataclass

from bot.storage.store import Store
from digests.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts a command may use."""

    store: Store
    desk: Desk
