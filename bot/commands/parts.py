"""A long answer to the part of it that fits one page, with a button that goes on."""

from bot.commands.asking import Page, more_button
from digests.layout.parts import part_of, with_button
from digests.message import Message


def in_parts(message: Message, page: Page, name: str, free: str = "", /, **values: object) -> Message:
    """The part of a message that a page shows; "More" repeats the command with these values and a cursor."""
    part = part_of(message, page.offset)
    if part.next is None:
        return part.message
    after = Page(as_of=page.as_of, offset=part.next)
    return with_button(part.message, more_button(name, free, **values, after=after))
