"""A publisher on loopback that answers what a test asks for: a real HTTP server, written on asyncio streams."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in: method, path with its query, and headers with lower-case names."""

    method: str
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the publisher says; `trickle` sends the body a byte at a time with so many seconds between them.

    `close` hangs up after the answer without having said so.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    trickle: float = 0.0
    wait: float = 0.0
    promised: int | None = None
    close: bool = False


Reply = Answer | Callable[[Asked], Answer | Awaitable[Answer]]


class Publisher:
    """Answers by path; what has no answer is 404. Remembers what was asked and how many were asking at once."""

    def __init__(self) -> None:
        self.answers: dict[str, Reply] = {}
        self.raw: dict[str, Callable[[asyncio.StreamWriter], Awaitable[None]]] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self.at_once = 0
        self.most_at_once = 0
        self.port = 0
        self.scheme = "http"

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def says(self, path: str, body: bytes | str = b"", *, status: int = 200, **headers: str) -> str:
        """Answer a path from now on; header names with underscores for dashes. Gives the address."""
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, status, {name.replace("_", "-"): text for name, text in headers.items()})
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while (asked := await _read(reader)) is not None:
                self.asked.append(asked)
                self.at_once += 1
                self.most_at_once = max(self.most_at_once, self.at_once)
                try:
                    if asked.path in self.raw:
                        await self.raw[asked.path](writer)
                        break
                    answer = await self._answer(asked)
                    await _write(writer, answer)
                    if answer.close:
                        break
                finally:
                    self.at_once -= 1
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()

    async def _answer(self, asked: Asked) -> Answer:
        reply = self.answers.get(asked.path, Answer(b"nothing here", 404))
        if isinstance(reply, Answer):
            return reply
        answer = reply(asked)
        return answer if isinstance(answer, Answer) else await answer


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines)
    return Asked(method, path, {name.strip().lower(): value.strip() for name, _, value in pairs})


async def _write(writer: asyncio.StreamWriter, answer: Answer) -> None:
    if answer.wait:
        await asyncio.sleep(answer.wait)
    length = len(answer.body) if answer.promised is None else answer.promised
    headers = {"Content-Length": str(length), **answer.headers}
    if answer.status == 304:
        headers.pop("Content-Length")
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{name}: {value}" for name, value in headers.items())]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n")
    if not answer.trickle:
        writer.write(answer.body)
    for at in range(len(answer.body) if answer.trickle else 0):
        writer.write(answer.body[at : at + 1])
        await writer.drain()
        await asyncio.sleep(answer.trickle)
    await writer.drain()


@asynccontextmanager
async def publishing(*, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> AsyncIterator[Publisher]:
    """A publisher that listens on a free port until the end of the block."""
    publisher = Publisher()
    publisher.scheme = "https" if tls else "http"
    tasks: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await publisher.handle(reader, writer)
        except asyncio.CancelledError:
            writer.transport.abort()
        finally:
            tasks.discard(task)

    server = await asyncio.start_server(accept, host, 0, ssl=tls)
    publisher.port = server.sockets[0].getsockname()[1]
    try:
        yield publisher
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def conditional(body: bytes, *, etag: str = '"1"', modified: datetime | None = None) -> Reply:
    """A feed that answers 304 to whoever shows its ETag."""
    stamp = format_datetime(modified or datetime(2026, 11, 23, tzinfo=UTC), usegmt=True)

    def reply(asked: Asked) -> Answer:
        headers = {"ETag": etag, "Last-Modified": stamp, "Content-Type": "application/rss+xml"}
        if asked.headers.get("if-none-match") == etag:
            return Answer(b"", 304, headers)
        return Answer(body, 200, headers)

    return reply


def item(number: int, *, title: str = "", guid: str = "", link: str = "", date: str = "", text: str = "") -> str:
    """One RSS item of an invented outlet, told apart by its number."""
    link = link or f"https://weekly.example/{number}"
    return (
        f"<item><title>{title or f'Story {number}'}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{guid or f'id-{number}'}</guid>"
        f"<pubDate>{date or f'Mon, 23 Nov 2026 {number % 24:02}:00:00 +0000'}</pubDate>"
        f"<description>{text or f'What happened in case {number}.'}</description></item>"
    )


def rss(*items: str, title: str = "The Weekly Wafer") -> bytes:
    """An RSS 2.0 feed with these items."""
    head = f"<title>{title}</title><link>https://weekly.example/</link><language>en</language>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()
