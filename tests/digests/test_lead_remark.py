"""The words that lead a brief: the news, by somebody, and never what everybody always says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from digests.lead_remark import RECALLED, lead_remark
from digests.remarks import Remark, RemarkKind
from tests.digests.stories_made import made_article, made_remark, made_report

WEIGHTY = "We need more time for the rule on memory chips and for the northern buyers of the tools."
BODY = f"Ada Example said: {WEIGHTY} Ben Sample said: The rule came on a Friday night, as such rules do."
OTHER = "The rule came on a Friday night, as such rules do."


def leader(first: Remark, second: Remark, title: str = "Meridale delays rule on memory chips") -> Remark | None:
    article = made_article(body=BODY, title=title)
    return lead_remark([made_report(article, remarks=[first, second])])


def two(title: str = "Meridale delays rule on memory chips") -> tuple[Remark, Remark]:
    article = made_article(body=BODY, title=title)
    return made_remark(article, WEIGHTY), made_remark(article, OTHER, speaker="Ben Sample")


@pytest.mark.parametrize(
    "words",
    [
        "The company does not comment on rumours about its plants",
        "The firm complies with all applicable export laws wherever it does business",
        "We continue to work closely with the administration on the award",
        "Discussion of deals should be regarded as speculation unless it is announced",
        "The regime is in line with international practice",
        "We are proud to build the future of chips in this valley",
        "We look forward to a fruitful exchange with all sides",
    ],
)
def test_what_everybody_always_says_leads_nothing(words: str) -> None:
    article = made_article(body=f"Ada Example said: {words}. Ben Sample said: {OTHER}")
    stock, other = made_remark(article, words), made_remark(article, OTHER, speaker="Ben Sample")
    assert lead_remark([made_report(article, remarks=[stock, other])]) == other
    assert lead_remark([made_report(article, remarks=[stock])]) is None


def test_a_remark_about_the_law_itself_may_lead() -> None:
    words = "The law was written for firms that comply and it punishes only those"
    article = made_article(body=f"Ada Example said: {words}.")
    remark = made_remark(article, words)
    assert lead_remark([made_report(article, remarks=[remark])]) == remark


def test_whom_the_title_names_goes_before_others() -> None:
    first, second = two()
    assert leader(first, second) == first
    title = "Sample tells panel of a long night"
    assert leader(*two(title), title) == two(title)[1]


def test_words_that_were_said_days_before_are_recalled_and_no_news() -> None:
    first, second = two()
    day = made_article().published_at.date()
    assert leader(replace(first, said_on=day - RECALLED), second) == replace(first, said_on=day - RECALLED)
    assert leader(replace(first, said_on=day - RECALLED - timedelta(days=1)), second) == second


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("what was left of the leverage on memory chips", "asked"),
        ("a chip could confirm the country it operates in", "asked"),
        ("the office sets no policy by order books. Demand, she said, was one thing that could change", "answered"),
    ],
)
def test_a_question_and_a_second_attribution_lead_nothing(words: str, verb: str) -> None:
    article = made_article(body=f"Ada Example {verb} {words}.")
    remark = replace(made_remark(article, words, kind=RemarkKind.INDIRECT), verb=verb)
    assert lead_remark([made_report(article, remarks=[remark])]) is None
