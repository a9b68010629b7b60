"""The console platform: a page is printed, and recorded where it can be found again."""

import asyncio
import os
import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from io import UnsupportedOperation
from pathlib import Path
from typing import TextIO

from adapters.console.commands import Answer, converse, lines_from
from adapters.console.errors import delivery_error
from adapters.console.ledger import Ledger
from adapters.console.render import PLAIN_WIDTH, to_text
from bot.errors import GiveUp
from bot.targets import Target
from digests.message import Message, plain_text
from digests.pages import UNLIMITED, pages


class ConsolePlatform:
    """Prints pages to a stream and, when told where, records each post in a ledger.

    With a ledger a post counts as accepted when it is recorded, and `find` reads it back; without one it cannot be
    read back. With `answer` the lines typed at `input_descriptor` are commands.
    """

    name = "console"

    def __init__(
        self,
        stream: TextIO,
        *,
        clock: Callable[[], datetime],
        ledger: Path | None = None,
        answer: Answer | None = None,
        input_descriptor: int = 0,
    ) -> None:
        self._stream = stream
        self._clock = clock
        self._ledger = Ledger(ledger) if ledger is not None else None
        self._answer = answer
        self._input = input_descriptor
        self._posts = 0
        self._printing = threading.Lock()
        self._conversation: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to read commands, when there is somebody to answer them."""
        if self._answer is not None:
            lines = lines_from(self._input)
            self._conversation = asyncio.create_task(converse(lines, answer=self._answer, show=self.show))

    async def stop(self) -> None:
        """Stop reading commands."""
        if self._conversation is not None:
            self._conversation.cancel()
            await asyncio.wait([self._conversation])
            self._conversation = None

    async def left(self) -> None:
        """Return when whoever types has left, with what broke the conversation raised; at once when nobody is asked."""
        if self._conversation is not None:
            await asyncio.shield(self._conversation)

    def pages(self, message: Message) -> tuple[Message, ...]:
        """The message as one page: a terminal has no limits."""
        return pages(message, UNLIMITED)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Print and record a page; the same key is printed again when asked again, as on any platform without keys."""
        return await asyncio.to_thread(self._post, target, page, key)

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """The id of the recorded post that carries a key; GiveUp without a ledger."""
        if self._ledger is None:
            raise GiveUp("The console keeps no ledger, so what was printed cannot be read back")
        try:
            return await asyncio.to_thread(self._ledger.find, key=key, target=str(target))
        except OSError as problem:
            raise delivery_error(problem, doing="read the ledger") from problem

    def show(self, message: Message) -> None:
        """Print a message that is no post, such as an answer."""
        terminal = self._stream.isatty()
        width = shutil.get_terminal_size().columns if terminal else PLAIN_WIDTH
        text = to_text(message, width=width, terminal=terminal) + "\n"
        with self._printing:
            _write(self._stream, text)

    def _post(self, target: Target, page: Message, key: str) -> str:
        self._check_ledger()
        try:
            self.show(page)
        except (OSError, ValueError) as problem:
            raise delivery_error(problem, doing="print the page") from problem
        self._posts += 1
        if self._ledger is None:
            return f"console-{self._posts}"
        try:
            return self._ledger.append(key=key, target=str(target), text=plain_text(page), posted_at=self._clock())
        except OSError as problem:
            raise delivery_error(problem, doing="record the page in the ledger") from problem

    def _check_ledger(self) -> None:
        """Raises DeliveryError where the page could not be recorded: shown then, it would be shown twice."""
        try:
            if self._ledger is not None:
                self._ledger.check()
        except OSError as problem:
            raise delivery_error(problem, doing="record the page in the ledger") from problem


def _write(stream: TextIO, text: str) -> None:
    """Write past the stream's buffer where it has a file: what could not be printed must not be printed later."""
    encoding = stream.encoding or "utf-8"
    shown = text.encode(encoding, "replace")
    stream.flush()
    try:
        descriptor = stream.fileno()
    except UnsupportedOperation:
        stream.write(shown.decode(encoding))
        stream.flush()
        return
    written = 0
    while written < len(shown):
        written += os.write(descriptor, shown[written:])
