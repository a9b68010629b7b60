"""Short answers as messages."""

from digests.layout.words import sentence
from digests.message import Actions, Block, Button, Message, Note, Paragraph, Plain


def said(words: str, *notes: str, buttons: tuple[Button, ...] = ()) -> Message:
    """A sentence, quieter ones below it, and buttons."""
    blocks: list[Block] = [Paragraph((Plain(sentence(words)),))]
    blocks += [Note((Plain(sentence(note)),)) for note in notes]
    blocks += [Actions(buttons)] if buttons else []
    return Message(tuple(blocks), sentence(words))
