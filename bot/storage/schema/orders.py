"""What was asked for and what came of it; keyed by workspace."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from bot.storage.columns import UtcTime, Words
from bot.storage.schema.base import metadata, tenant, words

subscriptions = Table(
    "subscriptions",
    metadata,
    *tenant(),
    Column("id", String(64), primary_key=True),
    Column("channel", String(200), nullable=False),
    Column("times", Words, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("weekdays", Words, nullable=False),
    words("holidays"),
    Column("catch_up", String(20), nullable=False),
    words("query"),
    Column("limit", Integer, nullable=False),
    words("title"),
    Column("paused_until", UtcTime),
    words("pause_reason"),
    words("created_by"),
    Column("created_at", UtcTime),
    Column("due_at", UtcTime),
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
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
    Column("after", BigInteger, nullable=False),
    Column("through", BigInteger, nullable=False),
    Column("late", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_at", UtcTime, nullable=False),
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
    Column("article_ids", Words, nullable=False),
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
    Column("snoozed_until", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Column("version", BigInteger, nullable=False, server_default="0"),  # grows with every change of any watch
    Index("ix_watches_place", "platform", "workspace", "channel"),
    Index("ix_watches_version", "version"),
)

alerts = Table(
    "alerts",
    metadata,
    *tenant(),
    Column("watch_id", String(64), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("article_ids", Words, nullable=False),  # waiting: what is to be told; told: all that was
    words("why"),
    Column("created_at", UtcTime, nullable=False),
    Column("channel", String(200), nullable=False, server_default=""),
    Column("state", String(10), nullable=False, server_default="told"),
    Column("due_at", UtcTime),
    Column("told_at", UtcTime),
    Column("facts", Text, nullable=False, server_default="{}"),  # JSON: kind of fact to list
    words("page_key"),
    Index("ix_alerts_story_id", "story_id"),
    Index("ix_alerts_channel_told_at", "platform", "workspace", "channel", "told_at"),
    Index(
        "ix_alerts_waiting",
        "due_at",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

kept_stories = Table(
    "kept_stories",  # saved by a reader, or muted in a channel
    metadata,
    *tenant(),
    Column("kind", String(10), primary_key=True),
    Column("keeper", String(200), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("created_at", UtcTime, nullable=False),
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
    Column("created_at", UtcTime, nullable=False),
    Column("told_at", UtcTime),
)

button_lines = Table(
    "button_lines",  # what a button does when its platform's button is too small to say it
    metadata,
    *tenant(),
    Column("id", String(64), primary_key=True),
    Column("line", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

listings = Table(
    "listings",  # the stories of the list that somebody was last shown in a channel, to be called by number
    metadata,
    *tenant(),
    Column("channel", String(200), primary_key=True),
    Column("person", String(200), primary_key=True),
    Column("stories", Text, nullable=False),  # ids in order, a space between them
    Column("listed_at", UtcTime, nullable=False),
)
