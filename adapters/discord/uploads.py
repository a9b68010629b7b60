"""A post with a picture to what is sent: its JSON and the picture apart, or with words where the picture was.

Until it is sent a post carries the bytes of its picture under `PICTURE`, which is no part of the JSON.
"""

import json
from io import BytesIO
from typing import Final

import aiohttp

from adapters.discord.components import GALLERY, TEXT
from adapters.discord.errors import Refused
from adapters.discord.escaping import begun, escaped
from adapters.discord.pictures import picture_of
from digests.layout import shortened
from digests.message import Chart, Message

Json = dict[str, object]

PICTURE: Final = "picture"
NAME: Final = "trend.png"
ADDRESS: Final = f"attachment://{NAME}"
LONGEST_WORDS: Final = 1024
"""Characters of the words that stand for a picture."""
REFUSED: Final = frozenset({20009, 40005, 50013, 50035, 50045, 50046})
"""Not allowed there by its filter, too large, no right to attach files, nothing that Discord takes, too large, no file:
what Discord may say of a post because of its picture."""


def attachment(chart: Chart) -> Json:
    """What Discord is told of the picture: its number among the files, its name, the words that stand for it."""
    return {"id": "0", "filename": NAME, "description": _words(chart)}


def gallery(chart: Chart) -> Json:
    """The picture as a component."""
    return {"type": GALLERY, "items": [{"media": {"url": ADDRESS}, "description": _words(chart)}]}


async def illustrated(content: Json, page: Message) -> Json:
    """A post with the picture that it tells of."""
    chart = chart_of(page)
    return content | {PICTURE: await picture_of(chart)} if chart is not None and "attachments" in content else content


def chart_of(page: Message) -> Chart | None:
    """The chart of a page of which there is a picture: the first that has words to stand for it."""
    return next((block for block in page.blocks if isinstance(block, Chart) and _words(block)), None)


def _words(chart: Chart) -> str:
    return shortened(chart.words, LONGEST_WORDS // 2)


def parted(content: object) -> tuple[object, bytes]:
    """A post without its picture, and the picture; b"" when it has none. What begins a post of a forum is inside."""
    if not isinstance(content, dict):
        return content, b""
    if isinstance(content.get("message"), dict):
        message, picture = parted(content["message"])
        return content | {"message": message}, picture
    found = content.get(PICTURE)
    rest = {name: value for name, value in content.items() if name != PICTURE}
    return rest, found if isinstance(found, bytes) else b""


def in_words(content: object) -> object:
    """A post with the words that stand for its picture instead of it."""
    if not isinstance(content, dict):
        return content
    if "message" in content:
        return content | {"message": in_words(content["message"])}
    return {name: _in_words(value) for name, value in content.items() if name not in (PICTURE, "attachments")}


def is_of_the_picture(problem: Exception) -> bool:
    """Whether a post was refused for what may be its picture."""
    return isinstance(problem, Refused) and (problem.refusal.code in REFUSED or problem.refusal.status == 413)


def form(content: object, picture: bytes) -> aiohttp.FormData:
    """A post and its picture as Discord takes them."""
    parts = aiohttp.FormData(quote_fields=False)
    parts.add_field("payload_json", encoded(content).decode(), content_type="application/json")
    parts.add_field("files[0]", BytesIO(picture), filename=NAME, content_type="image/png")
    return parts


def encoded(content: object) -> bytes:
    """The JSON of a post."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _in_words(value: object) -> object:
    if isinstance(value, list):
        return [_in_words(one) for one in value]
    if not isinstance(value, dict):
        return value
    items = value.get("items")
    if value.get("type") == GALLERY and isinstance(items, list):
        text = {"type": TEXT, "content": "\n".join(begun(escaped(str(one["description"]))) for one in items)}
        return text | ({"id": value["id"]} if "id" in value else {})
    return {name: _in_words(inner) for name, inner in value.items() if name != "image"}
