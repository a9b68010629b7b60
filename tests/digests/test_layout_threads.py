"""A digest in two: what leads with its headlines above, the stories below, and nothing lost between them."""

from datetime import UTC

from hypothesis import given, settings

from digests.layout import digest_message
from digests.layout.threads import parted
from digests.message import Actions, Bullets, Divider, Heading, Message, Note, Paragraph, Plain, Quote, text_of
from tests.digests.made import brief, digest
from tests.digests.messages import messages

DIGEST = Message(
    (
        Heading("Chip policy: Tuesday 3 March 2026"),
        Quote("It is final.", (Plain("Ada Example"),)),
        Heading("1. Bureau adds H200", 2),
        Paragraph((Plain("It did."),)),
        Heading("2. Makers sell the H20", 2),
        Note((Plain("Source: Sample Wire"),)),
        Divider(),
        Note((Plain("62 feeds"),)),
        Actions(()),
    ),
    "Two stories",
)


def test_the_headlines_the_receipt_and_the_buttons_stand_above_and_the_stories_below() -> None:
    short, rest = parted(DIGEST)
    assert [type(block) for block in short.blocks] == [Heading, Quote, Bullets, Note, Actions]
    headlines = short.blocks[2]
    assert isinstance(headlines, Bullets)
    assert [text_of(line) for line in headlines.lines] == ["1. Bureau adds H200", "2. Makers sell the H20"]
    assert short.summary == "Two stories"
    assert rest is not None
    assert rest.blocks == DIGEST.blocks[2:6]
    assert rest.summary == "The stories: Bureau adds H200; Makers sell the H20"


def test_a_digest_of_nothing_has_no_thread() -> None:
    nothing = digest_message(digest(), title="Chip policy", zone=UTC)
    assert parted(nothing) == (nothing, None)


def test_a_real_digest_is_parted_at_its_first_story() -> None:
    whole = digest_message(digest(brief()), title="Chip policy", zone=UTC)
    _, rest = parted(whole)
    assert rest is not None
    assert isinstance(rest.blocks[0], Heading)
    assert rest.blocks[0].text.startswith("1. ")


@given(message=messages())
@settings(max_examples=60, deadline=None)
def test_no_block_is_lost(message: Message) -> None:
    short, rest = parted(message)
    kept = [*short.blocks, *(rest.blocks if rest else ())]
    assert all(block in kept or isinstance(block, Divider) for block in message.blocks)
