"""The sample week through the whole bot: the same words every time, once, and every line in its source."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from bot.cli.replay import Replayed, replayed
from bot.storage import open_store
from bot.storage.articles import End, StoredArticle, latest_articles
from bot.storage.outbox import PageState, count_pages
from bot.storage.stories import stories_between
from digests.briefs import write_brief
from digests.remarks import Where
from digests.stories import Story
from sample.values import Week
from sample.week import load_week

GOLDEN = Path(__file__).parents[1] / "data" / "sample_week.txt"
FIRST, LAST = datetime(2026, 11, 15, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the week left behind."""

    done: Replayed
    shown: str
    stories: tuple[Story, ...]
    articles: tuple[StoredArticle, ...]
    pages: dict[PageState, int]


@pytest.fixture(scope="module")
def week() -> Week:
    return load_week()


@pytest.fixture(scope="module")
def outcome(week: Week, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    url = f"sqlite:///{tmp_path_factory.mktemp('week') / 'week.sqlite'}"
    return asyncio.run(_outcome(week, url))


async def _outcome(week: Week, url: str) -> Outcome:
    stream = StringIO()
    done = await replayed(week, stream=stream, storage=url)
    async with await open_store(url) as store:
        return Outcome(
            done=done,
            shown=stream.getvalue(),
            stories=await stories_between(store, since=FIRST, until=LAST),
            articles=await latest_articles(store, limit=1000),
            pages=await count_pages(store),
        )


@pytest.mark.slow
def test_the_week_reads_as_it_read_before(outcome: Outcome) -> None:
    told, before = (
        re.sub(r"127\.0\.0\.1:\d+", "this machine", text) for text in (outcome.shown, GOLDEN.read_text("utf-8"))
    )
    assert told == before, "when the change is wanted: make golden, and read it"


def test_every_morning_brings_one_digest_and_every_page_goes_out_once(outcome: Outcome) -> None:
    mornings = re.findall(r"^Chip policy: (\w+ \d+) November 2026$", outcome.shown, re.MULTILINE)
    assert mornings == ["Monday 16", "Tuesday 17", "Wednesday 18", "Thursday 19", "Friday 20", "Saturday 21"]
    assert (outcome.done.digests, outcome.done.pages) == (6, 6)
    assert outcome.pages[PageState.SENT] == 6
    assert not any(count for state, count in outcome.pages.items() if state is not PageState.SENT)


def test_every_entry_of_the_week_comes_to_an_end_that_is_told(outcome: Outcome) -> None:
    assert all(one.end is not End.STORED for one in outcome.articles)
    grouped = {one.article.id for one in outcome.articles if one.end is End.GROUPED}
    assert grouped == {report.article.id for story in outcome.stories for report in story.reports}


def test_a_rewritten_date_a_new_guid_and_a_moved_feed_bring_nothing_twice(outcome: Outcome) -> None:
    places = [one.article.url or one.article.title for one in outcome.articles]
    assert len(places) == len(set(places))


def test_every_remark_and_sentence_stands_in_its_source(outcome: Outcome) -> None:
    remarks = sentences = 0
    for story in outcome.stories:
        texts = {report.article.id: report.article for report in story.reports}
        for report in story.reports:
            for remark in report.remarks:
                text = report.article.title if remark.where is Where.TITLE else report.article.body
                assert text[remark.start : remark.end] == remark.words
                remarks += 1
        for sentence in write_brief(story).sentences:
            source = texts[sentence.article_id]
            text = source.title if sentence.where is Where.TITLE else source.body
            assert text[sentence.start : sentence.end] == sentence.text
            sentences += 1
    assert remarks > 250
    assert sentences > 75


def test_no_quotation_is_shown_that_its_story_does_not_hold(outcome: Outcome) -> None:
    everything = "\n".join(f"{one.article.title}\n{one.article.body}" for one in outcome.articles)
    sources = " ".join(everything.split())
    quoted = re.findall(r"^    “(.*?)”\n    — ", outcome.shown, re.MULTILINE | re.DOTALL)
    assert len(quoted) > 15
    for words in quoted:
        assert " ".join(words.split()) in sources


def test_nvidias_chief_is_never_quoted_only_reported(outcome: Outcome) -> None:
    assert "Jensen Huang, Nvidia" in outcome.shown or "Jensen Huang" in outcome.shown
    for words in re.findall(r"^    “(?:.*?)”\n    — ([^·]*)", outcome.shown, re.MULTILINE | re.DOTALL):
        assert not re.search(r"Jensen|Huang(?! Yaoting)", words)
