"""The fast reader against the judge: the same entries wherever it is sure, on publishers' own files and made ones."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.feeds.build import Parsed, parsed_from
from bot.feeds.delta import ItemMemory, split
from bot.feeds.fast import expat_doubt, read_fast
from bot.feeds.fast_item import UnsureError
from bot.feeds.fetched import Fetched
from bot.feeds.parse import parse_with_feedparser
from bot.feeds.reading import FeedReader, Reading, as_utf8, read_mended
from tests.fakes.feeds import item, rss

BASE = "https://weekly.example/feed"
FIXTURES = sorted(
    path for path in (Path(__file__).parents[2] / "data" / "feeds").glob("*/*.xml") if path.parent.name != "tls"
)


def fast(body: bytes) -> Parsed:
    document, flaws = as_utf8(body, "")
    raws, facts = read_fast(document)
    return parsed_from(raws, base=BASE, facts=facts, flaws=flaws)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_fast_reader_agrees_with_the_judge_or_leaves_the_feed_to_it(path: Path) -> None:
    body = path.read_bytes()
    try:
        found = fast(body)
    except UnsureError:
        return
    assert found.entries == parse_with_feedparser(body, base=BASE).entries


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_mended_feed_reads_as_the_judge_reads_it(path: Path) -> None:
    body = path.read_bytes()
    try:
        found = read_mended(Fetched(url=BASE, body=body)).parsed
    except UnsureError:
        return
    assert found.entries == parse_with_feedparser(body, base=BASE).entries


def test_the_fast_reader_is_sure_of_most_clean_feeds() -> None:
    """A reader that is never sure would pass every comparison."""
    sure = 0
    for path in FIXTURES:
        try:
            sure += bool(fast(path.read_bytes()))
        except UnsureError:
            continue
    assert sure >= 90


@pytest.mark.parametrize(
    "inside",
    [
        "<title>&nbsp;</title>", "<title>a<b>c</b></title>", "<description><p>x</p></description>",
        "<title xml:base='https://a.example/'>x</title>", "<content type='application/octet-stream'>eA==</content>",
        "<content mode='base64'>eA==</content>", "<body>x</body>", "<image><title>x</title></image>", "<date>x</date>",
        "<pubDate>2026년 11월 23일</pubDate>", "<item><title>inner</title></item>", "<title>a&b</title>",
        "<t:title xmlns:t='http://a.example/'>x</t:title><title xmlns='http://a.example/'>y</title>",
        "<author>a@b a@b</author>", "<link>http:///a.example/</link>",
    ],
)  # fmt: skip
def test_whatever_is_unusual_is_left_to_the_judge(inside: str) -> None:
    with pytest.raises(UnsureError):
        fast(f'<rss version="2.0"><channel><item>{inside}</item></channel></rss>'.encode())


def test_a_document_type_is_left_to_the_judge() -> None:
    """Row 10."""
    with pytest.raises(UnsureError):
        fast(
            b'<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'
        )


words = st.text(st.sampled_from("ab é中&<>\"'–\x85\u00a0;#x2"), max_size=12)
tags = st.sampled_from(
    [
        "title",
        "link",
        "guid",
        "description",
        "pubDate",
        "category",
        "author",
        "source",
        "dc:creator",
        "dc:date",
        "content:encoded",
        "media:title",
        "comments",
        "itunes:summary",
        "dc:subject",
        "atom:link",
        "atom:updated",
        "slash:comments",
        "language",
        "dc:title",
    ]
)
SPACES = (
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' "
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
)


def _element(tag: str, text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{tag}>{escaped}</{tag}>"


@given(items=st.lists(st.lists(st.builds(_element, tags, words), max_size=8), max_size=4))
@example(items=[["<link></link>", "<link>2</link>", "<link></link>"]])
@settings(deadline=None, max_examples=150)
def test_the_fast_reader_and_the_judge_see_the_same_in_any_feed(items: list[list[str]]) -> None:
    inside = "".join(f"<item>{''.join(elements)}</item>" for elements in items)
    body = f"<rss version='2.0' {SPACES}><channel>{inside}</channel></rss>".encode()
    try:
        found = fast(body)
    except UnsureError:
        return
    assert found.entries == parse_with_feedparser(body, base=BASE).entries


@pytest.mark.parametrize(
    ("version", "says"), [((2, 4, 0), "expat 2.4.0, does not stop"), ((2, 4, 1), ""), ((3, 0, 0), "")]
)
def test_a_parser_that_exploding_entities_break_is_told(version: tuple[int, int, int], says: str) -> None:
    """threats.md row 4; the parser of this machine is one that may be trusted."""
    assert says in expat_doubt(version)
    assert bool(says) == bool(expat_doubt(version))
    assert expat_doubt() == ""


# Only what was not seen.


class NoJudge:
    async def parse(self, body: bytes, *, base: str, content_type: str = "") -> Parsed:
        raise FeedError("unreadable", "the judge was asked")


async def read(reader: FeedReader, body: bytes, *, mark: str, since: str = "") -> Reading:
    return await reader.read(Fetched(url=BASE, body=body, content_hash=mark), feed_url=BASE, since=since)


def keys(reading: Reading) -> list[str]:
    return [entry.key for entry in reading.parsed.entries]


async def test_only_unseen_items_are_read_again() -> None:
    reader = FeedReader(NoJudge())
    assert keys(await read(reader, rss(item(2), item(1)), mark="a")) == ["id-2", "id-1"]
    again = await read(reader, rss(item(3), item(2), item(1, title="Edited")), mark="b", since="a")
    assert again.partial
    assert [(entry.key, entry.title) for entry in again.parsed.entries] == [("id-3", "Story 3"), ("id-1", "Edited")]


async def test_a_reading_whose_outcome_was_never_stored_counts_for_nothing() -> None:
    """The state still shows the hash before, so that everything is read once more and no entry is lost."""
    reader = FeedReader(NoJudge())
    await read(reader, rss(item(1)), mark="a")
    await read(reader, rss(item(2), item(1)), mark="b", since="a")
    again = await read(reader, rss(item(3), item(2), item(1)), mark="c", since="a")
    assert (again.partial, keys(again)) == (False, ["id-3", "id-2", "id-1"])


async def test_an_item_inside_cdata_is_never_cut_in_two() -> None:
    reader = FeedReader(NoJudge())
    tricky = "<![CDATA[</description></item><item><guid>fake</guid>]]>"
    for mark, since in (("a", ""), ("b", "a"), ("c", "b")):
        found = await read(reader, rss(item(1, text=tricky), item(2, text=mark)), mark=mark, since=since)
        assert not found.partial
        assert keys(found) == ["id-1", "id-2"]


@given(before=st.lists(st.integers(0, 12), unique=True), after=st.lists(st.integers(0, 12), unique=True))
@settings(deadline=None, max_examples=80)
async def test_nothing_new_is_missed_by_reading_only_unseen_items(before: list[int], after: list[int]) -> None:
    reader = FeedReader(NoJudge())
    await read(reader, rss(*map(item, before)), mark="a")
    found = await read(reader, rss(*map(item, after)), mark="b", since="a")
    assert {f"id-{number}" for number in after} - {f"id-{number}" for number in before} <= set(keys(found))
    assert set(keys(found)) <= {f"id-{number}" for number in after}


@pytest.mark.parametrize(
    ("document", "items"),
    [
        (b"<rss><item>1</item> <item a='b'>2</item></rss>", (b"<item>1</item>", b"<item a='b'>2</item>")),
        (b"<feed><entry>1</entry></feed>", (b"<entry>1</entry>",)),
        (b"<items><item>1</item></items>", (b"<item>1</item>",)),
        (b"<rss><item>1</item><item>2", (b"<item>1</item>",)),
        (b"<rss></rss>", ()),
        (b"", ()),
    ],
)
def test_a_document_is_cut_at_its_items(document: bytes, items: tuple[bytes, ...]) -> None:
    pieces = split(document)
    assert pieces.items == items
    assert document.startswith(pieces.head)
    assert document.endswith(pieces.tail)


def test_the_memory_of_items_is_bounded() -> None:
    memory = ItemMemory(feeds=3)
    for number in range(5):
        memory.remember(str(number), [b"x"], content_hash="a")
    assert [memory.unseen(str(number), [b"x"], since="a") for number in range(5)] == [None, None, [], [], []]
