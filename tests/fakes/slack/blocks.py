"""Blocks as Slack checks them: the first thing that it would refuse, as the error it would give."""

import json
from collections.abc import Iterator

from tests.fakes.slack.charts import MOST_CHARTS, chart_problems
from tests.fakes.slack.elements import field_problem

Json = dict[str, object]

LONGEST_IN_ALL = 13_200
"""Characters of all blocks together; undocumented, measured in slackapi/bolt-js#2509."""

INLINE = {"text", "link", "emoji", "user", "usergroup", "channel", "broadcast", "date", "color"}
RICH = {"rich_text_section", "rich_text_quote", "rich_text_list", "rich_text_preformatted"}


def problem_of(blocks: object, *, most: int = 50, largest: int = LONGEST_IN_ALL, charts: int = MOST_CHARTS) -> str:
    """`""`, or the name of the error and, after a colon, where; `charts` are taken, and where none are they are unknown."""
    if not isinstance(blocks, list):
        return "invalid_blocks_format: not a list"
    if len(blocks) > most:
        return f"invalid_blocks: more than {most}"
    if sum(one.get("type") == "data_visualization" for one in _dicts(blocks)) > charts:
        return f"invalid_blocks: more than {charts} charts"
    twice = next(_twice([one["block_id"] for one in _dicts(blocks) if "block_id" in one]), "")
    if twice:
        return "invalid_blocks: a block_id given twice"
    found = next((f"invalid_blocks: /blocks/{at}{where}" for at, one in enumerate(blocks) for where in _block(one)), "")
    if found:
        return found
    size = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
    return f"msg_blocks_too_long: {size}" if size > largest else ""


def _block(block: object) -> Iterator[str]:
    if not isinstance(block, dict):
        yield " is no object"
        return
    match block.get("type"):
        case "header":
            yield from _plain(block.get("text"), most=150)
        case "context":
            yield from _list(block.get("elements"), most=10, each=lambda one: _plain(one, most=3000))
        case "actions":
            yield from _list(block.get("elements"), most=25, each=_acting)
            yield from _twice([one.get("action_id") for one in _dicts(block.get("elements"))])
        case "rich_text":
            yield from _list(block.get("elements"), most=1000, each=_rich)
        case "divider":
            pass
        case "input" | "data_visualization" as kind:
            yield from _WHOLE[kind](block)
        case other:
            yield f" type {other}"


def _list(value: object, *, most: int, each: object) -> Iterator[str]:
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        yield f"/elements must be 1 to {most}"
        return
    for at, one in enumerate(value):
        yield from (f"/elements/{at}{where}" for where in each(one))  # type: ignore[operator]


def _dicts(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _twice(ids: list[object]) -> Iterator[str]:
    if len(set(ids)) != len(ids):
        yield " action_id given twice"


def _plain(text: object, *, most: int) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") != "plain_text" or text.keys() - {"type", "text", "emoji"}:
        yield "/text must be plain_text"
    elif not 1 <= len(str(text.get("text", ""))) <= most:
        yield f"/text must have 1 to {most} characters"


def _input(block: Json) -> Iterator[str]:
    if block.keys() - {"type", "block_id", "label", "element", "hint", "optional", "dispatch_action"}:
        yield " has an unknown key"
    yield from _plain(block.get("label"), most=2000)
    if "hint" in block:
        yield from _plain(block["hint"], most=2000)
    wrong = field_problem(block.get("element"))
    if wrong:
        yield f"/element {wrong}"


_WHOLE = {"input": _input, "data_visualization": chart_problems}


def _acting(element: object) -> Iterator[str]:
    """An element of a row: a button, or something to choose."""
    if isinstance(element, dict) and element.get("type") != "button":
        wrong = field_problem(element)
        if wrong:
            yield f" {wrong}"
        return
    yield from _button(element)


def _button(button: object) -> Iterator[str]:
    if not isinstance(button, dict) or button.get("type") != "button":
        yield " is no button"
        return
    if button.keys() - {"type", "text", "action_id", "value", "url", "style", "confirm", "accessibility_label"}:
        yield " has an unknown key"
    yield from _plain(button.get("text"), most=75)
    if not 1 <= len(str(button.get("action_id", ""))) <= 255 or len(str(button.get("value", ""))) > 2000:
        yield " has a long id or value"
    if button.get("style", "primary") not in ("primary", "danger"):
        yield "/style"


def _rich(element: object) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in RICH:
        yield " is no rich text"
    elif element["type"] == "rich_text_list":
        if element.get("style") not in ("bullet", "ordered"):
            yield "/style"
        yield from _list(element.get("elements"), most=1000, each=_rich)
    else:
        yield from _list(element.get("elements"), most=1000, each=_inline)


def _inline(element: object) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in INLINE:
        yield " is no inline element"
    elif element["type"] in ("text", "link") and not element.get("text"):
        yield "/text is empty"
    elif len(str(element.get("text", ""))) > 3000 or len(str(element.get("url", ""))) > 3000:
        yield " is too long"
