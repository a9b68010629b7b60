"""Alembic's entry: runs the steps on the connection that `bot/storage/migrate.py` opened."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from bot.storage.schema import metadata

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
