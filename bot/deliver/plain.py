"""A page to the same page as plain text, for a platform that refused it as it was."""

from typing import assert_never

from digests.message import (
    Actions,
    Block,
    Bullets,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
)


def plain_page(page: Message) -> Message:
    """The page's words in one paragraph: no buttons, no emphasis, addresses written out."""
    lines = [line for block in page.blocks for line in _lines(block)]
    text = "\n".join(lines) or page.summary
    return Message(blocks=(Paragraph((Plain(text),)),), summary=page.summary)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [block.text]
        case Paragraph() | Note() | Chart():
            return [_words(block.spans)]
        case Quote():
            return [f"“{block.words}”" if block.verbatim else block.words, f"– {_words(block.speaker)}"]
        case Bullets():
            return [f"• {_words(line)}" for line in block.lines]
        case Divider():
            return [""]
        case Actions():
            return []
        case _:
            assert_never(block)


def _words(line: Line) -> str:
    return "".join(f"{span.text} ({span.url})" if isinstance(span, Link) else span.text for span in line)
