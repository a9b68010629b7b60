"""What a post says to Discord's id of it: in a channel, or in the thread under a post."""

import asyncio
from typing import Final

import aiohttp

from adapters.discord.errors import THREAD_EXISTS, UNKNOWN_CHANNEL, UNKNOWN_MESSAGE, Refused, delivery_error
from adapters.discord.escaping import units
from adapters.discord.rest import Json, Rest
from bot.errors import Ambiguous, GiveUp
from digests.layout import shortened
from digests.message import Message, plain_text, visible

AGAIN_SECONDS: Final = (0.5, 1.0)
SILENT: Final = 1 << 12
"""The flag of a message that calls nobody."""
LONGEST_NAME: Final = 100
"""Characters of the name of a thread."""


async def posted(rest: Rest, channel: str, content: Json) -> str:
    """Post; where nobody knows whether it was done it is done again soon, since the nonce makes that safe."""
    for wait in (*AGAIN_SECONDS, None):
        try:
            return str((await rest.post(f"/channels/{channel}/messages", content))["id"])
        except (Refused, aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as problem:
            if _is_gone(problem) and "message_reference" not in content:
                return ""  # it was posted under this nonce, and somebody has deleted it since
            if wait is None or not isinstance(delivery_error(problem, doing="post"), Ambiguous):
                raise
            await asyncio.sleep(wait)
    raise AssertionError


async def posted_under(rest: Rest, channel: str, to: str, page: Message, content: Json) -> str:
    """Post in the thread of a post, else as a silent reply to it."""
    try:
        return await _in_thread(rest, channel, to, page, content)
    except Refused as problem:
        if not isinstance(delivery_error(problem, doing="open a thread"), GiveUp):
            raise
    above = {"message_id": to, "fail_if_not_exists": False}
    quiet = {"flags": int(str(content.get("flags") or 0)) | SILENT, "message_reference": above}
    return await posted(rest, channel, content | quiet)


async def _in_thread(rest: Rest, channel: str, to: str, page: Message, content: Json) -> str:
    """Post in the thread under a message, which has the message's id; it is begun where it is missing."""
    try:
        return await posted(rest, to, content)
    except Refused as problem:
        if problem.refusal.code != UNKNOWN_CHANNEL:
            raise
    name = thread_name(page.summary or plain_text(page))
    try:
        await rest.post(f"/channels/{channel}/messages/{to}/threads", {"name": name})
    except Refused as problem:
        if problem.refusal.code != THREAD_EXISTS:
            raise
    return await posted(rest, to, content)


def thread_name(words: str) -> str:
    """Words as the name of a thread, on one line and within Discord's limit by the strictest counting."""
    line = " ".join(visible(words).split())
    name = shortened(line, LONGEST_NAME)
    return (name if units(name) <= LONGEST_NAME else shortened(line, LONGEST_NAME // 2)) or "Chipbrief"


def _is_gone(problem: Exception) -> bool:
    return isinstance(problem, Refused) and problem.refusal.code == UNKNOWN_MESSAGE
