"""Values in, rows out and back: the only place that speaks SQL."""

from bot.storage.store import Store, open_store

__all__ = ["Store", "open_store"]
