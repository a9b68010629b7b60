"""Pages to Block Kit: what stands where, within Slack's limits, and nothing of a publisher's words acts."""

import json
import random
from datetime import UTC
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given, settings

from adapters.slack.render import LIMITS, LONGEST_SUMMARY, summary_text, to_blocks, words_alone
from bot.deliver.plain import plain_page
from digests.layout import stories_message
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    ButtonStyle,
    Divider,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    link,
)
from digests.pages import pages
from digests.wire import from_wire
from tests.adapters.slack.reading import KNOWN, seen_in
from tests.builders import a_brief, a_report, a_story
from tests.digests.messages import blocks, long_words, messages
from tests.fakes.slack.blocks import problem_of

WIRE = Path(__file__).parents[2] / "data" / "wire" / "v1"
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(WIRE.glob("*.json"))}
HOSTILE = (
    "<!channel> <!here> <@U012AB3CD> <#C012AB3CD> <!subteam^S012AB3CD> @everyone @here",
    "<https://evil.example|reuters.com> <javascript:alert(1)|click>",
    "*bold* _it_ ~no~ `code` ```pre``` > quote :skull: &lt;!channel&gt; &amp;",
    "\u202egnp.exe\u202c \u2066x\u2069 \u200bzero\u200d \x00\x07\x1b[31m red",
    "line\nbreak\r\nand\u2028more\ttabs",
    "半導体 出口管制 \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \U0001f1fa\U0001f1f8",
    "\U0001d54f" * 300,
    "&" * 900,
    "a" * 5000,
    " \u00a0 ",
    "",
)
ADDRESSES = (
    "javascript:alert(1)",
    "https://user:pw@wire.example/",
    "data:text/html,x",
    "https://wire.example/a b",
    "https://wire.example/" + "a" * 3000,
    "//wire.example",
    "https://wire.example/story?q=<!channel>",
    "https://wire.example/|text",
)


def text(words: str) -> dict[str, object]:
    return {"type": "text", "text": words}


def one(block: Block) -> list[dict[str, object]]:
    return to_blocks(Message((block,)))


def test_a_heading_a_receipt_and_a_rule_are_blocks_of_their_own() -> None:
    assert one(Heading("Chip policy")) == [
        {"type": "header", "text": {"type": "plain_text", "text": "Chip policy", "emoji": False}}
    ]
    assert one(Note((Plain("62 feeds"),))) == [
        {"type": "context", "elements": [{"type": "plain_text", "text": "62 feeds", "emoji": False}]}
    ]
    assert one(Divider()) == [{"type": "divider"}]


def test_a_quote_stands_with_its_speaker() -> None:
    quote = Quote("It is final.", (Strong("Ada Example"), Plain(", "), Link("Sample Wire", "https://wire.example/1")))
    (block,) = one(quote)
    assert block["elements"] == [
        {
            "type": "rich_text_quote",
            "elements": [
                text("“It is final.”"),
                text("\n— "),
                {"type": "text", "text": "Ada Example", "style": {"bold": True}},
                text(", "),
                {"type": "link", "url": "https://wire.example/1", "text": "Sample Wire"},
            ],
        }
    ]
    assert "“" not in json.dumps(one(Quote("It is final.", (Plain("Ada"),), verbatim=False)), ensure_ascii=False)


def test_the_parts_of_a_story_stand_together_and_each_story_apart() -> None:
    story = (Heading("Rule 1 changes", 2), Paragraph((Plain("It did."),)), Bullets(((Plain("One"),), (Plain("Two"),))))
    made = to_blocks(Message((*story, *story)))
    assert [block["type"] for block in made] == ["rich_text", "rich_text"]
    elements: Any = made[0]["elements"]
    section, bullets = elements
    assert [part["text"] for part in section["elements"]] == ["Rule 1 changes", "\n", "It did."]
    assert (bullets["type"], bullets["style"], len(bullets["elements"])) == ("rich_text_list", "bullet", 2)


def test_buttons_carry_their_command_lines_and_ids_that_last() -> None:
    buttons = (Button("More", "/brief now 2"), Button("Forget", "/brief unwatch 3", ButtonStyle.DANGER))
    (block,) = one(Actions((*buttons, Button("", "/brief now"), Button("Too long", "x" * 2001))))
    assert block["type"] == "actions"
    made: Any = block["elements"]
    assert [(b["action_id"], b["value"], b.get("style")) for b in made] == [
        ("brief.v1.0", "/brief now 2", None),
        ("brief.v1.1", "/brief unwatch 3", "danger"),
    ]


