"""What the tables have in common: names of constraints, numbered rows, columns that recur."""

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Text

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
SEQUENCE = BigInteger().with_variant(Integer(), "sqlite")


def words(name: str) -> "Column[str]":
    """A column of text that is empty unless something is written there."""
    return Column(name, Text, nullable=False, server_default="")


def tenant() -> "tuple[Column[str], Column[str]]":
    """The columns that say whose a row is; the key of every table of tenants begins with them."""
    return Column("platform", String(40), primary_key=True), Column("workspace", String(200), primary_key=True)
