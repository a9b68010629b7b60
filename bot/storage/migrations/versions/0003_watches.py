"""Watches that are known by what changed, alerts that wait and remember what they told, pages under other pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("watches", sa.Column("version", sa.BigInteger, nullable=False, server_default="0"))
    op.create_index("ix_watches_version", "watches", ["version"])
    for column in (
        sa.Column("channel", sa.String(200), nullable=False, server_default=""),
        sa.Column("state", sa.String(10), nullable=False, server_default="told"),
        sa.Column("due_at", TIME),
        sa.Column("told_at", TIME),
        sa.Column("facts", sa.Text, nullable=False, server_default="{}"),
        sa.Column("page_key", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("alerts", column)
    op.create_index("ix_alerts_story_id", "alerts", ["story_id"])
    op.create_index("ix_alerts_channel_told_at", "alerts", ["platform", "workspace", "channel", "told_at"])
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_alerts_waiting", "alerts", ["due_at"], sqlite_where=waiting, postgresql_where=waiting)
    op.add_column("outbox", sa.Column("reply_to", sa.Text, nullable=False, server_default=""))
