"""The first schema's tables. What was asked for and what came of it; keyed by workspace."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from bot.storage.migrations.first.base import TIME, metadata, tenant, words

subscriptions = Table(
    "subscriptions",
    metadata,
    *tenant(),
    Column("id", String(64), primary_key=True),
    Column("channel", String(200), nullable=False),
    Column("times", Text, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("weekdays", Text, nullable=False),
    words("holidays"),
    Column("catch_up", String(20), nullable=False),
    words("query"),
    Column("limit", Integer, nullable=False),
    words("title"),
    Column("paused_until", TIME),
    words("pause_reason"),
    words("created_by"),
    Column("created_at", TIME),
    Column("due_at", TIME),
    Index("ix_subscriptions_due_at", "due_at"),
)

digests = Table(
    "digests",
    metadata,
    *tenant(),
    Column("subscription_id", String(64), primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("slot", String(8), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("channel", String(200), nullable=False),
    Column("since", TIME, nullable=False),
    Column("until", TIME, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("through", BigInteger, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("receipt", Text, nullable=False),
    Index("ix_digests_subscription_until", "platform", "workspace", "subscription_id", "until"),
    Index("ix_digests_channel_created_at", "platform", "workspace", "channel", "created_at"),
)

digest_items = Table(
    "digest_items",
    metadata,
    Column("digest_id", String(64), ForeignKey("digests.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("story_id", String(64), nullable=False),
    Column("article_ids", Text, nullable=False),
    Column("facts", Text, nullable=False),  # JSON: kind of fact to list
    Index("ix_digest_items_story_id", "story_id"),
)

watches = Table(
    "watches",
    metadata,
    *tenant(),
    Column("id", String(64), primary_key=True),
    Column("channel", String(200), nullable=False),
    words("owner"),
    Column("query", Text, nullable=False),
    Column("cadence", String(20), nullable=False),
    Column("options", Text, nullable=False, server_default="{}"),
    Column("snoozed_until", TIME),
    Column("created_at", TIME, nullable=False),
    Index("ix_watches_place", "platform", "workspace", "channel"),
)

alerts = Table(
    "alerts",
    metadata,
    *tenant(),
    Column("watch_id", String(64), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("article_ids", Text, nullable=False),
    words("why"),
    Column("created_at", TIME, nullable=False),
)

kept_stories = Table(
    "kept_stories",  # saved by a reader, or muted in a channel
    metadata,
    *tenant(),
    Column("kind", String(10), primary_key=True),
    Column("keeper", String(200), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("created_at", TIME, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    *tenant(),
    Column("channel", String(200), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    *tenant(),
    Column("key", String(300), primary_key=True),
    Column("channel", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("told_at", TIME),
)
