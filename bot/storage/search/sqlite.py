"""A plan to FTS5, and the newest articles that it finds: FTS5 gives them in order and stops when it has enough."""

import json
from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import Integer, column, text
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import articles
from bot.storage.search.columns import LIGHT
from bot.storage.search.plan import All, Mark, Place, Plan, Some, Words
from bot.storage.search.spelling import Spelling

_COLUMNS = {
    Place.TEXT: "{title body}",
    Place.TITLE: "title",
    Place.SPEAKERS: "speakers",
    Place.PUBLISHER: "publisher",
}
_NEWEST = text(
    "SELECT rowid AS number FROM search_words WHERE search_words MATCH :plan AND rowid >= :floor AND rowid < :below"
    " ORDER BY rowid DESC LIMIT :limit"
)
_COUNT = text(
    "SELECT count(*) FROM (SELECT rowid FROM search_words WHERE search_words MATCH :plan ORDER BY rowid LIMIT :limit)"
)
_found = _NEWEST.columns(column("number", Integer)).subquery("found")
_STRETCH = LIGHT.join(_found, _found.c.number == articles.c.seq)


def expression(plan: Plan) -> str:
    """The plan as FTS5 reads it."""
    match plan:
        case Words():
            return f'{_COLUMNS[plan.place]} : "{" ".join(plan.words)}"{" *" if plan.prefix else ""}'
        case Mark():
            return f"marks : {plan.name}"
        case Some():
            return f"({' OR '.join(map(expression, plan.parts))})"
        case All():
            asked = " AND ".join(map(expression, plan.parts)) or "marks : xall"
            left_out = " OR ".join(map(expression, plan.without))
            return f"(({asked}) NOT ({left_out}))" if left_out else f"({asked})"
        case _:
            assert_never(plan)


def among(seqs: Sequence[int]) -> ColumnElement[bool]:
    """The articles with these numbers."""
    return articles.c.seq.in_(text("SELECT value FROM json_each(:seqs)").bindparams(seqs=json.dumps(list(seqs))))


SPELLING = Spelling(expression=expression, newest=_NEWEST, stretch=_STRETCH, count=_COUNT, among=among)
