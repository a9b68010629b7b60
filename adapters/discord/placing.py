"""Buttons to the stories that they belong to: the one numbered 3 stands at the story numbered 3."""

import re
from dataclasses import replace

from digests.message import Actions, Block, Button, Heading, Message

_LABEL = re.compile(r"\D*\S (\d{1,3})")
_HEADLINE = re.compile(r"(\d{1,3})\. ")


def placed(message: Message) -> Message:
    """The message with its numbered buttons behind the headlines of the same number; the others stay where they are."""
    buttons = {
        found[1]: button
        for block in message.blocks
        if isinstance(block, Actions)
        for button in block.buttons
        if (found := _LABEL.fullmatch(button.label))
    }
    taken: list[Button] = []
    blocks: list[Block] = []
    for block in message.blocks:
        blocks.append(block)
        found = _HEADLINE.match(block.text) if isinstance(block, Heading) and block.level > 1 else None
        button = buttons.pop(found[1], None) if found else None
        if button is not None:
            blocks.append(Actions((button,)))
            taken.append(button)
    return replace(message, blocks=tuple(_without(taken, blocks)))


def _without(taken: list[Button], blocks: list[Block]) -> list[Block]:
    """The blocks without the buttons that have found another place."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, Actions) or (at and _is_placed(blocks[at - 1], block)):
            kept.append(block)
        elif left := tuple(button for button in block.buttons if button not in taken):
            kept.append(Actions(left))
    return kept


def _is_placed(before: Block, actions: Actions) -> bool:
    return isinstance(before, Heading) and len(actions.buttons) == 1
