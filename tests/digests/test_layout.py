"""Briefs, remarks and problems as messages: what a reader sees, in order, with a source behind every line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.digest import Receipt
from digests.entries import SourceKind
from digests.layout import (
    Citation,
    alert_message,
    digest_message,
    problem_message,
    receipt_words,
    remark_quote,
    remarks_message,
    shortened,
    stories_message,
    story_blocks,
    story_message,
)
from digests.layout.words import counted, listed, sentence, stretch_words
from digests.message import (
    Actions,
    Bullets,
    Button,
    Divider,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    plain_text,
    text_of,
)
from digests.remarks import Remark, RemarkKind, Verdict
from tests.digests.made import (
    DIRECT,
    EVENING,
    INDIRECT,
    RECEIPT,
    article,
    brief,
    digest,
    grounded,
    report,
    source,
    story,
)

TAIPEI = ZoneInfo("Asia/Taipei")


def _text(message: Message) -> str:
    return plain_text(message)


def _quotes(message: Message) -> list[Quote]:
    return [block for block in message.blocks if isinstance(block, Quote)]


def test_a_digest_reads_at_a_glance() -> None:
    register = source("Federal Gazette", "a9", kind=SourceKind.OFFICIAL)
    first = brief(remark=DIRECT, sources=(register, source(), source("Taipei Ledger", "a3")))
    second = brief("Chips tariff is put off", story_id="s2", unconfirmed=True, update="a second ministry confirms it")
    message = digest_message(
        digest(first, second), title="Chip policy", zone=TAIPEI, buttons=(Button("More", "/brief now"),)
    )
    assert message.blocks == (
        Heading("Chip policy: Monday 23 November 2026"),
        Quote(
            "We will not wait for another licence",
            (
                Strong("Ada Verne"),
                Plain(", chief executive of Northfab · "),
                Link("Sample Wire", "https://sample-wire.example/a1"),
                Plain(", 22 Nov"),
            ),
        ),
        Heading("1. Northfab asks for an H200 licence", 2),
        Paragraph((Plain("Northfab asked the ministry for a licence on Sunday."),)),
        Note(
            (
                Plain("Sources: "),
                Link("Federal Gazette", "https://federal-gazette.example/a9"),
                Plain(" (primary)"),
                Plain(", "),
                Link("Sample Wire", "https://sample-wire.example/a1"),
                Plain(", "),
                Link("Taipei Ledger", "https://taipei-ledger.example/a3"),
            )
        ),
        Heading("2. Chips tariff is put off", 2),
        Paragraph((Strong("Update: "), Plain("a second ministry confirms it."))),
        Paragraph((Strong("Unconfirmed. "), Plain("Northfab asked the ministry for a licence on Sunday."))),
        Note((Plain("Source: "), Link("Sample Wire", "https://sample-wire.example/a1"))),
        Divider(),
        Note(
            (
                Plain(
                    "From 22 Nov 08:00 to 23 Nov 08:00 (CST). 62 feeds, 3 silent; 418 articles in 37 stories; 9 articles shown;"
                    " dropped: 12 opinion, 4 old."
                ),
            )
        ),
        Actions(
            (
                Button("Story 1", "/brief story s1"),
                Button("Story 2", "/brief story s2"),
                Button("More", "/brief now"),
            )
        ),
    )
    assert message.summary == (
        "Chip policy: Monday 23 November 2026. 2 stories: Northfab asks for an H200 licence; Chips tariff is put off"
    )


def test_a_digest_with_nothing_new_says_so_and_still_shows_its_receipt() -> None:
    message = digest_message(digest(), title="Chip policy", zone=UTC)
    assert "Nothing material changed since Sunday 22 November, 00:00." in _text(message)
    assert "62 feeds, 3 silent" in _text(message)
    assert message.summary.endswith("Nothing material changed.")
    assert not any(isinstance(block, Actions) for block in message.blocks)


def test_where_no_feed_was_read_nobody_says_that_nothing_happened() -> None:
    unread = replace(digest(), receipt=Receipt())
    assert "No feed was read since Sunday 22 November, 00:00" in _text(digest_message(unread, title="A", zone=UTC))
    assert "Nothing material" not in _text(digest_message(unread, title="A", zone=UTC))


def test_a_late_digest_is_marked() -> None:
    assert "Late:" in _text(digest_message(digest(brief(), late=True), title="Chip policy", zone=UTC))
    assert "Late:" not in _text(digest_message(digest(brief()), title="Chip policy", zone=UTC))


def test_the_date_is_that_of_the_channel() -> None:
    for zone, day in (("America/Los_Angeles", "Sunday 22"), ("Asia/Taipei", "Monday 23")):
        message = digest_message(digest(), title="Chip policy", zone=ZoneInfo(zone))
        assert message.blocks[0] == Heading(f"Chip policy: {day} November 2026")


def test_the_first_storys_remark_leads_and_no_remark_stands_twice() -> None:
    reported = brief("First", remark=INDIRECT, sources=(source(article_id="a2"),))
    said = brief("Second", remark=DIRECT)
    message = digest_message(digest(reported, said), title="Chip policy", zone=UTC)
    assert isinstance(message.blocks[1], Quote)
    assert [quote.words for quote in _quotes(message)] == [
        INDIRECT.words[:1].upper() + INDIRECT.words[1:],
        DIRECT.words,
    ]
    assert [quote.verbatim for quote in _quotes(message)] == [False, True]


def test_reported_words_stand_without_the_that_that_joined_them() -> None:
    quote = remark_quote(_cited(replace(INDIRECT, words="that chips may be scarce")), zone=UTC)
    assert quote.words == "Chips may be scarce"
    assert remark_quote(_cited(replace(DIRECT, words="that is all")), zone=UTC).words == "that is all"


def test_reported_words_that_the_speaker_denies_are_marked_so() -> None:
    quote = remark_quote(_cited(replace(INDIRECT, words="that chips are scarce", verb="denied")), zone=UTC)
    assert "denying this in reported words" in text_of(quote.speaker)


@pytest.mark.parametrize(
    ("kind", "verdict", "verbatim"),
    [
        (RemarkKind.DIRECT, Verdict.VERIFIED, True),
        (RemarkKind.DIRECT, Verdict.VERIFIED_ELSEWHERE, True),
        (RemarkKind.DIRECT, Verdict.PARAPHRASE, False),
        (RemarkKind.MIXED, Verdict.VERIFIED, False),
        (RemarkKind.INDIRECT, Verdict.VERIFIED, False),
    ],
)
def test_words_stand_in_quotation_marks_only_when_they_are_verbatim(
    kind: RemarkKind, verdict: Verdict, verbatim: bool
) -> None:
    quote = remark_quote(_cited(replace(DIRECT, kind=kind, verdict=verdict)), zone=UTC)
    assert quote.verbatim is verbatim
    assert ("in reported words" in text_of(quote.speaker)) is not verbatim


@pytest.mark.parametrize(
    "remark", [replace(DIRECT, verdict=Verdict.NOT_FOUND), replace(DIRECT, words="x" * 701), replace(DIRECT, words="")]
)
def test_words_that_were_not_found_or_are_a_speech_are_never_shown(remark: Remark) -> None:
    message = digest_message(digest(brief(remark=remark)), title="Chip policy", zone=UTC)
    assert not _quotes(message)
    assert not _quotes(remarks_message([_cited(remark)], title="Remarks", zone=UTC))
    assert not _quotes(story_message(story(report(article(), remark)), brief(remark=remark), zone=UTC))


def test_a_remark_whose_report_is_no_source_of_the_brief_is_not_given_anybody_elses_link() -> None:
    message = digest_message(digest(brief(remark=replace(DIRECT, article_id="elsewhere"))), title="Chips", zone=UTC)
    assert not _quotes(message)


def test_a_sentence_that_only_carries_the_remark_is_not_told_twice() -> None:
    carrying = grounded("“We will not wait for another licence,” Ms Verne said.", start=5)
    other = grounded("The ministry did not answer.", start=300)
    blocks = story_blocks(brief(remark=DIRECT, sentences=(carrying, other)), zone=UTC)
    assert Paragraph((Plain("The ministry did not answer."),)) in blocks
    assert any(isinstance(block, Quote) for block in blocks)
    alone = story_blocks(brief(remark=DIRECT, sentences=(carrying,)), zone=UTC)
    assert Paragraph((Plain("“We will not wait for another licence,” Ms Verne said."),)) in alone
    assert not any(isinstance(block, Quote) for block in alone)


def test_sentences_of_different_reports_name_their_source_each() -> None:
    sentences = (grounded("One."), grounded("Two.", start=200), grounded("Three.", "a3"))
    blocks = story_blocks(brief(sentences=sentences, sources=(source(), source("Taipei Ledger", "a3"))), zone=UTC)
    (told,) = [block for block in blocks if isinstance(block, Paragraph)]
    assert text_of(told.spans) == "One. Two. (Sample Wire) Three. (Taipei Ledger)"


def test_many_sources_are_counted_and_an_address_that_may_not_be_shown_is_no_link() -> None:
    sources = (source(url="javascript:alert(1)"), *(source(f"Wire {number}", f"w{number}") for number in range(8)))
    note = story_blocks(brief(sources=sources), zone=UTC)[-1]
    assert isinstance(note, Note)
    assert text_of(note.spans).startswith("Sources: Sample Wire, Wire 0, ")
    assert text_of(note.spans).endswith("Wire 4 and 3 more")
    assert note.spans[1] == Plain("Sample Wire")


@pytest.mark.parametrize(
    ("remark", "speaker"),
    [
        (DIRECT, "Ada Verne, chief executive of Northfab · Sample Wire, 22 Nov"),
        (replace(DIRECT, role="", said_on=date(2026, 11, 3)), "Ada Verne · Sample Wire, 22 Nov (said 3 Nov 2026)"),
        (replace(DIRECT, said_on=date(2026, 11, 22), role=""), "Ada Verne · Sample Wire, 22 Nov"),
        (
            replace(DIRECT, role="", venue="an earnings call", chain=("Northern Post", "Sample Wire")),
            "Ada Verne, on an earnings call, via Northern Post and Sample Wire · Sample Wire, 22 Nov",
        ),
        (
            replace(DIRECT, role="", venue="emailed statement"),
            "Ada Verne, in an emailed statement · Sample Wire, 22 Nov",
        ),
        (
            replace(DIRECT, role="", venue="interview with CBS"),
            "Ada Verne, in an interview with CBS · Sample Wire, 22 Nov",
        ),
        (replace(DIRECT, role="", venue="conference call"), "Ada Verne, on a conference call · Sample Wire, 22 Nov"),
        (replace(DIRECT, role="", venue="press briefing"), "Ada Verne, at a press briefing · Sample Wire, 22 Nov"),
        (replace(DIRECT, role="", venue="CNBC"), "Ada Verne, on CNBC · Sample Wire, 22 Nov"),
        (replace(DIRECT, speaker=None, anonymous=True, role=""), "Unnamed source · Sample Wire, 22 Nov"),
        (
            replace(DIRECT, speaker=None, anonymous=True, role="people familiar with the talks"),
            "People familiar with the talks · Sample Wire, 22 Nov",
        ),
        (replace(DIRECT, speaker=None, role=""), "Speaker not named · Sample Wire, 22 Nov"),
    ],
)
def test_a_quote_says_who_spoke_and_how_we_know(remark: Remark, speaker: str) -> None:
    assert text_of(remark_quote(_cited(remark), zone=UTC).speaker) == speaker


def test_the_remarks_of_a_ledger_name_who_repeated_them() -> None:
    cited = replace(_cited(DIRECT), repeated_by=("Taipei Ledger", "Northern Post"), retold_by=("Strait Circuit",))
    message = remarks_message([cited], title="Remarks by Ada Verne", zone=UTC, buttons=(Button("More", "/brief x"),))
    assert "repeated by Taipei Ledger and Northern Post; in other words by Strait Circuit" in _text(message)
    assert message.blocks[-1] == Actions((Button("More", "/brief x"),))
    assert message.summary == "Remarks by Ada Verne: 1 remark."
    assert "No remark found." in _text(remarks_message([], title="Remarks", zone=UTC))


def test_a_story_tells_every_report_in_order_and_whether_there_is_a_primary_document() -> None:
    press = report(article("a1"), DIRECT)
    copy = report(article("a3", publisher="Taipei Ledger"), replace(DIRECT, article_id="a3"))
    official = report(article("a9", publisher="Federal Gazette", kind=SourceKind.OFFICIAL))
    message = story_message(story(press, copy, official), brief(reasons=("primary source", "three families")), zone=UTC)
    text = _text(message)
    assert "Primary document: Federal Gazette on Northfab · Federal Gazette" in text
    assert "Why it stands where it stands: primary source; three families." in text
    (bullets,) = [block for block in message.blocks if isinstance(block, Bullets)]
    assert [text_of(line) for line in bullets.lines] == [
        "22 Nov 00:00 · Sample Wire on Northfab · Sample Wire",
        "22 Nov 00:00 · Taipei Ledger on Northfab · Taipei Ledger",
        "22 Nov 00:00 · Federal Gazette on Northfab · Federal Gazette, primary",
    ]
    (quote,) = _quotes(message)
    assert text_of(quote.speaker).endswith("repeated by Taipei Ledger")
    assert "No primary document found yet." in _text(story_message(story(press), brief(), zone=UTC))


def test_the_summary_of_a_story_counts_its_reports() -> None:
    message = story_message(story(report(article())), brief(), zone=UTC)
    assert message.summary == "Northfab asks for an H200 licence (1 report)"


def test_a_long_list_of_remarks_says_how_many_are_left() -> None:
    remarks = tuple(replace(DIRECT, words=f"Remark {number}") for number in range(15))
    message = story_message(story(report(article(), *remarks)), brief(), zone=UTC)
    assert len(_quotes(message)) == 12
    assert "3 more remarks in the reports." in _text(message)


def test_an_alert_says_what_was_asked_what_matched_and_why_it_comes_again() -> None:
    message = alert_message(
        brief(), query="speaker:verne h200", zone=UTC, why=("“H200” in the title",), again="a document was published"
    )
    text = _text(message)
    assert text.startswith("Again, because a document was published.")
    assert "Alert for speaker:verne h200, matched: “H200” in the title." in text
    assert message.summary == "Alert for speaker:verne h200: Northfab asks for an H200 licence"
    assert "Alert for h200." in _text(alert_message(brief(), query="h200", zone=UTC))


def test_a_list_of_stories_is_numbered_and_says_when_it_is_empty() -> None:
    message = stories_message([brief("A"), brief("B")], title="H200 since Sunday", zone=UTC, note="Newest first")
    assert [block.text for block in message.blocks if isinstance(block, Heading)] == [
        "H200 since Sunday",
        "1. A",
        "2. B",
    ]
    assert message.blocks[-1] == Note((Plain("Newest first."),))
    assert "No story found." in _text(stories_message([], title="H200", zone=UTC))


def test_a_problem_says_the_mend_and_a_line_that_works() -> None:
    message = problem_message("There is no feed 7", mend="Write /brief feeds", example="/brief feed check 3")
    assert _text(message) == "There is no feed 7.\n\nWrite /brief feeds.\n\nFor example: /brief feed check 3"
    assert message.summary == "There is no feed 7"
    assert _text(problem_message("No.")) == "No."


@pytest.mark.parametrize(
    ("receipt", "words"),
    [
        (RECEIPT, "62 feeds, 3 silent; 418 articles in 37 stories; 9 articles shown; dropped: 12 opinion, 4 old."),
        (Receipt(feeds=1, articles=1, stories=1, shown=1), "1 feed; 1 article in 1 story; 1 article shown."),
        (Receipt(articles=12_345), "0 feeds; 12,345 articles in 0 stories; 0 articles shown."),
    ],
)
def test_a_receipt_accounts_for_every_article(receipt: Receipt, words: str) -> None:
    assert receipt_words(receipt) == words


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("one two three", 9, "one two…"),
        ("one two, three", 10, "one two…"),
        ("unbrokenword", 6, "unbro…"),
        (" a\n\tb ", 9, "a b"),
        ("Sold. Then two", 9, "Sold…"),
        ("for a U.S. licence", 13, "for a U.S.…"),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_word(text: str, limit: int, short: str) -> None:
    assert shortened(text, limit) == short


@given(st.text(max_size=60), st.integers(2, 40))
@settings(deadline=None, max_examples=200)
def test_a_cut_text_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit


def test_small_words() -> None:
    assert (counted(1, "story", "stories"), counted(0, "feed"), counted(1000, "feed")) == (
        "1 story",
        "0 feeds",
        "1,000 feeds",
    )
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [sentence(text) for text in ("a", "a.", "a?”", "", "終わり。")] == ["a.", "a.", "a?”", "", "終わり。"]


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=50))
@settings(deadline=None, max_examples=100)
def test_nothing_that_steers_a_display_gets_into_a_message(title: str, words: str, publisher: str) -> None:
    told = brief(title, sentences=(grounded(words),), sources=(source(publisher, url="https://a.example/"),))
    said = replace(DIRECT, words=words or "x", speaker=publisher, role=title)
    message = digest_message(digest(replace(told, remark=said, update=words)), title=title, zone=UTC)
    shown = plain_text(message).replace("\n", "").replace("\u200d", "")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert not any(letter < " " for letter in shown)


def _cited(remark: Remark) -> Citation:
    published = datetime(2026, 11, 22, tzinfo=UTC)
    assert published == EVENING
    return Citation(
        remark=remark, publisher="Sample Wire", url="https://sample-wire.example/a1", published_at=published
    )


def test_a_quotation_is_shown_without_the_comma_that_led_on_to_its_speaker() -> None:
    assert remark_quote(_cited(replace(DIRECT, words="We need time,")), zone=UTC).words == "We need time"


def test_a_stretch_within_a_year_needs_none_and_one_over_years_names_both() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert stretch_words(noon - timedelta(days=1), noon, zone=UTC) == "From 22 Nov 12:00 to 23 Nov 12:00 (UTC)."
    assert stretch_words(noon - timedelta(days=400), noon, zone=ZoneInfo("Europe/Berlin")) == (
        "From 19 Oct 2025 14:00 to 23 Nov 2026 13:00 (CET)."
    )
