"""Messages and commands to what Discord would refuse in them and its OpenAPI document does not say."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.fakes.discord.state import SUPPRESS, V2

Thing = dict[str, Any]

TEXT, ROW, BUTTON, SECTION, CONTAINER = 10, 1, 2, 9, 17
_COMMAND = re.compile(r"[-_'\w]{1,32}")


def units(text: object) -> int:
    """The length of a text by the strictest counting, in UTF-16."""
    return len(str(text or "").encode("utf-16-le", "surrogatepass")) // 2


def message_problem(body: Thing, *, edit: bool = False) -> str:
    """The first thing that Discord would refuse in a message, or ""."""
    return next(_message(body, edit=edit), "")


def house_problem(body: Thing) -> str:
    """What our own rules forbid in a message, though Discord takes it."""
    flags = int(body.get("flags") or 0)
    if body.get("allowed_mentions") != {"parse": []}:
        return f"allowed_mentions is {body.get('allowed_mentions')}"
    if body.get("content") and not flags & SUPPRESS:
        return "links of the content are embedded"
    if body.get("embeds") and flags & SUPPRESS:
        return "our own embeds are suppressed"
    return ""


def _message(body: Thing, *, edit: bool) -> Iterator[str]:
    content, embeds, rows = body.get("content"), body.get("embeds") or [], body.get("components") or []
    flags = int(body.get("flags") or 0)
    if not content and not embeds and not rows and not edit:
        yield "50006 empty"
    if units(content) > 2000:
        yield "content is longer than 2000"
    if flags & V2:
        if content or embeds:
            yield "content or embeds beside components of the second version"
    elif any(one["type"] != ROW for one in rows) or len(rows) > 5:
        yield "components of the second version without their flag, or more than five rows"
    yield from _embeds(embeds)
    yield from _components(rows)


def _embeds(embeds: Sequence[Thing]) -> Iterator[str]:
    total = 0
    for embed in embeds:
        fields = embed.get("fields") or []
        parts = [
            (embed.get("title"), 256),
            (embed.get("description"), 4096),
            ((embed.get("footer") or {}).get("text"), 2048),
            ((embed.get("author") or {}).get("name"), 256),
            *((one.get("name"), 256) for one in fields),
            *((one.get("value"), 1024) for one in fields),
        ]
        if any(units(text) > most for text, most in parts) or len(fields) > 25:
            yield "a part of an embed is too long"
        total += sum(units(text) for text, _ in parts)
    if total > 6000:
        yield f"all embeds have {total} characters"


def every_component(components: Sequence[Thing]) -> Iterator[Thing]:
    """The components and all that is in them."""
    for one in components:
        yield one
        yield from every_component(one.get("components") or [])
        if one.get("accessory"):
            yield from every_component([one["accessory"]])


def _components(components: Sequence[Thing]) -> Iterator[str]:
    found = list(every_component(components))
    if len(found) > 40:
        yield f"{len(found)} components"
    if sum(units(one.get("content")) for one in found if one["type"] == TEXT) > 4000:
        yield "texts of more than 4000 characters"
    if any(one["type"] == TEXT and not str(one.get("content", "")).strip() for one in found):
        yield "an empty text"
    if any(one["type"] == CONTAINER for one in found if one not in components):
        yield "a container inside a component"
    ids = Counter(one["id"] for one in found if one.get("id"))
    names = Counter(one["custom_id"] for one in found if one.get("custom_id"))
    if any(number > 1 for number in [*ids.values(), *names.values()]):
        yield "an id or custom_id is given twice"
    yield from (problem for one in found if one["type"] == BUTTON for problem in _button(one))


def _button(button: Thing) -> Iterator[str]:
    linked = button.get("style") == 5
    if linked is bool(button.get("custom_id")) or linked is not bool(button.get("url")):
        yield "a button leads and runs, or does neither"
    if units(button.get("label")) > 80 or units(button.get("custom_id")) > 100 or units(button.get("url")) > 512:
        yield "a part of a button is too long"
    if not button.get("label") and not button.get("emoji"):
        yield "a button shows nothing"


def commands_problem(commands: Sequence[Thing]) -> str:
    """The first thing that Discord would refuse in the commands of an application, or ""."""
    return next((problem for command in commands for problem in _command(command)), "")


def _command(command: Thing) -> Iterator[str]:
    if command.get("type", 1) != 1:
        if command.get("description") or command.get("options"):
            yield "a command of the context menu is described"
        return
    yield from _named(command)
    size = _size(command)
    if size > 8000:
        yield f"a command has {size} characters"


def _named(option: Thing) -> Iterator[str]:
    if not _COMMAND.fullmatch(option["name"]) or option["name"] != option["name"].lower():
        yield f"a name is {option['name']!r}"
    if not 1 <= len(option.get("description") or "") <= 100:
        yield f"the description of {option['name']} is missing or too long"
    inner = option.get("options") or []
    if len(inner) > 25 or len({one["name"] for one in inner}) != len(inner):
        yield f"{option['name']} has too many options, or one twice"
    must = [bool(one.get("required")) for one in inner]
    if must != sorted(must, reverse=True):
        yield f"{option['name']} asks for something after what may be left out"
    if option.get("autocomplete") and option.get("choices"):
        yield f"{option['name']} has choices and completes"
    for one in inner:
        yield from _named(one)


def _size(option: Thing) -> int:
    own = len(option["name"]) + len(option.get("description") or "")
    choices = sum(len(one["name"]) + len(str(one["value"])) for one in option.get("choices") or [])
    return own + choices + sum(_size(one) for one in option.get("options") or [])
