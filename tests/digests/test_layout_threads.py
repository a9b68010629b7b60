"""A digest in short: a line a story with its sources above, the stories below, and nothing that matters lost."""

from datetime import UTC

from hypothesis import given, settings

from digests.layout import digest_message
from digests.layout.threads import parted, short_of
from digests.message import (
    Actions,
    Block,
    Divider,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    text_of,
)
from tests.digests.made import brief, digest
from tests.digests.messages import messages

LEAD = (Heading("Chip policy: Tuesday 3 March 2026"), Quote("It is final.", (Plain("Ada Example"),)))
TAIL = (Divider(), Note((Plain("62 feeds"),)), Actions(()))


def sources(*names: str) -> Note:
    spans = [span for name in names for span in (Plain(", "), Link(name, f"https://{name.lower()}.example/1"))]
    return Note((Plain("Sources: "), *spans[1:]))


STORIES: tuple[Block, ...] = (
    Heading("1. Bureau adds H200", 2),
    Paragraph((Strong("Update: "), Plain("now in force."))),
    Paragraph((Plain("It did so on Monday."),)),
    Quote("We may wait.", (Plain("Bo Sample"),)),
    Note((Plain("Sources: "), Link("Register", "https://register.example/1"), Plain(" (primary)"))),
    Heading("2. Makers sell the H20", 2),
    Paragraph((Strong("Unconfirmed. "), Plain("They may."))),
    sources("A", "B", "C", "D", "E", "F"),
)
DIGEST = Message((*LEAD, *STORIES, *TAIL), "Two stories")


def lines(message: Message) -> list[str]:
    shown = [block for block in message.blocks if isinstance(block, Heading | Paragraph | Note)]
    return [block.text if isinstance(block, Heading) else text_of(block.spans) for block in shown]


def test_a_story_is_its_headline_what_is_new_and_its_sources() -> None:
    short = short_of(DIGEST)
    assert lines(short)[1:-1] == [
        "1. Bureau adds H200",
        "Update: now in force.",
        "Register (primary)",
        "2. Makers sell the H20",
        "Unconfirmed. A · B · C · D · 2 more",
    ]
    assert short.blocks[:2] == LEAD
    assert short.blocks[-3:] == TAIL
    assert short.summary == "Two stories"


def test_the_stories_stand_whole_below() -> None:
    short, rest = parted(DIGEST)
    assert short == short_of(DIGEST)
    assert rest is not None
    assert rest.blocks == STORIES
    assert rest.summary == "The stories: Bureau adds H200; Makers sell the H20"


def test_a_digest_of_nothing_is_as_short_as_it_can_be() -> None:
    nothing = digest_message(digest(), title="Chip policy", zone=UTC)
    assert short_of(nothing) == nothing
    assert parted(nothing) == (nothing, None)


def test_a_real_digest_keeps_its_receipt_and_buttons() -> None:
    whole = digest_message(digest(brief()), title="Chip policy", zone=UTC)
    short, rest = parted(whole)
    assert rest is not None
    assert isinstance(rest.blocks[0], Heading)
    assert short.blocks[-2:] == whole.blocks[-2:]


@given(message=messages())
@settings(max_examples=60, deadline=None)
def test_no_block_is_lost_between_the_two_and_no_link_is_new(message: Message) -> None:
    short, rest = parted(message)
    kept = [*short.blocks, *(rest.blocks if rest else ())]
    assert all(block in kept for block in message.blocks)
    assert links_in(short) <= links_in(message)


def links_in(message: Message) -> set[str]:
    lines = [block.spans for block in message.blocks if isinstance(block, Paragraph | Note)]
    return {span.url for line in lines for span in line if isinstance(span, Link)}
