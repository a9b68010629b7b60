"""A plan to a tsquery, and the newest articles that it finds.

A GIN index finds all matches or none. So the newest are sought in growing stretches: the newest blocks of articles by
the marks that name blocks, and the whole store only for what was not found often enough in the newest million.
"""

from collections.abc import Iterator, Sequence
from typing import assert_never

from sqlalchemy import BigInteger, any_, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import articles
from bot.storage.search.columns import LIGHT, AnyRow
from bot.storage.search.plan import All, Mark, Place, Plan, Some, Words, all_plans, some_plans

_SIGNS = {Place.TEXT: "", Place.TITLE: "=", Place.SPEAKERS: "@", Place.PUBLISHER: "&"}
_STEPS = (
    (12, 2),
    (12, 8),
    (16, 4),
    (16, 16),
)  # bits of a block's number that lie inside it, and how many blocks are sought
_NEWEST = text(
    "WITH found AS MATERIALIZED (SELECT seq FROM search_index WHERE words @@ CAST(:plan AS text)::tsquery)"
    " SELECT seq FROM found WHERE seq >= :floor AND seq < :below ORDER BY seq DESC LIMIT :limit"
)
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE words @@ CAST(:plan AS text)::tsquery LIMIT :limit) AS few"
)
_LEVELS = {12: 1, 16: 2}
_LAST = text("SELECT max(seq) FROM search_index")


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
    last = (await connection.execute(_LAST)).scalar()
    found: list[int] = []
    top = min(below, int(last or 0) + 1)
    for bottom, stretch in _stretches(plan, top=top, floor=floor):
        values = {"plan": expression(stretch), "floor": bottom, "below": top, "limit": limit - len(found)}
        found += [int(seq) for (seq,) in await connection.execute(_NEWEST, values)]
        if len(found) == limit:
            break
        top = bottom
    return found


async def stretch(connection: AsyncConnection, plan: Plan, *, floor: int, below: int, limit: int) -> Sequence[AnyRow]:
    """The same articles with what ranking needs of them."""
    seqs = await newest(connection, plan, floor=floor, below=below, limit=limit)
    return (await connection.execute(LIGHT.where(among(seqs)))).all() if seqs else ()


async def count(connection: AsyncConnection, plan: Plan, *, most: int) -> int:
    """How many articles a plan finds, counted no further than `most`."""
    return int((await connection.execute(_COUNT, {"plan": expression(plan), "limit": most})).scalar_one())


def _stretches(plan: Plan, *, top: int, floor: int) -> Iterator[tuple[int, Plan]]:
    """Where each stretch begins, and the plan that seeks there."""
    for bits, count in _STEPS:
        if top <= floor:
            return
        newest_block = (top - 1) >> bits
        oldest_block = max(newest_block - count + 1, floor >> bits)
        blocks = some_plans(Mark(f"x{_LEVELS[bits]}b{block}") for block in range(oldest_block, newest_block + 1))
        top = max(floor, oldest_block << bits)
        yield top, all_plans([plan, blocks])
    if top > floor:
        yield floor, plan


def among(seqs: Sequence[int]) -> ColumnElement[bool]:
    """The articles with these numbers."""
    return articles.c.seq == any_(bindparam("seqs", list(seqs), type_=ARRAY(BigInteger)))
