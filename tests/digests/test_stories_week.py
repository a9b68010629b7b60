"""The labelled sample week, an hour a poll: most reports stand with those of their event and with no others."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from itertools import groupby

import pytest

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.index import StoryIndex
from digests.grouping.names import voices_in, without_eastern_voices
from digests.grouping.traits import lead_of, traits_of
from digests.stories import group_into_stories
from sample.values import SampleEntry, SampleFeed
from sample.week import load_week
from tests.builders import NOW, an_article

DESK = load_desk()
Labelled = tuple[Article, str]


@cache
def the_week() -> tuple[Labelled, ...]:
    """The relevant articles of the week as they are listed, each with the story that an editor put it in."""
    rows = [(entry, feed) for feed in load_week().feeds for entry in feed.entries if entry.label.relevant]
    rows.sort(key=lambda row: (row[0].listed_at, row[1].slug, row[0].id))
    return tuple((article_of(entry, feed), entry.label.story) for entry, feed in rows)


def article_of(entry: SampleEntry, feed: SampleFeed) -> Article:
    return Article(
        id=f"{feed.slug}/{entry.id}",
        url=entry.link,
        title=re.sub(r" - [A-Z][\w ]+$", "", entry.title),
        body=re.sub(r"<[^>]+>", " ", "\n".join(entry.paragraphs)),
        publisher=feed.publisher,
        language=feed.language,
        published_at=entry.published_at,
        seen_at=entry.listed_at,
    )


def told_of(week: Sequence[Labelled]) -> list[str]:
    """The story of each article when the week is over."""
    index, told, went = StoryIndex(desk=DESK), dict[str, str](), dict[str, str]()
    for _, poll in groupby(week, key=lambda row: (row[0].seen_at - NOW) // timedelta(hours=1)):
        for placed in index.place_all([article for article, _ in poll]):
            told[placed.article_id] = placed.story_id
            went |= dict(placed.merged)
    return [_now(told[article.id], went) for article, _ in week]


def _now(story: str, went: dict[str, str]) -> str:
    while story in went:
        story = went[story]
    return story


def b_cubed(gold: Sequence[str], told: Sequence[str]) -> tuple[float, float]:
    both, stories, groups = Counter(zip(gold, told, strict=True)), Counter(gold), Counter(told)
    precision = sum(n * n / groups[group] for (_, group), n in both.items()) / len(gold)
    recall = sum(n * n / stories[story] for (story, _), n in both.items()) / len(gold)
    return precision, recall


@pytest.mark.parametrize(("english", "least"), [(True, (0.85, 0.98)), (False, (0.83, 0.82))])
def test_the_stories_of_the_sample_week_are_those_of_its_editor(english: bool, least: tuple[float, float]) -> None:
    week = [row for row in the_week() if row[0].language == "en" or not english]
    precision, recall = b_cubed([story for _, story in week], told_of(week))
    assert (precision >= least[0], recall >= least[1]) == (True, True), (precision, recall)


def test_a_wire_that_is_printed_in_several_papers_is_one_story() -> None:
    stories: dict[str, set[str]] = {}
    week = the_week()
    for (article, _), story in zip(week, told_of(week), strict=True):
        if "Sample Wire" in article.body[:60]:
            stories.setdefault(re.sub(r"\W+", " ", lead_of(article.body)[:80]), set()).add(story)
    assert all(len(told) == 1 for told in stories.values()), stories


@pytest.mark.parametrize(
    "head",
    [
        "TAIPEI, Nov 16 (Sample Wire) - ",
        "COLUMBUS, Ohio, Nov 16 (Sample Wire) -- ",
        "By Sample Wire\nWASHINGTON, Nov 16 (Sample Wire) - ",
        "By Ada Example\n",
        "SEOUL, November 16, 2026 – ",
        "WASHINGTON – ",
        "AGENCY: Trade Remedies Board. ACTION: Notice. Docket No. TRB-2026-0031.\nSUMMARY: ",
    ],
)
def test_what_stands_before_the_news_is_no_mark_of_a_story(head: str) -> None:
    news = "The board opened a case on older chips. It asks for comments."
    assert lead_of(head + news) == news
    assert traits_of(an_article(1, body=head + news)).terms == traits_of(an_article(1, body=news)).terms


@pytest.mark.parametrize(
    "body",
    [
        "Two plants (both old) - closed.",
        "A low-cost chip (the H20) - sold out.",
        "By Monday the plants will close.",
        "TSMC said no.",
        "US-China talks go on.",
    ],
)
def test_news_that_begins_like_a_dateline_is_kept(body: str) -> None:
    assert lead_of(body) == body


def test_two_reports_of_one_wire_on_one_day_are_two_stories() -> None:
    bodies = (
        "WASHINGTON, Nov 16 (Sample Wire) - The trade office on Monday denied that it had settled on a threshold.",
        "WASHINGTON, Nov 16 (Sample Wire) - A county board on Monday voted for a water permit for a chip plant.",
    )
    titles = ("Trade office denies threshold", "County votes for water permit")
    articles = [
        an_article(number, title=title, body=body, published_at=NOW)
        for number, (title, body) in enumerate(zip(titles, bodies, strict=True))
    ]
    assert len({placed.story_id for placed in group_into_stories(articles, desk=DESK)}) == 2


PAIRS = {
    "two grants": (
        (
            "Corvane wins $310 million chip grant",
            "Corvane Devices won $310 million in federal money for a chip plant in Ohio on Monday.",
        ),
        (
            "Pellucid wins $290 million chip grant",
            "Pellucid Optics won $290 million in federal money for a chip plant in Texas on Monday.",
        ),
    ),
    "two fines": (
        (
            "Marlow fined over chip exports",
            "Commerce fined Marlow Trading on Tuesday for shipping chip tools to China without a licence.",
        ),
        (
            "Harlow fined over chip exports",
            "Commerce fined Harlow Systems on Tuesday for shipping chip tools to China without a licence.",
        ),
    ),
    "one voice": (
        (
            "US adds 37 firms to entity list",
            "Commerce added 37 firms on Monday, Undersecretary Arthur Pell of Commerce said.",
        ),
        (
            "US takes 8% of Norvane",
            "The government takes 8 percent of Norvane Chips, Undersecretary Arthur Pell said on Monday.",
        ),
    ),
    "two arrests": (
        (
            "Police in Penang arrest three over smuggled chips",
            "Police in Penang on Monday arrested three men over smuggled AI chips.",
        ),
        (
            "Police in Jurong arrest two over smuggled chips",
            "Police in Jurong on Monday arrested two men over smuggled AI chips.",
        ),
    ),
}


def test_who_speaks_is_no_mark_of_a_story_but_where_the_title_has_them() -> None:
    said = "The rule stands, Undersecretary Arthur Pell said. Commerce added firms, said Dora Kline of Norvane."
    assert voices_in("Rule stands", said) == {"undersecretary", "arthur", "pell", "dora", "kline"}
    assert voices_in("Pell: rule stands", said) == {"undersecretary", "arthur", "dora", "kline"}
    assert without_eastern_voices("商务部新闻发言人何文静说，许可照发。") == "商务部 说，许可照发。"


@pytest.mark.parametrize("name", list(PAIRS))
def test_two_events_of_a_day_in_the_same_words_but_for_the_names_are_two_stories(name: str) -> None:
    articles = [
        an_article(number, title=title, body=body, published_at=NOW) for number, (title, body) in enumerate(PAIRS[name])
    ]
    assert len({placed.story_id for placed in group_into_stories(articles, desk=DESK)}) == 2
