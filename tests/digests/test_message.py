"""What any platform can show: links that may be shown, characters that may be shown, plain text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    block_text,
    host_of,
    is_web_address,
    link,
    plain_text,
    visible,
)
from tests.digests.messages import messages


@pytest.mark.parametrize(
    "url",
    [
        "https://sample-wire.example",
        "HTTP://sample-wire.example:8080/a?b=c#d",
        "https://sample-wire.example/半導體?q=輸出",
        "https://[2001:db8::1]/a",
    ],
)
def test_a_web_address_becomes_a_link(url: str) -> None:
    assert link("Sample Wire", url) == Link("Sample Wire", url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://sample-wire.example/",
        "https://",
        "https:///path",
        "https://sample-wire.example@evil.example/",
        "https://sample-wire.example\\@evil.example/",
        "https://sample wire.example/",
        "https://a.example/\n",
        "https://a.example/\x1b]8;;",
        "https://a.example/\u202egnp.exe",
        "https://a.example/<x>",
        'https://a.example/"x',
        "https://a.example/" + "x" * 2000,
        " https://a.example/",
    ],
)
def test_any_other_address_is_shown_as_words_and_cannot_be_made_a_link(url: str) -> None:
    assert link("Sample Wire", url) == Plain("Sample Wire")
    with pytest.raises(ValueError, match="not a web address"):
        Link("Sample Wire", url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.sample-wire.example/a", "sample-wire.example"),
        ("https://Sample-Wire.example:8080/", "sample-wire.example"),
        ("https://аррӏе.example/", "xn--80ak6aa92e.example"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("https://[broken/", ""),
        ("nothing", ""),
    ],
)
def test_the_host_beside_a_link_is_plain_ascii(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("chips", "chips"),
        ("two\nlines\tand\r\nmore", "two lines and  more"),
        ("\x1b[31mred\x07", "[31mred"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("ze\u200bro\ufeff width\u2066s", "zero widths"),
        ("a\u200db", "ab"),
        ("👩\u200d🔬 and ❤\ufe0f\u200d🔥", "👩\u200d🔬 and ❤\ufe0f\u200d🔥"),
        ("半導體　規制", "半導體　規制"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("soft\u00adhyphen", "softhyphen"),
        ("line\u2028sep", "line sep"),
    ],
)
def test_characters_that_steer_a_display_are_not_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters()))
@settings(deadline=None, max_examples=200)
def test_what_is_visible_never_steers_a_display_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    kinds = {unicodedata.category(letter) for letter in shown if letter != "\u200d"}
    assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert [x for x in text if x.isalnum()] == [x for x in shown if x.isalnum()]


def test_quotation_marks_stand_only_around_verbatim_words() -> None:
    speaker = (Strong("Ada Verne"),)
    assert block_text(Quote("We will not wait", speaker)) == "“We will not wait”\n— Ada Verne"
    assert block_text(Quote("they would not wait", speaker, verbatim=False)) == "they would not wait\n— Ada Verne"
    assert block_text(Quote("We will not wait", ())) == "“We will not wait”"


def test_a_message_as_plain_text_holds_everything_but_buttons() -> None:
    message = Message(
        (
            Heading("Monday"),
            Paragraph((Plain("One "), Strong("two "), Link("three", "https://a.example/"))),
            Divider(),
            Bullets(((Plain("first"),), (Plain("second"),))),
            Note((Plain("62 feeds"),)),
            Actions((Button("More", "/brief now"),)),
        )
    )
    assert plain_text(message) == "Monday\n\nOne two three\n\n• first\n• second\n\n62 feeds"
    assert block_text(message.blocks[-1]) == "[More]"


@given(messages())
@settings(deadline=None, max_examples=60)
def test_every_block_of_any_message_has_a_plain_text(message: Message) -> None:
    text = plain_text(message)
    assert all(block_text(block) in text for block in message.blocks if not isinstance(block, Actions))


@given(st.text())
@settings(deadline=None, max_examples=200)
def test_an_address_is_judged_without_an_exception(text: str) -> None:
    assert is_web_address(f"https://a.example/{text}") in (True, False)
    assert isinstance(host_of(f"https://{text}"), str)
