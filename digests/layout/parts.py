"""A message that may be long to the part of it that fits one page, and where the next part begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from digests.message import Actions, Block, Bullets, Button, Divider, Heading, Line, Message, block_text

LARGEST = 4_000
"""Characters of a part: every platform's page takes them."""
MOST = 36
"""Blocks and bullets of a part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a message, and where the next one begins; None when this is the last."""

    message: Message
    next: int | None


def part_of(message: Message, first: int = 0, *, largest: int = LARGEST) -> Part:
    """The part that begins with a piece, a piece being a block or one bullet; at least one piece, and none is cut.

    The heading and the buttons stand on every part.
    """
    heading, pieces, buttons = _taken_apart(message)
    end = _end(pieces, first, largest - sum(map(_size, heading)))
    blocks: list[Block] = [*heading, *_joined(pieces[first:end])]
    blocks += [Actions(buttons)] if buttons else []
    return Part(message=Message(tuple(blocks), message.summary), next=end if first < end < len(pieces) else None)


def with_button(message: Message, button: Button) -> Message:
    """The message with a button more, before those it has."""
    heading, pieces, buttons = _taken_apart(message)
    return Message((*heading, *_joined(pieces), Actions((button, *buttons))), message.summary)


Piece = Block | Line


def _taken_apart(message: Message) -> tuple[tuple[Block, ...], list[Piece], tuple[Button, ...]]:
    blocks = message.blocks
    heading = blocks[:1] if blocks and isinstance(blocks[0], Heading) and blocks[0].level == 1 else ()
    buttons = tuple(button for block in blocks if isinstance(block, Actions) for button in block.buttons)
    return heading, list(_pieces(blocks[len(heading) :])), buttons


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for block in blocks:
        if isinstance(block, Bullets):
            yield from block.lines
        elif not isinstance(block, Actions):
            yield block


def _end(pieces: Sequence[Piece], first: int, room: int) -> int:
    """Where a part ends: before the piece that has no room, and never with a heading of what comes next."""
    end, used = first, 0
    while end < len(pieces) and end - first < MOST:
        used += _size(pieces[end])
        if used > room and end > first:
            break
        end += 1
    while end < len(pieces) and end - first > 1 and isinstance(pieces[end - 1], Heading | Divider):
        end -= 1
    return end


def _size(piece: Piece) -> int:
    return len(block_text(Bullets((piece,)) if isinstance(piece, tuple) else piece)) + 1


def _joined(pieces: Sequence[Piece]) -> list[Block]:
    blocks: list[Block] = []
    lines: list[Line] = []
    for piece in pieces:
        if isinstance(piece, tuple):
            lines.append(piece)
            continue
        blocks += [Bullets(tuple(lines))] if lines else []
        lines = []
        blocks.append(piece)
    return [*blocks, Bullets(tuple(lines))] if lines else blocks
