"""How a database writes what a search asks: each of the two has one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, TextClause
from sqlalchemy.sql import ColumnElement

from bot.storage.search.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A plan as text, the queries that take it as `plan`, and the articles with some numbers.

    `newest` and `stretch` also take `floor`, `below` and `limit`; `count` takes `limit`.
    """

    expression: Callable[[Plan], str]
    newest: TextClause
    stretch: Select[*tuple[Any, ...]]
    count: TextClause
    among: Callable[[Sequence[int]], ColumnElement[bool]]
