"""A page to Block Kit: publishers' words only as `rich_text` and `plain_text`, which Slack reads no markup in."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, assert_never

from adapters.slack.charts import MOST as MOST_CHARTS
from adapters.slack.charts import chart_block
from digests.layout.words import shortened
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    ButtonStyle,
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
    plain_text,
    quoted,
    visible,
)
from digests.pages import Limits

Json = dict[str, object]

ACTION: Final = "brief.v1"
"""Begins the id of every button: a message posted today must be understood when it is pressed next year."""

LONGEST_LABEL, LONGEST_VALUE, MOST_BUTTONS = 75, 2000, 25
LONGEST_TEXT, LONGEST_SUMMARY = 3000, 600


def to_blocks(page: Message, *, charts: int = MOST_CHARTS) -> list[Json]:
    """The page as blocks; the parts of a story share one `rich_text`, so that they stand together on a phone.

    The first `charts` stand below their words, which all have: a modal and the App Home show none.
    """
    out: list[Json] = []
    story = _RichText()
    for block in page.blocks:
        rich = _rich(block)
        if isinstance(block, Heading) or not rich or not story.has_room_for(rich):
            out += story.taken()
        story.add(rich)
        if not rich:
            out += _block(block)
        if isinstance(block, Chart) and charts:
            out += [*story.taken(), chart_block(block)]
            charts -= 1
    return [*out, *story.taken()]


def summary_text(page: Message) -> str:
    """What notifications and screen readers say, escaped: the page's summary, else its first words."""
    return escaped(shortened(page.summary or plain_text(page), LONGEST_SUMMARY)) or "Chipbrief"


def words_alone(page: Message) -> str | None:
    """The escaped text of a page that is one paragraph of plain words, as delivery's last try is; None otherwise."""
    match page.blocks:
        case (Paragraph(spans=(Plain(text=text),)),):
            return escaped("\n".join(visible(line) for line in text.splitlines()))
        case _:
            return None


