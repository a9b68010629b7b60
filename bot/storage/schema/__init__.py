"""The tables, as the newest migration leaves them; whatever belongs to a tenant is keyed by its workspace."""

from bot.storage.schema.articles import articles, readings, remarks, stories, story_articles
from bot.storage.schema.base import metadata
from bot.storage.schema.feeds import entries_seen, feed_owners, feeds, hosts
from bot.storage.schema.installs import installations, one_time_names
from bot.storage.schema.orders import (
    alerts,
    button_lines,
    digest_items,
    digests,
    kept_stories,
    listings,
    notices,
    settings,
    subscriptions,
    watches,
)
from bot.storage.schema.outbox import OPEN_PAGE, PARKED_PAGE, lanes, outbox, pauses

__all__ = [
    "OPEN_PAGE",
    "PARKED_PAGE",
    "alerts",
    "articles",
    "button_lines",
    "digest_items",
    "digests",
    "entries_seen",
    "feed_owners",
    "feeds",
    "hosts",
    "installations",
    "kept_stories",
    "lanes",
    "listings",
    "metadata",
    "notices",
    "one_time_names",
    "outbox",
    "pauses",
    "readings",
    "remarks",
    "settings",
    "stories",
    "story_articles",
    "subscriptions",
    "watches",
]
