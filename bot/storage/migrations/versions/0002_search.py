"""The full-text index of placed articles."""

from alembic import op

from bot.storage.migrations import search_postgres, search_sqlite

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    dialect = search_sqlite if connection.dialect.name == "sqlite" else search_postgres
    for statement in dialect.STATEMENTS:
        connection.exec_driver_sql(statement)
