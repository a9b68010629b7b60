"""The sample week, grouped by its editor's labels: every line in its source, every article accounted for, nothing twice."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache

from bot.desk.loader import load_desk
from digests.articles import article_from
from digests.briefs import Brief
from digests.digest import Digest, compose_digest
from digests.entries import Entry
from digests.remarks import Where
from digests.reports import report_of
from digests.shown import Shown, shown_before, shown_of
from digests.stories import Report, Story
from sample.week import load_week

MORNINGS = [datetime(2026, 11, day, 8, tzinfo=UTC) for day in range(16, 22)]


@cache
def week_stories() -> tuple[Story, ...]:
    desk = load_desk()
    reports: dict[str, dict[str, Report]] = defaultdict(dict)
    sagas: dict[str, str] = {}
    for feed in load_week().feeds:
        for one in feed.entries:
            entry = Entry(
                key=one.id,
                title=one.title,
                link=one.link,
                summary=one.body,
                published_at=one.published_at,
                publisher=one.publisher,
            )
            article = article_from(entry, feed.as_feed("https://feeds.example"), seen_at=one.listed_at)
            reports[one.label.story][article.id] = report_of(article, desk=desk)
            sagas[one.label.story] = one.label.saga
    ordered = {id: sorted(found.values(), key=lambda r: r.article.published_at) for id, found in reports.items()}
    return tuple(Story(id=id, reports=tuple(found), saga=sagas[id] or None) for id, found in ordered.items())


@cache
def week_digests() -> tuple[Digest, ...]:
    shown: dict[str, Shown] = {}
    stories = {story.id: story for story in week_stories()}
    digests = []
    for until in MORNINGS:
        people = load_desk().people
        digest = compose_digest(
            week_stories(), since=until - timedelta(days=1), until=until, shown=shown, people=people
        )
        for brief in digest.briefs:
            before = shown_before(stories[brief.story_id], shown)
            shown[brief.story_id] = shown_of(stories[brief.story_id], at=until, before=before)
        digests.append(digest)
    return tuple(digests)


def every_brief() -> list[Brief]:
    return [brief for digest in week_digests() for brief in digest.briefs]


def test_every_line_stands_in_a_listed_source() -> None:
    articles = {report.article.id: report.article for story in week_stories() for report in story.reports}
    assert len(every_brief()) > 25
    for brief in every_brief():
        listed = {source.article_id for source in brief.sources}
        title = articles[brief.headline.article_id].title
        assert title[brief.headline.start : brief.headline.end] == brief.headline.text
        for told in brief.sentences:
            assert articles[told.article_id].body[told.start : told.end] == told.text
            assert told.article_id in listed
        if brief.remark is not None:
            article = articles[brief.remark.article_id]
            text = article.title if brief.remark.where is Where.TITLE else article.body
            assert text[brief.remark.start : brief.remark.end] == brief.remark.words
            assert brief.remark.article_id in listed


def test_what_readers_see_differs_from_the_source_by_bracketed_names_only() -> None:
    for brief in every_brief():
        for told in brief.sentences:
            before, bracket, rest = told.shown.partition("[")
            assert told.shown == told.text or (
                bracket and told.text.startswith(before) and told.text.endswith(rest.partition("]")[2])
            )


def test_every_article_has_one_end_each_morning() -> None:
    ids = {report.article.id for story in week_stories() for report in story.reports}
    for digest in week_digests():
        assert set(digest.end_states) == ids
        assert digest.receipt.articles == digest.receipt.shown + sum(number for _, number in digest.receipt.dropped)


def test_nothing_leads_twice_unless_it_says_what_is_new() -> None:
    seen: set[str] = set()
    for brief in every_brief():
        assert brief.story_id not in seen or brief.update
        seen.add(brief.story_id)


def test_the_first_morning_leads_with_what_the_chief_executive_of_nvidia_said() -> None:
    brief = week_digests()[0].briefs[0]
    assert brief.remark is not None
    assert brief.remark.speaker == "Jensen Huang"
    assert "H200" in brief.headline.text
    assert len({source.family for source in brief.sources}) > 3
