"""The query language: what can be written, what it means, and that printing and parsing agree."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from digests.query import (
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
    QueryError,
    Regex,
    Searchable,
    Side,
    When,
    Word,
    matches,
    parse,
    print_query,
)
from digests.query.grammar import LONGEST
from tests.digests.query.queries import NOW, oracle, queries, random_query, random_searchable, searchables


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("chips", Word("chips")),
        ("a b", And((Word("a"), Word("b")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("a (b (c d))", And((Word("a"), Word("b"), Word("c"), Word("d")))),
        ("-a", Not(Word("a"))),
        ("–a", Not(Word("a"))),
        ("NOT a", Not(Word("a"))),
        ("NOT NOT a", Word("a")),
        ("a -(b OR c)", And((Word("a"), Not(Or((Word("b"), Word("c"))))))),
        ("self-sufficiency", Word("self-sufficiency")),
        ('"export rules"', Phrase("export rules")),
        ("“export  rules”", Phrase("export rules")),
        ("「出口管制」", Phrase("出口管制")),
        ("半導體", Word("半導體")),
        ("chip*", Prefix("chip")),
        ("半導*", Word("半導")),
        (r"/h\d+/", Regex(r"h\d+")),
        (r"/a\/b/", Regex(r"a\/b")),
        ("a near b", Near(Word("a"), Word("b"))),
        ('a near/5 "b c"', Near(Word("a"), Phrase("b c"), 5)),
        ("a near b near c", And((Near(Word("a"), Word("b")), Near(Word("b"), Word("c"))))),
        ("-a near b", Not(Near(Word("a"), Word("b")))),
        ("nearby", Word("nearby")),
        ('"near"', Phrase("near")),
        ("speaker:huang", Field(FieldName.SPEAKER, "huang")),
        ("Speaker:Huang", Field(FieldName.SPEAKER, "Huang")),
        ('publisher:"Sample Wire"', Field(FieldName.PUBLISHER, "Sample Wire")),
        ("publisher:“Sample Wire”", Field(FieldName.PUBLISHER, "Sample Wire")),
        ("source:PRIMARY", Field(FieldName.SOURCE, "primary")),
        ("kind:market_wrap", Field(FieldName.KIND, "market_wrap")),
        ("language:zh-Hant", Field(FieldName.LANGUAGE, "zh-hant")),
        ("-topic:h200", Not(Field(FieldName.TOPIC, "h200"))),
        ("since:14d", When(Side.SINCE, Age(14, AgeUnit.DAY))),
        ("since:2026", When(Side.SINCE, date(2026, 1, 1))),
        ("before:2026-11", When(Side.BEFORE, date(2026, 11, 1))),
        ("since:Yesterday", When(Side.SINCE, Age(2, AgeUnit.DAY))),
        ("since:2W", When(Side.SINCE, Age(2, AgeUnit.WEEK))),
        ("before:2026-11-01", When(Side.BEFORE, date(2026, 11, 1))),
        ("on:2026-11-01", When(Side.ON, date(2026, 11, 1))),
        ("（a OR b）　c", And((Or((Word("a"), Word("b"))), Word("c")))),
        ("topic：h200", Field(FieldName.TOPIC, "h200")),
        ("chips, tariffs!", And((Word("chips"), Word("tariffs")))),
        ("#h200", Word("h200")),
        ("(U.S.)", Word("U.S.")),
        ("10:30", Word("10:30")),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ("ANDY ORB", And((Word("ANDY"), Word("ORB")))),
        ("ch\u200bip", Word("chip")),
        ("R&D", Word("R&D")),
    ],
)
def test_what_can_be_written(text: str, query: Query) -> None:
    assert parse(text) == query
    assert parse(print_query(query)) == query


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("a AND (b OR c) AND NOT d", "a (b OR c) -d"),
        ("(a AND b) OR c", "(a b) OR c"),
        ("a near/10 b", "a near b"),
        ('speaker:"huang"', "speaker:huang"),
        ("'AND'", '"AND"'),
    ],
)
def test_a_query_is_printed_as_one_would_type_it(query: str, printed: str) -> None:
    assert print_query(parse(query)) == printed


@given(queries)
@settings(deadline=None, max_examples=300)
def test_printing_and_parsing_agree(query: Query) -> None:
    assert parse(print_query(query)) == query


@given(queries, searchables)
@settings(deadline=None, max_examples=300)
def test_matching_agrees_with_a_plain_oracle(query: Query, view: Searchable) -> None:
    assert matches(query, view, now=NOW) == oracle(query, view)


@pytest.mark.slow
def test_ten_thousand_queries_come_back_and_match_like_the_oracle() -> None:
    chance = random.Random(4)
    for _ in range(10_000):
        query, view = random_query(chance), random_searchable(chance)
        if len(print_query(query)) <= LONGEST:
            assert parse(print_query(query)) == query
        assert matches(query, view, now=NOW) == oracle(query, view), print_query(query)


VIEW = Searchable(
    title="Northfab’s H200 licence: BIS waits",
    body=(
        "Ada Verne, who trains staff in Leiden, told us that the U.S. export rules would change. "
        "The chipmaker’s AI training runs on 半導體、出口管制 chips; a café in Zürich closed. TSMC’s R&D grew 3.5%."
    ),
    publisher="Sample Wire",
    family="Sample Group",
    speakers=("Ada Verne", "ada-verne", "維恩"),
    topics=("export-controls", "Export controls"),
    jurisdiction="us",
    language="en-GB",
    kind="news",
    published_at=NOW - timedelta(days=3),
)


@pytest.mark.parametrize(
    "text",
    [
        "h200",
        "H200 licence",
        "northfab",
        "BIS",
        "bis",
        "US",
        "U.S.",
        "us",
        '"export rules"',
        '"US export rules"',
        "ai",
        "chipmaker",
        "chip*",
        "半導體",
        "出口",
        "管制",
        '"半導體 出口"',
        "cafe",
        "Zurich",
        "R&D",
        "3.5",
        "AI-training",
        "verne near/4 leiden",
        "rules near export",
        r"/train(s|ing)\b/",
        "/LICENCE/",
        "speaker:verne",
        "speaker:ada-verne",
        "speaker:維恩",
        "topic:export-controls",
        'topic:"Export controls"',
        "publisher:wire",
        'publisher:"sample group"',
        "jurisdiction:us",
        "language:en",
        "language:en-gb",
        "kind:news",
        "source:press",
        "title:licence",
        "since:4d",
        "before:2d",
        "on:2026-11-20",
        "since:2026-11-20",
        "before:2026-11-21",
        "-gaming",
        "gaming OR h200",
        "-(gaming h200)",
    ],
)
def test_what_matches(text: str) -> None:
    assert matches(parse(text), VIEW, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        "rain",
        "train",
        "chip",
        "licences",
        "EAR",
        "IT",
        '"rules export"',
        '"licence BIS waits Ada"',
        "BIS near/2 ada",
        "waits near verne",
        "verne near/3 leiden",
        "半体",
        "speaker:ada-leiden",
        "speaker:ad",
        "topic:export",
        "publisher:wir",
        "jurisdiction:cn",
        "language:zh",
        "kind:opinion",
        "source:primary",
        "title:rules",
        "since:2d",
        "before:2026-11-20",
        "on:2026-11-19",
        "-h200",
        "h200 gaming",
        "/(?-i:LICENCE)/",
    ],
)
def test_what_does_not_match(text: str) -> None:
    assert not matches(parse(text), VIEW, now=NOW)


@pytest.mark.parametrize("acronym", ["EAR", "BIS", "US", "CHIPS", "IT"])
def test_an_acronym_in_capitals_matches_as_written_only(acronym: str) -> None:
    written, word = Searchable(body=f"the {acronym} office"), Searchable(body=f"the {acronym.lower()} office")
    assert matches(parse(acronym), written, now=NOW)
    assert not matches(parse(acronym), word, now=NOW)
    assert matches(parse(acronym.lower()), written, now=NOW)
    assert matches(parse(f'"the {acronym}"'), written, now=NOW)
    assert not matches(parse(f'"the {acronym}"'), word, now=NOW)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*$", "(a*)*b", "(.*a){12}$", "(x+x+)+y"])
def test_a_megabyte_that_stops_a_backtracking_engine_is_read_to_its_end(pattern: str) -> None:
    view = Searchable(body="a" * 1_000_000 + "!")
    assert matches(Regex(pattern), view, now=NOW) is (pattern == "(a|a)*$")


@pytest.mark.parametrize(
    "text", ["((((" * 240, "-" * 999 + "a", "a near " * 142 + "a", "/" + "(a+)+" * 40 + "/", '"' * 999]
)
def test_a_line_that_looks_like_a_bomb_is_read_or_refused(text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    assert parse(print_query(query)) == query


@given(searchables)
@settings(deadline=None, max_examples=50)
def test_a_query_and_its_opposite_never_agree(view: Searchable) -> None:
    for text in ("h200", '"export rules"', "chip*", "speaker:verne", "since:14d", "a near b", "/x|h/"):
        query = parse(text)
        assert matches(query, view, now=NOW) != matches(Not(query), view, now=NOW)
