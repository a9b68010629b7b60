"""What publishers send, as entries: every charset, every broken document, every odd date and link."""

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.feeds.build import NEWEST_KEPT, TITLE_CAP, Parsed
from bot.feeds.charset import decode
from bot.feeds.dates import read_date
from bot.feeds.fetched import Fetched
from bot.feeds.parse import parse_with_feedparser
from bot.feeds.reading import FeedReader
from digests.entries import Entry
from tests.fakes.feeds import item, rss

BASE = "https://weekly.example/news/feed.xml"


class JudgeHere:
    """feedparser in this process, for tests that need no sandbox."""

    async def parse(self, body: bytes, *, base: str, content_type: str = "") -> Parsed:
        return parse_with_feedparser(body, base=base, content_type=content_type)


async def read(body: bytes, content_type: str = "") -> Parsed:
    """What the poller would get: the fast reader where it is sure, the judge otherwise."""
    fetched = Fetched(url=BASE, body=body, content_type=content_type, content_hash="1")
    return (await FeedReader(JudgeHere()).read(fetched, feed_url=BASE)).parsed


async def first(body: bytes, content_type: str = "") -> Entry:
    return (await read(body, content_type)).entries[0]


def channel(inside: str, *, declaration: str = '<?xml version="1.0" encoding="utf-8"?>', namespaces: str = "") -> bytes:
    return f'{declaration}<rss version="2.0" {namespaces}><channel><title>W</title>{inside}</channel></rss>'.encode()


ATOM = (
    """<feed xmlns="http://www.w3.org/2005/Atom"><title>Wafer</title><link href="https://weekly.example/"/>{}</feed>"""
)

CHINESE = "商务部新闻发言人就出口管制的问题答记者问，他们在这个国家的公司中是不会来的"
TAIWAN = "經濟部說明這個國家的公司在出口管制中的要求，他們會來的"
JAPANESE = "半導体の輸出規制について、経済産業省はこれからもしっかりとしていくとのこと"
KOREAN = "반도체 수출 통제에 대한 정부의 입장은 이렇다고 한다"
FRENCH = "Les contrôles à l’exportation – une « première » européenne"


@pytest.mark.parametrize(
    ("text", "label", "codec"),
    [
        (CHINESE, "gb2312", "gb18030"), (CHINESE, "GBK", "gb18030"), (CHINESE, "GB18030", "gb18030"),
        (TAIWAN, "big5", "cp950"), (JAPANESE, "Shift_JIS", "cp932"), (JAPANESE, "euc-jp", "euc_jp"),
        (KOREAN, "euc-kr", "cp949"), (FRENCH, "windows-1252", "cp1252"), (FRENCH, "iso-8859-1", "cp1252"),
        ("Šéf řekl", "iso-8859-2", "iso8859-2"), ("Экспорт", "windows-1251", "cp1251"), ("Экспорт", "koi8-r", "koi8-r"),
        (FRENCH, "utf-8", "utf-8"),
    ],
)  # fmt: skip
async def test_text_in_a_declared_charset_is_read(text: str, label: str, codec: str) -> None:
    """Row 7: the declaration, and the header alone."""
    declared = channel(f"<item><title>{text}</title></item>", declaration=f'<?xml version="1.0" encoding="{label}"?>')
    bare = channel(f"<item><title>{text}</title></item>", declaration="")
    assert (await first(declared.decode().encode(codec))).title == text
    assert (await first(bare.decode().encode(codec), f"text/xml; charset={label}")).title == text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
async def test_wide_text_is_read_with_a_byte_order_mark_or_without(codec: str) -> None:
    """Row 7."""
    document = channel(f"<item><title>{CHINESE}</title></item>", declaration='<?xml version="1.0" encoding="utf-16"?>')
    assert (await first(document.decode().encode(codec))).title == CHINESE


@pytest.mark.parametrize(
    ("text", "label", "codec"),
    [
        (CHINESE, "utf-8", "gb18030"),
        (TAIWAN, "utf-8", "cp950"),
        (JAPANESE, "utf-8", "cp932"),
        (JAPANESE, "utf-8", "euc_jp"),
        (KOREAN, "utf-8", "cp949"),
        (FRENCH, "utf-8", "cp1252"),
        (CHINESE, "iso-8859-1", "utf-8"),
        (FRENCH, "windows-1252", "utf-8"),
        (FRENCH, "us-ascii", "utf-8"),
        (CHINESE, "utf-16", "utf-8"),
    ],
)
async def test_a_wrong_label_is_seen_through(text: str, label: str, codec: str) -> None:
    """Row 7."""
    document = channel(f"<item><title>{text}</title></item>", declaration=f'<?xml version="1.0" encoding="{label}"?>')
    assert (await first(document.decode().encode(codec))).title == text


