"""The one query language: text to a query and back, matching, explanation, and an index of many queries."""

from digests.query.desk_words import expand, expansions, topics_named
from digests.query.doubts import warnings
from digests.query.essence import essence, parts_alone
from digests.query.explaining import explain, matched_words
from digests.query.grammar import parse
from digests.query.matching import matches
from digests.query.nodes import (
    Age,
    AgeUnit,
    And,
    Field,
    FieldName,
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
    all_of,
    any_of,
    asked_of,
    none_of,
)
from digests.query.percolator import Percolator
from digests.query.printing import print_query
from digests.query.problems import QueryError
from digests.query.regexes import place_of
from digests.query.searchable import Searchable

__all__ = [
    "Age",
    "AgeUnit",
    "And",
    "Field",
    "FieldName",
    "Near",
    "Not",
    "Or",
    "Percolator",
    "Phrase",
    "Prefix",
    "Query",
    "QueryError",
    "Regex",
    "Searchable",
    "Side",
    "When",
    "Word",
    "all_of",
    "any_of",
    "asked_of",
    "essence",
    "expand",
    "expansions",
    "explain",
    "matched_words",
    "matches",
    "none_of",
    "parse",
    "parts_alone",
    "place_of",
    "print_query",
    "topics_named",
    "warnings",
]
