"""A plan to a tsquery, and the newest articles that it finds (`search_newest` of migration 0002 says how)."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import BigInteger, any_, bindparam, column, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import articles
from bot.storage.search.columns import LIGHT
from bot.storage.search.plan import All, Mark, Place, Plan, Some, Words
from bot.storage.search.spelling import Spelling

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


def among(seqs: Sequence[int]) -> ColumnElement[bool]:
    """The articles with these numbers."""
    return articles.c.seq == any_(bindparam("seqs", list(seqs), type_=ARRAY(BigInteger)))


SPELLING = Spelling(expression=expression, newest=_NEWEST, stretch=_STRETCH, count=_COUNT, among=among)
