"""Articles: entries cleaned, dated and known again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digests.articles import MAX_BODY, MAX_TITLE, Article, article_from
from digests.entries import Entry, Feed, SourceKind
from digests.html import plain_line, plain_text, visible

SEEN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
FEED = Feed(
    url="https://wire.example/feed", title="Sample Wire feed", publisher="Sample Wire", home="https://wire.example/"
)
ENTRY = Entry(
    key="guid-1",
    title="Ministry delays chip rule",
    link="https://wire.example/2026/chip-rule",
    summary="<p>The ministry delayed the rule.</p>",
    published_at=datetime(2026, 3, 2, 6, 0, tzinfo=UTC),
)
LATER = timedelta(hours=3)


def article(feed: Feed = FEED, /, **changes: object) -> Article:
    return article_from(replace(ENTRY, **changes), feed, seen_at=SEEN)  # type: ignore[arg-type]


TEXTS = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("One.<br><br>Two.<br>Three.", "One.\n\nTwo.\nThree."),
    ("<div>a<p>b</p>c</div>", "a\n\nb\n\nc"),
    ("<ul><li>x<li>y</ul>", "x\n\ny"),
    ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
    ("<p>in<b>side</b> a <a href='x'>link</a></p>", "inside a link"),
    ("<script>alert(1)</script><p>Text</p><style>p{}</style><nav>Menu</nav>", "Text"),
    ("<figure><img src=x><figcaption>A caption</figcaption></figure><p>Text</p>", "Text"),
    ("<p>Text</p><div class='sharedaddy sd-block'>Tweet</div>", "Text"),
    ("<!-- hidden --><p>Text", "Text"),
    ("AT&amp;T &amp;#8217; &amp;quot;R&amp;D&amp;quot;", 'AT&T ’ "R&D"'),
    ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    ("&lt;b&gt;bold&lt;/b&gt;", "<b>bold</b>"),
    ("5 &lt 7 and R&D", "5 < 7 and R&D"),
    ("5 < 7 > 3", "5 < 7 > 3"),
    ("wrapped\nline.\nNext line\n\nNext paragraph", "wrapped line.\nNext line\n\nNext paragraph"),
    ("a\u202eb\u200bc\x00d\ufeff", "abcd"),
    ("soft\u00adware e\u0301t\u00e9", "software \u00e9t\u00e9"),
    ("👨\u200d👩\u200d👧 a\u200db", "👨\u200d👩\u200d👧 ab"),
    ("半導体 &#x88fd;造", "半導体 製造"),
    ("", ""),
]


@pytest.mark.parametrize(("markup", "expected"), TEXTS)
def test_markup_becomes_plain_text(markup: str, expected: str) -> None:
    assert plain_text(markup) == expected


BOILERPLATE = [
    "The post Ministry delays chip rule appeared first on Sample Wire.",
    "Continue reading Ministry delays chip rule",
    "Continue reading...",
    "Read more",
    "Sign up for our daily newsletter",
    "Share this article",
    "Advertisement",
    "toggle caption",
    "Tags: chips, policy",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_boilerplate_is_left_out(line: str) -> None:
    assert (
        article(summary=f"<p>The ministry delayed the rule.</p><p>{line}</p>").body == "The ministry delayed the rule."
    )


@pytest.mark.parametrize("tail", [" [&#8230;]", " [...]", "… Continue reading Ministry delays →", " Read more »"])
def test_a_teasers_tail_is_cut(tail: str) -> None:
    assert (
        article(summary=f"<p>The ministry delayed the rule.{tail}</p>").body.rstrip("…")
        == "The ministry delayed the rule."
    )


def test_news_that_begins_like_boilerplate_is_kept() -> None:
    text = "Advertisements for chips must name their maker, the ministry said."
    assert article(summary=f"<p>{text}</p>").body == text


TITLES = [
    ("Ministry delays <b>chip</b> rule", "", "Ministry delays chip rule"),
    ("Ministry delays chip rule - Sample Wire", "", "Ministry delays chip rule"),
    ("Ministry delays chip rule | SAMPLE WIRE", "", "Ministry delays chip rule"),
    ("Ministry delays chip rule - Harbor-Side Post", "Harbor-Side Post", "Ministry delays chip rule"),
    ("Chips - and what comes after", "", "Chips - and what comes after"),
    ("A\n title\u202e of two  lines", "", "A title of two lines"),
    ("Q&amp;A on the rule", "", "Q&A on the rule"),
]


@pytest.mark.parametrize(("title", "publisher", "expected"), TITLES)
def test_a_title_is_clean(title: str, publisher: str, expected: str) -> None:
    assert article(title=title, publisher=publisher).title == expected


def test_a_huge_title_and_a_huge_body_are_cut() -> None:
    big = article(title="chip " * 1_000_000, summary="rule " * 200_000)
    assert len(big.title) <= MAX_TITLE
    assert len(big.body) <= MAX_BODY
    assert big.title.endswith("chip…")


def test_an_entry_without_a_title_takes_its_first_line() -> None:
    assert article(title="").title == "The ministry delayed the rule."
    assert article(title="", summary="").title == "Untitled"


def test_an_aggregators_entry_belongs_to_its_real_publisher() -> None:
    google = Feed(
        url="https://news.google.com/rss/search?q=chips", title="chips - Google News", publisher="Google News"
    )
    found = article(
        google,
        title="Ministry delays chip rule - Sample Wire",
        link="https://news.google.com/rss/articles/CBMiAAA?oc=5",
        publisher="Sample Wire",
        summary='<a href="https://news.google.com/x">Ministry delays chip rule</a>&nbsp;<font>Sample Wire</font>',
    )
    assert (found.title, found.publisher, found.family, found.body) == (
        "Ministry delays chip rule",
        "Sample Wire",
        "Sample Wire",
        "",
    )
    assert found.near_key == article().near_key
    again = replace(
        ENTRY, title="Ministry delays chip rule - Sample Wire", link="https://news.google.com/rss/articles/CBMiBBB"
    )
    assert article_from(again, google, seen_at=SEEN).id == found.id


def test_an_official_feed_stays_official_and_a_reprint_does_not() -> None:
    register = replace(FEED, kind=SourceKind.OFFICIAL, publisher="Register", family="Register")
    assert article(register, publisher="Trade Bureau").source_kind is SourceKind.OFFICIAL
    firm = replace(FEED, kind=SourceKind.COMPANY, publisher="Chip Maker")
    assert article(firm, publisher="Sample Wire").source_kind is SourceKind.PRESS


SAME = [
    {"key": "guid-2"},
    {"published_at": SEEN - LATER, "updated_at": SEEN},
    {"link": "http://wire.example/2026/chip-rule"},
    {"link": "https://wire.example/2026/chip-rule?utm_source=rss#top"},
    {"title": "Ministry puts off chip rule"},
    {"summary": "Edited."},
]


@pytest.mark.parametrize("change", SAME)
def test_an_article_is_known_again_after_its_publishers_edits(change: dict[str, object]) -> None:
    assert article(FEED, **change).id == article().id


def test_an_article_whose_address_and_guid_changed_keeps_its_near_key() -> None:
    moved = article(key="new", link="https://wire.example/news/9", title="Ministry Delays Chip Rule!")
    assert moved.id != article().id
    assert moved.near_key == article().near_key


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "https://wire.example/", "https://wire.example/feed"])
def test_without_an_address_of_its_own_the_title_identifies_an_article(link: str) -> None:
    found = article(link=link)
    assert found.id == article(link=link, key="x", published_at=None).id
    assert found.id != article(link=link, title="Another title").id


DATES = [
    (None, SEEN, True),
    (SEEN - LATER, SEEN - LATER, False),
    (SEEN + LATER, SEEN, False),
    (SEEN + timedelta(days=2), SEEN, True),
    (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), SEEN, True),
    (datetime(1, 1, 1, tzinfo=UTC), SEEN, True),
    (datetime(1970, 1, 1, tzinfo=UTC), SEEN, True),
]


@pytest.mark.parametrize(("said", "expected", "guess"), DATES)
def test_a_date_that_cannot_be_is_replaced_by_the_first_sight(
    said: datetime | None, expected: datetime, guess: bool
) -> None:
    found = article(published_at=said)
    assert (found.published_at, found.date_is_guess) == (expected, guess)


def test_the_date_of_change_stands_in_for_a_missing_date() -> None:
    assert article(published_at=None, updated_at=SEEN - LATER).published_at == SEEN - LATER


_TEXT = st.one_of(st.text(), st.text(alphabet="<>&;/pbra='\" \n#x1amltg", max_size=200))


@settings(max_examples=150, deadline=None)
@given(_TEXT, _TEXT, _TEXT, st.one_of(st.none(), st.datetimes(timezones=st.just(UTC))))
@example("<", "&", "<!--", None)
@example("\ud800", "<p>\x00", "https://[", None)
def test_any_entry_gives_an_article(title: str, summary: str, link: str, published: datetime | None) -> None:
    found = article(title=title, summary=summary, link=link, published_at=published)
    assert found == article(title=title, summary=summary, link=link, published_at=published)
    assert len(found.id) == 16
    assert 1 <= len(found.title) <= MAX_TITLE
    assert "\n" not in found.title
    assert visible(found.title) == found.title
    assert visible(found.body) == found.body
    assert found.published_at <= SEEN
    assert "\n\n\n" not in found.body
    assert found.url == "" or found.url.startswith(("http://", "https://"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(alphabet="abc DE.é半", min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
    )
)
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    markup = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    assert plain_text(markup) == "\n\n".join(paragraphs)
    assert plain_line(markup).split() == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    "flood", ["<div>" * 100_000, "<a " + "b=1 " * 100_000 + ">", "<" * 300_000, "<b><p></b>" * 30_000]
)
def test_hostile_markup_is_read_to_its_end(flood: str) -> None:
    assert plain_text(f"{flood}</b></p><p>text</p>").endswith("text")
