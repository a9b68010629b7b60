"""Grouping: reports of one event come together, near misses stay apart, and order does not matter."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.index import StoryIndex
from digests.grouping.placement import Placement
from digests.stories import group_into_stories
from tests.builders import HOUR, NOW, an_article

EVENTS = {
    "halt": (
        "Bluefin halts H20 production after Beijing directive",
        "Bluefin reportedly stops production of its H20 chips",
        "Bluefin orders suppliers to suspend work on H20",
    ),
    "fire": (
        "Blaze guts Grantham wafer plant, two hurt",
        "Two injured as fire destroys Grantham wafer plant",
        "Grantham plant fire: wafer maker counts the damage",
    ),
    "crown": (
        "Queen Ottoline of Valdoria abdicates after forty years",
        "Valdoria's Queen Ottoline steps down",
        "Ottoline, queen of Valdoria, to abdicate",
    ),
}


def reports(*names: str) -> list[Article]:
    rows = [(name, title) for name in names or EVENTS for title in EVENTS[name]]
    return [
        an_article(number, title=title, body="", published_at=NOW - HOUR * (number % 5), publisher=f"Paper {number}")
        for number, (_, title) in enumerate(rows, start=1)
    ]


def grouped(placements: tuple[Placement, ...]) -> set[frozenset[str]]:
    stories: dict[str, set[str]] = {}
    for placement in placements:
        stories.setdefault(placement.story_id, set()).add(placement.article_id)
    return {frozenset(ids) for ids in stories.values()}


def test_reports_of_one_event_are_one_story_and_other_events_are_others() -> None:
    articles = reports()
    ids = [article.id for article in articles]
    assert grouped(group_into_stories(articles)) == {frozenset(ids[at : at + 3]) for at in (0, 3, 6)}


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(9)))
def test_the_order_inside_a_poll_does_not_matter(order: list[int]) -> None:
    articles = reports()
    shuffled = [articles[at] for at in order]
    told = {placement.article_id: placement.story_id for placement in group_into_stories(articles)}
    again = {placement.article_id: placement.story_id for placement in group_into_stories(shuffled)}
    assert told == again


def test_a_late_report_joins_the_story_of_its_event() -> None:
    index = StoryIndex()
    *early, late = reports("fire")
    first = index.place_all(early)
    placement = index.place(replace(late, published_at=NOW - 9 * HOUR))
    assert placement.story_id == first[0].story_id


def test_an_article_that_comes_again_keeps_its_story() -> None:
    index = StoryIndex()
    articles = reports("halt", "crown")
    first = index.place_all(articles)
    assert [p.story_id for p in index.place_all(articles)] == [p.story_id for p in first]
    assert len(index) == len(articles)


def test_an_index_built_again_from_what_was_kept_goes_on_as_before() -> None:
    articles = reports()
    index = StoryIndex()
    kept = index.place_all(articles[:8])
    again = StoryIndex(known=kept)
    assert again.place(articles[8]).story_id == index.place(articles[8]).story_id == kept[7].story_id


def test_the_reasons_name_the_words_as_the_article_has_them() -> None:
    placement = group_into_stories(reports("crown"))[1]
    assert placement.reasons[0] == "one of 3 reports"
    assert "Ottoline" in placement.reasons[1]
    assert "Valdoria" in placement.reasons[1]


def test_near_misses_are_two_stories() -> None:
    titles = (
        "Tram derails at Grantham, seven dead",
        "Grantham tram crash kills seven",
        "Seven killed as tram derails in Grantham",
        "Bus overturns near Tarrow, seven dead",
        "Seven killed in Tarrow bus crash",
        "Tarrow bus crash: seven dead as coach overturns",
    )
    articles = [an_article(number, title=title, body="") for number, title in enumerate(titles)]
    ids = [article.id for article in articles]
    told = group_into_stories(articles, desk=load_desk())
    assert grouped(told) == {frozenset(ids[:3]), frozenset(ids[3:])}


def test_what_is_written_of_again_after_days_is_a_new_story_of_the_same_saga() -> None:
    index = StoryIndex()
    first = index.place_all(reports("halt"))
    again = [
        an_article(number, title=title, body="", published_at=NOW + timedelta(days=6, minutes=number))
        for number, title in enumerate(
            ("Bluefin resumes H20 production", "Bluefin takes up H20 production once more, suppliers say"), start=50
        )
    ]
    later = index.place_all(again)
    assert later[0].story_id == later[1].story_id != first[0].story_id
    assert later[0].saga == first[0].story_id
    assert (first[0].story_id, first[0].story_id) in later[0].linked + later[1].linked


def test_two_stories_that_turn_out_to_be_one_go_on_under_the_older_id() -> None:
    index = StoryIndex()
    one = index.place(an_article(1, title="Ottoline abdicates", body=""))
    other = index.place(an_article(2, title="Valdoria stunned by palace statement", body=""))
    assert one.story_id != other.story_id
    told = index.place_all(
        an_article(number, title=title, body="", published_at=NOW)
        for number, title in enumerate(
            (
                "Ottoline abdicates: Valdoria stunned by palace statement",
                "Valdoria stunned as Ottoline abdicates in palace statement",
                "Palace statement: Ottoline abdicates, Valdoria stunned",
            ),
            start=3,
        )
    )
    assert {placement.story_id for placement in told} == {one.story_id}
    assert (other.story_id, one.story_id) in [pair for placement in told for pair in placement.merged]
    assert index.place(an_article(2, title="Valdoria stunned by palace statement", body="")).story_id == one.story_id


def test_a_mark_that_two_articles_share_brings_them_together() -> None:
    articles = [
        an_article(1, title="Bureau revises licence rule", body=""),
        an_article(2, title="What the licence changes mean", body=""),
    ]
    with_marks = StoryIndex().place_all(articles, hints={article.id: ("0694-AJ99",) for article in articles})
    assert with_marks[0].story_id == with_marks[1].story_id
    assert "they carry the same mark (0694-AJ99)" in with_marks[1].reasons


def test_a_story_silent_for_long_is_closed() -> None:
    index = StoryIndex()
    index.place_all(reports("halt"))
    index.place(an_article(90, title="Quite another matter", body="", published_at=NOW + timedelta(days=40)))
    assert len(index) == 1


@pytest.mark.parametrize("title", ["", " ", "?", "\ud800", "芯片", "삼성전자 반도체", "a" * 5000])
def test_any_title_is_placed(title: str) -> None:
    assert group_into_stories([an_article(1, title=title, body="")])[0].story_id


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=60), max_size=8), st.lists(st.integers(0, 400), min_size=8, max_size=8))
def test_every_article_is_placed_once(titles: list[str], hours: list[int]) -> None:
    articles = [
        an_article(number, title=title, body=title, published_at=NOW - timedelta(hours=hours[number]))
        for number, title in enumerate(titles)
    ]
    placements = group_into_stories(articles)
    assert [placement.article_id for placement in placements] == [article.id for article in articles]
