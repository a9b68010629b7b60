"""Platforms that keep a ledger of what was posted, and fail as they are told."""

import asyncio
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.targets import Target
from digests.message import Message
from digests.wire import to_wire


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A post as the platform has it."""

    key: str
    target: Target
    page: Message


Fault = Callable[[], Exception | None]


class FakePlatform:
    """Keeps posts in memory.

    `before` and `after` are asked around the platform's acceptance of a post, `reading` before a read-back: an
    exception that they give is raised. `hold` keeps every post waiting until it is set.
    """

    def __init__(self, name: str = "console") -> None:
        self.name = name
        self.posted: list[Posted] = []
        self.finds = 0
        self.before: Fault = lambda: None
        self.after: Fault = lambda: None
        self.reading: Fault = lambda: None
        self.hold: asyncio.Event | None = None
        self.waiting = 0

    async def start(self) -> None:
        """Nothing to connect."""

    async def stop(self) -> None:
        """Nothing to disconnect."""

    def pages(self, message: Message) -> tuple[Message, ...]:
        """A page a block."""
        return tuple(Message(blocks=(block,), summary=message.summary) for block in message.blocks)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post."""
        if self.hold:
            self.waiting += 1
            await self.hold.wait()
        _raise(self.before())
        self.posted.append(Posted(key=key, target=target, page=page))
        _raise(self.after())
        return f"p{len(self.posted)}"

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """Look."""
        self.finds += 1
        _raise(self.reading())
        numbers = [number for number, post in enumerate(self.posted, 1) if (post.key, post.target) == (key, target)]
        return f"p{numbers[0]}" if numbers else None

    @property
    def keys(self) -> list[str]:
        """The keys posted, in order, repeats and all."""
        return [post.key for post in self.posted]


class LedgerPlatform:
    """Appends posts to a file, so that the ledger outlives the process; an accepted post is on the disk."""

    def __init__(self, ledger: Path, name: str = "console") -> None:
        self.name = name
        self._ledger = ledger

    async def start(self) -> None:
        """Nothing to connect."""

    async def stop(self) -> None:
        """Nothing to disconnect."""

    def pages(self, message: Message) -> tuple[Message, ...]:
        """A page a block."""
        return tuple(Message(blocks=(block,), summary=message.summary) for block in message.blocks)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post: one line, one write."""
        line = json.dumps({"key": key, "target": str(target), "page": to_wire(page)}) + "\n"
        handle = os.open(self._ledger, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)
        return key

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """Look."""
        return key if any(post["key"] == key for post in read_ledger(self._ledger)) else None


def read_ledger(ledger: Path) -> list[dict[str, str]]:
    """The posts in a ledger, in order."""
    if not ledger.exists():
        return []
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]


def _raise(error: Exception | None) -> None:
    if error is not None:
        raise error
