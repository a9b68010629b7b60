"""The sample week: enough of it, well formed, fully labelled, and the same at every reading."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import aiohttp
import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.remarks.remark import RemarkKind
from sample.render import answer, entries_listed, render, unchanged
from sample.server import serving
from sample.values import FIRST_DAY, LAST_DAY, Format, QuirkKind, SampleEntry, SampleFeed
from sample.week import load_week

WEEK = load_week()
ENTRIES = WEEK.entries
OWN = [(feed, entry) for feed, entry in ENTRIES if not entry.reprint_of]
IDS = [f"{feed.slug}/{entry.id}" for feed, entry in OWN]
QUOTED = re.compile(r'(?<!\w)"([^"]+)(?:"|$)|“([^”]+)(?:”|$)|«([^»]+)»|「([^」]+)」')
REAL_NAMES = re.compile(r"Jensen Huang|Huang's|Huang’s|Nvidia|黄仁勋|英伟达|フアン|エヌビディア|젠슨|엔비디아")
REAL_OUTLETS = re.compile(
    r"Reuters|Bloomberg|Nikkei|Financial Times|Newsera|Politico|Xinhua|Digitimes|BBC|CNBC|新华|日経"
)
END = LAST_DAY + timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def quoted_in(text: str) -> list[str]:
    return [next(group for group in match.groups() if group) for match in QUOTED.finditer(text)]


def test_the_week_is_large_enough() -> None:
    assert len(WEEK.feeds) >= 17
    assert len(ENTRIES) >= 190
    assert len(OWN) >= 150
    per_day = Counter(entry.published_at.day for _, entry in ENTRIES)
    assert set(per_day) == {16, 17, 18, 19, 20}
    assert min(per_day.values()) >= 30


def test_every_format_kind_and_quirk_has_a_feed() -> None:
    assert {feed.format for feed in WEEK.feeds} == set(Format)
    assert {quirk.kind for feed in WEEK.feeds for quirk in feed.quirks} == set(QuirkKind)
    assert len({feed.kind for feed in WEEK.feeds}) == 5
    assert {feed.encoding for feed in WEEK.feeds} >= {"gb18030", "shift_jis", "windows-1252", "iso-8859-1", "utf-8"}


def test_every_date_lies_in_the_week_and_no_entry_is_listed_before_its_date() -> None:
    for _, entry in ENTRIES:
        assert FIRST_DAY <= entry.published_at <= entry.listed_at <= LAST_DAY
        assert all(entry.listed_at < edit.at <= LAST_DAY for edit in entry.edits)


def test_no_two_entries_share_an_id_or_a_first_hand_link() -> None:
    assert len({(feed.slug, entry.id) for feed, entry in ENTRIES}) == len(ENTRIES)
    links = [entry.link for _, entry in ENTRIES if entry.link and not entry.publisher]
    assert len(set(links)) == len(links)


def test_the_wire_is_reprinted_under_its_credit_by_at_least_three_papers() -> None:
    reprints = [(feed.slug, entry) for feed, entry in ENTRIES if entry.reprint_of.startswith("sample-wire/")]
    papers = {slug for slug, entry in reprints if not entry.publisher}
    assert len(papers) >= 3
    assert all("Sample Wire" in entry.body + entry.author for slug, entry in reprints if slug in papers)


def test_an_event_that_many_report_is_one_story_and_its_saga_is_the_same_everywhere() -> None:
    sagas: dict[str, set[str]] = {}
    for _, entry in ENTRIES:
        sagas.setdefault(entry.label.story, set()).add(entry.label.saga)
    assert all(len(found) == 1 for found in sagas.values())
    reports = Counter(entry.label.story for _, entry in ENTRIES)
    assert reports["h200-remark"] >= 10
    assert sum(1 for count in reports.values() if count >= 3) >= 10


def test_a_story_is_all_relevant_or_not_at_all() -> None:
    relevance: dict[str, set[bool]] = {}
    for _, entry in ENTRIES:
        relevance.setdefault(entry.label.story, set()).add(entry.label.relevant)
    assert all(len(found) == 1 for found in relevance.values())


@pytest.mark.parametrize(("feed", "entry"), OWN, ids=IDS)
def test_a_labelled_remark_stands_in_the_text(feed: SampleFeed, entry: SampleEntry) -> None:
    quotations = [words for text in entry.paragraphs for words in quoted_in(text)]
    for remark in entry.label.remarks:
        assert remark.words in entry.body
        assert remark.speaker
        if remark.kind is RemarkKind.DIRECT:
            assert any(words.startswith(remark.words) for words in quotations), remark


@pytest.mark.parametrize(("feed", "entry"), OWN, ids=IDS)
def test_every_long_quotation_in_a_policy_piece_is_labelled(feed: SampleFeed, entry: SampleEntry) -> None:
    if not entry.label.relevant:
        return
    remarks = entry.label.remarks
    for text in entry.paragraphs:
        mixed = any(remark.kind is RemarkKind.MIXED and remark.words in text for remark in remarks)
        for words in quoted_in(text):
            known = any(words.startswith(remark.words) for remark in remarks)
            assert known or mixed or len(words.split()) < 5, words


def test_no_quotation_mark_stands_beside_a_real_person_or_firm() -> None:
    for _, entry in ENTRIES:
        for text in (entry.title, *entry.paragraphs, *(text for edit in entry.edits for text in edit.paragraphs)):
            assert not (REAL_NAMES.search(text) and re.search(r'["“”«»「」]', text)), text
        for remark in entry.label.remarks:
            assert remark.kind is RemarkKind.INDIRECT or not REAL_NAMES.search(remark.speaker)


def test_no_real_outlet_is_named() -> None:
    assert not any(REAL_OUTLETS.search(entry.title + entry.body) for _, entry in ENTRIES)


def test_a_watch_for_huang_on_the_h200_has_hits_every_day_and_traps_beside_them() -> None:
    said = [entry for _, entry in ENTRIES if any("Huang" in remark.speaker for remark in entry.label.remarks)]
    hits = [entry for entry in said if "H200" in entry.title + entry.body]
    assert {entry.published_at.day for entry in hits} == {16, 17, 18, 19, 20}
    assert any("H200" not in entry.title + entry.body for entry in said)
    assert any("H200" in entry.body for _, entry in ENTRIES if "Huang" not in entry.title + entry.body)


@pytest.mark.parametrize("feed", WEEK.feeds, ids=lambda feed: feed.slug)
def test_a_feed_decodes_and_lists_what_it_should(feed: SampleFeed) -> None:
    response = render(feed, at=END)
    text = response.body.decode(feed.encoding)
    listed = entries_listed(feed, at=END)
    assert len(listed) == min(len(feed.entries), 30)
    assert "&#" not in text, "a character that the encoding lacks"
    if feed.format is not Format.JSON:
        parsed = feedparser.parse(response.body)
        assert bool(parsed.bozo) is (feed.quirk(QuirkKind.UNESCAPED, at=END) is not None)
        assert [entry.title for entry in parsed.entries] == [shown.title for shown in listed]


@pytest.mark.parametrize("feed", WEEK.feeds, ids=lambda feed: feed.slug)
@settings(deadline=None, max_examples=15)
@given(minutes=st.integers(min_value=0, max_value=5 * 24 * 60))
def test_rendering_is_deterministic_and_never_shows_the_future(feed: SampleFeed, minutes: int) -> None:
    now = FIRST_DAY + timedelta(minutes=minutes)
    assert render(feed, at=now) == render(feed, at=now)
    assert all(shown.entry.listed_at <= now for shown in entries_listed(feed, at=now))


def test_a_moved_feed_answers_at_its_new_address_only_once_it_has_moved() -> None:
    before, after = at(17, 12), at(18, 12)
    assert answer(WEEK, "/fabline", at=before).status == 200
    assert answer(WEEK, "/fabline-feed.xml", at=before).status == 404
    assert answer(WEEK, "/fabline", at=after).header("location") == "/fabline-feed.xml"
    assert answer(WEEK, "/fabline-feed.xml", at=after).status == 200


@pytest.mark.parametrize(
    ("slug", "now", "status", "words"),
    [
        ("euro-docket", at(18, 7), 503, b"try again"),
        ("euro-docket", at(19, 15, 10), 500, b"try again"),
        ("euro-docket", at(18, 10), 200, b"<rss"),
        ("gauge-policy", at(19, 9), 200, b"Please sign in"),
        ("straits-lantern", at(18, 12, 30), 200, b""),
        ("fabline", at(20, 7), 200, b"Undefined variable"),
    ],
)
def test_a_quirk_lasts_as_long_as_it_should(slug: str, now: datetime, status: int, words: bytes) -> None:
    response = render(WEEK.feed(slug), at=now)
    assert response.status == status
    assert words in response.body
    assert (response.header("retry-after") == "3600") is (status == 503)


def test_a_truncated_feed_breaks_inside_its_last_entry() -> None:
    parsed = feedparser.parse(render(WEEK.feed("gauge-policy"), at=at(17, 12)).body)
    assert parsed.bozo
    assert parsed.entries


def test_rewritten_dates_and_changed_guids_leave_the_links_alone() -> None:
    markets, letter = WEEK.feed("bellwether-markets"), WEEK.feed("foundry-letter")
    early, late = (feedparser.parse(render(markets, at=when).body).entries[-1] for when in (at(16, 9), at(17, 9)))
    assert (early.link, early.published != late.published) == (late.link, True)
    old, new = (feedparser.parse(render(letter, at=when).body).entries[-1] for when in (at(18, 11), at(18, 13)))
    assert (old.link, old.id != new.id) == (new.link, True)


def test_an_aggregator_names_the_real_publisher() -> None:
    parsed = feedparser.parse(render(WEEK.feed("relay-desk"), at=END).body)
    assert {entry.source.title for entry in parsed.entries} >= {"Sample Wire", "Strait Circuit", "Fabline"}


def test_a_hand_written_feed_has_no_guids_and_dates_that_nobody_can_read() -> None:
    parsed = feedparser.parse(render(WEEK.feed("millbrace-makers"), at=END).body)
    assert not any("id" in entry for entry in parsed.entries)
    assert sum(entry.get("published_parsed") is None for entry in parsed.entries) >= 3


def test_a_title_edited_after_posting_keeps_its_guid() -> None:
    wire = WEEK.feed("sample-wire")
    before, after = (entries_listed(wire, at=when)[0] for when in (at(18, 14), at(18, 16, 10)))
    assert before.guid == after.guid
    assert after.title == "UPDATE 2: " + before.title + ", below industry's hopes"


def test_a_reader_that_has_the_newest_bytes_gets_304() -> None:
    response = render(WEEK.feed("sample-wire"), at=END)
    assert unchanged(response, etag=response.header("etag")).status == 304
    assert unchanged(response, since=response.header("last-modified")).status == 304
    assert unchanged(response, etag='"other"').status == 200
    markets = render(WEEK.feed("bellwether-markets"), at=END)
    assert unchanged(markets, since="Fri, 20 Nov 2026 23:59:59 GMT").status == 200


async def test_the_server_shows_the_week_under_the_callers_clock() -> None:
    now = at(16, 3)
    async with serving(WEEK, clock=lambda: now) as base, aiohttp.ClientSession() as session:
        async with session.get(base + "/sample-wire") as response:
            assert response.headers["Content-Encoding"] == "gzip"
            assert b"w101" in await response.read()
            etag = response.headers["ETag"]
        async with session.get(base + "/sample-wire", headers={"If-None-Match": etag}) as response:
            assert response.status == 304
        now = at(16, 10)
        async with session.get(base + "/sample-wire", headers={"If-None-Match": etag}) as response:
            assert b"w102" in await response.read()
        async with session.get(base + "/nothing-here") as response:
            assert response.status == 404
