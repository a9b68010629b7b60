"""Relevance is policy and technology together, with the words that decided."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.desk import Desk, Term, TopicKind
from digests.topics import LONGEST, read_topics
from tests.builders import an_article
from tests.digests.desks import a_topic, own_desk, text_of

CONFUSION = tomllib.loads((Path(__file__).parents[1] / "data" / "confusion.toml").read_text(encoding="utf-8"))
CASES = [
    *((group["relevant"], title, "", False) for group in CONFUSION["group"] for title in group["titles"]),
    *((text["relevant"], text["title"], text["body"], text.get("official", False)) for text in CONFUSION["text"]),
]


@pytest.mark.parametrize(
    ("title", "body", "official"), [case[1:] for case in CASES if not case[0]], ids=lambda case: str(case)[:40]
)
def test_what_only_looks_like_chip_policy_is_not_relevant(title: str, body: str, official: bool) -> None:
    reading = read_topics(text_of(title, body, official=official), desk=own_desk())
    assert not reading.relevant, reading.why


@pytest.mark.parametrize(
    ("title", "body", "official"), [case[1:] for case in CASES if case[0]], ids=lambda case: str(case)[:40]
)
def test_chip_policy_is_relevant(title: str, body: str, official: bool) -> None:
    reading = read_topics(text_of(title, body, official=official), desk=own_desk())
    assert reading.relevant, reading.why


@pytest.mark.parametrize(
    ("sentence", "relevant"),
    [
        ("Huang: China may not need H200", True),
        ("Nvidia CEO Huang said China may no longer need the H200 if export rules are relaxed.", True),
        ("South Korea unveils a support package for chipmakers.", True),
        ("A chipmaker unveils a support package for its staff.", False),
        ("The new memory chip is twice as fast.", False),
    ],
)
def test_a_sentence_alone_is_read_like_a_headline(sentence: str, relevant: bool) -> None:
    assert read_topics(text_of("", sentence), desk=own_desk()).relevant == relevant
    assert read_topics(text_of(sentence), desk=own_desk()).relevant == relevant


def test_the_tail_of_an_endless_text_is_not_read() -> None:
    body = "Chips are small. " * (LONGEST // 17 + 1) + "The export rules for the H20 are relaxed. " * 50

    assert not read_topics(text_of("A text without end", body), desk=own_desk()).relevant


def test_the_confusion_list_is_long_enough() -> None:
    assert sum(not case[0] for case in CASES) >= 200
    assert sum(case[0] for case in CASES) >= 80
    assert len({case[1] for case in CASES}) == len(CASES)


SMALL = Desk(
    topics=(
        a_topic(Term(text="export rule", weight=0.8), id="rules", policy=True),
        a_topic("chip", id="chips", kind=TopicKind.SIGNAL, technology=True),
        a_topic("H20", id="h20", kind=TopicKind.ITEM, technology=True),
        a_topic(Term(text="shares", weight=0.5), id="market", kind=TopicKind.SIGNAL, against=True),
    )
)


@pytest.mark.parametrize(
    ("title", "body", "relevant"),
    [
        ("Export rules for chips", "", True),
        ("Export rules for grain", "", False),
        ("Chips get faster", "", False),
        ("Chip shares fall on export rules", "", False),
        ("A new day", "The export rules for chips changed.", True),
        ("A new day", "The export rules changed." + " More words stand here." * 20 + " Chips too.", False),
        ("A new day", "The weather was fine." * 40 + " Export rules for chips changed.", False),
        ("", "", False),
    ],
)
def test_policy_and_technology_must_meet(title: str, body: str, relevant: bool) -> None:
    assert read_topics(text_of(title, body), desk=SMALL).relevant is relevant


def test_a_reading_says_what_decided() -> None:
    reading = read_topics(text_of("Export rules hit H20 chips", "Shares fell."), desk=SMALL)
    assert "policy in the title: Export rules" in reading.why
    assert "technology in the title: H20, chips" in reading.why


def test_a_primary_source_counts_a_little_more() -> None:
    press, official = (read_topics(text_of("Export rules for chips", official=o), desk=SMALL) for o in (False, True))
    assert official.score > press.score
    assert "a primary source" in official.why
    assert not read_topics(text_of("Grain notice", official=True), desk=SMALL).relevant


def test_an_item_brings_its_parents() -> None:
    item = replace(a_topic("H200", id="h200", kind=TopicKind.ITEM), parents=("ai-chips",))
    desk = Desk(topics=(a_topic("AI chip", id="ai-chips"), item))
    hits = {hit.id: hit for hit in read_topics(text_of("H200 is back"), desk=desk).topics}
    assert hits["h200"].words == hits["ai-chips"].words == ("H200",)
    assert hits["h200"].score > hits["ai-chips"].score


def test_signals_are_not_listed_as_topics() -> None:
    hits = read_topics(text_of("Export rules hit H20 chips"), desk=SMALL).topics
    assert {hit.id for hit in hits} == {"rules", "h20"}


SEED_LIKE = (
    "The chief of a chip firm said that even if the US relaxed its export rules, China might no longer have the same "
    "need for its most advanced AI chips, such as the H200.\n\nThe restrictions were meant to limit China’s access to "
    "the best semiconductors. They spurred a drive towards self-sufficiency and indigenous AI chip makers."
)


def test_the_story_that_the_project_began_with_is_read_right() -> None:
    reading = read_topics(text_of("", SEED_LIKE), desk=own_desk())
    assert reading.relevant
    assert {"export-controls", "china-self-sufficiency", "h200"} <= {hit.id for hit in reading.topics}


ANY_ARTICLE = st.builds(
    lambda title, body, url, official: text_of(title, body, url=url, official=official),
    st.one_of(st.text(), st.sampled_from([case[1] for case in CASES])),
    st.one_of(st.text(), st.sampled_from([case[2] for case in CASES]), st.just(SEED_LIKE)),
    st.text(max_size=40),
    st.booleans(),
)


@given(article=ANY_ARTICLE)
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_and_read_alike_twice(article: object) -> None:
    assert isinstance(article, type(an_article()))
    reading = read_topics(article, desk=own_desk())
    assert reading == read_topics(article, desk=own_desk())
    assert 0 <= reading.score < 1
    assert reading.relevant is (reading.score >= 0.5)
    for hit in reading.topics:
        assert own_desk().topic(hit.id) is not None
        assert all(words in article.title or words in article.body for words in hit.words)
        assert 0 < hit.score < 1


@given(case=st.sampled_from([case for case in CASES if case[0] and not case[2]]))
@settings(deadline=None, max_examples=60)
def test_talk_of_the_market_never_makes_a_headline_more_relevant(case: tuple[bool, str, str, bool]) -> None:
    plain, marked = (read_topics(text_of(t), desk=own_desk()) for t in (case[1], f"{case[1]}; earnings and revenue"))
    assert marked.score <= plain.score
