"""Tokens to tokens in which a list of fields is one name: the commas of "Ministry of Economy, Trade and Industry"."""

from digests.remarks.roles import ENDINGS, FIELDS, ORGANISATION_WORDS
from digests.remarks.tokens import Token

_LINKS = frozenset({"of", "for", "on"})
_HEADS = ENDINGS | ORGANISATION_WORDS | FIELDS | frozenset({"departments", "ministries"})
_LONGEST = 4  # words of one field


def join_lists(tokens: list[Token]) -> bool:
    """Make commas between the fields of a body or an office parts of the words before them; whether any was one.

    "Department for Science, Innovation and Technology", "Investment, Trade and Industry Minister Mia Roth".
    """
    commas: list[int] = []
    for at in range(3, len(tokens) - 1):
        if tokens[at].low in {"and", "&"} and tokens[at + 1].kind == "N" and tokens[at - 1].kind in "N,":
            commas += _of_body(tokens, at) or _of_office(tokens, at)
    for comma in reversed(commas):
        before = tokens[comma - 1]
        tokens[comma - 1 : comma + 1] = [before._replace(end=tokens[comma].end)]
    return bool(commas)


def _of_body(tokens: list[Token], last: int) -> list[int]:
    """The commas of a list before "and" that a body or an office leads to: "Ministry of Land, Air and Tourism"."""
    commas, first = _list_before(tokens, last, known=False)
    if first < 2 or tokens[first - 1].low not in _LINKS or not _is_field(tokens, last + 1):
        return []
    head = tokens[first - 2]
    return commas if head.kind == "N" and head.low in _HEADS else []


def _of_office(tokens: list[Token], last: int) -> list[int]:
    """The commas of a list of fields before "and" and an office: "Investment, Trade and Industry Minister"."""
    end = last + 1
    while end < len(tokens) and tokens[end].kind == "N" and tokens[end].low in FIELDS:
        end += 1
    if end == last + 1 or end >= len(tokens) or tokens[end].low not in ENDINGS:
        return []
    return _list_before(tokens, last, known=True)[0]


def _is_field(tokens: list[Token], at: int) -> bool:
    """Whether a field begins here, of one word or two: "Industry", "Urban Affairs"."""
    return any(token.kind == "N" and token.low in FIELDS for token in tokens[at : at + 2])


def _list_before(tokens: list[Token], last: int, *, known: bool) -> tuple[list[int], int]:
    """The commas of the list that ends before a place, in order, and where its first word stands.

    With `known` only words that are fields belong to it.
    """
    commas: list[int] = []
    end, first = last, last
    while True:
        comma = end - 1 if tokens[end - 1].kind == "," else None
        at = end - 1 if comma is not None else end
        begin = _field_before(tokens, at, known=known)
        if begin == at or (comma is None and end != last):
            break
        commas = ([comma] if comma is not None else []) + commas
        first = end = begin
    return commas, first


def _field_before(tokens: list[Token], end: int, *, known: bool) -> int:
    """Where the capitals that end before a place begin; the place itself where there are none, or too many."""
    at = end
    while (
        at > 0 and end - at <= _LONGEST and tokens[at - 1].kind == "N" and (not known or tokens[at - 1].low in FIELDS)
    ):
        at -= 1
    return at if end - at <= _LONGEST else end
