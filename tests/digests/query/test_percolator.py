"""The index of many queries: it finds what trying every query finds, as watches come and go."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.query import And, Not, Phrase, Query, Regex, Searchable, Word, all_of, any_of, matches, parse, print_query
from digests.query.keys import plan
from digests.query.percolator import Percolator
from digests.query.shares import shares
from tests.digests.query.queries import NOW, queries, random_query, random_searchable, searchables

BACKGROUND = {"chip": 0.4, "export": 0.2, "h200": 0.001}


def _brute(watches: dict[int, Query], view: Searchable) -> list[int]:
    return sorted(watch for watch, query in watches.items() if matches(query, view, now=NOW))


@given(st.lists(queries, max_size=12), searchables, st.booleans())
@settings(deadline=None, max_examples=200)
def test_it_finds_what_trying_every_query_finds(made: list[Query], view: Searchable, large: bool) -> None:
    watches = dict(enumerate(made, start=1))
    index = Percolator(BACKGROUND, large=0 if large else 1000)
    for watch, query in watches.items():
        index.add(watch, query)
    assert sorted(index.matching(view, now=NOW)) == _brute(watches, view)


@pytest.mark.parametrize("large", [0, 40, 10_000])
def test_watches_come_go_and_change_and_nothing_is_missed(large: int) -> None:
    chance, index, watches = random.Random(7), Percolator(BACKGROUND, large=large), dict[int, Query]()
    for step in range(600):
        watch = chance.randrange(120)
        if chance.random() < 0.35:
            assert index.remove(watch) is (watches.pop(watch, None) is not None)
        else:
            watches[watch] = random_query(chance, depth=2)
            index.add(watch, watches[watch])
        if step % 15 == 0:
            view = random_searchable(chance)
            assert sorted(index.matching(view, now=NOW)) == _brute(watches, view)
    assert len(index) == len(watches)
    for watch in list(watches):
        assert index.remove(watch)
    assert len(index) == 0
    assert not index.matching(random_searchable(chance), now=NOW)


@pytest.mark.parametrize("large", [0, 1000])
def test_people_who_watch_for_the_same_are_all_told(large: int) -> None:
    index = Percolator(large=large)
    for watch, text in enumerate(
        ["h200 licence", "licence h200", "H200 AND licence", '"h200" licence', "h200"], start=1
    ):
        index.add(watch, parse(text))
    view = Searchable(body="a licence for the H200")
    assert sorted(index.matching(view, now=NOW)) == [1, 2, 3, 4, 5]
    assert index.remove(1)
    assert not index.remove(1)
    assert sorted(index.matching(view, now=NOW)) == [2, 3, 4, 5]
    index.add(2, parse("poker"))
    assert sorted(index.matching(view, now=NOW)) == [3, 4, 5]


@pytest.mark.parametrize(
    ("text", "clauses", "exact"),
    [
        ("h200", ["h200"], True),
        ("US", ["=US"], True),
        ("export-rules", ["export rules"], False),
        ("h200 licence", ["h200 licence"], True),
        ("h200 OR h20", ["h200", "h20"], True),
        ("(h200 OR h20) the", ["h200 the", "h20 the"], True),
        ("(h200 OR h20) (a OR b)", ["h200", "h20"], False),
        ("(the OR of) h200 -x", ["h200 the -x", "h200 of -x"], True),
        ("(the OR of) (a OR b) h200", ["h200"], False),
        ("chip*", ["chip*"], True),
        ("半導", ["半導"], True),
        ("半導體", ["半導 導體"], False),
        ("反", ["反"], True),
        ("speaker:verne", ["s:verne"], True),
        ('speaker:"Ada Verne"', ["s:ada s:verne"], False),
        ("topic:h200", ["t:h200"], True),
        ("source:primary", ["k:official"], True),
        ("h200 -gaming", ["h200 -gaming"], True),
        ("h200 -(gaming OR poker)", ["h200 -gaming -poker"], True),
        ("h200 -(gaming poker)", ["h200"], False),
        ('h200 -"a b"', ["h200"], False),
        ("-h200", ["-h200"], True),
        ("h200 OR -h20", [""], False),
        ("since:14d", [""], False),
        ("/x/ h200", ["h200"], False),
        ("a near b", ["a b"], False),
    ],
)
def test_a_query_is_planned_by_the_keys_it_cannot_do_without(text: str, clauses: list[str], exact: bool) -> None:
    made = plan(parse(text), share=shares(BACKGROUND))
    needed = [{*clause.needs, *(f"-{key}" for key in clause.bans)} for clause in made.clauses]
    assert needed == [set(clause.split()) for clause in clauses]
    assert made.exact is exact


def test_people_who_watch_for_the_same_expression_share_it_until_the_last_has_gone() -> None:
    index = Percolator()
    for watch, text in enumerate([r"/h\d+/", r"/h\d+/", r"/h\d+/ -gaming", r"/x{9}/"], start=1):
        index.add(watch, parse(text))
    assert sorted(index.matching(Searchable(title="h200"), now=NOW)) == [1, 2, 3]
    assert sorted(index.matching(Searchable(title="h200", body="gaming"), now=NOW)) == [1, 2]
    for watch in (1, 3, 2):
        assert index.remove(watch)
    assert not index.matching(Searchable(title="h200"), now=NOW)


def test_words_with_more_keys_than_a_row_holds_are_checked() -> None:
    index = Percolator()
    words = [Word(f"word{number}") for number in range(9)]
    index.add(1, all_of(*words))
    index.add(2, any_of(*(And((word, Not(Word("gone")))) for word in words)))
    index.add(3, Regex("word8$"))
    whole = " ".join(word.text for word in words)
    assert sorted(index.matching(Searchable(body=whole), now=NOW)) == [1, 2, 3]
    assert sorted(index.matching(Searchable(body=whole.replace("word8", "x gone")), now=NOW)) == []
    assert print_query(Phrase("a b")) == '"a b"'