def escaped(text: str) -> str:
    """The text with the three characters that begin Slack's markup written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _units(text: str) -> int:
    """The length by the strictest counting: in UTF-16, after escaping."""
    escapes = 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + escapes


FRAME, PART, STRONG, BUTTON = 105, 45, 25, 150
"""Characters of JSON around a block, a span or a line, what emphasis adds, and around a button; a little more than all
that we write, because Slack counts what it adds itself (slackapi/bolt-js#2509, #2867)."""


def _size(block: Block) -> int:
    """At least the characters of a block as JSON."""
    match block:
        case Heading(text=text):
            return FRAME + STRONG + PART + _written(text)
        case Paragraph(spans=spans) | Note(spans=spans) | Chart(spans=spans):
            drawn = len(json.dumps(chart_block(block))) if isinstance(block, Chart) else 0
            return FRAME + drawn + sum(_span_size(span) for span in spans)
        case Quote():
            return FRAME + 2 * PART + _written(quoted(block)) + sum(_span_size(span) for span in block.speaker)
        case Bullets(lines=lines):
            return FRAME + sum(PART + sum(_span_size(span) for span in line) for line in lines)
        case Actions(buttons=buttons):
            return FRAME + sum(BUTTON + _written(one.label) + _written(one.command) for one in buttons)
        case Divider():
            return FRAME
        case _:
            assert_never(block)


def _span_size(span: Span) -> int:
    strong = STRONG if isinstance(span, Strong) else 0
    return PART + strong + _written(span.text) + (_written(span.url) if isinstance(span, Link) else 0)


def _written(text: str) -> int:
    """The length of a text inside JSON, by the strictest counting."""
    return _units(text) + text.count('"') + text.count("\\") + text.count("\n")


def _count(block: Block) -> int:
    """How many blocks of Slack a block is at most: a chart stands apart from its words."""
    return 2 if isinstance(block, Chart) else 1


LIMITS: Final = Limits(
    blocks=50,
    total=12_000,
    text=LONGEST_TEXT,
    heading=150,
    bullets=50,
    buttons=MOST_BUTTONS,
    text_size=_units,
    block_size=_size,
    block_count=_count,
)
"""What one post of Slack takes."""


@dataclass(slots=True)
class _RichText:
    """The elements of one `rich_text` block; sections that follow each other are one, line under line."""

    elements: list[Json] = field(default_factory=list)

    def has_room_for(self, more: Sequence[Json]) -> bool:
        return _units(json.dumps([*self.elements, *more], ensure_ascii=False)) <= LONGEST_TEXT

    def add(self, more: Sequence[Json]) -> None:
        for element in more:
            last = self.elements[-1] if self.elements else {}
            if last.get("type") == element["type"] == "rich_text_section":
                self.elements[-1] = _section([*_inside(last), _text("\n"), *_inside(element)])
            else:
                self.elements.append(element)

    def taken(self) -> list[Json]:
        """The block of what is held, none when nothing is; what comes next begins another."""
        elements, self.elements = self.elements, []
        return [{"type": "rich_text", "elements": elements}] if elements else []


def _inside(element: Json) -> list[Json]:
    inner = element["elements"]
    assert isinstance(inner, list)  # noqa: S101 - we made it
    return inner


def _rich(block: Block) -> list[Json]:
    """The elements of a block that is shown as rich text; none when it is shown otherwise, or is empty."""
    match block:
        case Heading(level=level, text=text) if level > 1:
            return _sections((Strong(text),))
        case Paragraph(spans=spans) | Chart(spans=spans):
            return _sections(spans)
        case Note(spans=spans) if any(isinstance(span, Link) for span in spans):
            return _sections(spans)
        case Quote():
            return _quote(block)
        case Bullets(lines=lines):
            items = [section for line in lines for section in _sections(line)]
            return [{"type": "rich_text_list", "style": "bullet", "elements": items}] if items else []
        case _:
            return []


def _block(block: Block) -> list[Json]:
    """The blocks of what is not rich text."""
    match block:
        case Heading(text=text):
            words = visible(text).strip()
            return [{"type": "header", "text": plain(words)}] if words else []
        case Note(spans=spans):
            words = visible("".join(span.text for span in spans)).strip()
            return [{"type": "context", "elements": [plain(words)]}] if words else []
        case Divider():
            return [{"type": "divider"}]
        case Actions(buttons=buttons):
            return _actions(buttons)
        case Paragraph() | Quote() | Bullets() | Chart():
            return []  # empty: whatever has words is rich text
        case _:
            assert_never(block)


def _quote(quote: Quote) -> list[Json]:
    words = visible(quoted(quote))
    if not visible(quote.words).strip():
        return []
    speaker = list(_spans(quote.speaker))
    signed = [_text("\n— "), *speaker] if speaker else []
    return [{"type": "rich_text_quote", "elements": [_text(words), *signed]}]


def _actions(buttons: Sequence[Button]) -> list[Json]:
    shown = [button for button in buttons if visible(button.label).strip() and 0 < len(button.command) <= LONGEST_VALUE]
    rows = [shown[at : at + MOST_BUTTONS] for at in range(0, len(shown), MOST_BUTTONS)]
    return [{"type": "actions", "elements": [_button(one, number) for number, one in enumerate(row)]} for row in rows]


def _button(button: Button, number: int) -> Json:
    made: Json = {
        "type": "button",
        "text": plain(_label(button.label)),
        "value": button.command,
        "action_id": f"{ACTION}.{number}",
    }
    return made if button.style is ButtonStyle.PLAIN else made | {"style": button.style.value}


def _label(label: str) -> str:
    return shortened(label, LONGEST_LABEL if _units(label) <= LONGEST_LABEL else LONGEST_LABEL // 5)


def plain(text: str) -> Json:
    """Text in which Slack reads no markup and no emoji."""
    return {"type": "plain_text", "text": text, "emoji": False}


def _text(text: str, *, bold: bool = False) -> Json:
    made: Json = {"type": "text", "text": text}
    return made | {"style": {"bold": True}} if bold else made


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _sections(line: Line) -> list[Json]:
    """A line as one section; no section for a line without words."""
    elements = list(_spans(line))
    return [_section(elements)] if any(span.text.strip() for span in line) and elements else []


def _spans(line: Line) -> Iterator[Json]:
    for span in line:
        words = visible(span.text)
        if words:
            yield _span(span, words)


def _span(span: Span, words: str) -> Json:
    match span:
        case Plain():
            return _text(words)
        case Strong():
            return _text(words, bold=True)
        case Link(url=url):
            return {"type": "link", "url": url, "text": words if words.strip() else host_of(url)}
        case _:
            assert_never(span)
