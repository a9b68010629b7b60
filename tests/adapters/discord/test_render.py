"""Pages to Discord's posts: what stands where, within every limit, and nothing of a publisher's words acts."""

import random
import re
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings

from adapters.discord.escaping import escaped, may_be_masked, shown_host
from adapters.discord.render import pages, payload, plain
from adapters.discord.sizes import Style
from bot.deliver.plain import plain_page
from digests.layout import stories_message
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    ButtonStyle,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    link,
    quoted,
    visible,
)
from digests.wire import from_wire
from tests.adapters.discord.posts import Json, Post, post_of
from tests.adapters.discord.reading import QUIET, every, read, seen
from tests.builders import a_brief, a_report, a_story
from tests.digests.messages import long_words, messages
from tests.fakes.discord.limits import house_problem, message_problem
from tests.fakes.discord.schema import body_problem

WIRE = Path(__file__).parents[2] / "data" / "wire" / "v1"
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(WIRE.glob("*.json"))}
ROUTE = "POST /channels/*/messages"
EVIL = "https://evil.example/x"
HOSTILE = (
    "@everyone @here <@80351110224678912> <@!80351110224678912> <@&165511591545143296> <#103735883630395392>",
    f"[reuters.com]({EVIL}) [x](<{EVIL}>) ]({EVIL}) \\]({EVIL}) [a](b](c)",
    f"<{EVIL}> {EVIL} <discord:/x> steam://run/1 discord.gg/free-nitro discord.com/invite/abc www.evil.example/a",
    "<t:1618953630:R> </airhorn:816437322781949972> <id:customize> <:mmLol:216154654256398347> :skull: <+1 555 123>",
    "<mailto:a@b.example> <a@b.example?subject=x> \\<t:1:R> \\\\<t:1:R> \\\\@everyone",
    "**bold** *it* _it_ __u__ ~~no~~ ||spoiler|| `code` ```js\ncode``` ***all***",
    "# heading #", "- bullet", "1. number", "> quote", ">>> quoted", "-# small", "* star", "  - nested",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero\u200d \x00\x07\x1b[31m red @\u200beveryone",
    "line\nbreak\r\n# and\u2028more\ttabs\n> here\n-# there",
    "半導体：規制 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \U0001f1fa\U0001f1f8 ‼ ️",
    "\U0001d54f" * 30,
    "`*_~|" * 12,
    "a" * 300,
    "出" * 300,
    " \u00a0 ",
    "",
)  # fmt: skip
ADDRESSES = (
    "javascript:alert(1)",
    "https://user:pw@wire.example/",
    "discord://app",
    "https://wire.example/a b",
    "https://wire.example/" + "a" * 3000,
    "https://wire.example/" + "a" * 1900,
    f"https://wire.example/a]({EVIL}",
    "https://wire.example/(a)_b_**c**||d||[e]",
    "https://wire.example/\\)x",
    "https://例え.example/記事?q=@everyone",
    "http://[2001:db8::1]:8080/a",
)


def text_of(block: Block, style: Style = Style.COMPONENTS) -> str:
    (text,) = post_of(payload(Message((block, Divider())), style=style)).texts
    return text


def check(content: Json, allowed: Iterable[str], *, by_schema: bool = True) -> Post:
    """A payload that Discord takes, that is as the house wants it, and in which nothing acts but what is allowed."""
    assert message_problem(content) == ""
    assert house_problem(content) == ""
    assert not by_schema or body_problem(ROUTE, content) == ""
    post = post_of(content)
    assert {node.kind for node in post.nodes} <= QUIET
    taken = {url.replace("(", "%28").replace(")", "%29").replace("\\", "%5C") for url in allowed}
    assert set(post.links) <= taken
    assert set(post.leading) <= set(allowed)
    for text in post.texts:
        assert not {letter for letter in text if category(letter) in ("Cc", "Cf", "Cs")} - {"\n", "\u200d"}
    return post


@pytest.mark.parametrize(
    ("block", "markup"),
    [
        (Heading("Chip policy: Monday"), "## Chip policy: Monday"),
        (Heading("1. A rule", 2), "### 1\\. A rule"),
        (Heading("Written in C#", 2), "### **Written in C#**"),
        (Paragraph((Strong("Update: "), Plain("it did."))), "**Update:** it did."),
        (Paragraph((Strong("a"), Strong("b"), Plain("*"))), "**ab**\\*"),
        (Note((Plain("62 feeds"),)), "-# 62 feeds"),
        (Bullets(((Plain("One"),), (Plain("- two"),))), "- One\n- \\- two"),
        (Quote("It is final.", (Strong("Ada Example"), Plain(", CEO"))), "> “It is final.”\n> — **Ada Example**, CEO"),
        (Quote("it is final", (Plain("Ada"),), verbatim=False), "> it is final\n> — Ada"),
    ],
)
def test_a_block_has_its_markup(block: Block, markup: str) -> None:
    assert text_of(block) == markup


@pytest.mark.parametrize(
    ("words", "url", "markup"),
    [
        ("Sample Wire", "https://www.wire.example/1", "[Sample Wire](https://www.wire.example/1) · wire.example"),
        ("wire.example", "https://wire.example/1", "[wire.example](https://wire.example/1)"),
        ("", "https://wire.example/1", "[wire.example](https://wire.example/1)"),
        ("A [b] c", "https://wire.example/", "A \\[b\\] c ([wire.example](https://wire.example/))"),
        ("*Bold*", "https://wire.example/", "\\*Bold\\* ([wire.example](https://wire.example/))"),
        ("https://bank.example", "https://wire.example/", "https\\://bank.example ([wire.example](https://wire.example/))"),
        ("x", "https://wire.example/a_(b)", "[x](https://wire.example/a_%28b%29) · wire.example"),
        ("x", "https://例え.example/", "[x](https://例え.example/) · xn--r8jz45g.example"),
        ("半導体：輸出「規制」", "https://wire.example/", "[半導体：輸出「規制」](https://wire.example/) · wire.example"),
    ],
)  # fmt: skip
def test_a_link_has_its_real_host_beside_it(words: str, url: str, markup: str) -> None:
    assert text_of(Paragraph((Link(words, url), Plain("")))) == markup
    (found,) = post_of({"content": markup}).links
    assert shown_host(found) in markup


@pytest.mark.parametrize("words", HOSTILE)
def test_escaped_words_are_seen_as_they_are_and_nothing_of_them_acts(words: str) -> None:
    shown = read("x " + escaped(words))
    assert {node.kind for node in every(shown)} <= {"text"}
    assert seen(shown).removeprefix("x ") == visible(words)


def test_the_reader_of_these_tests_knows_what_acts() -> None:
    """The judge is no good unless it sees what raw words would do."""
    acts = {node.kind for words in HOSTILE for node in every(read(words))}
    assert acts >= {
        "mention", "link", "address", "invite", "time", "command", "navigation", "emoji", "mail", "bold", "italic",
        "underline", "strike", "spoiler", "code", "code block", "heading 1", "bullet", "number", "quote", "subtext",
    }  # fmt: skip
    assert [node.url for node in read(f"[Wire](https://a.example/) said \\]({EVIL})")] != ["https://a.example/"]


def test_a_story_stands_with_its_own_button_and_the_rest_in_rows() -> None:
    stories = [Button(f"Story {number}", f"/brief story s-{number}") for number in (1, 2)]
    message = Message(
        (
            Heading("Chip policy"),
            Heading("1. One", 2),
            Paragraph((Plain("It did."),)),
            Heading("2. Two", 2),
            Note((Link("Wire", "https://wire.example/"),)),
            Divider(),
            Note((Plain("Receipt"),)),
            Actions((*stories, Button("More", "/brief now", ButtonStyle.PRIMARY))),
        )
    )
    (page,) = pages(message, style=Style.COMPONENTS)
    made: Json = payload(page, style=Style.COMPONENTS)
    (container,) = made["components"]
    kinds = [one["type"] for one in container["components"]]
    assert kinds == [10, 9, 10, 9, 14, 10, 1]
    section, short = container["components"][1], container["components"][3]
    assert short["components"][0]["content"] == "### 2\\. Two\n-# [Wire](https://wire.example/)"
    assert section["components"][0]["content"] == "### 1\\. One"
    assert section["accessory"]["custom_id"] == "brief1.0:story s-1"
    (more,) = container["components"][-1]["components"]
    assert (more["label"], more["style"], more["custom_id"]) == ("More", 1, "brief1.2:now")
    check(made, ["https://wire.example/"])


def test_a_story_told_in_a_line_stands_beside_its_button_and_one_told_at_length_below_it() -> None:
    news, sources = Paragraph((Strong("Update: "), Plain("she speaks"))), Note((Link("Wire", "https://wire.example/"),))
    button = Actions((Button("Story 1", "/brief story s-1"),))
    for rest, beside in (((news, sources), True), ((sources,), True), ((news, Paragraph((Plain("It did."),))), False)):
        made: Json = payload(Message((Heading("1. One", 2), button, *rest)), style=Style.COMPONENTS)
        (container,) = made["components"]
        assert ("she speaks" in container["components"][0]["components"][0]["content"]) is (beside and news in rest)
        assert (len(container["components"]) == 1) is beside


def test_embeds_say_the_same_and_gather_the_buttons_below() -> None:
    buttons = tuple(Button(f"Story {number}", f"/brief story s-{number}") for number in range(1, 8))
    blocks = (Heading("Chip policy"), Heading("3. Three *", 2), Paragraph((Plain("It did."),)))
    message = Message((*blocks, Actions((*buttons, Button("More", "/brief now")))))
    (page,) = pages(message, style=Style.EMBEDS)
    made: Json = payload(page, style=Style.EMBEDS)
    post = check(made, [])
    assert post.texts == ("Chip policy", "### 3\\. Three \\*\nIt did.")
    (choice,), (more,) = (row["components"] for row in made["components"])
    assert [option["label"] for option in choice["options"]] == [button.label for button in buttons]
    assert choice["options"][2]["description"] == "Three *"
    assert more["label"] == "More"


def test_a_story_told_alone_leads_to_its_source_by_a_button() -> None:
    source = Link("Sample Wire", "https://wire.example/1")
    blocks = (
        Heading("Rule 1 changes", 2),
        Note((Plain("Source: "), source)),
        Actions((Button("Whole story", "story s"),)),
    )
    post = check(payload(Message(blocks), style=Style.COMPONENTS), [source.url])
    assert post.leading == (source.url,)
    numbered = (Heading("1. Rule 1 changes", 2), *blocks[1:])
    assert check(payload(Message(numbered), style=Style.COMPONENTS), [source.url]).leading == ()


def test_a_page_cut_for_embeds_is_shown_so_after_the_setting_changed() -> None:
    long = Message(tuple(Paragraph((Plain("word " * 150),)) for _ in range(7)))
    (page,) = pages(long, style=Style.EMBEDS)
    assert "embeds" in payload(page, style=Style.COMPONENTS)
    check(payload(page, style=Style.COMPONENTS), [])


def test_the_last_try_is_plain_text() -> None:
    page = Message((Heading("A <b>"), Paragraph((Plain("x"), Link("y", "https://wire.example/"))), Actions(())))
    alone = plain_page(page)
    assert payload(alone, style=Style.COMPONENTS) == plain(alone)
    assert plain(alone)["content"] == "A \\<b\\>\nxy (https\\://wire\\.example/)"
    assert plain(page)["content"] == "## A \\<b\\>\nx[y](https://wire.example/) · wire.example"
    long: Json = plain(plain_page(Message(tuple(Paragraph((Plain("word " * 500),)) for _ in range(9)))))
    assert len(long["embeds"]) == 2
    check(long, [])


def test_a_page_without_words_says_its_summary() -> None:
    for style in Style:
        assert check(payload(Message((Divider(),), "@here <3"), style=style), []).words == "@here<3"
        assert check(payload(Message((Actions(()), Divider())), style=style), []).words == "Chipbrief"


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_stored_messages_are_taken_by_discord_and_say_every_word(sample: str, style: Style) -> None:
    message = from_wire(SAMPLES[sample])
    made = [payload(page, style=style) for page in pages(message, style=style)]
    posts = [check(one, links_of(message.blocks)) for one in made]
    if not any(isinstance(block, Quote) and len(block.words) > 3000 for block in message.blocks):
        assert re.fullmatch(expected(message.blocks), "".join(post.words for post in posts))


@given(message=messages(long_words))
@settings(deadline=None, max_examples=120)
def test_every_page_of_any_message_is_within_the_limits_and_says_every_word(message: Message) -> None:
    for style in Style:
        for page in pages(message, style=style):
            post = check(payload(page, style=style), links_of(message.blocks))
            if not re.fullmatch(expected(page.blocks) or "Chipbrief", post.words):
                assert post.words == "".join(page.summary.split()) or "Chipbrief"


@given(words=long_words)
@settings(deadline=None, max_examples=200)
def test_words_that_may_be_masked_show_as_they_are(words: str) -> None:
    line = " ".join(visible(words).split())
    if line and may_be_masked(line):
        shown = read(f"[{line}](https://wire.example/)")
        assert [node.kind for node in shown] == ["link"]
        assert seen(shown) == line


@pytest.mark.slow
def test_a_thousand_hostile_texts_mention_nobody_and_lead_nowhere_else() -> None:
    chance = random.Random(6)
    for number in range(170):  # six texts each
        full = number % 10 == 0  # Discord's document says nothing of the words themselves, and asking it takes long
        texts = [chance.choice(["", "]", "\\", "# "]) + " ".join(chance.sample(HOSTILE, 3)) for _ in range(6)]
        links = [link(texts[0], chance.choice(ADDRESSES)), link(texts[1], "https://wire.example/1")]
        shown: list[Block] = [
            Heading(texts[0]),
            Heading(f"1. {texts[1]}", 2),
            Paragraph((Plain(texts[2]), *links)),
            Paragraph((*links, Plain(texts[3]), Strong(texts[4]), Plain(f"]({EVIL})"))),
            Quote(texts[3][:700], (Strong(texts[4]), *links)),
            Bullets(((Plain(texts[5]), *links), (Strong(texts[0]),))),
            Note((Plain(texts[1]), *links)),
            Actions((Button(texts[2], "/brief now"), Button("Story 1", "/brief topic " + texts[4][:1900]))),
        ]
        chance.shuffle(shown)
        message = Message(tuple(shown), texts[4])
        for style in Style:
            for page in pages(message, style=style):
                check(payload(page, style=style), links_of(shown), by_schema=full)
        for page in pages(message, style=Style.EMBEDS):
            check(plain(page), links_of(shown), by_schema=full)
            check(plain(plain_page(page)), (), by_schema=full)


@pytest.mark.slow
def test_a_title_of_five_megabytes_is_cut_into_posts_that_discord_takes() -> None:
    title = "@everyone export rule \u202e" * 200_000
    told = stories_message([a_brief(a_story(reports=[a_report(title=title)]))], title=title, zone=UTC)
    for style in Style:
        for part in pages(told, style=style):
            check(payload(part, style=style), links_of(told.blocks))
        for part in pages(Message((Paragraph((Strong(title[:20_000]), Plain("."))),)), style=style):
            check(payload(part, style=style), ())
        (pointed,) = pages(Message((Quote(title, (Plain("Ada"),)),)), style=style)
        assert check(payload(pointed, style=style), ()).words.startswith("Ada:toolong")


def links_of(blocks: Iterable[Block]) -> set[str]:
    return {span.url for block in blocks for line in lines_of(block) for span in line if isinstance(span, Link)}


def lines_of(block: Block) -> tuple[Line, ...]:
    match block:
        case Paragraph(spans=spans) | Note(spans=spans) | Chart(spans=spans) | Quote(speaker=spans):
            return (spans,)
        case Bullets(lines=lines):
            return lines
        case _:
            return ()


def expected(blocks: Iterable[Block]) -> str:
    """A pattern of all that has to be seen, without white space; the host stands beside each link, or is its words."""
    return "".join(map(_expected, blocks))


def _expected(block: Block) -> str:
    match block:
        case Heading(text=text):
            return _bare(text)
        case Quote() if visible(block.words).strip():
            signed = "".join(map(_span, block.speaker))
            return _bare(quoted(block)) + (f"(?:—{signed})" if signed else "(?:—)?")
        case Quote():
            return ""
        case _:
            return "".join(_span(span) for line in lines_of(block) for span in line)


def _span(span: object) -> str:
    if isinstance(span, Link):
        host, words = _bare(shown_host(span.url)), _bare(span.text)
        own = shown_host(span.url).split(".")[0].replace("-", "")
        told = f"|{words}" if own and own in "".join(span.text.casefold().split()) else ""
        return f"(?:{words}·{host}|{words}\\({host}\\)|{host}{told})"
    return _bare(getattr(span, "text", ""))


def _bare(text: str) -> str:
    return re.escape("".join(visible(text).split()))
