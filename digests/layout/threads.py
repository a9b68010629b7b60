"""A digest to the short of it, a line a story, and to the rest, for channels that want that in a thread."""

from collections.abc import Sequence

from digests.layout.words import shortened
from digests.message import Actions, Block, Divider, Heading, Line, Link, Message, Note, Paragraph, Plain, Span, Strong

LONGEST_HEADLINE = 160
SOURCES = 4
"""Sources that a line names; the others are counted, and stand in the whole story."""
_UNCONFIRMED, _UPDATE, _PRIMARY = "Unconfirmed. ", "Update: ", " (primary)"


def parted(message: Message) -> tuple[Message, Message | None]:
    """What leads a digest with a line a story, its receipt and buttons; and its stories, None when it has none."""
    before, stories, _ = _apart(message)
    if not stories:
        return message, None
    told = tuple(block for block in message.blocks[len(before) : len(before) + len(stories)] if not _is_button(block))
    headlines = [_without_number(block.text) for block in told if isinstance(block, Heading) and _is_headline(block)]
    return short_of(message), Message(told, f"The stories: {shortened('; '.join(headlines[:3]), 300)}")


def short_of(message: Message) -> Message:
    """A digest with a line a story: its headline, what is new, and its sources; all else stays as it is."""
    before, stories, after = _apart(message)
    short: list[Block] = []
    for story in _each(stories):
        short += _short(story)
    return Message((*before, *short, *after), message.summary) if stories else message


def _apart(message: Message) -> tuple[tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]]:
    """What leads, the stories, and what follows them."""
    blocks = message.blocks
    at = next((place for place, block in enumerate(blocks) if _is_headline(block)), len(blocks))
    end = next((place for place in range(at, len(blocks)) if isinstance(blocks[place], Divider)), len(blocks))
    return blocks[:at], blocks[at:end], blocks[end:]


def _each(blocks: Sequence[Block]) -> list[list[Block]]:
    stories: list[list[Block]] = []
    for block in blocks:
        if _is_headline(block):
            stories.append([])
        stories[-1].append(block)
    return stories


def _short(story: Sequence[Block]) -> list[Block]:
    """The headline; the line of what is new; the sources, with what must not be lost: that nobody has confirmed it."""
    headline, *rest = story
    news = [block for block in rest if isinstance(block, Paragraph) and block.spans[:1] == (Strong(_UPDATE),)]
    unsure = any(isinstance(block, Paragraph) and Strong(_UNCONFIRMED) in block.spans for block in rest)
    sources = next((block.spans for block in rest if isinstance(block, Note) and _links(block.spans)), ())
    line: Line = (*([Strong(_UNCONFIRMED)] if unsure else []), *_named(sources))
    kept = [block for block in rest if _is_button(block)]
    return [headline, *news, *([Note(line)] if line else []), *kept]


def _named(sources: Line) -> list[Span]:
    """The first sources, each publisher once, with a mark at the primary one; how many more there are."""
    spans: list[Span] = []
    named: list[str] = []
    for place, span in enumerate(sources):
        if not isinstance(span, Link) or span.text in named or len(named) == SOURCES:
            continue
        named.append(span.text)
        spans += [Plain(" · "), span] if spans else [span]
        if sources[place + 1 : place + 2] == (Plain(_PRIMARY),):
            spans.append(Plain(_PRIMARY))
    more = len({one.text for one in _links(sources)}) - SOURCES
    return [*spans, Plain(f" · {more} more")] if more > 0 else spans


def _links(line: Line) -> list[Link]:
    return [span for span in line if isinstance(span, Link)]


def _is_headline(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _is_button(block: Block) -> bool:
    return isinstance(block, Actions)


def _without_number(headline: str) -> str:
    number, dot, words = headline.partition(". ")
    return shortened(words if dot and number.isdigit() else headline, LONGEST_HEADLINE)
