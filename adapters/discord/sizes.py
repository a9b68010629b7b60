"""What one post of Discord takes, in its two styles, with Discord's own measures."""

from enum import StrEnum
from typing import Final

from adapters.discord.escaping import units
from adapters.discord.markup import markup_of
from digests.message import Actions, Block, Chart, Divider
from digests.pages import Limits

LONGEST_TEXT, MOST_COMPONENTS = 4000, 40
LONGEST_CONTENT, LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_EMBEDS, MOST_EMBEDS = 2000, 256, 4096, 6000, 10
MOST_BYTES: Final = 9000
"""Bytes of a post's components. Discord says none, and answers 500 above some 10,170 (discord-api-docs#8554)."""
_FRAME, _BUTTON = 2, 60  # characters between two blocks; bytes of a button besides its words


class Style(StrEnum):
    """How pages are shown: as components, or as embeds for older clients."""

    COMPONENTS = "components"
    EMBEDS = "embeds"


def characters(block: Block) -> int:
    """At least the characters of a block among others."""
    return sum(units(line) + _FRAME for line in markup_of(block))


def _component_size(block: Block) -> int:
    """The characters of a block, or its share of the bytes of a post, whichever is more."""
    if isinstance(block, Actions):
        size = sum(_BUTTON + 3 * len(button.label) + 3 * min(len(button.command), 100) for button in block.buttons)
    else:
        size = sum(len(line.encode("utf-8", "surrogatepass")) + _FRAME for line in markup_of(block))
    return max(characters(block), -(-size * LONGEST_TEXT // MOST_BYTES))


def _component_count(block: Block) -> int:
    """How many components a block adds at most, with the text that goes on after it."""
    if isinstance(block, Actions):
        rows = -(-(len(block.buttons) + 1) // 5)
        return len(block.buttons) + rows + 2
    return 2 if isinstance(block, Divider | Chart) else 0


def _embed_size(block: Block) -> int:
    """The characters of a block; more than any post takes when no one embed can hold it."""
    size = characters(block)
    return size if size <= LONGEST_DESCRIPTION else size + LONGEST_EMBEDS


def _button_count(block: Block) -> int:
    return len(block.buttons) if isinstance(block, Actions) else 0


LIMITS: Final = {
    Style.COMPONENTS: Limits(
        blocks=MOST_COMPONENTS - 2,  # the container and its first text
        total=LONGEST_TEXT,
        text=LONGEST_TEXT,
        heading=LONGEST_TEXT,
        bullets=LONGEST_TEXT,
        text_size=units,
        block_size=_component_size,
        block_count=_component_count,
    ),
    Style.EMBEDS: Limits(
        blocks=20,
        total=LONGEST_EMBEDS - 100,
        text=LONGEST_DESCRIPTION,
        heading=LONGEST_TITLE // 2,
        bullets=LONGEST_DESCRIPTION,
        buttons=20,
        text_size=units,
        block_size=_embed_size,
        block_count=_button_count,
    ),
}


def fits(blocks: tuple[Block, ...], style: Style) -> bool:
    """Whether one post of a style can show all of these blocks."""
    limits = LIMITS[style]
    size, number = sum(map(limits.block_size, blocks)), sum(map(limits.block_count, blocks))
    return size <= limits.total and number <= limits.blocks
