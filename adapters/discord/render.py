"""A page to what one post of Discord takes: Components V2, embeds for older clients, or plain text as the last try."""

from collections.abc import Iterator, Sequence
from typing import Final

from adapters.discord.components import (
    CONTAINER,
    SECTION,
    SEPARATOR,
    TEXT,
    Json,
    Numbered,
    is_numbered,
    only_source,
)
from adapters.discord.escaping import begun, escaped, units
from adapters.discord.markup import to_markup
from adapters.discord.placing import placed
from adapters.discord.sizes import (
    LIMITS,
    LONGEST_CONTENT,
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    Style,
    characters,
    fits,
)
from adapters.discord.uploads import ADDRESS, attachment, chart_of, gallery
from adapters.discord.views import may_be_shown, shown_buttons
from digests import pages as parting
from digests.layout.words import shortened
from digests.message import Actions, Block, Chart, Divider, Heading, Message, Note, Paragraph, Plain, Strong

IS_COMPONENTS_V2, SUPPRESS_EMBEDS = 1 << 15, 1 << 2
ACCENT, ALERTING = 0x4C6FFF, 0xF2A83B
"""The colour at the side of a post, and of one that interrupts."""
NOBODY: Final[Json] = {"parse": []}
"""`allowed_mentions`: whatever the words say, nobody is called."""


def pages(message: Message, *, style: Style) -> tuple[Message, ...]:
    """As few pages as Discord's limits allow; among components a story's own button stands at its headline."""
    whole = placed(message) if style is Style.COMPONENTS else message
    return parting.pages(whole, LIMITS[style])


def payload(page: Message, *, style: Style, workspace: str = "", pictured: bool = False) -> Json:
    """What a post says, as JSON; `workspace` is for buttons of direct messages, where Discord tells none.

    Plain words alone are plain text in either style; a page that was cut for the other style is shown in that. When
    `pictured` the first chart is a picture, which has to be sent with it: among components instead of its words.
    """
    if _words_alone(page) is not None:
        return plain(page)
    chart = chart_of(page) if pictured else None
    if style is Style.COMPONENTS and fits(page.blocks, style):
        made = _components(page, workspace, chart)
    else:
        made = _embeds(page, workspace, chart)
    return made | {"attachments": [attachment(chart)]} if chart else made


def plain(page: Message) -> Json:
    """The page's words as plain text without buttons; in embeds when one post's text cannot hold them."""
    alone = _words_alone(page)
    lines = alone.splitlines() if alone is not None else []
    text = "\n".join(begun(escaped(line)) for line in lines) if lines else to_markup(page.blocks)
    if units(text) <= LONGEST_CONTENT:
        return {"content": text.strip() or _summary(page), "flags": SUPPRESS_EMBEDS, "allowed_mentions": NOBODY}
    blocks = tuple(Paragraph((Plain(line),)) for line in lines) or page.blocks
    first = parting.pages(Message(blocks), LIMITS[Style.EMBEDS])[0]  # what is beyond it no post could show
    return {"embeds": list(map(_embed, _descriptions(first.blocks))), "allowed_mentions": NOBODY}


def _words_alone(page: Message) -> str | None:
    """The text of a page that is one paragraph of plain words, as delivery's last try is."""
    match page.blocks:
        case (Paragraph(spans=(Plain(text=text),)),):
            return text
        case _:
            return None


def _summary(page: Message) -> str:
    return begun(escaped(shortened(page.summary, 300))) or "Chipbrief"


def _components(page: Message, workspace: str, chart: Chart | None) -> Json:
    inside = _inside(page.blocks, Numbered(page.blocks, workspace=workspace), chart)
    if not to_markup(page.blocks):
        inside = [_text(_summary(page)), *inside]
    whole: Json = {"type": CONTAINER, "accent_color": _accent(page.blocks), "components": inside}
    return {"components": [whole], "flags": IS_COMPONENTS_V2, "allowed_mentions": NOBODY}


