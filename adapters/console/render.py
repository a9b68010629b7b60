"""A message to terminal text: with colour and live links on a terminal, plain with numbered addresses elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import assert_never

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.text import Text

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
    Span,
    Strong,
    host_of,
    quoted,
    visible,
)

PLAIN_WIDTH = 100
_NUMBERED = re.compile(r"Story \d+")


def to_text(message: Message, *, width: int = PLAIN_WIDTH, terminal: bool = False) -> str:
    """The message as text of a width, ending in a newline; escape sequences only for a terminal, and only ours."""
    out = StringIO()
    console = Console(
        file=out,
        width=max(20, width),
        force_terminal=terminal,
        color_system="standard" if terminal else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    addresses = _Addresses(live=terminal)
    console.print(_page(message, addresses))
    for number, url in enumerate(addresses.seen, start=1):
        console.print(f"[{number}] {url}", soft_wrap=True)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def to_renderable(message: Message) -> RenderableType:
    """The message for a rich console that knows by itself whether it is a terminal; links are live."""
    return _page(message, _Addresses(live=True))


@dataclass(slots=True)
class _Addresses:
    """How links are shown: live with the host beside them, or with a number that stands for the address."""

    live: bool
    seen: list[str] = field(default_factory=list)

    def show(self, link: Link) -> Text:
        words = visible(link.text)
        if self.live:
            host = host_of(link.url)
            return Text.assemble((words, Style(link=link.url, underline=True)), (f" ({host})" if host else "", "dim"))
        if link.url not in self.seen:
            self.seen.append(link.url)
        return Text(f"{words} [{self.seen.index(link.url) + 1}]")


def _page(message: Message, addresses: _Addresses) -> RenderableType:
    return Group(*_parts(message.blocks, addresses))


def _parts(blocks: tuple[Block, ...], addresses: _Addresses) -> Iterator[RenderableType]:
    before: Block | None = None
    for block in blocks:
        if before is not None and _stand_apart(before, block):
            yield Text()
        yield _block(block, addresses)
        before = block
    if addresses.seen:
        yield Text()


def _stand_apart(before: Block, block: Block) -> bool:
    below_headline = isinstance(before, Heading) and before.level > 1 and not isinstance(block, Heading)
    return not below_headline and not (isinstance(before, Paragraph | Quote) and isinstance(block, Note))


def _block(block: Block, addresses: _Addresses) -> RenderableType:
    shown: RenderableType
    match block:
        case Heading():
            shown = _heading(block)
        case Paragraph() | Chart():
            shown = _line(block.spans, addresses)
        case Quote():
            shown = _quote(block, addresses)
        case Bullets():
            shown = Group(*(_bullet(line, addresses) for line in block.lines))
        case Note():
            shown = _line(block.spans, addresses, style="dim")
        case Divider():
            shown = Rule(style="dim")
        case Actions():
            shown = Text(" · ".join(_commands(block)), style="dim")
        case _:
            assert_never(block)
    return shown


def _commands(actions: Actions) -> Iterator[str]:
    """What there is to type instead of pressing; the stories of a list are called by number."""
    numbered = [button for button in actions.buttons if _NUMBERED.fullmatch(button.label)]
    if len(numbered) > 1:
        yield "A story in full: /brief story and its number"
    for button in actions.buttons:
        if button not in numbered or len(numbered) == 1:
            yield f"{visible(button.label)}: {visible(button.command)}"


def _heading(heading: Heading) -> RenderableType:
    words = visible(heading.text)
    if heading.level > 1:
        return Text(words, style="bold")
    return Group(Text(words, style="bold cyan"), Text("═" * min(cell_len(words), 60), style="cyan"))


def _quote(quote: Quote, addresses: _Addresses) -> RenderableType:
    words = Text(visible(quoted(quote)), style="italic")
    speaker = Text.assemble("— ", _line(quote.speaker, addresses)) if quote.speaker else Text()
    return Padding(Group(words, speaker) if quote.speaker else words, (0, 0, 0, 4))


def _bullet(line: Line, addresses: _Addresses) -> RenderableType:
    return Text.assemble("• ", _line(line, addresses))


def _line(line: Line, addresses: _Addresses, *, style: str = "") -> Text:
    return Text.assemble(*(_span(span, addresses) for span in line), style=style)


def _span(span: Span, addresses: _Addresses) -> Text:
    match span:
        case Plain():
            return Text(visible(span.text))
        case Strong():
            return Text(visible(span.text), style="bold")
        case Link():
            return addresses.show(span)
        case _:
            assert_never(span)
