"""Families: an owner counts once, and so does one text, whoever prints it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.articles import Article
from digests.desk import Source
from digests.entries import SourceKind
from digests.families import corroboration, credit_of, families_of, family_for, family_of, first_reports, is_reprint
from digests.stories import Story
from tests.builders import a_report, an_article

WIRE_TEXT = (
    "TAIPEI, Nov 16 (Sample Wire) - The trade office of Valdoria has stopped accepting applications for gallium "
    "export licences, three traders and a refiner said on Monday, tightening supply of a metal used in radio chips. "
    "The office gave no reason, and a spokesman for the ministry would not say when it will take them again."
)
OWN_TEXT = (
    "Traders who want to ship gallium out of Valdoria were turned away this week. Nobody at the counter could tell "
    "them when the forms will be taken again, and the price of the metal went up by a tenth in two days of trading."
)


def a_source(publisher: str, family: str = "", *, hosts: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> Source:
    return Source(
        id=publisher.lower(), publisher=publisher, family=family or publisher, url="", hosts=hosts, aliases=aliases
    )


SOURCES = (
    a_source("Sample Wire", hosts=("wire.example",), aliases=("SW",)),
    a_source("The Daily Lantern", "Lantern Group", hosts=("lantern.example",)),
    a_source("Evening Lamp", "Lantern Group", hosts=("lamp.example", "lamp.co.example")),
)


def a_story_of(*articles: Article) -> Story:
    reports = tuple(replace(a_report(1, remarks=False), article=article) for article in articles)
    return Story(id="s1", reports=reports)


def printed(number: int, publisher: str, body: str = OWN_TEXT, *, family: str | None = None) -> Article:
    return replace(
        an_article(number),
        publisher=publisher,
        family=publisher if family is None else family,
        body=body,
        title=f"Gallium {number}",
        url=f"https://{publisher.lower().replace(' ', '')}.example/{number}",
    )


@pytest.mark.parametrize(
    ("publisher", "url", "family"),
    [
        ("Daily Lantern", "", "Lantern Group"),
        ("the daily  LANTERN", "https://elsewhere.example/1", "Lantern Group"),
        ("SW", "", "Sample Wire"),
        ("Lantern Group", "", "Lantern Group"),
        ("", "https://www.lamp.example/a", "Lantern Group"),
        ("Lamp Online", "https://money.lamp.co.example/a", "Lantern Group"),
        ("Harbour Courier", "https://harbour.example/a", "Harbour Courier"),
        ("", "https://www.harbour.example/a", "harbour.example"),
        ("Harbour Courier", "https://notlamp.example/a", "Harbour Courier"),
        ("Harbour Courier", "https://news.google.com/rss/articles/x", "Harbour Courier"),
        ("", "https://[bad", ""),
    ],
)
def test_an_owner_is_known_by_name_then_by_host(publisher: str, url: str, family: str) -> None:
    assert family_of(publisher, url, SOURCES) == family


@pytest.mark.parametrize(
    ("body", "author", "credit"),
    [
        (WIRE_TEXT, "", "Sample Wire"),
        ("(SW) — Two plants closed.", "", "Sample Wire"),
        ("BERLIN (Unknown Agency) -- Two plants closed.", "", "Unknown Agency"),
        ("By Sample Wire staff\n\nTwo plants closed.", "", "Sample Wire"),
        ("Two plants closed.\n\n© 2026 Sample Wire.", "", "Sample Wire"),
        ("Two plants closed.", "Sample Wire staff", "Sample Wire"),
        ("Two plants closed.", "Ada Example", ""),
        ("By Ada Example\n\nTwo plants closed.", "", ""),
        ("Two plants (both old) - closed, Sample Wire reported.", "", ""),
        ("", "", ""),
    ],
)
def test_a_credit_stands_in_dateline_byline_author_or_foot(body: str, author: str, credit: str) -> None:
    assert credit_of(an_article(1, body=body, author=author), SOURCES) == credit


def test_ten_reprints_of_one_wire_count_one() -> None:
    uncredited = WIRE_TEXT.removeprefix("TAIPEI, Nov 16 (Sample Wire) - ")
    reprints = [
        printed(number, f"Paper {number}", f"{uncredited}\n\nPaper {number} adds a line.") for number in range(10)
    ]
    story = a_story_of(*reprints)
    assert corroboration(story, SOURCES) == 1
    assert families_of(a_story_of(*reprints, printed(11, "Sample Wire", WIRE_TEXT)), SOURCES) == ("Sample Wire",)


def test_a_release_that_papers_print_counts_for_who_published_it() -> None:
    office = replace(printed(1, "Trade Office", WIRE_TEXT.partition("- ")[2]), source_kind=SourceKind.OFFICIAL)
    story = a_story_of(printed(2, "Paper", WIRE_TEXT), office, printed(3, "Harbour Courier"))
    assert families_of(story, SOURCES) == ("Trade Office", "Harbour Courier")


def test_words_of_its_own_make_a_second_family() -> None:
    story = a_story_of(printed(1, "Sample Wire", WIRE_TEXT), printed(2, "Harbour Courier"))
    assert families_of(story, SOURCES) == ("Sample Wire", "Harbour Courier")


def test_two_papers_of_one_owner_are_one_family() -> None:
    story = a_story_of(
        printed(1, "The Daily Lantern", "Short.", family=""), printed(2, "Evening Lamp", "Other.", family="")
    )
    assert families_of(story, SOURCES) == ("Lantern Group",)


def test_a_publisher_that_an_aggregator_names_counts_for_its_owner() -> None:
    aggregated = (printed(1, "The Daily Lantern", "Short."), printed(2, "Evening Lamp", "Other."))
    assert families_of(a_story_of(*aggregated), SOURCES) == ("Lantern Group",)
    assert families_of(a_story_of(*aggregated)) == ("The Daily Lantern", "Evening Lamp")


def test_the_same_long_title_shows_no_reprint_where_the_texts_differ() -> None:
    title = "Subway work trains collide in tunnel, one worker hurt"
    one, other = an_article(1, title=title, body=WIRE_TEXT), an_article(2, title=title, body=OWN_TEXT)
    assert not is_reprint(one, other)
    assert is_reprint(one, replace(other, body="Read more."))


def test_the_same_long_title_shows_a_reprint_and_the_same_short_one_does_not() -> None:
    long = "Subway work trains collide in tunnel, one worker hurt"
    assert is_reprint(an_article(1, title=long, body=""), an_article(2, title=long.upper(), body=""))
    assert not is_reprint(an_article(1, title="Chips fall", body=""), an_article(2, title="Chips fall", body=""))


def test_each_family_comes_with_its_first_report() -> None:
    story = a_story_of(printed(1, "Paper", WIRE_TEXT), printed(2, "Harbour Courier"), printed(3, "Harbour Courier"))
    assert [(family, report.article.publisher) for family, report in first_reports(story, SOURCES)] == [
        ("Sample Wire", "Paper"),
        ("Harbour Courier", "Harbour Courier"),
    ]


def test_a_family_is_told_for_each_article_of_the_stories_and_for_any_other() -> None:
    reprint, own = printed(1, "Paper", WIRE_TEXT), printed(2, "Harbour Courier")
    family = family_for([a_story_of(reprint, own)], SOURCES)
    assert [family(reprint), family(own)] == ["Sample Wire", "Harbour Courier"]
    assert family(printed(3, "Evening Lamp", family="")) == "Lantern Group"


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=6))
def test_there_are_never_more_families_than_reports_and_never_none(bodies: list[str]) -> None:
    story = a_story_of(*(printed(number, f"Paper {number}", body) for number, body in enumerate(bodies)))
    assert 1 <= corroboration(story, SOURCES) <= len(bodies)
