"""What is done when feeds are added: finding the feed behind a page, lists of feeds, full text with robots' leave."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.find import feeds_named_in, find_and_read, find_feed
from bot.feeds.fulltext import FullText, extract
from bot.feeds.gate import HostGate
from bot.feeds.opml import CAP, MOST, Listed, parse_opml, write_opml
from bot.feeds.problems import FetchError, Reason
from bot.feeds.robots import Robots
from bot.feeds.sandbox import Sandbox
from digests.entries import Entry, Feed
from tests.fakes.feeds import Publisher, item, rss

PAGE = """<!doctype html><html><head><base href="/news/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
<link rel="stylesheet" href="x.css"><link rel="ALTERNATE home" type="application/atom+xml" href="feed.atom">
<link rel="alternate" hreflang="nl" href="/nl/"><link rel="alternate" type="application/rss+xml" href="javascript:x()">
</head><body>Hello</body></html>"""


async def test_a_feed_is_found_behind_the_page_that_names_it(publisher: Publisher, fetcher: Fetcher) -> None:
    """Row 2: at add time only."""
    page = publisher.says("/", PAGE)
    feed = publisher.says("/news/feed.atom", rss(item(1)))
    assert (await find_feed(page, fetcher=fetcher)).url == feed


async def test_the_next_feed_is_tried_when_the_first_is_dead(publisher: Publisher, fetcher: Fetcher) -> None:
    page = publisher.says("/", PAGE)
    comments = publisher.says("/news/comments.xml", rss(item(1)))
    assert (await find_feed(page, fetcher=fetcher)).url == comments


async def test_an_address_that_is_a_feed_is_taken_as_it_is(publisher: Publisher, fetcher: Fetcher) -> None:
    url = publisher.says("/feed", rss(item(1)))
    assert (await find_feed(url, fetcher=fetcher)).url == url


async def test_what_is_added_was_read_once_and_says_what_it_is(publisher: Publisher, fetcher: Fetcher) -> None:
    page = publisher.says("/", PAGE)
    feed = publisher.says("/news/feed.atom", rss(item(1), item(2)))
    found = await find_and_read(page, fetcher=fetcher)
    assert (found.url, bool(found.facts.title), found.entries) == (feed, True, 2)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[" * 50_000, "the JSON is nested too deeply"),
        ('{"items": ' + "9" * 5000, "the JSON holds a number that is too long"),
        ('{"items": [}', r"the JSON cannot be read \(Expecting value, line 1\)"),
        ("<opml><body/></opml>", "this is a list of feeds; `chipbrief feeds import` takes it as a file"),
    ],
)
async def test_what_cannot_be_read_is_not_added(publisher: Publisher, fetcher: Fetcher, body: str, says: str) -> None:
    with pytest.raises(FeedError, match=f"^{says}$"):
        await find_and_read(publisher.says("/", body), fetcher=fetcher)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html><body>No feed</body></html>", Reason.NOT_A_FEED),
        ("", Reason.EMPTY),
        ("plain words", Reason.NOT_A_FEED),
        ("<html><title>Just a moment...</title></html>", Reason.BLOCKED),
    ],
)
async def test_where_no_feed_is_found_the_reason_is_named(
    publisher: Publisher, fetcher: Fetcher, body: str, reason: Reason
) -> None:
    with pytest.raises(FetchError) as caught:
        await find_feed(publisher.says("/", body), fetcher=fetcher)
    assert caught.value.reason == reason


@given(page=st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_no_page_upsets_the_finder(page: str) -> None:
    found = feeds_named_in(
        Fetched(url="https://weekly.example/", body=("<link rel=alternate " + page).encode("utf-8", "replace"))
    )
    assert all(address.startswith(("http://", "https://")) for address in found)


LIST = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Policy"><outline type="rss" text="Weekly Wafer" xmlUrl="https://weekly.example/feed"/>
<outline type="rss" text="Again" xmlUrl="https://weekly.example/feed"/></outline>
<outline type="rss" text="Daily &amp; Die" xmlUrl="https://daily.example/rss"/>
<outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_a_list_of_feeds_is_read_each_feed_once() -> None:
    assert parse_opml(LIST).unusable == ("javascript:alert(1)",)
    assert parse_opml(LIST).feeds == (
        Listed(url="https://weekly.example/feed", title="Weekly Wafer", folders=("Policy",)),
        Listed(url="https://daily.example/rss", title="Daily & Die"),
    )


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "unreadable"),
        (b"<html></html>", "unreadable"),
        (b"<opml version='2.0'><body/></opml>", "empty"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]>' + LIST, "unreadable"),
        (LIST + b" " * CAP, "too_large"),
        (
            b"<opml><body>" + b"".join(b'<outline xmlUrl="https://x.example/%d"/>' % n for n in range(MOST + 1)),
            "too_large",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_words(body: bytes, reason: str) -> None:
    """Threat 20."""
    with pytest.raises(FeedError) as caught:
        parse_opml(body)
    assert caught.value.reason == reason


async def test_a_list_can_be_read_in_the_sandbox(sandbox: Sandbox) -> None:
    assert len((await sandbox.run(parse_opml, LIST)).feeds) == 2
    with pytest.raises(FeedError, match="not OPML"):
        await sandbox.run(parse_opml, b"x")


names = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30).map(str.strip)


@given(titles=st.lists(names, max_size=5))
@settings(deadline=None, max_examples=60)
def test_a_written_list_is_well_formed_and_reads_back(titles: list[str]) -> None:
    feeds = [Feed(url=f"https://weekly.example/{n}?a=1&b=2", title=title) for n, title in enumerate(titles)]
    text = write_opml(feeds, title="A & <B>")
    assert ET.fromstring(text.encode()).get("version") == "2.0"
    if feeds:
        assert [listed.url for listed in parse_opml(text.encode()).feeds] == [feed.url for feed in feeds]


ROBOTS = "User-agent: *\nDisallow: /private/\n\nUser-agent: Chipbrief\nDisallow: /no/\n"


@pytest.mark.parametrize(
    ("status", "path", "allowed"),
    [
        (200, "/story", True),
        (200, "/no/story", False),
        (404, "/no/story", True),
        (503, "/story", False),
        (403, "/story", True),
    ],
)
async def test_robots_are_obeyed(publisher: Publisher, fetcher: Fetcher, status: int, path: str, allowed: bool) -> None:
    """Threat 19."""
    publisher.says("/robots.txt", ROBOTS, status=status)
    robots = Robots(fetcher)
    assert await robots.may_read(publisher.url(path)) is allowed
    assert await robots.may_read(publisher.url(path)) is allowed
    assert publisher.paths() == ["/robots.txt"]


async def test_a_site_that_could_not_be_asked_is_asked_again(publisher: Publisher, fetcher: Fetcher) -> None:
    robots = Robots(fetcher, silent=0.0)
    publisher.says("/robots.txt", status=503)
    assert not await robots.may_read(publisher.url("/story"))
    publisher.says("/robots.txt", ROBOTS)
    assert await robots.may_read(publisher.url("/story"))
    assert await robots.may_read(publisher.url("/story"))
    assert publisher.paths() == ["/robots.txt"] * 2, "the rules themselves hold for a day"


STORY = "<html><body><nav>Menu</nav><article><h1>Rule</h1>{}</article></body></html>".format(
    "".join(
        f"<p>Paragraph {n} says that the rule on chips takes effect & more follows in some detail.</p>"
        for n in range(8)
    )
)


async def test_an_entry_is_completed_from_its_page(publisher: Publisher, fetcher: Fetcher, sandbox: Sandbox) -> None:
    publisher.says("/robots.txt", ROBOTS)
    link = publisher.says("/story", STORY, Content_Type="text/html; charset=utf-8")
    full = FullText(fetcher, sandbox, HostGate(at_once=1, spacing=0.0))
    entry = await full.completed(Entry(key="1", title="Rule", link=link, summary="Short."))
    assert "Paragraph 7" in entry.content
    assert "effect &amp; more" in entry.content
    with pytest.raises(FetchError, match=r"robots\.txt"):
        await full.completed(Entry(key="2", title="No", link=publisher.url("/no/story")))


def test_a_page_without_text_gives_none() -> None:
    assert extract(b"<html></html>", "text/html") == ""
