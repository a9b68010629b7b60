"""A block to blocks each of which fits an empty page."""

from typing import assert_never

from digests.message import (
    Actions,
    Block,
    Bullets,
    Chart,
    Divider,
    Heading,
    Line,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
    text_of,
)
from digests.pages.cutting import cut_line
from digests.pages.limits import Limits


def fitted(block: Block, limits: Limits) -> tuple[Block, ...]:
    """The block as blocks that fit, in order; the block itself when it fits."""
    return (block,) if limits.allow(block) else _parted(block, limits)


def _parted(block: Block, limits: Limits) -> tuple[Block, ...]:
    parts: tuple[Block, ...] = (block,)
    match block:
        case Paragraph() | Note():
            make = type(block)
            parts = tuple(make(line) for line in cut_line(block.spans, fits=lambda line: limits.allow(make(line))))
        case Heading():
            parts = _heading(block, limits)
        case Quote():
            parts = _pointer(block, limits)
        case Bullets():
            parts = _bullets(block, limits)
        case Actions():
            parts = _rows(block, limits)
        case Chart():
            parts = fitted(Paragraph(block.spans), limits)
        case Divider():
            pass
        case _:
            assert_never(block)
    return parts


def _heading(heading: Heading, limits: Limits) -> tuple[Block, ...]:
    """As much of a heading as fits, the rest as strong words below it."""
    words = heading.text.strip()
    lines = cut_line((Plain(words),), fits=lambda line: limits.allow(Heading(text_of(line), heading.level)))
    first = text_of(lines[0]) if lines else ""
    left = words[len(first) :].strip()
    below = fitted(Paragraph((Strong(left),)), limits) if left else ()
    return (Heading(first, heading.level), *below)


def _pointer(quote: Quote, limits: Limits) -> tuple[Block, ...]:
    """What stands for words too long for any page: who said them and where to read them, for a quote is never cut."""
    told: Line = (*quote.speaker, Plain(": too long to be quoted here without a cut."))
    return fitted(Paragraph(told), limits)


def _bullets(bullets: Bullets, limits: Limits) -> tuple[Block, ...]:
    """Lines that fit, in as few lists as hold them."""
    lists: list[Bullets] = []
    for line in bullets.lines:
        for part in cut_line(line, fits=lambda line: limits.allow(Bullets((line,)))):
            longer = Bullets((*lists[-1].lines, part)) if lists else None
            if longer is not None and limits.allow(longer):
                lists[-1] = longer
            else:
                lists.append(Bullets((part,)))
    return tuple(lists)


def _rows(actions: Actions, limits: Limits) -> tuple[Block, ...]:
    """Buttons in rows that fit; a single button is never refused."""
    rows: list[Actions] = []
    for button in actions.buttons:
        longer = Actions((*rows[-1].buttons, button)) if rows else None
        if longer is not None and limits.allow(longer):
            rows[-1] = longer
        else:
            rows.append(Actions((button,)))
    return tuple(rows)
