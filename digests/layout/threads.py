"""A digest to the short of it and the rest, for channels that want the rest in a thread."""

from digests.layout.words import shortened
from digests.message import Actions, Block, Bullets, Divider, Heading, Line, Message, Plain, Strong

LONGEST_HEADLINE = 120


def parted(message: Message) -> tuple[Message, Message | None]:
    """What leads a digest with its headlines, its receipt and its buttons; and its stories, None when it has none."""
    blocks = message.blocks
    at = next((place for place, block in enumerate(blocks) if _is_headline(block)), None)
    if at is None:
        return message, None
    end = next((place for place in range(at, len(blocks)) if isinstance(blocks[place], Divider)), len(blocks))
    stories = tuple(block for block in blocks[at:end] if not isinstance(block, Actions))
    headlines = tuple(_line(block.text) for block in stories if isinstance(block, Heading) and _is_headline(block))
    told = [block for block in blocks[end:] if not isinstance(block, Actions | Divider)]
    buttons = [block for block in blocks[at:] if isinstance(block, Actions)]
    short = Message((*blocks[:at], Bullets(headlines), *told, *buttons), message.summary)
    return short, Message(stories, f"The stories: {'; '.join(_words(line) for line in headlines[:3])}")


def _is_headline(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _line(headline: str) -> Line:
    """The headline without its number, which the list would only repeat."""
    number, dot, words = headline.partition(". ")
    numbered = bool(dot) and number.isdigit()
    text = shortened(words if numbered else headline, LONGEST_HEADLINE)
    return (Strong(f"{number}. "), Plain(text)) if numbered else (Plain(text),)


def _words(line: Line) -> str:
    return line[-1].text
