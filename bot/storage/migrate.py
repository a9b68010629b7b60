"""A database to the newest schema: under a lock, in one transaction, and never backwards."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import StorageError
from bot.storage.schema import metadata

HEAD = "0007"
_LOCK = 0x43484950  # "CHIP": the advisory lock of migrations on PostgreSQL
_NEWER = "The store was written by a newer Chipbrief (schema {found}; this one knows {head}). Upgrade this program."
_OLDER = (
    "The store has an older schema ({found}; this program needs {head}). Stop the running bot and start the new one."
)


async def migrate(engine: AsyncEngine) -> None:
    """Bring the database to `HEAD`; StorageError when a newer program has written it.

    Everything is one transaction, so a migration that is interrupted leaves the old schema whole.
    """
    if await _version(engine) == HEAD:
        return
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        await connection.run_sync(_upgrade)


async def require_current(engine: AsyncEngine) -> None:
    """Raise StorageError unless the database has exactly the schema of this program."""
    found = await _version(engine)
    if found != HEAD:
        raise StorageError((_NEWER if found > HEAD else _OLDER).format(found=found or "none", head=HEAD))


async def _version(engine: AsyncEngine) -> str:
    async with engine.connect() as connection:
        return await connection.run_sync(_version_of)


def _version_of(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


def _upgrade(connection: Connection) -> None:
    """Run Alembic on a connection whose transaction is ours; it is imported only when there is something to do."""
    from alembic import command
    from alembic.config import Config

    found = _version_of(connection)
    if found == HEAD:
        return
    if found > HEAD:
        raise StorageError(_NEWER.format(found=found, head=HEAD))
    _refuse_others(connection, found)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)


def _refuse_others(connection: Connection, found: str) -> None:
    """Leave alone a database that some other program has filled."""
    taken = set() if found else metadata.tables.keys() & set(inspect(connection).get_table_names())
    if taken:
        raise StorageError(
            f"The database holds tables of another program ({', '.join(sorted(taken))}); "
            "give Chipbrief one of its own in storage.url."
        )
