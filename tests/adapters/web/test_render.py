"""A message as a page of HTML: well set, the same words, and nothing that a publisher wrote acts."""

import base64
import hashlib
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from selectolax.lexbor import LexborHTMLParser

from adapters.web.charts import drawn
from adapters.web.render import document, title_of, to_html
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    Chart,
    Divider,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
)
from tests.adapters.web.hostile import HOSTILE, hostile_messages
from tests.adapters.web.reading import bare, links_of, problems, read, words_of
from tests.digests.messages import messages

WIRE = Link("Sample Wire", "https://www.wire.example/a?b=1&c=2")
WIRE_HTML = (
    '<a href="https://www.wire.example/a?b=1&amp;c=2" title="wire.example"'
    ' rel="noopener noreferrer nofollow" dir="auto">Sample Wire</a>'
)
# fmt: off
BLOCKS: list[tuple[Block, str]] = [
    (Heading("Chip policy: Monday"), '<h1 dir="auto"><span>Chip policy: Monday</span></h1>'),
    (
        Heading("12. Rules & “ease”", 2),
        '<h2 dir="auto"><span class="number">12.</span> <span>Rules &amp; “ease”</span></h2>',
    ),
    (Heading("7.", 2), '<h2 dir="auto"><span>7.</span></h2>'),
    (Heading("2. 芯片自主", 2), '<span lang="zh">芯片自主</span>'),
    (Paragraph((Strong("Update: "), Plain("it <b>did</b>. ("), WIRE, Plain(")"))), f'<p dir="auto"><strong>Update: </strong>it &lt;b&gt;did&lt;/b&gt;. ({WIRE_HTML})</p>'),
    (Paragraph((Plain("규제 강화"), Plain(" here"))), '<p dir="auto"><span lang="ko">규제 강화</span> here</p>'),
    (Note((Plain("From 8 to 9"),)), '<p class="note" dir="auto"><small>From 8 to 9</small></p>'),
    (Quote("We obey", (Strong("Tessa Okonjo"),)), "<blockquote dir=\"auto\"><p>“We obey”</p></blockquote>\n<figcaption dir=\"auto\">— <strong>Tessa Okonjo</strong></figcaption>"),
    (Quote("that it obeys", (), verbatim=False), '<figure class="quote reported">\n<blockquote dir="auto"><p>that it obeys</p></blockquote>\n</figure>'),
    (Quote("We obey", (WIRE,)), '<blockquote dir="auto" cite="https://www.wire.example/a?b=1&amp;c=2">'),
    (Bullets(((Plain("one"),), (WIRE,))), f'<ul>\n<li dir="auto">one</li>\n<li dir="auto">{WIRE_HTML}</li>\n</ul>'),
    (Divider(), "<hr>"),
    (Actions((Button("Story 1", "/brief story s-1"),)), '<li dir="auto">Story 1: <code>/brief story s-1</code></li>'),
    (Paragraph((Link(" ", "https://www.wire.example/"),)), ">wire.example</a>"),
]
# fmt: on


@pytest.mark.parametrize(("block", "html"), BLOCKS)
def test_a_block_is_set_by_what_it_is(block: Block, html: str) -> None:
    assert html in to_html(Message((block,)))


def test_a_story_is_a_section_and_what_follows_the_rule_is_not() -> None:
    message = Message((Heading("Day"), Heading("1. A", 2), Paragraph((Plain("a"),)), Heading("2. B", 2), Divider(), Note((Plain("n"),))))  # fmt: skip
    tree = LexborHTMLParser(to_html(message))
    assert [bare(node.text()) for node in tree.css("article > section")] == ["1.Aa", "2.B"]
    assert [node.tag for node in tree.css("article > *")] == ["h1", "section", "section", "hr", "p"]


def test_a_second_heading_of_the_first_level_is_below_the_first() -> None:
    tree = LexborHTMLParser(to_html(Message((Heading(""), Heading("One"), Heading("Two")))))
    assert [node.tag for node in tree.css("h1, h2")] == ["h1", "h2"]