def test_the_fallback_is_the_summary_and_nothing_in_it_acts() -> None:
    assert summary_text(Message((Heading("x"),), "Chip policy: 3 stories")) == "Chip policy: 3 stories"
    assert summary_text(Message((Heading("Only this"),))) == "Only this"
    assert summary_text(Message((Divider(),))) == "Chipbrief"
    assert summary_text(Message((), "<!channel> & co")) == "&lt;!channel&gt; &amp; co"
    assert len(summary_text(Message((), "word " * 5000))) <= LONGEST_SUMMARY


def test_the_last_try_is_words_alone() -> None:
    page = Message((Heading("A <b>"), Paragraph((Plain("x"), Link("y", "https://wire.example/"))), Actions(())))
    assert words_alone(page) is None
    assert words_alone(plain_page(page)) == "A &lt;b&gt;\nxy (https://wire.example/)"


@given(block=blocks(long_words))
@settings(deadline=None, max_examples=100)
def test_a_block_is_never_larger_than_it_was_measured(block: Block) -> None:
    size = len(json.dumps(one(block), ensure_ascii=False, separators=(",", ":")))
    assert size <= LIMITS.block_size(block)


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_stored_messages_are_taken_by_slack(sample: str) -> None:
    for page in pages(from_wire(SAMPLES[sample]), LIMITS):
        assert problem_of(to_blocks(page)) == ""


def test_a_digest_is_one_page_that_begins_with_what_was_said() -> None:
    (page,) = pages(from_wire(SAMPLES["digest"]), LIMITS)
    kinds = [block["type"] for block in to_blocks(page)]
    assert kinds[0] == "header"
    assert set(kinds[1:3]) <= {"rich_text", "context"}


@given(message=messages(long_words))
@settings(deadline=None, max_examples=60)
def test_every_page_of_any_message_is_within_the_limits(message: Message) -> None:
    given_links = {span.url for block in message.blocks for span in _spans(block) if isinstance(span, Link)}
    for page in pages(message, LIMITS):
        _check(page, given_links)


@pytest.mark.slow
def test_a_thousand_hostile_texts_mention_nobody_and_lead_nowhere_else() -> None:
    chance = random.Random(5)
    for _ in range(170):  # six texts each
        texts = [" ".join(chance.sample(HOSTILE, 3)) for _ in range(6)]
        links = [link(texts[0], chance.choice(ADDRESSES)), link(texts[1], "https://wire.example/1")]
        allowed = {span.url for span in links if isinstance(span, Link)}
        shown: list[Block] = [
            Heading(texts[0]),
            Heading(texts[1], 2),
            Paragraph((Plain(texts[2]), *links)),
            Quote(texts[3], (Strong(texts[4]), *links)),
            Bullets(((Plain(texts[5]), *links), (Strong(texts[0]),))),
            Note((Plain(texts[1]),)),
            Note((Plain(texts[1]), *links)),
            Actions((Button(texts[2], "/brief now"), Button(texts[3], "/brief topic " + texts[4][:1900]))),
        ]
        chance.shuffle(shown)
        for page in pages(Message(tuple(shown), texts[4]), LIMITS):
            _check(page, allowed)


@pytest.mark.slow
def test_a_title_of_five_megabytes_is_cut_into_posts_that_slack_takes() -> None:
    title = "<!channel> export rule \u202e" * 200_000
    told = stories_message([a_brief(a_story(reports=[a_report(title=title)]))], title=title, zone=UTC)
    links = {span.url for block in told.blocks for span in _spans(block) if isinstance(span, Link)}
    for part in pages(told, LIMITS):
        _check(part, links)
    for part in pages(Message((Paragraph((Strong(title[:20_000]),)),)), LIMITS):
        _check(part, set())
    assert problem_of(to_blocks(pages(Message((Quote(title, (Plain("Ada"),)),)), LIMITS)[0])) == ""


def _spans(block: Block) -> list[object]:
    match block:
        case Paragraph(spans=spans) | Note(spans=spans) | Quote(speaker=spans):
            return list(spans)
        case Bullets(lines=lines):
            return [span for line in lines for span in line]
        case _:
            return []


def _check(page: Message, allowed: set[str]) -> None:
    made = to_blocks(page)
    assert problem_of(made) == ""
    seen = seen_in(made)
    assert seen.kinds <= KNOWN
    assert set(seen.links) <= allowed
    for words in seen.words:
        assert not {letter for letter in words if category(letter) in ("Cc", "Cf", "Cs")} - {"\n", "\u200d"}
    fallback = summary_text(page)
    assert "<" not in fallback
    assert ">" not in fallback