@pytest.mark.parametrize("label", ["x-klingon", "utf-7", "base64", "unicode_escape"])
async def test_an_unknown_label_is_read_as_utf8_and_flagged(label: str) -> None:
    """Row 8."""
    document = channel(f"<item><title>{FRENCH}</title></item>", declaration=f'<?xml version="1.0" encoding="{label}"?>')
    found = await read(document)
    assert found.entries[0].title == FRENCH
    assert any(label in flaw for flaw in found.flaws)


@pytest.mark.parametrize(
    ("text", "label", "codec", "says"),
    [
        (FRENCH, "x-klingon", "utf-8", "it says its encoding is x-klingon, which nobody knows; it was read as UTF-8"),
        (CHINESE, "utf-8", "gb18030", "it says its encoding is utf-8, which does not fit; it was read as GB18030"),
        (FRENCH, "", "cp1252", "it does not say its encoding and is not UTF-8; it was read as Windows-1252"),
        (FRENCH, "", "utf-8", ""),
    ],
)
async def test_an_odd_encoding_is_told_in_words(text: str, label: str, codec: str, says: str) -> None:
    """Row 8."""
    declaration = f'<?xml version="1.0" encoding="{label}"?>' if label else ""
    document = channel(f"<item><title>{text}</title></item>", declaration=declaration).decode().encode(codec)
    assert [flaw for flaw in (await read(document)).flaws if "encoding" in flaw] == ([says] if says else [])


@pytest.mark.parametrize(
    ("declared", "title", "shown"),
    [
        ('<!ENTITY a SYSTEM "file:///etc/passwd">', "Chip &a;rules", "Chip rules"),
        ('<!ENTITY a "ha"><!ENTITY b "&a;&a;">', "Chip &a; &b;rules", "Chip ha rules"),
        ("<!ENTITY nbsp '&#160;'><!ENTITY dash \"&#8212;\">", "Chips&nbsp;&dash; rules", "Chips\xa0— rules"),
    ],
)
async def test_declared_entities_are_what_they_stand_for_or_nothing(declared: str, title: str, shown: str) -> None:
    """Row 10."""
    document = channel(f"<item><title>{title}</title></item>", declaration=f"<!DOCTYPE rss [{declared}]>")
    assert (await first(document)).title == shown


@given(body=st.binary(max_size=300), header=st.sampled_from(["", "charset=utf-16", "charset=gbk", "charset=?"]))
@settings(deadline=None, max_examples=150)
def test_any_bytes_become_some_text(body: bytes, header: str) -> None:
    assert isinstance(decode(body, content_type=header).text, str)


