"""A request with files to its JSON and the files, and what Discord would refuse in how they are told of.

As docs.discord.com/developers/reference#uploading-files says.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from aiohttp import web

Thing = dict[str, Any]
Files = dict[str, bytes]
"""Files by their names."""

LARGEST = 10 * 1024 * 1024
_PART = re.compile(r"files\[(\d+)\]")
_PNG = b"\x89PNG\r\n\x1a\n"


async def body_of(request: web.Request) -> tuple[Any, Files, str]:
    """The JSON of a request, its files, and what is wrong with its parts."""
    if not request.can_read_body:
        return None, {}, ""
    if request.content_type != "multipart/form-data":
        return await request.json(), {}, ""
    parts = await request.post()
    written = parts.get("payload_json", "{}")
    body = json.loads(written if isinstance(written, str | bytes | bytearray) else "{}")
    message = body.get("message", body)
    told = {str(one["id"]): one for one in message.get("attachments") or []}
    files: Files = {}
    for name, part in parts.items():
        if name == "payload_json":
            continue
        found = _PART.fullmatch(name)
        if (
            found is None
            or not isinstance(part, web.FileField)
            or part.filename != told.get(found[1], {}).get("filename")
        ):
            return body, files, f"part {name} is no file that the attachments tell of"
        files[part.filename] = part.file.read()
    return body, files, "" if len(files) == len(told) else "an attachment without its file"


def files_problem(message: Thing, files: Files) -> str:
    """What is wrong with the files of a message, or ""."""
    for name, written in files.items():
        if not name.endswith(".png") or not written.startswith(_PNG):
            return f"{name} is no picture"
    if missing := set(_referred(message)) - files.keys():
        return f"{sorted(missing)} are shown and not sent"
    return "" if not files or set(_referred(message)) == files.keys() else "a file is sent and not shown"


def _referred(value: object) -> Iterator[str]:
    """The names of files that components and embeds show."""
    if isinstance(value, list):
        for one in value:
            yield from _referred(one)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "url" and isinstance(inner, str) and inner.startswith("attachment://"):
                yield inner.removeprefix("attachment://")
            else:
                yield from _referred(inner)
