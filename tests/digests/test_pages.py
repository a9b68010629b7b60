"""A message to pages: everything fits, nothing is lost, no quotation or link or letter is cut, the fewest pages."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.message import (
    Actions,
    Block,
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
    text_of,
)
from digests.pages import UNLIMITED, Limits, pages
from tests.digests.messages import long_words, messages

SMALL = Limits(blocks=4, total=300, text=260, heading=40, bullets=2, buttons=3)


def _letters(blocks: tuple[Block, ...]) -> str:
    """Every letter that a reader sees, in order, without white space and list marks."""
    shown = "".join(_words(block) for block in blocks)
    return "".join(shown.split())


def _words(block: Block) -> str:
    if isinstance(block, Bullets):
        return "".join(text_of(line) for line in block.lines)
    if isinstance(block, Actions):
        return "".join(f"{button.label}{button.command}" for button in block.buttons)
    return block_text(block)


def _links(blocks: tuple[Block, ...]) -> list[Link]:
    found: list[Link] = []
    for block in blocks:
        lines = block.lines if isinstance(block, Bullets) else (getattr(block, "spans", getattr(block, "speaker", ())),)
        found += [span for line in lines for span in line if isinstance(span, Link) and span.text.strip()]
    return found


def _fits(page: Message, limits: Limits) -> bool:
    size, count = sum(map(limits.block_size, page.blocks)), sum(map(limits.block_count, page.blocks))
    return size <= limits.total and count <= limits.blocks and all(map(limits.allow, page.blocks))


@given(messages(long_words))
@settings(deadline=None, max_examples=200)
def test_nothing_is_lost_and_every_page_fits(message: Message) -> None:
    limits = Limits(blocks=4, total=520, text=500, heading=40, bullets=2, buttons=3)
    made = pages(message, limits)
    assert "".join(_letters(page.blocks) for page in made) == _letters(message.blocks)
    assert all(_fits(page, limits) for page in made)
    assert made == pages(message, limits)


@given(messages(long_words))
@settings(deadline=None, max_examples=100)
def test_without_limits_there_is_one_page(message: Message) -> None:
    made = pages(message, UNLIMITED)
    assert len(made) <= 1
    assert all(page.blocks for page in made)


@given(messages())
@settings(deadline=None, max_examples=200)
def test_quotations_and_links_that_fit_are_never_cut(message: Message) -> None:
    made = tuple(block for page in pages(message, SMALL) for block in page.blocks)
    whole = [block for block in message.blocks if isinstance(block, Quote) and SMALL.allow(block)]
    assert [block for block in made if isinstance(block, Quote)] == whole
    if not any(isinstance(block, Quote) and block not in whole for block in message.blocks):
        assert [span.text.strip() for span in _links(made)] == [span.text.strip() for span in _links(message.blocks)]


def _shown_apart(blocks: list[Block], ends: tuple[int, ...]) -> list[tuple[Block, ...]]:
    edges = (0, *ends, len(blocks))
    return [tuple(blocks[begin:end]) for begin, end in itertools.pairwise(edges)]


def _oracle_cost(blocks: list[Block], parts: list[tuple[Block, ...]]) -> tuple[int, int, int]:
    alone, parted, at = 0, 0, 0
    for part in parts[:-1]:
        at += len(part)
        alone += isinstance(part[-1], Heading)
        begins = isinstance(blocks[at], Heading | Divider) and not isinstance(part[-1], Heading)
        parted += not begins
    return (len(parts), alone, parted)


def _block(kind: str, words: str) -> Block:
    made: dict[str, Block] = {
        "h": Heading(words, 2),
        "q": Quote(words, ()),
        "p": Paragraph((Plain(words),)),
        "n": Note((Plain(words),)),
    }
    return made[kind]


@given(st.lists(st.sampled_from("hqpn"), min_size=1, max_size=9), st.lists(st.integers(1, 60), min_size=9, max_size=9))
@settings(deadline=None, max_examples=100)
def test_no_other_parting_has_fewer_pages_or_keeps_more_together(kinds: list[str], sizes: list[int]) -> None:
    blocks = [_block(kind, "x" * size) for kind, size in zip(kinds, sizes, strict=False)]
    limits = Limits(blocks=4, total=120, text=100)
    made = [page.blocks for page in pages(Message(tuple(blocks)), limits)]
    partings = (
        _shown_apart(blocks, ends)
        for count in range(len(blocks))
        for ends in itertools.combinations(range(1, len(blocks)), count)
    )
    allowed = (parts for parts in partings if all(_fits(Message(part), limits) for part in parts))
    assert _oracle_cost(blocks, made) == min(_oracle_cost(blocks, parts) for parts in allowed)


def _paragraphs(text: str, limit: int) -> list[str]:
    made = pages(Message((Paragraph((Plain(text),)),)), Limits(text=limit))
    return [block_text(block) for page in made for block in page.blocks]


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("One is short. Two is longer.", 20, ["One is short.", "Two is longer."]),
        ("no sentence ends here at all", 15, ["no sentence", "ends here at", "all"]),
        ("Dr. Verne of the U.S. spoke. She left.", 30, ["Dr. Verne of the U.S. spoke.", "She left."]),
        (
            "He said: “We will not wait for it.” Then he left.",
            30,
            ["He said:", "“We will not wait for it.”", "Then he left."],
        ),
        ("She wrote “it is a long one” and more", 20, ["She wrote", "“it is a long one”", "and more"]),
        ("出口管制规定生效。公司说“不会等待”。", 12, ["出口管制规定生效。", "公司说“不会等待”。"]),
        ("a" * 25, 10, ["a" * 10, "a" * 10, "a" * 5]),
        ("👩\u200d🔬" * 3, 4, ["👩\u200d🔬"] * 3),
        ("🇺🇸🇳🇱🇯🇵", 3, ["🇺🇸", "🇳🇱", "🇯🇵"]),
        ("e\u0301" * 4, 3, ["e\u0301"] * 4),
        ("   padded   words   ", 7, ["padded", "words"]),
    ],
)
def test_a_long_paragraph_is_cut_where_a_reader_would(text: str, limit: int, parts: list[str]) -> None:
    assert _paragraphs(text, limit) == parts


def test_a_link_is_kept_whole_and_its_address_is_kept_when_it_cannot_be() -> None:
    url = "https://a.example/"
    line = (Plain("Read it in "), Link("the whole long report", url), Plain(" today"))
    made = [block for page in pages(Message((Paragraph(line),)), Limits(text=24)) for block in page.blocks]
    assert made == [
        Paragraph((Plain("Read it in"),)),
        Paragraph((Link("the whole long report", url),)),
        Paragraph((Plain("today"),)),
    ]
    cut = [block for page in pages(Message((Paragraph((line[1],)),)), Limits(text=10)) for block in page.blocks]
    assert cut == [Paragraph((Link(words, url),)) for words in ("the whole", "long", "report")]


def test_a_quotation_too_long_for_any_page_points_to_its_source_instead_of_being_cut() -> None:
    quote = Quote("word " * 100, (Strong("Ada Verne"), Plain(" · "), Link("Sample Wire", "https://a.example/")))
    (page,) = pages(Message((quote,)), Limits(text=200))
    assert page.blocks == (Paragraph((*quote.speaker, Plain(": too long to be quoted here without a cut."))),)


def test_a_heading_too_long_goes_on_as_strong_words() -> None:
    (page,) = pages(Message((Heading("An uncommonly long heading for a message"),)), Limits(heading=20))
    assert page.blocks == (Heading("An uncommonly long"), Paragraph((Strong("heading for a message"),)))


def test_lists_and_rows_of_buttons_are_parted_by_number() -> None:
    bullets = Bullets(tuple((Plain(str(number)),) for number in range(5)))
    actions = Actions(tuple(Button(str(number), "/brief") for number in range(5)))
    made = [block for page in pages(Message((bullets, actions)), SMALL) for block in page.blocks]
    assert [len(block.lines) for block in made if isinstance(block, Bullets)] == [2, 2, 1]
    assert [len(block.buttons) for block in made if isinstance(block, Actions)] == [3, 2]


def test_a_story_moves_to_the_next_page_rather_than_being_parted() -> None:
    def story(name: str) -> tuple[Block, ...]:
        return (Heading(name, 2), Paragraph((Plain("x" * 60),)), Note((Plain("source"),)))

    message = Message(
        (Heading("Digest"), *story("A"), *story("B"), Divider(), Note((Plain("receipt"),))), "Two stories"
    )
    made = pages(message, Limits(total=130))
    assert [page.blocks[0] for page in made] == [Heading("Digest"), Heading("B", 2)]
    assert [page.summary for page in made] == ["Two stories (1 of 2)", "Two stories (2 of 2)"]


def test_a_divider_is_not_shown_at_the_edge_of_a_page() -> None:
    message = Message((Divider(), Paragraph((Plain("x" * 90),)), Divider(), Paragraph((Plain("y" * 90),)), Divider()))
    assert [len(page.blocks) for page in pages(message, Limits(total=100))] == [1, 1]
    assert pages(Message((Divider(),)), Limits()) == ()


def test_a_platform_brings_its_own_measures() -> None:
    twice = Limits(
        total=100,
        text=50,
        text_size=lambda text: 2 * len(text),
        block_size=lambda block: 10 + len(block_text(block)),
        block_count=lambda _: 2,
        blocks=6,
        fits=lambda blocks: sum(isinstance(block, Note) for block in blocks) < 2,
    )
    message = Message((Paragraph((Plain("word " * 20),)), Note((Plain("a"),)), Note((Plain("b"),))))
    made = pages(message, twice)
    assert all(len(page.blocks) <= 3 for page in made)
    assert all(sum(isinstance(block, Note) for block in page.blocks) <= 1 for page in made)
    assert all(len(block_text(block)) <= 25 for page in made for block in page.blocks)


def test_a_long_hostile_text_is_cut_in_good_time() -> None:
    made = _paragraphs("“" * 20_000 + "a." * 20_000 + "\u0301" * 20_000, 3000)
    assert len("".join(made)) == 80_000
