"""Likeness: terms are the same however they are written, sums count, and a story's pace says when it has ended."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.grouping.beat import Beat
from digests.grouping.likeness import measure, odds, sought
from digests.grouping.open_story import OpenStory
from digests.grouping.pace import PRIOR_DAYS, gap_between, quiet_between
from digests.grouping.rarity import Rarity
from digests.grouping.terms import background_from, numbers_of, term_of, terms_of
from digests.grouping.traits import Traits, features_of, traits_from, traits_of
from digests.grouping.weights import WEIGHTS
from tests.builders import an_article

BACKGROUND = background_from(["# 1000 documents", "the\t600", "chip\t20", "chips\t10", "court\t40", "fell\t30"])
BEAT = Beat(
    shares={"nvidia": 0.05}, firms=frozenset(map(term_of, ("bluefin", "ardley"))), things=frozenset({"h20", "h200"})
)
HOUR = 1 / 24


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tariffs", "tariff"),
        ("slumps", "tumbled"),
        ("Nvidia's", "Nvidia"),
        ("semiconductors", "chips"),
        ("investigating", "probe"),
        ("killed", "dead"),
        ("exporters", "exporter"),
        ("negotiations", "talks"),
        ("taking", "takes"),
        ("making", "makes"),
        ("buying", "buys"),
        ("adding", "adds"),
        ("sold", "sales"),
        ("taken", "takes"),
        ("losses", "loses"),
        ("gear", "tools"),
        ("blocked", "bars"),
        ("parties", "party"),
        ("A.I.", "AI"),
        ("C.E.O.", "CEO"),
        ("C.E.O", "ceo"),
        ("E.U.", "EU"),
        ("stake.", "stakes"),
    ],
)
def test_two_ways_to_write_a_word_are_one_term(one: str, other: str) -> None:
    assert term_of(one.lower()) == term_of(other.lower()) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fire", "fired"),
        ("h20", "h200"),
        ("iran", "iraq"),
        ("intel", "intent"),
        ("plan", "plane"),
        ("part", "party"),
        ("police", "policy"),
        ("led", "lending"),
        ("story", "store"),
        ("count", "county"),
        ("past", "paste"),
        ("scar", "scare"),
    ],
)
def test_other_words_are_other_terms(one: str, other: str) -> None:
    assert term_of(one) != term_of(other)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("a $2 billion stake", ["#2e+09$"]),
        ("a $2bn stake", ["#2e+09$"]),
        ("a US$2,000 million stake", ["#2e+09$"]),
        ("15% or 15 percent or 15 per cent", ["#15%", "#15%", "#15%"]),
        ("shares of the S&P 500 on day 3", []),
        ("the 3A090 rule of 15 CFR 744", []),
    ],
)
def test_a_sum_is_one_term_however_it_is_written(text: str, sums: list[str]) -> None:
    assert list(numbers_of(text)) == sums


def test_a_sum_leaves_no_loose_digits_among_the_terms() -> None:
    assert list(terms_of("Orion pays $2 billion")) == ["#2e+09$", "orion", "=pay"]


def test_scripts_without_spaces_go_by_pairs_of_letters() -> None:
    assert list(terms_of("英伟达H20")) == ["英伟", "伟达", "h20"]
    assert list(terms_of("삼성전자")) == ["삼성", "성전", "전자"]


@pytest.mark.parametrize("text", ["U.S. and U.S", "the US$ of us", "A. B. C", "what it's not", "billions"])
def test_words_that_tell_nothing_are_no_terms(text: str) -> None:
    assert list(terms_of(text)) == []


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=80)
def test_any_text_has_terms_that_survive_being_kept(text: str) -> None:
    traits = traits_of(an_article(1, title=text.encode("utf-8", "replace").decode(), body=text[::-1]))
    assert traits_from(traits.article_id, features_of(traits)) == traits


def test_the_words_of_one_term_are_counted_together() -> None:
    rarity = Rarity(BACKGROUND)
    assert rarity.share(term_of("chip")) == pytest.approx(0.03, abs=0.001)
    assert rarity.weight("grantham") > rarity.weight("#15%") > rarity.weight(term_of("chips"))


# --- odds ----------------------------------------------------------------------------------------------------------


def a_story_saying(*titles: str, days: tuple[float, ...] = ()) -> OpenStory:
    story = OpenStory(number=0, id="s-1")
    for at, title in enumerate(titles):
        story.take(saying(title, day=days[at] if days else at * HOUR), Rarity(BACKGROUND))
    return story


def saying(title: str, *, day: float = 0.0) -> Traits:
    return Traits(article_id=title, terms=dict.fromkeys(terms_of(title), 1.0), day=day)


def odds_of(title: str, story: OpenStory, *, day: float = 0.0) -> float:
    article = sought(saying(title, day=day), rarity=Rarity(BACKGROUND, BEAT), here={})
    return odds(measure(article, story, beat=BEAT, prior=WEIGHTS.prior), WEIGHTS)


@pytest.mark.parametrize(
    ("likelier", "less_likely"),
    [
        ("Bluefin halts H20 output in Grantham", "Ardley halts H20 output in Tarrow"),  # another firm, another place
        ("Bluefin halts H20 output", "Bluefin opens school"),  # another deed
        ("Orion halts H20 output", "Ardley halts H20 output"),  # a firm that the desk knows, and another
        ("Bluefin halts X9 output", "Bluefin halts H200 output"),  # a thing that the desk knows, and another
        ("Bluefin halts H20 output, $2 billion lost", "Bluefin halts H20 output, $9 billion lost"),  # another sum
    ],
)
def test_a_report_whose_facts_agree_is_likelier(likelier: str, less_likely: str) -> None:
    story = a_story_saying("Bluefin halts H20 output", "Bluefin stops H20 output in Grantham, $2 billion lost")
    assert odds_of(likelier, story) > odds_of(less_likely, story)


def test_a_word_common_among_the_open_stories_counts_for_less() -> None:
    story, article = a_story_saying("Bluefin halts H20 output"), saying("Bluefin halts H20 output")
    measured = [
        measure(sought(article, rarity=Rarity(BACKGROUND), here=here), story, beat=BEAT, prior=WEIGHTS.prior)
        for here in ({}, {"bluefin": 0.5})
    ]
    assert measured[0].surprise_here > measured[1].surprise_here
    assert measured[0].surprise == measured[1].surprise


def test_an_article_without_words_is_like_nothing() -> None:
    assert odds_of("", a_story_saying("Bluefin halts H20 output")) < 0


# --- pace ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "at", "quiet"),
    [
        ((0.0,), 0.0, 0.0),
        ((0.0, 1.0), 0.5, math.log1p(0.5 * 2 / (1 + PRIOR_DAYS))),
        ((0.0,), 1.0, math.log1p(1.0 / PRIOR_DAYS)),
        ((0.0,), 3.0, math.log1p(3.0 / PRIOR_DAYS)),
        ((0.0,), 300.0, math.log1p(3.0 / PRIOR_DAYS)),  # beyond three days it makes no difference
        ((2.0,), 1.0, math.log1p(1.0 / PRIOR_DAYS)),  # a report that comes late with an earlier date
    ],
)
def test_quiet_is_silence_against_the_storys_pace(days: tuple[float, ...], at: float, quiet: float) -> None:
    assert quiet_between(at, at, list(days)) == pytest.approx(quiet)


def test_a_burst_ends_sooner_than_a_trickle() -> None:
    burst, trickle = [n * HOUR / 10 for n in range(50)], [n * 0.1 for n in range(50)]
    assert quiet_between(burst[-1] + 1, burst[-1] + 1, burst) > quiet_between(trickle[-1] + 1, trickle[-1] + 1, trickle)


def test_a_straggler_does_not_keep_a_burst_going() -> None:
    burst = [n * HOUR / 10 for n in range(50)]
    assert quiet_between(2.0, 2.0, [*burst, 2.0]) > 0.6 * quiet_between(2.0, 2.0, burst)
    assert quiet_between(2.0, 2.0, [*burst, *([2.0] * 20)]) == 0.0


@given(st.lists(st.floats(0, 30), min_size=1, max_size=40), st.floats(0, 30), st.floats(0, 5))
@settings(deadline=None, max_examples=80)
def test_quiet_and_gap_are_never_negative(days: list[float], first: float, length: float) -> None:
    ordered = sorted(days)
    assert quiet_between(first, first + length, ordered) >= 0
    assert 0 <= gap_between(first, first + length, ordered) < math.inf
