"""What is polled: feeds, who asked for them, their hosts and the entries seen."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from bot.storage.columns import UtcTime
from bot.storage.schema.base import metadata, tenant, words

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    words("title"),
    words("publisher"),
    words("family"),
    Column("kind", String(20), nullable=False),
    words("language"),
    words("jurisdiction"),
    words("home"),
    Column("full_text", Boolean, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("status", String(20), nullable=False),
    words("etag"),
    words("last_modified"),
    words("content_hash"),
    Column("next_poll_at", UtcTime),
    Column("interval", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UtcTime),
    Column("last_ok_at", UtcTime),
    Column("last_new_at", UtcTime),
    words("last_error"),
    words("last_reason"),
    Column("parser_kills", Integer, nullable=False),
    words("moved_to"),
    Column("moved_count", Integer, nullable=False),
    words("notified"),
    Index("ix_feeds_next_poll_at", "next_poll_at"),
)

feed_owners = Table(
    "feed_owners",
    metadata,
    *tenant(),
    Column(
        "feed_url",
        Text,
        ForeignKey("feeds.url", ondelete="CASCADE", onupdate="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    words("added_by"),
    Column("added_at", UtcTime, nullable=False),
    Index("ix_feed_owners_feed_url", "feed_url"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("not_before", UtcTime),
    Column("failures", Integer, nullable=False),
)

entries_seen = Table(
    "entries_seen",
    metadata,
    Column("feed_url", Text, primary_key=True),
    Column("key", String(512), primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("first_seen_at", UtcTime, nullable=False),
    sqlite_with_rowid=False,
)
