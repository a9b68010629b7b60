"""Workspaces that installed the app themselves, with their sealed tokens; names that serve once."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("platform", sa.String(40), primary_key=True),
        sa.Column("workspace", sa.String(200), primary_key=True),
        sa.Column("name", sa.Text, nullable=False, server_default=""),
        sa.Column("organisation", sa.Text, nullable=False, server_default=""),
        sa.Column("bot_user", sa.Text, nullable=False, server_default=""),
        sa.Column("bot", sa.Text, nullable=False, server_default=""),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("installed_by", sa.Text, nullable=False, server_default=""),
        sa.Column("installed_at", TIME, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False, server_default=""),
        sa.Column("key_id", sa.String(16), nullable=False, server_default=""),
        sa.Column("stopped_at", TIME),
        sa.Column("stop_reason", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_installations_organisation", "installations", ["platform", "organisation"])
    op.create_table(
        "one_time_names",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("until", TIME, nullable=False),
    )
    op.create_index("ix_one_time_names_until", "one_time_names", ["until"])
