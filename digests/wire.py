"""A message to text and back: JSON with a version, so that pages queued by an earlier program can still be read."""

import json
from collections.abc import Callable
from datetime import date
from typing import assert_never

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
)

VERSION = 1

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def to_wire(message: Message) -> str:
    """The message as one line of ASCII; the same message always gives the same text."""
    blocks: list[Json] = [_from_block(block) for block in message.blocks]
    return json.dumps({"v": VERSION, "summary": message.summary, "blocks": blocks}, separators=(",", ":"))


def from_wire(text: str) -> Message:
    """The message that `to_wire` wrote, in this version or an earlier one; ValueError with a sentence otherwise.

    Unknown keys are ignored, unknown blocks and versions are not.
    """
    try:
        page = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"not a page: {problem}") from problem
    version = page.get("v") if isinstance(page, dict) else None
    if version != VERSION or isinstance(version, bool):
        raise ValueError(f"a page of version {version!r}; this program reads version {VERSION}, a newer one wrote it")
    try:
        return Message(tuple(_to_block(_dict(block)) for block in _list(page["blocks"])), _str(page.get("summary", "")))
    except KeyError as missing:
        raise ValueError(f"a page without {missing}") from missing


def _from_span(span: Span) -> Json:
    match span:
        case Plain():
            return span.text
        case Strong():
            return {"strong": span.text}
        case Link():
            return {"link": span.text, "url": span.url}
        case _:
            assert_never(span)


def _from_line(line: Line) -> list[Json]:
    return [_from_span(span) for span in line]


def _from_block(block: Block) -> dict[str, Json]:
    fields: dict[str, Json]
    match block:
        case Heading():
            fields = {"text": block.text, "level": block.level}
        case Paragraph() | Note():
            fields = {"spans": _from_line(block.spans)}
        case Quote():
            fields = {"words": block.words, "speaker": _from_line(block.speaker), "verbatim": block.verbatim}
        case Bullets():
            fields = {"lines": [_from_line(line) for line in block.lines]}
        case Chart():
            fields = {"title": block.title, "what": block.what, "first": block.first.isoformat()}
            fields |= {"counts": list(block.counts), "words": block.words}
        case Divider():
            fields = {}
        case Actions():
            fields = {"buttons": [_from_button(button) for button in block.buttons]}
        case _:
            assert_never(block)
    return {"block": type(block).__name__.lower(), **fields}


def _from_button(button: Button) -> Json:
    return {"label": button.label, "command": button.command, "style": button.style.value}


def _to_span(value: Json) -> Span:
    if isinstance(value, str):
        return Plain(value)
    span = _dict(value)
    return Link(_str(span["link"]), _str(span["url"])) if "link" in span else Strong(_str(span["strong"]))


def _to_line(value: Json) -> Line:
    return tuple(_to_span(span) for span in _list(value))


def _to_button(value: Json) -> Button:
    button = _dict(value)
    return Button(_str(button["label"]), _str(button["command"]), ButtonStyle(_str(button.get("style", "plain"))))


def _to_heading(block: dict[str, Json]) -> Block:
    return Heading(_str(block["text"]), _int(block.get("level", 1), "a heading of level"))


def _to_quote(block: dict[str, Json]) -> Block:
    verbatim = block.get("verbatim", True)
    if not isinstance(verbatim, bool):
        raise ValueError(f"a quote that is verbatim {verbatim!r}")
    return Quote(_str(block["words"]), _to_line(block["speaker"]), verbatim)


def _to_chart(block: dict[str, Json]) -> Block:
    title, what, words = _str(block["title"]), _str(block["what"]), _str(block["words"])
    counts = tuple(_int(count, "a count") for count in _list(block["counts"]))
    return Chart(title, what, date.fromisoformat(_str(block["first"])), counts, words)


_READERS: dict[str, Callable[[dict[str, Json]], Block]] = {
    "heading": _to_heading,
    "paragraph": lambda block: Paragraph(_to_line(block["spans"])),
    "quote": _to_quote,
    "bullets": lambda block: Bullets(tuple(_to_line(line) for line in _list(block["lines"]))),
    "note": lambda block: Note(_to_line(block["spans"])),
    "chart": _to_chart,
    "divider": lambda _: Divider(),
    "actions": lambda block: Actions(tuple(_to_button(button) for button in _list(block["buttons"]))),
}


def _to_block(block: dict[str, Json]) -> Block:
    name = _str(block["block"])
    if name not in _READERS:
        raise ValueError(f"a page with an unknown block {name[:40]!r}")
    return _READERS[name](block)


def _str(value: Json) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a page with {str(value)[:40]!r} where text is expected")
    return value


def _int(value: Json, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{what} {value!r}")
    return value


def _list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise ValueError(f"a page with {str(value)[:40]!r} where a list is expected")
    return value


def _dict(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError(f"a page with {str(value)[:40]!r} where an object is expected")
    return value
