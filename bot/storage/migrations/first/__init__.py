"""The tables of the first schema, as they were then; never changed again."""

from bot.storage.migrations.first import articles, feeds, orders, outbox
from bot.storage.migrations.first.base import metadata

__all__ = ["articles", "feeds", "metadata", "orders", "outbox"]