async def test_json_feeds_are_read_natively() -> None:
    """Row 3."""
    body = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Wafer", "items": [
      {"id": 7, "url": "/seven", "title": "A < B", "content_text": "one & two", "date_published": "2026-11-23T10:00:00Z",
       "authors": [{"name": "A. Writer"}], "tags": ["chips"], "summary": "bad \\ud800 \\u0000 text"}]}"""
    entry = await first(body)
    assert (entry.key, entry.link, entry.title) == ("7", "https://weekly.example/seven", "A &lt; B")
    assert (entry.content, entry.author, entry.categories) == ("one &amp; two", "A. Writer", ("chips",))
    assert entry.summary == "bad   text"
    assert entry.published_at == datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize("body", [b"{}", b'{"items": 3}', b"[1, 2]", b'{"a": [', b"[" * 100_000])
async def test_other_json_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(FeedError) as caught:
        await read(body)
    assert caught.value.reason in ("not_a_feed", "unreadable")


async def test_a_truncated_feed_keeps_its_complete_items() -> None:
    """Row 4."""
    whole = rss(item(3), item(2), item(1))
    found = await read(whole[: whole.rindex(b"<pubDate>") + 20])
    assert [entry.key for entry in found.entries] == ["id-3", "id-2"]
    assert found.flaws


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("R&D at A & B", "R&D at A & B"),
        ("Chips&nbsp;Act", "Chips\xa0Act"),
        ("Prices &undefined; rise", "Prices &undefined; rise"),
        ("<b>Bold</b> move", "<b>Bold</b> move"),
    ],
)
async def test_badly_escaped_titles_are_read(title: str, shown: str) -> None:
    """Row 5."""
    assert (await first(channel(f"<item><title>{title}</title></item>"))).title == shown


async def test_bad_nesting_is_forgiven_and_flagged() -> None:
    """Row 5."""
    found = await read(channel("<item><title>One</title><description><p>Text</description></item>"))
    assert found.entries[0].title == "One"
    assert found.flaws


@pytest.mark.parametrize(
    "junk",
    [
        b"\xef\xbb\xbf",
        b"\n\n  ",
        b"<br />\n<b>Warning</b>: session_start() in <b>x.php</b> on line <b>3</b>\n",
        b"\x00\x00",
    ],
)
async def test_what_stands_before_a_feed_does_no_harm(junk: bytes) -> None:
    """Row 6."""
    assert (await first(junk + rss(item(1)))).key == "id-1"


@pytest.mark.parametrize(
    "bad", ["\x00", "\x0b", "\x1f", "&#0;", "&#x1F;", "&#xD800;", "&#55296;", "&#x110000;", "&#xFFFF;"]
)
async def test_characters_that_xml_forbids_are_dropped(bad: str) -> None:
    """Row 9."""
    assert (await first(channel(f"<item><title>On{bad}e</title><guid>g{bad}</guid></item>"))).title == "One"


async def test_twenty_thousand_items_leave_the_newest_five_hundred() -> None:
    """Row 14."""
    items = (item(n, date=f"2026-11-{1 + n % 28:02}T00:{n % 60:02}:00Z") for n in range(20_000))
    found = await read(rss(*items))
    assert len(found.entries) == NEWEST_KEPT
    assert min(entry.published_at for entry in found.entries if entry.published_at) >= datetime(
        2026, 11, 28, tzinfo=UTC
    )
    assert "20000 items" in found.flaws[0]


async def test_a_title_of_five_megabytes_is_cut() -> None:
    """Row 15."""
    assert len((await first(rss(item(1, title="word " * 1_000_000)))).title) <= TITLE_CAP


async def test_an_item_without_guid_and_link_still_has_a_lasting_identity() -> None:
    """Row 16."""
    one = channel("<item><title>One</title><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>")
    other = channel("<item><title>Two</title><pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate></item>")
    assert (await first(one)).key == (await first(one)).key
    assert (await first(one)).key != (await first(other)).key
    assert (await first(one)).key.startswith("hash:")


async def test_of_two_items_with_one_guid_the_first_wins() -> None:
    """Row 17."""
    found = await read(rss(item(1, title="First"), item(2, guid="id-1", title="Second")))
    assert [entry.title for entry in found.entries] == ["First"]


async def test_the_date_is_no_part_of_the_identity() -> None:
    """Row 19, complaint 7."""
    morning, evening = (rss(item(1, date=f"Mon, 23 Nov 2026 {hour}:00:00 GMT")) for hour in ("08", "20"))
    assert (await first(morning)).key == (await first(evening)).key


async def test_an_edited_title_keeps_the_identity() -> None:
    """Row 20."""
    assert (await first(rss(item(1, title="Old")))).key == (await first(rss(item(1, title="New")))).key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mon, 23 Nov 2026 10:20:30 GMT", "2026-11-23T10:20:30"),
        ("Mon, 23 Nov 2026 10:20:30 EDT", "2026-11-23T14:20:30"),
        ("Mon, 23 Nov 2026 10:20:30 PST", "2026-11-23T18:20:30"),
        ("23 Nov 26 10:20 +0100", "2026-11-23T09:20:00"),
        ("Mon, 23 November 2026 10:20:30 GMT+2", "2026-11-23T10:20:30"),
        ("Mon, 23 Nov 2026 10:20:30 GMT+02:00", "2026-11-23T08:20:30"),
        ("Monday, November 23, 2026 10:20 PM EST", "2026-11-24T03:20:00"),
        ("Mon Nov 23 10:20:30 2026", "2026-11-23T10:20:30"),
        ("2026-11-23", "2026-11-23T00:00:00"),
        ("2026-11-23T10:20:30Z", "2026-11-23T10:20:30"),
        ("2026-11-23T10:20:30.123456789+08:00", "2026-11-23T02:20:30"),
        ("2026-11-23 10:20:30 +0900", "2026-11-23T01:20:30"),
        ("2026-11-23 10:20:30 UTC", "2026-11-23T10:20:30"),
        ("20261123", "2026-11-23T00:00:00"),
        ("1795429230", "2026-11-23T10:20:30"),
        ("2026년 11월 23일 오후 3:20", "2026-11-23T06:20:00"),
        ("2026-11-23 오전 10:20:30", "2026-11-23T01:20:30"),
        ("2026年11月23日 10:20", "2026-11-23T02:20:00"),
        ("lun., 23 nov. 2026 10:20:30 +0100", "2026-11-23T09:20:30"),
        ("mar. 24 août 2027 10:00:00 +0200", "2027-08-24T08:00:00"),
        ("Mo, 23 Dez 2026 10:20:30 +0100", "2026-12-23T09:20:30"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59"),
    ],
)
def test_dates_are_read_as_publishers_write_them(text: str, expected: str) -> None:
    """Row 23, complaint 8."""
    found = read_date(text)
    assert found is not None
    assert found.replace(microsecond=0) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "Mon, 29 Feb 2027 10:00:00 GMT", "2027-02-29", "32 Nov 2026 10:00:00 GMT", "-001-01-01",
        "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00Z", "Mon, 23 Nov 2026 10:00:00 +9999", "23/11", "x" * 10_000,
        "Mon, 23 Nov 2026 25:00:00 GMT", "99999999999999999999", "2026-13-01", "\u0661\u0662\u0663\u0664",
    ],
)  # fmt: skip
async def test_a_date_that_cannot_be_is_no_date(text: str) -> None:
    """Rows 21 to 23: the article then takes the moment it was first seen."""
    assert read_date(text) is None
    assert (await first(rss(item(1, date=text or " ")))).published_at is None


async def test_a_date_in_the_future_is_handed_on_for_the_article_to_clamp() -> None:
    """Row 22: what is read here is what was written; article_from clamps it to the moment first seen."""
    assert (await first(rss(item(1, date="2031-01-01T00:00:00Z")))).published_at == datetime(2031, 1, 1, tzinfo=UTC)


@given(text=st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_text_upsets_the_date_reader(text: str) -> None:
    found = read_date(text)
    assert found is None or found.tzinfo is not None


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://weekly.example/1", "https://weekly.example/1"),
        ("/1", "https://weekly.example/1"),
        ("1.html", "https://weekly.example/news/1.html"),
        ("//other.example/1", "https://other.example/1"),
        (" https://weekly.example/a b ", "https://weekly.example/a%20b"),
        ("https://weekly.example/?a=1&amp;b=2", "https://weekly.example/?a=1&b=2"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:desk@weekly.example", ""),
        ("", ""),
        ("http://", ""),
        ("http://[bad/", ""),
    ],
)
async def test_links_are_absolute_web_addresses_or_dropped(link: str, expected: str) -> None:
    """Row 24: the title stays."""
    entry = await first(channel(f"<item><title>One</title><link>{link}</link></item>"))
    assert (entry.title, entry.link) == ("One", expected)


async def test_a_guid_that_is_no_address_is_not_taken_for_one() -> None:
    entry = await first(channel("<item><title>One</title><guid>4711</guid></item>"))
    assert (entry.key, entry.link) == ("4711", "")


async def test_the_publisher_behind_an_aggregator_is_kept() -> None:
    """Complaint 24, row 37: `<source>` of RSS and of Atom."""
    plain = channel("<item><title>One</title><source url='https://daily.example/'>The Daily Die</source></item>")
    atom = ATOM.format(
        "<entry><id>1</id><title>One</title><source><title>The Daily Die</title>"
        "<link href='https://daily.example/'/></source></entry>"
    ).encode()
    for body in (plain, atom):
        entry = await first(body)
        assert (entry.publisher, entry.publisher_url) == ("The Daily Die", "https://daily.example/")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (
            b'<rss version="0.91"><channel><item><title>Old</title><link>http://a.example/</link></item></channel></rss>',
            "Old",
        ),
        (b'<rss version="0.92"><channel><item><title>Old</title></item></channel></rss>', "Old"),
        (
            b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
            b'<channel><title>W</title></channel><item rdf:about="http://a.example/1"><title>Old</title></item></rdf:RDF>',
            "Old",
        ),
        (b'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Old</title></entry></feed>', "Old"),
        (ATOM.format("<entry><id>x</id><title type='html'>A &amp;lt;b></title></entry>").encode(), "A &lt;b>"),
        (
            ATOM.format(
                "<entry><id>x</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>A <b>b</b></div></title></entry>"
            ).encode(),
            "A <b>b</b>",
        ),
    ],
)
async def test_every_format_is_read(body: bytes, title: str) -> None:
    assert (await first(body)).title == title


async def test_a_feed_says_what_it_is() -> None:
    facts = (await read(rss(item(1)))).facts
    assert (facts.title, facts.home, facts.language) == ("The Weekly Wafer", "https://weekly.example/", "en")


@given(body=st.binary(max_size=400))
@settings(deadline=None, max_examples=60)
def test_the_judge_raises_feed_errors_only(body: bytes) -> None:
    """Row 9: whatever it is given."""
    with contextlib.suppress(FeedError):
        assert parse_with_feedparser(b"<rss><channel><item><title>" + body, base=BASE).found <= 1
