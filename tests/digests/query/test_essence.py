"""A query in plain words comes down to the words that are looked for."""

import pytest
from hypothesis import given, settings

from digests.query import Query, Searchable, essence, matches, parse, parts_alone, print_query
from tests.digests.query.queries import NOW, queries, searchables


@pytest.mark.parametrize(
    ("text", "comes_down_to"),
    [
        ("What did Strake say about the threshold?", "Strake threshold"),
        ("latest news on gallium", "gallium"),
        ("what happened today", "what happened today"),
        ("the", "the"),
        ("h200 licence", "h200 licence"),
        ("US chips in China", "US chips China"),
        ('"what about" the h200', '"what about" h200'),
        ("the OR a", "the OR a"),
        ("the -h200", "-h200"),
    ],
)
def test_filler_words_are_left_out(text: str, comes_down_to: str) -> None:
    assert print_query(essence(parse(text))) == comes_down_to


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("lead times for gallium", ["lead", "times", "gallium"]),
        ('h200 "export rules" -china topic:tariffs', ["h200", '"export rules"']),
        ("h200", []),
        ("the h200", []),
    ],
)
def test_what_is_asked_of_the_text_is_told_one_by_one(text: str, alone: list[str]) -> None:
    assert [print_query(part) for part in parts_alone(parse(text))] == alone


@given(queries, searchables)
@settings(deadline=None, max_examples=100)
def test_what_matches_matches_without_its_fillers_too(query: Query, view: Searchable) -> None:
    if matches(query, view, now=NOW):
        assert matches(essence(query), view, now=NOW)
