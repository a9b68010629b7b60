"""The steps of a search by themselves: plans, windows, cursors, the places of words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage.search import postgres, sqlite
from bot.storage.search.cursor import Place, place_after
from bot.storage.search.plan import EVERYTHING, Some, is_exact, plan_of, window_plan
from bot.storage.search.terms import Weigher, best_passage, ranges_in, terms_of
from digests.desk import Desk
from digests.query import parse
from tests.builders import NOW

PLANS = (
    ("h200", '{title body} : "h200"', "('h200')"),
    ("Export* rule", '({title body} : "export" * AND {title body} : "rule")', "(('export':*) & ('rule'))"),
    ("low-cost", '{title body} : "low cost"', "('low' <-> 'cost')"),
    ("光刻机", '{title body} : "光 刻 机"', "('光' <-> '刻' <-> '机')"),
    ("J.P.", '({title body} : "jp" OR {title body} : "j p")', "(('jp') | ('j' <-> 'p'))"),
    ("a -gaming", '(({title body} : "a") NOT ({title body} : "gaming"))', "(('a') & !('gaming'))"),
    ("a -EAR", '{title body} : "a"', "('a')"),
    ("-gaming", '((marks : xall) NOT ({title body} : "gaming"))', "('xall' & !('gaming'))"),
    ("/x/", "(marks : xall)", "('xall')"),
    ("/x/ OR a", "(marks : xall)", "('xall')"),
    ("source:primary", "marks : xsofficial", "'xsofficial'"),
    ("language:zh-tw", "marks : xlzh", "'xlzh'"),
    ("topic:export-controls", "marks : xtexportcontrols", "'xtexportcontrols'"),
)


@pytest.mark.parametrize(("query", "fts5", "tsquery"), PLANS)
def test_a_query_becomes_a_plan_and_each_database_reads_it_its_way(query: str, fts5: str, tsquery: str) -> None:
    plan = plan_of(parse(query), desk=Desk())
    assert sqlite.expression(plan) == fts5
    assert postgres.expression(plan) == tsquery


@pytest.mark.parametrize(
    ("query", "exact"),
    [("h200", True), ("h200 -gaming*", True), ("EAR", False), ('"a b"', False), ("-EAR", False), ("/x/", False)],
)
def test_the_index_knows_plain_words_exactly(query: str, exact: bool) -> None:
    assert is_exact(parse(query)) is exact


def test_no_condition_is_every_article() -> None:
    assert plan_of(parse("since:14d"), desk=Desk()) == EVERYTHING


days = st.dates(min_value=date(1990, 1, 1), max_value=date(2035, 12, 31))


@settings(deadline=None, max_examples=200)
@given(last=days, length=st.integers(0, 9_000), at=st.integers(-40, 9_040))
def test_a_window_names_every_day_in_it_once_and_none_after_it(last: date, length: int, at: int) -> None:
    until = datetime(last.year, last.month, last.day, 12, tzinfo=UTC)
    plan = window_plan(until - timedelta(days=length), until)
    marks = [mark.name for mark in plan.parts] if isinstance(plan, Some) else [plan.name]  # type: ignore[union-attr]
    day = until - timedelta(days=at)
    naming = {f"xd{day:%Y%m%d}", f"xm{day:%Y%m}", f"xy{day:%Y}"} & set(marks)
    assert len(naming) <= 1
    assert at < 0 or at > length or naming
    assert at >= 0 or not naming
    assert len(marks) <= 31 + 30 + 24 + 46


@settings(deadline=None, max_examples=100)
@given(top=st.integers(0, 2**60), below=st.integers(0, 2**60), given_=st.integers(0, 999_999))
def test_a_cursor_says_where_a_search_goes_on(top: int, below: int, given_: int) -> None:
    place = Place(as_of=NOW, top=top, below=below, given=given_)
    assert place_after(str(place), now=NOW + timedelta(days=9)) == place


letters = st.text(alphabet="aA éÉ.U.S 光刻 ２- \n“_", max_size=60)


@settings(deadline=None, max_examples=200)
@given(text=letters, query=st.sampled_from(["a", "AU*", "US", "光", '"a a"', "é OR 刻", "2"]))
def test_ranges_are_in_order_apart_and_inside_the_text(text: str, query: str) -> None:
    terms = terms_of(parse(query))
    ends = [0]
    for start, end in ranges_in(text, terms, 5):
        assert ends[-1] <= start - 5 < end - 5 <= len(text)
        assert text[start - 5 : end - 5].strip() == text[start - 5 : end - 5] != ""
        ends.append(end - 5)
    passage = best_passage(text, terms)
    if passage is not None:
        assert all(passage.start <= start < end <= passage.end for start, end in passage.ranges)


@pytest.mark.parametrize(
    ("query", "title", "lead", "strength"),
    [
        ("h200", "The H200", "", 1.0),
        ("h200", "Other", "On the H200.", 0.6),
        ("h200", "Other", "", 0.35),
        ("h200 huang", "The H200", "Huang", 0.8),
        ("h200 OR huang", "The H200", "", 1.0),
        ("U.S.", "Other", "The U.S. said", 0.6),
        ("us -h200", "US", "", 1.0),
        ("chip*", "Chipmakers", "", 1.0),
        ("光刻机", "新闻", "限制光刻机出口", 0.6),
        ("since:3d", "Any", "", 0.35),
        ("h200 source:press", "H200", "", 1.0),
        ("h200 near huang", "H200", "huang", 0.8),
    ],
)
def test_where_the_words_stand_says_how_strong_an_article_is(
    query: str, title: str, lead: str, strength: float
) -> None:
    assert Weigher(parse(query)).strength(title, lead) == pytest.approx(strength)
