"""What is on its way: lanes, pages and pauses."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import UtcTime
from bot.storage.schema.base import SEQUENCE, metadata, tenant, words

OPEN_PAGE = "state IN ('planned', 'sending', 'ambiguous')"
PARKED_PAGE = "state = 'parked'"

lanes = Table(
    "lanes",  # the queue of one target; wake_at: when its oldest open page may be taken, None when none is open
    metadata,
    Column("id", SEQUENCE, primary_key=True, autoincrement=True),
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
    Column("seq", SEQUENCE, primary_key=True, autoincrement=True),
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
    words("reason"),
    Column("created_at", UtcTime, nullable=False),
    Column("settled_at", UtcTime),
    words("reply_to"),  # the key of the page under which this one goes, where the platform can
    UniqueConstraint("source", "lane_id", "part"),
    Index("ix_outbox_open", "lane_id", "seq", sqlite_where=text(OPEN_PAGE), postgresql_where=text(OPEN_PAGE)),
    Index("ix_outbox_settled_at", "settled_at"),
    Index("ix_outbox_parked", "lane_id", sqlite_where=text(PARKED_PAGE), postgresql_where=text(PARKED_PAGE)),
    sqlite_autoincrement=True,
)

pauses = Table(
    "pauses",  # workspace "" pauses a platform, channel "" a workspace; until None lasts till somebody resumes it
    metadata,
    *tenant(),
    Column("channel", String(200), primary_key=True),
    Column("until", UtcTime),
    words("reason"),
    CheckConstraint("workspace <> '' OR channel = ''", name="scope"),
)
