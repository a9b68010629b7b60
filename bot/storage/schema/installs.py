"""Who let us in: installations with their sealed tokens; and names that serve once."""

from sqlalchemy import Column, Index, String, Table

from bot.storage.columns import UtcTime, Words
from bot.storage.schema.base import metadata, tenant, words

installations = Table(
    "installations",
    metadata,
    *tenant(),
    words("name"),
    words("organisation"),  # the organisation that the workspace is part of, whose installation may cover it
    words("bot_user"),
    words("bot"),
    Column("scopes", Words, nullable=False),
    words("installed_by"),
    Column("installed_at", UtcTime, nullable=False),
    words("sealed"),  # the token under a key that the store does not have; empty when it was taken back
    Column("key_id", String(16), nullable=False, server_default=""),
    Column("stopped_at", UtcTime),
    words("stop_reason"),
    Index("ix_installations_organisation", "platform", "organisation"),
)

one_time_names = Table(
    "one_time_names",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("until", UtcTime, nullable=False),
    Index("ix_one_time_names_until", "until"),
)
