"""A plan to a tsquery, and the newest articles that it finds (`search_newest` of migration 0002 says how)."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import BigInteger, any_, bindparam, column, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import articles
from bot.storage.search.columns import LIGHT, AnyRow
from bot.storage.search.plan import All, Mark, Place, Plan, Some, Words

_SIGNS = {Place.TEXT: "", Place.TITLE: "=", Place.SPEAKERS: "@", Place.PUBLISHER: "&"}
_NEWEST = text("SELECT search_newest(:plan, :floor, :below, :limit) AS number")
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE words @@ CAST(:plan AS text)::tsquery LIMIT :limit) AS few"
)
_found = _NEWEST.columns(column("number", BigInteger)).subquery("found")
_STRETCH = LIGHT.join(_found, _found.c.number == articles.c.seq)


def expression(plan: Plan) -> str:
    """The plan as a tsquery."""
    match plan:
        case Words():
            words = [f"'{_SIGNS[plan.place]}{word[:200]}'" for word in plan.words]
            return f"({' <-> '.join(words)}{':*' if plan.prefix else ''})"
        case Mark():
            return f"'{plan.name}'"
        case Some():
            return f"({' | '.join(map(expression, plan.parts))})"
        case All():
            asked = " & ".join(map(expression, plan.parts)) or "'xall'"
            return f"({' & !'.join([asked, *map(expression, plan.without)])})"
        case _:
            assert_never(plan)


async def newest(connection: AsyncConnection, plan: Plan, *, floor: int, below: int, limit: int) -> list[int]:
    """The numbers of the newest articles that a plan finds in [floor, below)."""
    rows = await connection.execute(_NEWEST, _values(plan, floor, below, limit))
    return [int(seq) for (seq,) in rows]


async def stretch(connection: AsyncConnection, plan: Plan, *, floor: int, below: int, limit: int) -> Sequence[AnyRow]:
    """The same articles with what ranking needs of them, in one statement."""
    return (await connection.execute(_STRETCH, _values(plan, floor, below, limit))).all()


async def count(connection: AsyncConnection, plan: Plan, *, most: int) -> int:
    """How many articles a plan finds, counted no further than `most`."""
    return int((await connection.execute(_COUNT, {"plan": expression(plan), "limit": most})).scalar_one())


def _values(plan: Plan, floor: int, below: int, limit: int) -> dict[str, object]:
    return {"plan": expression(plan), "floor": floor, "below": below, "limit": limit}


def among(seqs: Sequence[int]) -> ColumnElement[bool]:
    """The articles with these numbers."""
    return articles.c.seq == any_(bindparam("seqs", list(seqs), type_=ARRAY(BigInteger)))
