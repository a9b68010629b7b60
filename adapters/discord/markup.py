"""Blocks to lines of Discord's markup, the same in a text display, an embed's description and plain content."""

import re
from collections.abc import Iterable, Sequence
from typing import assert_never

from adapters.discord.escaping import begun, escaped, linked
from digests.message import (
    Actions,
    Block,
    Bullets,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Note,
    Paragraph,
    Plain,
    Quote,
    Span,
    Strong,
    quoted,
    visible,
)


def to_markup(blocks: Sequence[Block]) -> str:
    """The blocks as one text, each on lines of its own; "" when none has words."""
    out, before = "", None
    for block in blocks:
        lines = "\n".join(markup_of(block))
        if lines:
            out += _gap(before, block) + lines if out else lines
            before = block
    return out


def markup_of(block: Block) -> list[str]:
    """The lines of one block; none when it has no words, or is shown as a component."""
    match block:
        case Heading(text=text, level=level):
            words = _heading(text)
            return [f"{'##' if level == 1 else '###'} {words}"] if words else []
        case Paragraph(spans=spans) | Chart(spans=spans):
            return _kept([begun(_line(spans))])
        case Quote():
            return _quote(block)
        case Bullets(lines=lines):
            return [f"- {words}" for words in _kept(begun(_line(line)) for line in lines)]
        case Note(spans=spans):
            return [f"-# {words}" for words in _kept([begun(_line(spans))])]
        case Divider() | Actions():
            return []
        case _:
            assert_never(block)


def _gap(before: Block | None, block: Block) -> str:
    """An empty line where two blocks would otherwise read as one."""
    alike = isinstance(before, Paragraph | Quote) and type(before) is type(block) and not _leads(before)
    after_note = isinstance(before, Note) and isinstance(block, Paragraph | Quote)
    return "\n\n" if alike or after_note else "\n"


def _leads(block: Block) -> bool:
    """Whether a paragraph is a line that leads what follows, such as `Update: ...`."""
    return isinstance(block, Paragraph) and isinstance(next(iter(block.spans), None), Strong)


def _kept(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if line]


def _heading(text: str) -> str:
    """The words of a heading; in bold when they end with a hash, which Discord would drop."""
    words = begun(escaped(text))
    return f"**{words}**" if words.endswith("#") else words


def _quote(quote: Quote) -> list[str]:
    if not visible(quote.words).strip():
        return []
    signed = _line(quote.speaker).strip()
    return [f"> {begun(escaped(quoted(quote)))}", *([f"> — {signed}"] if signed else [])]


def _line(line: Line) -> str:
    return "".join(map(_span, joined(line)))


def joined(line: Line) -> list[Span]:
    """The spans of a line, neighbours of one kind made one: marks that touch would be read as other marks."""
    spans: list[Span] = []
    for span in line:
        last = spans[-1] if spans else None
        if isinstance(last, Plain | Strong) and type(last) is type(span):
            spans[-1] = type(last)(last.text + span.text)
        elif span.text or isinstance(span, Link):
            spans.append(span)
    return spans


def _span(span: Span) -> str:
    match span:
        case Plain(text=text):
            return escaped(text)
        case Strong(text=text):
            return _strong(text)
        case Link():
            return linked(span)
        case _:
            assert_never(span)


_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def _strong(text: str) -> str:
    """Bold words, the spaces around them left outside."""
    found = _EDGES.fullmatch(visible(text))
    if found is None or not found[2]:
        return visible(text)
    return f"{found[1]}**{escaped(found[2])}**{found[3]}"
