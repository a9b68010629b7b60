"""Text to a query: what may be written, and what is said when something else is."""

from functools import lru_cache
from typing import TYPE_CHECKING

from digests.query.nodes import Query
from digests.query.printing import print_query
from digests.query.problems import QueryError
from digests.query.reading import Builder
from digests.query.slips import explained

if TYPE_CHECKING:
    from lark import Lark

LONGEST = 1000
"""Characters of a query."""
DEEPEST = 30
"""Parentheses inside each other."""

_GRAMMAR = r"""
    ?start: any
    ?any: all (_OR all)*            -> any_of
    ?all: one (_AND? one)*          -> all_of
    ?one: _NOT one                  -> none_of
        | _MINUS one                -> none_of
        | near
    ?near: atom (NEAR atom)*        -> near
    ?atom: "(" any ")"
        | QUOTED                    -> phrase
        | REGEX                     -> regex
        | FIELD                     -> field
        | WORD                      -> word

    QUOTED.4: /"[^"]*"|“[^”"]*[”"]|„[^“”"]*[“”"]|「[^」]*」/
    REGEX.4: /\/(?:[^\/\\]|\\.)+\/(?=[\s()]|$)/
    FIELD.3: /[A-Za-z]+:(?:"[^"]*"|“[^”"]*[”"]|「[^」]*」|[^\s()"“”„「」]*)/
    _AND.2: /AND(?=[\s()"“„「]|$)/
    _OR.2: /OR(?=[\s()"“„「]|$)/
    _NOT.2: /NOT(?=[\s()"“„「]|$)/
    NEAR.2: /near(?:\/\d+)?(?=[\s()"“„「]|$)/
    _MINUS.2: /[-–—−](?=[^\s)])/
    WORD: /[^\s()"“”„「」\/:*–—−-][^\s()"“”„「」]*/
    %ignore /\s+/
"""

_PLAIN_FORMS = str.maketrans("（）：／＊\u00a0\u3000", "():/*  ")


def parse(text: str) -> Query:
    """The query that a text writes; QueryError, pointing at a column and saying the mend, for any other text."""
    from lark.exceptions import UnexpectedInput, VisitError

    plain = text.translate(_PLAIN_FORMS)
    _check_size(plain)
    try:
        query: Query = _parser().parse(plain)  # type: ignore[assignment]
    except UnexpectedInput as problem:
        raise explained(plain, problem) from None
    except VisitError as problem:
        raise problem.orig_exc from None
    _check_printed(query)
    return query


def _check_size(text: str) -> None:
    if not text.strip():
        raise QueryError(1, "The query is empty", "Write a word, such as h200")
    if len(text) > LONGEST:
        raise QueryError(LONGEST + 1, f"A query has at most {LONGEST:,} characters", "Make two queries of it")
    depth = 0
    for column, letter in enumerate(text, start=1):
        depth += (letter == "(") - (letter == ")")
        if depth > DEEPEST:
            raise QueryError(column, f"At most {DEEPEST} parentheses may stand inside each other", "Leave some out")


def _check_printed(query: Query) -> None:
    """A query written out in full must be readable again."""
    if len(print_query(query)) > LONGEST:
        raise QueryError(1, f"Written out, the query has more than {LONGEST:,} characters", "Make two queries of it")


@lru_cache(maxsize=1)
def _parser() -> "Lark":
    from lark import Lark

    return Lark(_GRAMMAR, parser="lalr", lexer="basic", transformer=Builder(), maybe_placeholders=False)
