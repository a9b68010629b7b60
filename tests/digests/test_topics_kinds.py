"""News is told from the forms that look like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.kinds import ArticleKind, kind_of
from tests.digests.desks import text_of


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Washington tightens export rules", ArticleKind.NEWS),
        ("Nvidia shares fall as Washington tightens export rules", ArticleKind.NEWS),
        ("Opinion: the curbs have failed", ArticleKind.OPINION),
        ("Commentary | Let them buy chips", ArticleKind.OPINION),
        ("The curbs have failed | Opinion", ArticleKind.OPINION),
        ("社评：出口管制伤害全球供应链", ArticleKind.OPINION),
        ("Live updates: ministers meet on chips", ArticleKind.LIVE_BLOG),
        ("Hearing on chip exports: as it happened", ArticleKind.LIVE_BLOG),
        ("Stock Market Today: Dow rises", ArticleKind.MARKET_WRAP),
        ("S&P 500 closes at a record as chip stocks rally", ArticleKind.MARKET_WRAP),
        ("Wall Street ends lower", ArticleKind.MARKET_WRAP),
        ("Review: a laptop with twelve cores", ArticleKind.REVIEW),
        ("Twelve cores, benchmarked", ArticleKind.REVIEW),
        ("What is the foreign direct product rule?", ArticleKind.EXPLAINER),
        ("The chip rules, explained", ArticleKind.EXPLAINER),
        ("Chip curbs: what to know", ArticleKind.EXPLAINER),
        ("Sponsored: why fabs choose Acme valves", ArticleKind.ADVERT),
        ("Save up to 40% on graphics cards in this deal", ArticleKind.ADVERT),
        ("Asia wrap: Chip shares mixed as traders weigh demand", ArticleKind.MARKET_WRAP),
        ("US close: Stocks drift before the jobs report", ArticleKind.MARKET_WRAP),
        ("Chip stocks slide on tariff worries", ArticleKind.MARKET_WRAP),
        ("The week ahead: two hearings and a rule", ArticleKind.ROUND_UP),
        ("Weekly round-up: Three fabs and a subsidy", ArticleKind.ROUND_UP),
        ("A short guide to licence thresholds", ArticleKind.EXPLAINER),
        ("US opens inquiry into chip imports", ArticleKind.NEWS),
        ("Tokyo: report on chip aid is late", ArticleKind.NEWS),
        ("Government review of chip exports begins", ArticleKind.NEWS),
        ("Policy review: Washington weighs chip exports", ArticleKind.NEWS),
        ("Washington to get 10% of chipmaker in deal", ArticleKind.NEWS),
        ("Chip firm sold for just $2 billion as curbs bite", ArticleKind.NEWS),
        ("Export curbs shake global markets", ArticleKind.NEWS),
        ("Ministers live in hope of a chip deal", ArticleKind.NEWS),
        ("", ArticleKind.NEWS),
    ],
)
def test_a_title_tells_its_kind(title: str, kind: ArticleKind) -> None:
    assert kind_of(text_of(title))[0] is kind


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://paper.example/opinion/2026/chips", ArticleKind.OPINION),
        ("https://paper.example/live/2026/chips", ArticleKind.LIVE_BLOG),
        ("https://paper.example/reviews/laptop", ArticleKind.REVIEW),
        ("https://paper.example/sponsored/valves", ArticleKind.ADVERT),
        ("https://paper.example/news/chip-rules-explained", ArticleKind.EXPLAINER),
        ("https://paper.example/news/lively-debate", ArticleKind.NEWS),
    ],
)
def test_an_address_tells_its_kind(url: str, kind: ArticleKind) -> None:
    assert kind_of(text_of("Chips and the law", url=url))[0] is kind


def test_a_lead_tells_its_kind() -> None:
    assert kind_of(text_of("Chips", "This article is sponsored by Acme."))[0] is ArticleKind.ADVERT
    assert kind_of(text_of("Chips", "The writer is a professor of trade law."))[0] is ArticleKind.OPINION


def test_an_official_publisher_is_official_whatever_the_title() -> None:
    assert kind_of(text_of("Live updates: a webcast", official=True))[0] is ArticleKind.OFFICIAL


@given(title=st.text(), url=st.text(max_size=60), body=st.text())
@settings(deadline=None, max_examples=100)
def test_any_article_has_a_kind_and_the_words_that_told_it(title: str, url: str, body: str) -> None:
    kind, cue = kind_of(text_of(title, body, url=url))
    assert bool(cue) is (kind is not ArticleKind.NEWS)
    assert cue in title or cue in url or cue in body