@settings(deadline=None, max_examples=60)
@given(messages())
def test_every_message_keeps_its_words_links_and_order(message: Message) -> None:
    shown = read(to_html(message))
    assert problems(shown) == []
    assert shown.words == words_of(message)
    assert shown.links == links_of(message)


def test_a_thousand_hostile_texts_are_words_and_nothing_else() -> None:
    for message in hostile_messages(170):  # six texts each
        found = read(to_html(message))
        assert problems(found) == []
        assert (found.words, found.links) == (words_of(message), links_of(message))
        page = LexborHTMLParser(document(message))
        assert len(page.css("style")) == len(page.css("title")) - len(page.css("svg title")) == 1
        assert page.css("script, iframe, img, link, base, form, object, embed") == []
        assert {node.attributes["href"] for node in page.css("[href]")} <= {*links_of(message)}


def test_the_reader_of_these_tests_knows_what_acts() -> None:
    """The judge is no good unless it sees what raw words would do."""
    seen = {problem for words in HOSTILE for problem in problems(read(words))}
    assert seen >= {
        "script",
        "img",
        "iframe",
        "meta",
        "base",
        "form",
        "style",
        "svg onload",
        "body onload",
        "details ontoggle",
    }


def test_a_page_may_use_its_own_style_and_nothing_else() -> None:
    page = LexborHTMLParser(document(Message((Heading("Day"),), "A day")))
    (style,) = page.css("style")
    text = style.text()
    wanted = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    (policy,) = page.css("meta[http-equiv]")
    assert (
        policy.attributes["content"]
        == f"default-src 'none'; style-src 'sha256-{wanted}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|expression", text)
    assert page.css("[style], [src], link") == []


@pytest.mark.parametrize(
    ("message", "title", "headings"),
    [
        (Message((Heading("Day"), Heading("1. A", 2)), "A day"), "Day", ["h1", "h2"]),
        (Message((Heading("1. A", 2),), "Alert for a"), "Alert for a", ["h1", "h2"]),
        (Message(()), "Chipbrief", ["h1"]),
    ],
)
def test_a_page_has_one_heading_of_the_first_level_and_is_called_by_it(
    message: Message, title: str, headings: list[str]
) -> None:
    assert title_of(message) == title
    page = LexborHTMLParser(document(message))
    assert [node.tag for node in page.css("h1, h2")] == headings
    assert bare(page.css("h1")[0].text()) == bare(title)
    assert [len(page.css(name)) for name in ("header", "main", "footer")] == [1, 1, 1]


def test_a_chart_has_a_bar_for_each_day_with_something_and_says_its_counts() -> None:
    chart = Chart("h200", "articles", date(2026, 11, 14), (0, 13, 1, 400), "14 Nov ▁▂▁█ 17 Nov")
    picture = drawn(chart)
    assert [(bar.at, bar.height, bar.says) for bar in picture.bars] == [
        (1, 3, "15 Nov: 13"), (2, 2, "16 Nov: 1"), (3, 100, "17 Nov: 400"),
    ]  # fmt: skip
    assert picture.says == "h200: 414 articles, 14 Nov to 17 Nov; day by day 0, 13, 1, 400."
    html = to_html(Message((chart,)))
    assert html.count("<rect") == 3
    assert '<span class="marks" aria-hidden="true">▁▂▁█</span>' in html


def test_a_long_chart_says_its_busiest_day() -> None:
    chart = Chart("h200", "articles", date(2026, 1, 1), (1,) * 50 + (7,) + (0,) * 300, "x")
    assert drawn(chart).says.endswith(f"the most on {20} Feb, 7.")
    assert date(2026, 1, 1) + timedelta(days=50) == date(2026, 2, 20)


def test_a_chart_of_nothing_has_no_bar() -> None:
    assert drawn(Chart("h200", "articles", date(2026, 1, 1), (0, 0), "x")).bars == ()
