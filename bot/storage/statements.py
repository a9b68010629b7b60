"""The few statements that both databases know but SQLAlchemy spells apart."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from sqlalchemy import ARRAY, ColumnElement, Select, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Row = dict[str, object]
T = TypeVar("T")
V = TypeVar("V", int, str)
R = TypeVar("R", bound=tuple[Any, ...])
CHUNK = 500  # names in one IN list


def on_sqlite(connection: AsyncConnection) -> bool:
    """Whether the transaction is SQLite's."""
    return connection.dialect.name == "sqlite"


def insert_into(connection: AsyncConnection, table: Table) -> postgresql.Insert:
    """An INSERT that knows ON CONFLICT; SQLite's has the same methods as PostgreSQL's."""
    if on_sqlite(connection):
        return cast("postgresql.Insert", sqlite.insert(table))
    return postgresql.insert(table)


async def add_rows(connection: AsyncConnection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the rows that are not there yet."""
    if rows:
        await connection.execute(insert_into(connection, table).on_conflict_do_nothing(), rows)


async def put_rows(connection: AsyncConnection, table: Table, rows: Sequence[Row], *, change: Iterable[str]) -> None:
    """Insert rows; where one with the same primary key stands, change the named columns."""
    if not rows:
        return
    statement = insert_into(connection, table)
    statement = statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_={name: statement.excluded[name] for name in change}
    )
    await connection.execute(statement, rows)


def skipping_locked(connection: AsyncConnection, query: Select[R]) -> Select[R]:
    """The query, taking row locks on PostgreSQL and passing over rows that somebody else has; SQLite has one writer."""
    return query if on_sqlite(connection) else query.with_for_update(skip_locked=True)


def among(connection: AsyncConnection, column: ColumnElement[V], values: Sequence[V]) -> ColumnElement[bool]:
    """Whether a column is one of the values: all of them in one parameter, so any number fits and plans are kept."""
    if on_sqlite(connection):
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(bindparam(None, list(values), ARRAY(column.type)))


def chunks(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """The values in pieces that fit an IN list."""
    return (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))
