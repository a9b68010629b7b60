"""The tables, as Alembic's newest migration leaves them; whatever belongs to a tenant is keyed by its workspace."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import UtcTime, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows only for a column spelled INTEGER PRIMARY KEY; PostgreSQL needs the larger type.
_SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")


def _text(name: str) -> "Column[str]":
    return Column(name, Text, nullable=False, server_default="")


def _tenant() -> "tuple[Column[str], Column[str]]":
    return Column("platform", String(40), primary_key=True), Column("workspace", String(200), primary_key=True)


# What is polled -------------------------------------------------------------------------------------------------

feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    _text("title"),
    _text("publisher"),
    _text("family"),
    Column("kind", String(20), nullable=False),
    _text("language"),
    _text("jurisdiction"),
    _text("home"),
    Column("full_text", Boolean, nullable=False),
    Column("added_at", UtcTime, nullable=False),
    Column("status", String(20), nullable=False),
    _text("etag"),
    _text("last_modified"),
    _text("content_hash"),
    Column("next_poll_at", UtcTime),
    Column("interval", Float, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UtcTime),
    Column("last_ok_at", UtcTime),
    Column("last_new_at", UtcTime),
    _text("last_error"),
    _text("last_reason"),
    Column("parser_kills", Integer, nullable=False),
    _text("moved_to"),
    Column("moved_count", Integer, nullable=False),
    _text("notified"),
    Index("ix_feeds_next_poll_at", "next_poll_at"),
)

feed_owners = Table(
    "feed_owners",
    metadata,
    *_tenant(),
    Column(
        "feed_url",
        Text,
        ForeignKey("feeds.url", ondelete="CASCADE", onupdate="CASCADE", deferrable=True, initially="DEFERRED"),
        primary_key=True,
    ),
    _text("added_by"),
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

# What was read --------------------------------------------------------------------------------------------------

articles = Table(
    "articles",
    metadata,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),  # in the order of seen_at: a date window is a range
    Column("id", String(64), nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    _text("publisher"),
    Column("published_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    _text("feed_url"),
    _text("family"),
    Column("source_kind", String(20), nullable=False),
    _text("language"),
    _text("jurisdiction"),
    _text("author"),
    _text("near_key"),
    Column("date_is_guess", Boolean, nullable=False),
    Column("baseline", Boolean, nullable=False),
    Column("end", String(20), nullable=False),
    _text("end_reason"),
    Column("revised_at", UtcTime),
    Index("ix_articles_seen_at", "seen_at"),
    Index("ix_articles_published_at", "published_at"),
    Index(
        "ix_articles_near_key", "near_key", sqlite_where=text("near_key <> ''"), postgresql_where=text("near_key <> ''")
    ),
    Index("ix_articles_url", "url", postgresql_using="hash"),
)

readings = Table(
    "readings",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("relevant", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("topics", Text, nullable=False),  # JSON: [[id, [words], score], ...]
    Column("why", Words, nullable=False),
)

remarks = Table(
    "remarks",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    _text("verb"),
    Column("where", String(10), nullable=False),
    Column("mention_start", Integer),
    Column("mention_end", Integer),
    Column("speaker", Text),
    Column("speaker_id", String(200)),
    _text("role"),
    Column("anonymous", Boolean, nullable=False),
    Column("hedges", Words, nullable=False),
    Column("chain", Words, nullable=False),
    Column("said_on", Date),
    _text("venue"),
    Column("verdict", String(30), nullable=False),
    Index("ix_remarks_speaker_id", "speaker_id"),
    Index("ix_remarks_speaker", "speaker", postgresql_using="hash"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("saga", String(64)),
    Column("merged_into", String(64)),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_stories_saga", "saga"),
    Index("ix_stories_merged_into", "merged_into"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article_id", String(64), ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story_id", String(64), ForeignKey("stories.id"), nullable=False),
    _text("features"),  # JSON, whatever the story index wants back
    Index("ix_story_articles_story_id", "story_id"),
)

# What was asked for ---------------------------------------------------------------------------------------------

subscriptions = Table(
    "subscriptions",
    metadata,
    *_tenant(),
    Column("id", String(64), primary_key=True),
    Column("channel", String(200), nullable=False),
    Column("times", Words, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("weekdays", Words, nullable=False),
    _text("holidays"),
    Column("catch_up", String(20), nullable=False),
    _text("query"),
    Column("limit", Integer, nullable=False),
    _text("title"),
    Column("paused_until", UtcTime),
    _text("pause_reason"),
    _text("created_by"),
    Column("created_at", UtcTime),
    Column("due_at", UtcTime),
    Index("ix_subscriptions_due_at", "due_at"),
)

digests = Table(
    "digests",
    metadata,
    *_tenant(),
    Column("subscription_id", String(64), primary_key=True),
    Column("local_date", Date, primary_key=True),
    Column("slot", String(8), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("channel", String(200), nullable=False),
    Column("since", UtcTime, nullable=False),
    Column("until", UtcTime, nullable=False),
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
    *_tenant(),
    Column("id", String(64), primary_key=True),
    Column("channel", String(200), nullable=False),
    _text("owner"),
    Column("query", Text, nullable=False),
    Column("cadence", String(20), nullable=False),
    Column("options", Text, nullable=False, server_default="{}"),
    Column("snoozed_until", UtcTime),
    Column("created_at", UtcTime, nullable=False),
    Index("ix_watches_place", "platform", "workspace", "channel"),
)

alerts = Table(
    "alerts",
    metadata,
    *_tenant(),
    Column("watch_id", String(64), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("article_ids", Words, nullable=False),
    _text("why"),
    Column("created_at", UtcTime, nullable=False),
)

kept_stories = Table(
    "kept_stories",  # saved by a reader, or muted in a channel
    metadata,
    *_tenant(),
    Column("kind", String(10), primary_key=True),
    Column("keeper", String(200), primary_key=True),
    Column("story_id", String(64), primary_key=True),
    Column("created_at", UtcTime, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    *_tenant(),
    Column("channel", String(200), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    *_tenant(),
    Column("key", String(300), primary_key=True),
    Column("channel", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("told_at", UtcTime),
)

# What is on its way ---------------------------------------------------------------------------------------------

OPEN_PAGE = "state IN ('planned', 'sending', 'ambiguous')"

lanes = Table(
    "lanes",  # the queue of one target; wake_at: when its oldest open page may be taken, None when none is open
    metadata,
    Column("id", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("platform", String(40), nullable=False),
    Column("workspace", String(200), nullable=False),
    Column("channel", String(200), nullable=False),
    Column("wake_at", UtcTime),
    UniqueConstraint("platform", "workspace", "channel"),
    Index(
        "ix_lanes_wake_at",
        "wake_at",
        sqlite_where=text("wake_at IS NOT NULL"),
        postgresql_where=text("wake_at IS NOT NULL"),
    ),
)

outbox = Table(
    "outbox",
    metadata,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("lane_id", BigInteger, ForeignKey("lanes.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("source", String(64), nullable=False),
    Column("part", Integer, nullable=False),
    Column("page", Text, nullable=False),
    Column("plain", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("owner", String(100)),
    Column("lease_until", UtcTime),
    Column("unsure_since", UtcTime),  # when the first attempt began whose outcome nobody knows
    Column("due_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
    Column("platform_id", Text),
    _text("reason"),
    Column("created_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    UniqueConstraint("source", "lane_id", "part"),
    Index("ix_outbox_open", "lane_id", "seq", sqlite_where=text(OPEN_PAGE), postgresql_where=text(OPEN_PAGE)),
    Index("ix_outbox_settled_at", "settled_at"),
    sqlite_autoincrement=True,
)

pauses = Table(
    "pauses",  # workspace "" pauses a platform, channel "" a workspace; until None lasts till somebody resumes it
    metadata,
    *_tenant(),
    Column("channel", String(200), primary_key=True),
    Column("until", UtcTime),
    _text("reason"),
    CheckConstraint("workspace <> '' OR channel = ''", name="scope"),
)
