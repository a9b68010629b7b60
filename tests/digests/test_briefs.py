"""Briefs: a story in a few sentences, each of which stands in a source."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.briefs import Brief, brief_of_article, write_brief
from digests.desk import Person
from digests.entries import SourceKind
from digests.families import families_of
from digests.remarks import RemarkKind, Verdict, Where
from digests.shown import Facts
from digests.stories import Report, Story
from digests.topics import ArticleKind
from tests.digests.stories_made import BODY, made_article, made_remark, made_report, made_story


def texts(brief: Brief) -> list[str]:
    return [one.shown for one in brief.sentences]


def assert_grounded(brief: Brief, story: Story) -> None:
    articles = {report.article.id: report.article for report in story.reports}
    listed = {source.article_id for source in brief.sources}
    for one in (brief.headline, *brief.sentences):
        article = articles[one.article_id]
        assert (article.title if one.where is Where.TITLE else article.body)[one.start : one.end] == one.text
        assert one is brief.headline or one.article_id in listed
    if brief.remark is not None:
        article = articles[brief.remark.article_id]
        text = article.title if brief.remark.where is Where.TITLE else article.body
        assert text[brief.remark.start : brief.remark.end] == brief.remark.words
        assert brief.remark.article_id in listed


def test_a_brief_has_a_headline_two_sentences_a_remark_and_its_sources() -> None:
    article = made_article()
    story = made_story("s1", made_report(article, remarks=[made_remark(article)]))
    brief = write_brief(story)
    assert brief.headline.shown == "Meridale delays rule on memory chips"
    assert texts(brief) == [
        "Meridale's trade ministry put off its rule on exports of memory chips by 90 days.",
        "The rule would bind 40 firms that sell to the north.",
    ]
    assert brief.remark is not None
    assert brief.remark.words == "We need more time,"
    assert [source.publisher for source in brief.sources] == ["Sample Wire"]
    assert_grounded(brief, story)


HEADLINES = [
    ("UPDATE 1-Meridale delays rule on memory chips", "Meridale delays rule on memory chips"),
    ("EXCLUSIVE: Meridale delays rule on memory chips", "Meridale delays rule on memory chips"),
    ("Meridale delays rule on memory chips | Sample Wire", "Meridale delays rule on memory chips"),
    ("Meridale delays rule on memory chips.", "Meridale delays rule on memory chips"),
    ("Watch: chips", "Watch: chips"),
    ("Chips - what comes after the rule", "Chips - what comes after the rule"),
]


@pytest.mark.parametrize(("title", "expected"), HEADLINES)
def test_a_headline_loses_labels_and_the_publishers_name(title: str, expected: str) -> None:
    story = made_story("s1", made_report(made_article(title=title)))
    brief = write_brief(story)
    assert brief.headline.shown == expected
    assert_grounded(brief, story)


def test_the_plainest_title_is_the_headline() -> None:
    titles = [
        "Why Meridale blinked",
        "Meridale delays rule on memory chips by 90 days",
        "Will Meridale change its chip rule?",
    ]
    reports = [made_report(made_article(n, title=title, publisher=f"Outlet {n}")) for n, title in enumerate(titles)]
    assert write_brief(made_story("s1", *reports)).headline.text == titles[1]


def test_a_second_sentence_may_come_from_another_report() -> None:
    first = made_article(1, body="Meridale's trade ministry put off its rule on exports of memory chips by 90 days.")
    second = made_article(
        2, body="Forty firms had asked the government of Meridale for time.", publisher="Harbor Post", hours_ago=1
    )
    story = made_story("s1", made_report(first), made_report(second))
    brief = write_brief(story)
    assert {one.article_id for one in brief.sentences} == {first.id, second.id}
    assert_grounded(brief, story)


def test_no_fact_is_told_twice() -> None:
    copies = [
        made_report(made_article(n, publisher=f"Outlet {n}", body=BODY.split(". ")[0] + ".")) for n in range(1, 4)
    ]
    brief = write_brief(made_story("s1", *copies))
    assert len(brief.sentences) == 1


def test_a_pronoun_after_its_name_may_follow_and_alone_it_may_not() -> None:
    together = (
        "Ada Example put off the chip rule of Meridale by 90 days. She may change the list of 40 northern buyers."
    )
    assert texts(write_brief(made_story("s1", made_report(made_article(body=together))))) == [
        "Ada Example put off the chip rule of Meridale by 90 days.",
        "She may change the list of 40 northern buyers.",
    ]
    alone = "She may change the list of 40 northern buyers before the summer."
    assert texts(write_brief(made_story("s1", made_report(made_article(body=alone))))) == []


def test_an_antecedent_that_the_article_resolves_is_put_in_brackets() -> None:
    body = "She may change the list of 40 northern buyers before the summer."
    article = made_article(body=body)
    remark = made_remark(
        article, "may change the list", kind=RemarkKind.INDIRECT, mention="She", verdict=Verdict.PARAPHRASE
    )
    story = made_story("s1", made_report(article, remarks=[remark]))
    brief = write_brief(story)
    assert texts(brief) == ["[Ada Example] may change the list of 40 northern buyers before the summer."]
    assert brief.sentences[0].text == body
    assert_grounded(brief, story)


def test_no_sentence_cuts_a_quotation_or_repeats_the_lead_remark() -> None:
    body = 'Ada Example, the minister, said: "Time is short. We need more of it and we need it now." The list of the ministry has 40 firms on it.'
    article = made_article(body=body)
    brief = write_brief(made_story("s1", made_report(article, remarks=[made_remark(article, "Time is short.")])))
    assert texts(brief) == ["The list of the ministry has 40 firms on it."]


def test_a_thing_that_nothing_told_has_named_begins_no_sentence_of_a_brief() -> None:
    body = "Meridale put off its {} on chips by 90 days. And why not? The stopgap covers 12 workers of tool makers as well."
    for word, told in (("rule", False), ("stopgap", True)):
        brief = write_brief(made_story("s1", made_report(made_article(body=body.format(word)))))
        assert ("The stopgap covers 12 workers of tool makers as well." in texts(brief)) is told


def test_hedges_are_kept() -> None:
    body = "Meridale's ministry may no longer need the northern machines, two officials of the ministry suggested."
    brief = write_brief(made_story("s1", made_report(made_article(body=body))))
    assert texts(brief) == [body]


REMARKS = [
    ("who speaks", {"speaker": "Ben Sample"}, {"speaker": "Ada Example"}),
    ("directness", {"kind": RemarkKind.INDIRECT}, {}),
    ("a name", {"speaker": None, "anonymous": True}, {}),
    ("the gate", {"verdict": Verdict.NOT_FOUND}, {}),
    ("its own source", {"verdict": Verdict.VERIFIED_ELSEWHERE}, {}),
]


@pytest.mark.parametrize(("what", "less", "more"), REMARKS)
def test_the_remark_that_says_most_leads(what: str, less: dict[str, object], more: dict[str, object]) -> None:
    article = made_article()
    first, second = made_remark(article, **less), made_remark(article, **more)  # type: ignore[arg-type]
    people = (Person(id="ada-example", name="Ada Example", weight=1.8), Person(id="ben-sample", name="Ben Sample"))
    assert (
        write_brief(made_story("s1", made_report(article, remarks=[first, second])), people=people).remark == second
    ), what


def test_a_preferred_remark_leads_before_one_that_says_more_and_is_missed_by_nobody() -> None:
    article = made_article()
    strong, asked = made_remark(article), made_remark(article, speaker="Ben Sample")
    story = made_story("s1", made_report(article, remarks=[strong, asked]))
    assert write_brief(story, preferred=lambda one: one.speaker == "Ben Sample").remark == asked
    assert write_brief(story, preferred=lambda one: False).remark == write_brief(story).remark


def test_a_speech_or_words_that_no_longer_stand_there_never_lead() -> None:
    article = made_article(body="“" + "Very long words, " * 30 + "” Ada Example said.")
    speech = made_remark(article, "Very long words, " * 30)
    moved = replace(speech, start=3, end=20)
    assert write_brief(made_story("s1", made_report(article, remarks=[speech, moved]))).remark is None


NOTICE = "The effective date of the rule on memory chips, part 12 of the code of Meridale, is postponed by 90 days."


def test_sources_are_families_with_the_primary_one_first() -> None:
    reports = [
        made_report(made_article(1, hours_ago=5)),
        made_report(made_article(2, hours_ago=4)),
        made_report(made_article(3, publisher="Harbor Post", hours_ago=3)),
        made_report(made_article(4, publisher="Trade Register", body=NOTICE, kind=SourceKind.OFFICIAL, hours_ago=1)),
    ]
    story = made_story("s1", *reports)
    brief = write_brief(story)
    assert brief.sources[0].publisher == "Trade Register"
    assert sorted({source.family for source in brief.sources}) == ["Harbor Post", "Sample Wire", "Trade Register"]
    assert_grounded(brief, story)


RUMOUR = "Meridale plans to delay its chip rule, people familiar with the matter said."
OTHER_RUMOUR = "Sources close to the trade office say that the forty memory firms will get some more months."
UNCONFIRMED = [
    ("a rumour in one family", [made_report(made_article(1, body=RUMOUR))], True),
    (
        "a rumour in two",
        [made_report(made_article(1, body=RUMOUR)), made_report(made_article(2, body=OTHER_RUMOUR, publisher="B"))],
        False,
    ),
    (
        "a rumour printed twice",
        [made_report(made_article(1, body=RUMOUR)), made_report(made_article(2, body=RUMOUR, publisher="B"))],
        True,
    ),
    ("a named speaker", [made_report(a := made_article(1), remarks=[made_remark(a)])], False),
    ("a firm's own word", [made_report(made_article(1, body=RUMOUR, kind=SourceKind.COMPANY))], False),
    ("unnamed speakers only", [made_report(a, remarks=[made_remark(a, speaker=None, anonymous=True)])], True),
    ("plain news", [made_report(made_article(1))], False),
]


@pytest.mark.parametrize(("what", "reports", "expected"), UNCONFIRMED)
def test_a_story_of_one_family_without_a_name_is_unconfirmed(what: str, reports: list[Report], expected: bool) -> None:
    assert write_brief(made_story("s1", *reports)).unconfirmed is expected, what


def test_opinion_and_other_languages_are_not_told_from_where_there_is_news_in_english() -> None:
    opinion = made_report(
        made_article(1, title="The folly of Meridale's chip rule on memory"), kind=ArticleKind.OPINION
    )
    foreign = made_report(
        made_article(
            2, title="メモリー輸出規則を延期", body="政府は規則の施行を90日延期した。", language="ja", publisher="光"
        )
    )
    news = made_report(made_article(3, hours_ago=1))
    brief = write_brief(made_story("s1", opinion, foreign, news))
    assert brief.headline.article_id == news.article.id
    assert {one.article_id for one in brief.sentences} == {news.article.id}


def test_an_update_is_told_from_the_articles_that_bring_it() -> None:
    old = made_report(made_article(1, hours_ago=9))
    new = made_report(
        made_article(
            2, title="Meridale's rule takes effect", body="Meridale's chip rule takes effect on May 1 after all."
        )
    )
    story = made_story("s1", old, new)
    brief = write_brief(story, update="new date 1 May 2026", fresh=[new.article.id])
    assert brief.headline.text == "Meridale's rule takes effect"
    assert brief.update == "new date 1 May 2026"
    assert_grounded(brief, story)


def test_one_article_by_itself_gives_its_best_sentences_first() -> None:
    report = made_report()
    brief = brief_of_article(report)
    assert texts(brief)[0].startswith("Meridale's trade ministry put off")
    assert len(brief.sentences) == 4
    assert_grounded(brief, made_story("s1", report))


_PIECES = st.sampled_from(
    [
        "PORT MERIDALE — ",
        "Ada Example said it may be late. ",
        "She said no. ",
        '"We need more time," Ada Example told reporters. ',
        '"Never. ',
        "The ministry put off its chip rule by 90 days on Monday. ",
        "\n\n",
        "半導体の輸出規制が強化された。",
        "Scroll down for video. ",
        "Sales of Sample Silicon rose by 5 percent to $2 billion. ",
    ]
)
_BODIES = st.lists(_PIECES | st.text(max_size=10), max_size=10).map("".join)
_REPORTS = st.lists(st.tuples(_BODIES, st.text(max_size=30), st.sampled_from(["A", "B", "C"])), min_size=1, max_size=4)


@settings(max_examples=120, deadline=None)
@given(_REPORTS, st.integers(0, 3))
def test_every_line_of_any_brief_stands_in_its_source(rows: list[tuple[str, str, str]], limit: int) -> None:
    reports = []
    for number, (body, title, publisher) in enumerate(rows):
        article = made_article(number, body=body, title=title or "Untitled", publisher=publisher)
        words = "We need more time,"
        reports.append(made_report(article, remarks=[made_remark(article)] if words in body else []))
    story = made_story("s1", *reports)
    brief = write_brief(story, limit=limit)
    assert brief == write_brief(story, limit=limit)
    assert len(brief.sentences) <= limit
    assert_grounded(brief, story)
    assert {source.family for source in brief.sources} == set(families_of(story))
    for one in brief.sentences:
        assert one.text.count('"') % 2 == 0


def test_an_update_is_led_by_words_that_are_new_or_by_none() -> None:
    article = made_article()
    story = made_story("s1", made_report(article, remarks=[made_remark(article)]))
    speaker = made_remark(article).speaker or ""
    told_before = Facts(numbers=frozenset({"$9 billion"}))
    assert write_brief(story, update="new figure", news=told_before).remark is None
    new_voice = Facts(speakers=frozenset({speaker}))
    brief = write_brief(story, update=f"{speaker} speaks", news=new_voice)
    assert brief.remark is not None
    assert brief.remark.speaker == speaker