def _accent(blocks: Sequence[Block]) -> int:
    """The colour of an alert when the first heading is a story's own, with no number: no list of ours begins so."""
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    alerts = first is not None and first.level > 1 and not is_numbered(first)
    return ALERTING if alerts else ACCENT


def _inside(blocks: Sequence[Block], numbered: Numbered, chart: Chart | None) -> list[Json]:
    """The parts of the container: texts, headlines with their button beside them, rules, a picture, rows of buttons."""
    made: list[Json] = []
    running: list[Block] = []
    at = 0
    while at < len(blocks):
        block, headline = blocks[at], _headline(blocks, at, numbered)
        if headline is not None:
            made += [*_texts(running), headline]
            running, at = [], at + 2 + len(_line_below(blocks, at + 2))
            continue
        if isinstance(block, Divider | Actions) or block is chart:
            made += [*_texts(running), *_apart(block, blocks, numbered)]
            running = []
        else:
            running.append(block)
        at += 1
    return made + _texts(running)


def _headline(blocks: Sequence[Block], at: int, numbered: Numbered) -> Json | None:
    """A headline with its own button beside it, and its sources where they follow at once, when one begins here."""
    match blocks[at : at + 2]:
        case [Heading() as heading, Actions(buttons=(button,))] if may_be_shown(button) and to_markup([heading]):
            words = to_markup([heading, *_line_below(blocks, at + 2)])
            return {"type": SECTION, "components": [_text(words)], "accessory": numbered.button(button)}
        case _:
            return None


def _line_below(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The line of a story told in one: its sources, and what is new before them; nothing of a story told at length."""
    match blocks[at : at + 2]:
        case [Note() as sources, *_]:
            return [sources]
        case [Paragraph(spans=(Strong(), *_)) as news, Note() as sources]:
            return [news, sources]
        case _:
            return []


def _apart(block: Block, blocks: Sequence[Block], numbered: Numbered) -> list[Json]:
    """What stands between texts."""
    if isinstance(block, Chart):
        return [gallery(block)]
    if not isinstance(block, Actions):
        return [{"type": SEPARATOR, "divider": True, "spacing": 1}]
    return numbered.rows(block.buttons, source=only_source(blocks) if block is blocks[-1] else None)


def _texts(blocks: Sequence[Block]) -> list[Json]:
    words = to_markup(blocks)
    return [_text(words)] if words else []


def _text(words: str) -> Json:
    return {"type": TEXT, "content": words}


def _embeds(page: Message, workspace: str, chart: Chart | None) -> Json:
    title = _title(page.blocks)
    rest = page.blocks[1:] if title else page.blocks
    embeds = [_embed(words, _accent(page.blocks)) for words in _descriptions(rest)]
    if title:
        embeds = [{"title": title, **(embeds[0] if embeds else _embed(""))}, *embeds[1:]]
    if chart and embeds:
        embeds[0] = embeds[0] | {"image": {"url": ADDRESS}}
    rows = Numbered(page.blocks, workspace=workspace).rows(shown_buttons(page), source=only_source(page.blocks))
    made: Json = {"embeds": embeds or [_embed(_summary(page))], "allowed_mentions": NOBODY}
    return made | {"components": rows} if rows else made


def _title(blocks: Sequence[Block]) -> str:
    """The page's own heading as an embed's title; "" when it has none, or it is too long for one."""
    match blocks[:1]:
        case (Heading(level=1, text=text),) if units(begun(escaped(text))) <= LONGEST_TITLE:
            return begun(escaped(text))
        case _:
            return ""


def _descriptions(blocks: Sequence[Block]) -> Iterator[str]:
    """The blocks as texts that an embed can hold each; none is cut."""
    held: list[Block] = []
    size = 0
    for block in blocks:
        more = characters(block)
        if held and size + more > LONGEST_DESCRIPTION:
            yield to_markup(held)
            held, size = [], 0
        held.append(block)
        size += more
    if words := to_markup(held):
        yield words


def _embed(words: str, accent: int = ACCENT) -> Json:
    made: Json = {"color": accent}
    return made | {"description": words} if words else made
