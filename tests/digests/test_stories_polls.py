"""Polls: whatever comes when, every article has one story, ids stay, and who goes on as whom is told."""

import random
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.index import AT_ONCE, StoryIndex
from digests.stories import group_into_stories
from tests.builders import NOW, an_article

DESK = load_desk()
NAMES = ("Bluefin", "Ardley", "Orion", "Grantham", "Tarrow", "Valdoria", "Meridale", "Ottoline", "Hexham", "Quill")
DEEDS = ("halts output", "wins licence", "fined over exports", "opens plant", "names chief", "cuts jobs", "sues rival")
OBJECTS = ("wafers", "gallium", "H20", "memory", "lasers", "tools", "patents", "helium")


def made_up(count: int, *, seed: int) -> list[Article]:
    """Articles of events that share names, deeds and things with each other."""
    chance = random.Random(seed)
    events = [(chance.sample(NAMES, 2), chance.choice(DEEDS), chance.choice(OBJECTS)) for _ in range(count // 3 + 1)]
    articles = []
    for number in range(count):
        names, deed, thing = chance.choice(events)
        title = f"{chance.choice(names)} {deed}, {thing} {chance.choice(('short', 'hit', 'in doubt', names[0]))}"
        at = NOW + timedelta(hours=chance.uniform(-60, 0))
        articles.append(an_article(number, title=title, body="", published_at=at, publisher=f"Paper {number % 7}"))
    return articles


def parted(articles: Sequence[Article], sizes: Sequence[int]) -> list[list[Article]]:
    """The articles in polls of these sizes, the last one taking what is left."""
    polls, at = [], 0
    for size in sizes:
        polls.append(list(articles[at : at + size]))
        at += size
    return [*polls, list(articles[at:])]


@settings(deadline=None, max_examples=3)
@given(st.randoms(use_true_random=False), st.integers(0, 50))
def test_the_order_inside_a_poll_larger_than_is_placed_at_once_does_not_matter(
    chance: random.Random, seed: int
) -> None:
    articles = made_up(AT_ONCE + 30, seed=seed)
    shuffled = chance.sample(articles, len(articles))
    told = {one.article_id: one for one in group_into_stories(articles, desk=DESK)}
    again = {one.article_id: one for one in group_into_stories(shuffled, desk=DESK)}
    assert {id: (one.story_id, one.saga) for id, one in told.items()} == {
        id: (one.story_id, one.saga) for id, one in again.items()
    }


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1_000), st.lists(st.integers(0, 12), max_size=6))
def test_what_was_told_with_its_mergers_is_where_every_article_is(seed: int, sizes: list[int]) -> None:
    articles = made_up(40, seed=seed)
    index, told, went = StoryIndex(desk=DESK), dict[str, str](), dict[str, str]()
    for poll in parted(articles, sizes):
        for placed in index.place_all(poll):
            told[placed.article_id] = placed.story_id
            went |= dict(placed.merged)
    now = {id: followed(story, went) for id, story in told.items()}
    assert {one.article_id: one.story_id for one in index.place_all(articles)} == now
    assert set(now.values()) <= set(index.stories())


def followed(story: str, went: dict[str, str]) -> str:
    """What a story goes on as."""
    seen = set[str]()
    while story in went:
        assert story not in seen, "no story goes on as itself"
        seen.add(story)
        story = went[story]
    return story


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1_000), st.integers(1, 39))
def test_a_story_told_is_never_taken_apart(seed: int, first: int) -> None:
    articles = made_up(40, seed=seed)
    index = StoryIndex(desk=DESK)
    before = [one.story_id for one in index.place_all(articles[:first])]
    index.place_all(articles[first:])
    after = [one.story_id for one in index.place_all(articles[:first])]
    moved = dict(zip(before, after, strict=True))
    assert [moved[id] for id in before] == after


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 1_000), st.integers(1, 39))
def test_an_index_built_again_goes_on_alike_in_whatever_order_it_is_filled(seed: int, first: int) -> None:
    articles = made_up(40, seed=seed)
    kept = StoryIndex(desk=DESK).place_all(articles[:first])
    told = [
        [one.story_id for one in StoryIndex(desk=DESK, known=known).place_all(articles[first:])]
        for known in (kept, kept[::-1])
    ]
    assert told[0] == told[1]


def test_an_article_that_stands_twice_in_a_poll_is_placed_once() -> None:
    articles = made_up(6, seed=1)
    index = StoryIndex(desk=DESK)
    placed = index.place_all([*articles, *articles])
    assert [one.story_id for one in placed[:6]] == [one.story_id for one in placed[6:]]
    assert len(index) == 6
