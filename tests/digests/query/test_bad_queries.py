"""Two hundred ways to write a query wrongly: each gets a column, a sentence and a mend, and nothing else is raised."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.query import QueryError, parse, print_query

EXACT = [
    ("", 1, "The query is empty"),
    ("   ", 1, "The query is empty"),
    ("OR", 1, "OR needs something on both sides"),
    ("AND", 1, "AND needs something on both sides"),
    ("OR h200", 1, "OR needs something on both sides"),
    ("AND h200", 1, "AND needs something on both sides"),
    ("h200 OR", 6, "OR has nothing after it"),
    ("h200 AND", 6, "AND has nothing after it"),
    ("NOT", 1, "NOT has nothing after it"),
    ("h200 NOT", 6, "NOT has nothing after it"),
    ("h200 AND OR h20", 10, "AND and OR stand side by side"),
    ("h200 OR AND h20", 9, "OR and AND stand side by side"),
    ("h200 OR OR h20", 9, "OR and OR stand side by side"),
    ("h200 AND AND h20", 10, "AND and AND stand side by side"),
    ("NOT AND h200", 5, "NOT and AND stand side by side"),
    ("NOT OR h200", 5, "NOT and OR stand side by side"),
    ("(h200", 1, "This ( is not closed"),
    ("(h200 OR (h20", 10, "This ( is not closed"),
    ("((h200)", 1, "This ( is not closed"),
    ("h200)", 5, "This ) closes nothing"),
    ("(h200))", 7, "This ) closes nothing"),
    (")", 1, "This ) closes nothing"),
    ("()", 2, "There is nothing between the parentheses"),
    ("h200 ()", 7, "There is nothing between the parentheses"),
    ("(h200 OR )", 10, "OR has nothing after it"),
    ("(h200 AND) h20", 10, "AND has nothing after it"),
    ("(NOT) h20", 5, "NOT has nothing after it"),
    ("(OR h200)", 2, "OR needs something on both sides"),
    ("near", 1, "near needs a word on both sides"),
    ("near h200", 1, "near needs a word on both sides"),
    ("h200 near", 6, "near has nothing after it"),
    ("h200 near near h20", 11, "near and near stand side by side"),
    ("h200 near OR h20", 11, "near and OR stand side by side"),
    ("h200 near (a OR b)", 6, "near stands between two words or phrases"),
    ("h200 near speaker:verne", 6, "near stands between two words or phrases"),
    ("h200 near /x/", 6, "near stands between two words or phrases"),
    ("h200 near -h20", 11, "near and - stand side by side"),
    ("h200 near/0 h20", 6, "near counts from 1 to 50 words"),
    ("h200 near/51 h20", 6, "near counts from 1 to 50 words"),
    ("h200 near/99999999999 h20", 6, "near counts from 1 to 50 words"),
    ('"h200', 1, 'The quotation mark " has no partner'),
    ('h200"', 5, 'The quotation mark " has no partner'),
    ('a "b" "c', 7, 'The quotation mark " has no partner'),
    ("“h200", 1, "The quotation mark “ has no partner"),
    ("h200”", 5, "The quotation mark ” has no partner"),
    ("「半導體", 1, "The quotation mark 「 has no partner"),
    ('""', 1, "There is no word between the quotation marks"),
    ('"  "', 1, "There is no word between the quotation marks"),
    ('"!?"', 1, "There is no word between the quotation marks"),
    ("“”", 1, "There is no word between the quotation marks"),
    ('a OR ""', 6, "There is no word between the quotation marks"),
    ("/h200", 1, "The regular expression is not closed"),
    ("a /h200", 3, "The regular expression is not closed"),
    ("/", 1, "The regular expression is not closed"),
    ("//", 1, "The regular expression is not closed"),
    ("/a/b/", 1, "The regular expression is not closed"),
    ("/a/i", 1, "The regular expression is not closed"),
    ("/a\\/", 1, "The regular expression is not closed"),
    ("/(/", 1, "The regular expression cannot be used"),
    ("/)/", 1, "The regular expression cannot be used"),
    ("/[/", 1, "The regular expression cannot be used"),
    ("/[z-a]/", 1, "The regular expression cannot be used"),
    ("/*/", 1, "The regular expression cannot be used"),
    ("/+a/", 1, "The regular expression cannot be used"),
    ("/?a/", 1, "The regular expression cannot be used"),
    ("/a**/", 1, "The regular expression cannot be used"),
    ("/(?=a)/", 1, "The regular expression cannot be used"),
    ("/(?!a)/", 1, "The regular expression cannot be used"),
    ("/(?<=a)b/", 1, "The regular expression cannot be used"),
    ("/(?<!a)b/", 1, "The regular expression cannot be used"),
    ("/(?#x)a/", 1, "The regular expression cannot be used"),
    (r"/(a)\1/", 1, "The regular expression cannot be used"),
    (r"/\p{Nope}/", 1, "The regular expression cannot be used"),
    (r"/\q/", 1, "The regular expression cannot be used"),
    (r"/\8/", 1, "The regular expression cannot be used"),
    ("/a{1001}/", 1, "The regular expression cannot be used"),
    ("/a{2,1}/", 1, "The regular expression cannot be used"),
    ("/(a{100}){100}/", 1, "The regular expression cannot be used"),
    ("/((a{30}){30}){30}/", 1, "The regular expression cannot be used"),
    ("/(?P<n>a/", 1, "The regular expression cannot be used"),
    ("/(?P<n a)/", 1, "The regular expression cannot be used"),
    ("/(?z)a/", 1, "The regular expression cannot be used"),
    ("x /(/", 3, "The regular expression cannot be used"),
    (f"/{'a' * 257}/", 257, "A regular expression has at most 256 characters"),
    ("*", 1, "* stands at the end of a word only"),
    ("*chip", 1, "* stands at the end of a word only"),
    ("ch*p", 3, "* stands at the end of a word only"),
    ("a ch*p*", 5, "* stands at the end of a word only"),
    ("c*", 1, "* needs two letters or more before it"),
    ("a-b*", 1, "* needs two letters or more before it"),
    ("!*", 1, "* needs two letters or more before it"),
    ("!!!", 1, "!!! has no letter or digit"),
    ("h200 &", 6, "& has no letter or digit"),
    ("...", 1, "... has no letter or digit"),
    ("🙂", 1, "🙂 has no letter or digit"),
    ("-", 1, "A lone - leaves nothing out"),
    ("h200 -", 6, "A lone - leaves nothing out"),
    ("h200 - h20", 6, "A lone - leaves nothing out"),
    ("h200 — h20", 6, "A lone — leaves nothing out"),
    ("(-)", 2, "A lone - leaves nothing out"),
    ("-OR", 2, "- and OR stand side by side"),
    ("-AND", 2, "- and AND stand side by side"),
    (":", 1, "The field before : has no name"),
    (":h200", 1, "The field before : has no name"),
    ("a :h200", 3, "The field before : has no name"),
    ("foo:bar", 1, "There is no field foo"),
    ("speeker:verne", 1, "There is no field speeker"),
    ("topics:h200", 1, "There is no field topics"),
    ("after:2026-11-01", 1, "There is no field after"),
    ("https://sample-wire.example/", 1, "There is no field https"),
    ("a OR lang:zh", 6, "There is no field lang"),
    ("speaker:", 9, "speaker: has no value"),
    ("speaker: verne", 9, "speaker: has no value"),
    ('speaker:""', 9, "speaker: has no value"),
    ("speaker:(a OR b)", 9, "speaker: has no value"),
    ("speaker:!", 9, "speaker: has no value"),
    ("topic:", 7, "topic: has no value"),
    ("publisher:", 11, "publisher: has no value"),
    ("since:", 7, "since: has no value"),
    ("before:", 8, "before: has no value"),
    ("on:", 4, "on: has no value"),
    ("source:", 8, "source: has no value"),
    ("kind:", 6, "kind: has no value"),
    ("language:", 10, "language: has no value"),
    ("jurisdiction:", 14, "jurisdiction: has no value"),
    ("title:", 7, "title: has no value"),
    ("h200 title:", 12, "title: has no value"),
    ("speaker:ver*", 12, "speaker: takes whole words"),
    ("topic:exp*", 10, "topic: takes whole words"),
    ("title:chip*", 11, "title: takes whole words"),
    ("source:secondary", 8, "secondary is no source"),
    ("source:offical", 8, "offical is no source"),
    ('source:"Sample Wire"', 8, "sample wire is no source"),
    ("kind:blog", 6, "blog is no kind"),
    ("kind:opinon", 6, "opinon is no kind"),
    ("jurisdiction:america", 14, "jurisdiction: takes a code"),
    ("jurisdiction:u", 14, "jurisdiction: takes a code"),
    ("jurisdiction:1", 14, "jurisdiction: takes a code"),
    ("language:english", 10, "language: takes a code"),
    ("language:zh_TW", 10, "language: takes a code"),
    ("language:中", 10, "language: takes a code"),
    ("since:soon", 7, "soon is no date"),
    ("since:14", 7, "14 is no date"),
    ("on:2026-11", 4, "2026-11 is no date"),
    ("on:yesterday", 4, "yesterday is no date"),
    ("since:2026-13", 7, "There is no day 2026-13"),
    ("before:0020", 8, "0020 is no date"),
    ("since:banana", 7, "banana is no date"),
    ("since:d", 7, "d is no date"),
    ("since:14days", 7, "14days is no date"),
    ("since:14 d", 7, "14 is no date"),
    ("since:1.5d", 7, "1.5d is no date"),
    ("since:-3d", 7, "-3d is no date"),
    ("since:2026-11-1", 7, "2026-11-1 is no date"),
    ("since:01.11.2026", 7, "01.11.2026 is no date"),
    ("since:11/01/2026", 7, "11/01/2026 is no date"),
    ("since:2026-13-01", 7, "There is no day 2026-13-01"),
    ("since:2026-02-30", 7, "There is no day 2026-02-30"),
    ("since:2026-00-10", 7, "There is no day 2026-00-10"),
    ("since:0001-01-01", 7, "0001-01-01 is no date"),
    ("before:9999-12-31", 8, "9999-12-31 is no date"),
    ("before:2026-11-31", 8, "There is no day 2026-11-31"),
    ("before:now", 8, "now is no date"),
    ("on:3d", 4, "3d is no date"),
    ("on:monday", 4, "monday is no date"),
    ("on:2026-11-31", 4, "There is no day 2026-11-31"),
    ("since:9999y", 7, "9999y is longer than a hundred years"),
    ("since:101y", 7, "101y is longer than a hundred years"),
    ("since:99999d", 7, "99999d is no date"),
    ("a since:x b", 9, "x is no date"),
    ("h" * 1001, 1001, "A query has at most 1,000 characters"),
    ("a near " * 142 + "a", 1, "Written out, the query has more than 1,000 characters"),
    ("(" * 31 + "a" + ")" * 31, 31, "At most 30 parentheses may stand inside each other"),
    ("(" * 500, 31, "At most 30 parentheses may stand inside each other"),
]

MORE = [
    "(a OR b", "a OR b)", "((a)(b)", "a AND (b OR", "a AND NOT", "NOT NOT", "a OR (b AND)", "(AND a)", "( )", "(a) )", "a ( b",
    "- a", "a -)", "(- a)", "a near/ b near", 'near "a"', "a near) b", "a near (b)  near", "/a", "a/ /b", '"a" "', '"a" OR "',
    "speaker:verne OR", "OR speaker:verne", "since:14d OR", "-", "--", "-- a", "---", "a OR -", "a AND -", "NOT -",
]  # fmt: skip


def test_there_are_two_hundred_of_them() -> None:
    assert len({text for text, _, _ in EXACT} | set(MORE)) >= 200


@pytest.mark.parametrize(("text", "column", "message"), EXACT, ids=range(len(EXACT)))
def test_a_bad_query_gets_the_column_a_sentence_and_a_mend(text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    problem = raised.value
    assert problem.message.startswith(message)
    assert problem.column == column
    assert problem.mend
    assert str(problem) == f"Column {column}: {problem.message}. {problem.mend}."


@pytest.mark.parametrize("text", MORE)
def test_a_mangled_query_gets_one_too(text: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert 1 <= raised.value.column <= len(text) + 1


def test_the_pointer_stands_below_the_column() -> None:
    with pytest.raises(QueryError) as raised:
        parse("h200 OR")
    assert raised.value.pointer("h200 OR") == "h200 OR\n     ^"


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("speeker:verne", "Write speaker:huang"),
        ("source:offical", "Write source:official"),
        ("kind:opinon", "Write kind:opinion"),
        ("(h200", "Write ) where it ends"),
        ("ch*p", "Write ch*, or a /regex/"),
        ("/(?=a)b/", "Leave out look-around and back-references, which are not supported"),
        ("/a{1001}/", "Repeat less: at most 1,000 times in all"),
    ],
)
def test_the_mend_says_what_to_write(text: str, mend: str) -> None:
    with pytest.raises(QueryError) as raised:
        parse(text)
    assert raised.value.mend == mend


_pieces = st.sampled_from(
    ["a", "h200", "半導體", "(", ")", '"', "“", "”", "/", "*", "-", ":", "AND", "OR", "NOT", "near", "near/3", " ", " ", "since:",
     "speaker:", "14d", "foo:", "\\", "{", "\u200b", "\x00", "\ud800", "’", "—", "U.S.", "（", "：", "c*", "/a/", "|", "["]
)  # fmt: skip


@given(st.lists(_pieces, max_size=14).map("".join) | st.text(max_size=30))
@settings(deadline=None, max_examples=600)
def test_any_text_is_a_query_or_a_pointed_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as problem:
        pointed = problem
    else:
        assert parse(print_query(query)) == query
        return
    assert 1 <= pointed.column <= len(text) + 1
    assert pointed.message
    assert pointed.mend
