"""Parked pages are found without reading the whole outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    parked = sa.text("state = 'parked'")
    op.create_index("ix_outbox_parked", "outbox", ["lane_id"], sqlite_where=parked, postgresql_where=parked)
