"""Ranking: what leads, why, and that no affair fills a digest."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.desk import Person
from digests.entries import SourceKind
from digests.ranking import Ranked, leads, rank
from digests.shown import shown_of
from digests.stories import Story
from digests.topics import ArticleKind
from tests.builders import NOW
from tests.digests.stories_made import made_article, made_remark, made_report, made_story

PEOPLE = (Person(id="ada-example", name="Ada Example", weight=1.8),)


def score_of(story: Story, **options: object) -> float:
    (one,) = rank([story], now=NOW, people=PEOPLE, **options)  # type: ignore[arg-type]
    return one.score


PLAIN = made_report(made_article(1), score=0.6)
SPOKEN = replace(PLAIN, remarks=(made_remark(PLAIN.article),))
BETTER = [
    ("policy", made_story("s", replace(PLAIN, reading=replace(PLAIN.reading, score=0.9)))),
    (
        "primary",
        made_story("s", PLAIN, made_report(made_article(2, publisher="Register", kind=SourceKind.OFFICIAL), score=0.6)),
    ),
    ("family", made_story("s", PLAIN, made_report(made_article(2, publisher="Harbor Post"), score=0.6))),
    ("recency", made_story("s", replace(PLAIN, article=replace(PLAIN.article, published_at=NOW)))),
    ("speaker", made_story("s", SPOKEN)),
]


@pytest.mark.parametrize(("what", "better"), BETTER)
def test_more_of_what_counts_ranks_a_story_higher(what: str, better: Story) -> None:
    assert score_of(better) > score_of(made_story("s", PLAIN)), what


def test_the_channels_topics_and_news_not_shown_before_rank_higher() -> None:
    story = made_story("s", PLAIN)
    assert score_of(story, topics=["export-controls"]) > score_of(story, topics=["memory"])
    assert score_of(story) > score_of(story, shown={"s": shown_of(story, at=NOW)})


def test_a_reprint_in_the_same_family_adds_nothing() -> None:
    reprint = made_report(made_article(2, publisher="Sample Wire"), score=0.6)
    assert score_of(made_story("s", PLAIN, reprint)) == score_of(made_story("s", PLAIN))


def test_the_reasons_are_words() -> None:
    (one,) = rank([made_story("s", SPOKEN)], now=NOW, people=PEOPLE, topics=["export-controls"])
    assert one.reasons == (
        "policy weight 0.60: export controls",
        "the channel's topic export controls",
        "one publisher family",
        "2 hours old",
        "Ada Example speaks",
    )


@pytest.mark.parametrize("kind", [kind for kind in ArticleKind if kind not in (ArticleKind.NEWS, ArticleKind.OFFICIAL)])
def test_only_news_and_official_documents_lead(kind: ArticleKind) -> None:
    assert rank([made_story("s", made_report(kind=kind))], now=NOW) == ()


def many(number: int, **options: str) -> list[Ranked]:
    stories = [
        replace(
            made_story(
                f"s{n:02}",
                made_report(
                    made_article(n, publisher=options.get("publisher", f"Outlet {n}")),
                    topics=[options.get("topic", f"t{n}")],
                ),
            ),
            saga=options.get("saga"),
        )
        for n in range(1, number + 1)
    ]
    return list(rank(stories, now=NOW))


def test_an_affair_has_two_stories_even_in_a_short_digest() -> None:
    found = leads(many(5, saga="affair"), limit=4)
    assert len(found.chosen) == 2
    assert {reason for _, reason in found.held} == {"enough of this affair"}


@pytest.mark.parametrize("option", [{"topic": "memory"}, {"publisher": "Sample Wire"}])
def test_a_topic_or_a_publisher_gives_way_to_others_but_not_to_nothing(option: dict[str, str]) -> None:
    alike = many(6, **option)
    assert len(leads(alike, limit=4).chosen) == 4
    others = [replace(one, story=replace(one.story, id=f"o{n}")) for n, one in enumerate(many(9)[6:])]
    chosen = leads([*alike, *others], limit=4).chosen
    assert [one.story.id for one in chosen] == [alike[0].story.id, alike[1].story.id, "o0", "o1"]


@pytest.mark.parametrize(
    ("language", "topics", "held"),
    [
        ("zh", ["h200", "ai-chips"], ["told in English already"]),
        ("en", ["h200", "ai-chips"], []),
        ("zh", ["h200", "memory"], []),
        ("ja", ["h200"], []),
    ],
)
def test_what_stands_in_english_is_not_told_again_in_another_language(
    language: str, topics: list[str], held: list[str]
) -> None:
    english = made_story("s1", made_report(made_article(1), topics=["ai-chips", "export-controls", "h200"]))
    other = made_report(made_article(2, language=language), topics=topics)
    found = leads(rank([english, made_story("s2", other)], now=NOW), limit=4)
    assert [reason for _, reason in found.held] == held
    assert english.id in {one.story.id for one in found.chosen}


_STORIES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 4), st.floats(0, 1), st.floats(0, 90)), max_size=14
).map(
    lambda rows: [
        replace(
            made_story(
                f"s{n:02}",
                made_report(
                    made_article(n, publisher=f"Outlet {family}", hours_ago=hours), topics=[f"t{topic}"], score=score
                ),
            ),
            saga=f"a{saga}" if saga else None,
        )
        for n, (saga, topic, family, score, hours) in enumerate(rows)
    ]
)


@settings(max_examples=80, deadline=None)
@given(_STORIES, st.randoms(use_true_random=False), st.integers(0, 8))
def test_every_story_is_chosen_or_held_once_in_an_order_of_its_own(
    stories: list[Story], random: object, limit: int
) -> None:
    ranked = rank(stories, now=NOW)
    shuffled = list(stories)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rank(shuffled, now=NOW) == ranked
    found = leads(ranked, limit=limit)
    ids = [one.story.id for one in found.chosen] + [one.story.id for one, _ in found.held]
    assert sorted(ids) == sorted(story.id for story in stories)
    assert len(found.chosen) <= limit
    assert [one.score for one in found.chosen] == sorted((one.score for one in found.chosen), reverse=True)
    assert all(number <= 2 for number in Counter(one.story.saga for one in found.chosen if one.story.saga).values())
