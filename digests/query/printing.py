"""A query to text that parses to the same query."""

from typing import assert_never

from digests.query.nodes import (
    NEAR,
    Age,
    And,
    Field,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Side,
    When,
    Word,
    is_bare,
)


def print_query(query: Query) -> str:
    """The query as one would type it."""
    match query:
        case And():
            return " ".join(map(_grouped, query.parts))
        case Or():
            return " OR ".join(map(_grouped, query.parts))
        case Not():
            return f"-{_grouped(query.part)}"
        case Near():
            return _near(query)
        case _:
            return _leaf(query)


def _grouped(query: Query) -> str:
    text = print_query(query)
    return f"({text})" if isinstance(query, And | Or | Near) else text


def _near(near: Near) -> str:
    distance = "" if near.distance == NEAR else f"/{near.distance}"
    return f"{print_query(near.left)} near{distance} {print_query(near.right)}"


def _leaf(query: Word | Phrase | Prefix | Regex | Field | When) -> str:
    match query:
        case Word():
            text = query.text
        case Phrase():
            text = f'"{query.text}"'
        case Prefix():
            text = f"{query.text}*"
        case Regex():
            text = f"/{query.pattern}/"
        case Field():
            text = f"{query.name}:{query.value if is_bare(query.value) else _quoted(query.value)}"
        case When():
            text = _when(query)
        case _:
            assert_never(query)
    return text


def _quoted(value: str) -> str:
    return f'"{value}"'


def _when(when: When) -> str:
    if isinstance(when.moment, Age):
        return f"{when.side}:{when.moment.count}{when.moment.unit}"
    return f"{Side(when.side)}:{when.moment.isoformat()}"
