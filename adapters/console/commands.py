"""Lines typed at the terminal to answers: each line goes to `answer`, each answer is shown."""

import asyncio
import codecs
import os
from collections.abc import AsyncIterator, Awaitable, Callable

from bot.errors import BotError
from digests.layout import problem_message
from digests.message import Message

ROOT = "/brief"
LEAVING = frozenset({"exit", "quit", f"{ROOT} exit", f"{ROOT} quit"})
LONGEST_LINE = 4000

Answer = Callable[[str], Awaitable[Message]]
"""A command line, beginning with the root command, to the message that answers it; raises BotError only."""


async def converse(lines: AsyncIterator[str], *, answer: Answer, show: Callable[[Message], None]) -> None:
    """Answer line after line until the lines end or somebody leaves; a problem is an answer too."""
    async for typed in lines:
        line = typed.strip()[:LONGEST_LINE]
        if line in LEAVING:
            return
        if line:
            show(await _answered(line, answer))


async def _answered(line: str, answer: Answer) -> Message:
    command = line if line.split()[0] == ROOT else f"{ROOT} {line}"
    try:
        return await answer(command)
    except BotError as problem:
        return problem_message(str(problem))


async def lines_from(descriptor: int) -> AsyncIterator[str]:
    """The lines of a terminal, pipe or file, without a thread that could outlive us; undecodable bytes are replaced."""
    decoder, rest = codecs.getincrementaldecoder("utf-8")("replace"), ""
    while chunk := await _read(descriptor):
        *whole, rest = (rest + decoder.decode(chunk)).split("\n")
        for line in whole:
            yield line
        rest = rest[: LONGEST_LINE + 1]
    if rest:
        yield rest


async def _read(descriptor: int) -> bytes:
    """What can be read now; waits until something can (a plain file always can, and cannot be waited for)."""
    loop, ready = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(descriptor, ready.set)
    except PermissionError:
        return os.read(descriptor, 65_536)
    try:
        await ready.wait()
    finally:
        loop.remove_reader(descriptor)
    return os.read(descriptor, 65_536)
