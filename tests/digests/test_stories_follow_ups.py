"""Columns and market reports: a bare headline goes with the story of those whom it names, and never leads one astray."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.index import StoryIndex
from digests.stories import group_into_stories
from tests.builders import HOUR, NOW, an_article

DESK = load_desk()
BOARD = (
    "Senator demands Intel chief resign over Aldermoor stake",
    "Senator calls on Intel chief to resign over Aldermoor stake",
    "Intel chief must resign over Aldermoor stake, senator says",
)
COLUMN = "Intel must not bow to senator on its chief"
MARKET = "Nvidia Stock Drops. Chip Sales in China Are Under Threat."
HALT = (
    "Nvidia halts H20 chip production after Beijing directive, China sales end",
    "Nvidia tells suppliers to stop H20 chip production for China",
    "Nvidia stops work on H20 chip for China after directive",
)


def story_of(title: str, others: Sequence[str], *, hours: float, body: str = "") -> set[str]:
    """The titles that stand with one that is published so many hours after the last of the others, all in one poll."""
    articles = [
        an_article(n, title=each, body="", published_at=NOW - HOUR * (len(others) - n), publisher=f"Paper {n}")
        for n, each in enumerate(others)
    ]
    articles.append(an_article(99, title=title, body=body, published_at=NOW + HOUR * hours, publisher="The Columnist"))
    placed = group_into_stories(articles, desk=DESK)
    home = placed[-1].story_id
    return {one.title for one, at in zip(articles, placed, strict=True) if at.story_id == home}


@pytest.mark.parametrize(("title", "others", "hours"), [(COLUMN, BOARD, 60), (MARKET, HALT, 6)])
def test_a_bare_headline_goes_with_the_story_of_those_whom_it_names(
    title: str, others: tuple[str, ...], hours: float
) -> None:
    assert story_of(title, others, hours=hours) == {title, *others}


@pytest.mark.parametrize(
    ("why", "title", "others", "hours"),
    [
        ("it came long before", COLUMN, BOARD, -90),
        ("it came long after", COLUMN, BOARD, 24 * 8),
        ("it names nobody of the beat", "Chief must not bow to senator", BOARD, 60),
        ("it names another firm", "AMD must not bow to senator on its chief", BOARD, 60),
        ("the story's firm is not in it", "H20 chip for China is no threat, says Lutnick", HALT, 30),
        ("it shares a name and nothing else", "How once-iconic Intel fell into a long decline", BOARD, 30),
    ],
)
def test_others_stay_alone(why: str, title: str, others: tuple[str, ...], hours: float) -> None:
    assert story_of(title, others, hours=hours) == {title}, why


def test_what_has_first_words_is_held_against_them_and_not_against_names() -> None:
    body = "Pensions in Tarrow rose by a tenth after the harvest festival, a survey of gardeners found on the weekend."
    assert story_of(COLUMN, BOARD, hours=60, body=body) == {COLUMN}


def test_a_follow_up_finds_a_story_of_an_earlier_poll() -> None:
    index = StoryIndex(desk=DESK)
    told = index.place_all([an_article(n, title=each, body="", published_at=NOW) for n, each in enumerate(BOARD)])
    late = index.place(an_article(99, title=COLUMN, body="", published_at=NOW + HOUR * 60))
    assert {one.story_id for one in told} == {late.story_id}


@settings(deadline=None, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_the_order_of_a_poll_does_not_matter_to_what_follows_up(chance: random.Random) -> None:
    titles = [*BOARD, COLUMN, *HALT, MARKET]
    articles = [an_article(n, title=each, body="", published_at=NOW + HOUR * n) for n, each in enumerate(titles)]

    def grouped(some: list[Article]) -> dict[str, str]:
        return {one.article_id: one.story_id for one in group_into_stories(some, desk=DESK)}

    mixed = articles[:]
    chance.shuffle(mixed)
    assert grouped(mixed) == grouped(articles)
