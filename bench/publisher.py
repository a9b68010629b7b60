"""A publisher of many feeds in a process of its own, as cheap as can be, so that it does not count against anybody."""

import asyncio
import multiprocessing
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized

_WORDS = (
    "The agency said on Monday that the licence rule for advanced chips would change, and that firms had sixty days to "
    "answer. Makers of lithography tools expect fewer orders from the region, while memory makers expect more. "
)
_PARAGRAPH = (
    f'<p class="lead"><a href="/topic/chips" rel="noopener">{_WORDS[:60]}</a>{_WORDS[60:]}<em>More</em></p>\n'
    '<figure><img src="/pictures/fab.jpg" width="800" height="450" alt="A fab" loading="lazy"/></figure>\n'
)


@dataclass(frozen=True, slots=True)
class Turns:
    """The publisher as a bench sees it: where it listens, and the turn of the day."""

    base: str
    _turn: "Synchronized[int]"

    def turn(self) -> None:
        """Publish anew: some feeds get two more entries."""
        with self._turn.get_lock():
            self._turn.value += 1


def body(feed: int, turn: int, items: int) -> bytes:
    """An RSS feed as a newsroom's software writes it, with the newest entries up to a turn."""
    newest = items + 2 * turn
    found = "".join(_item(feed, number) for number in range(newest, newest - items, -1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>Outlet {feed}</title><link>https://outlet{feed}.example/</link>"
        f"<description>News</description>{found}</channel></rss>"
    ).encode()


def _item(feed: int, number: int) -> str:
    day, hour = 1 + number % 27, number % 24
    return (
        f"<item>\n<title>Outlet {feed} reports case {number}</title>\n<link>https://outlet{feed}.example/{number}</link>\n"
        f"<guid isPermaLink='false'>{feed}-{number}</guid>\n"
        f"<pubDate>Mon, {day:02} Nov 2026 {hour:02}:00:00 +0000</pubDate>\n"
        f"<dc:creator>A. Writer</dc:creator>\n<category>chips</category>\n<description>Case {number}: {_WORDS}"
        f"</description>\n<content:encoded><![CDATA[{_PARAGRAPH * 5}]]></content:encoded>\n</item>\n"
    )


@contextmanager
def serve(*, changed: float, items: int) -> Iterator[Turns]:
    """A publisher in another process until the end of the block."""
    context = multiprocessing.get_context("spawn")
    turn = context.Value("i", 0)
    here, there = context.Pipe()
    process = context.Process(target=_run, args=(there, turn, changed, items), daemon=True)
    process.start()
    try:
        yield Turns(f"http://127.0.0.1:{here.recv()}", turn)
    finally:
        process.terminate()
        process.join()


def _run(there: Connection, turn: "Synchronized[int]", changed: float, items: int) -> None:
    asyncio.run(_listen(there, turn, changed, items))


async def _listen(there: Connection, turn: "Synchronized[int]", changed: float, items: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Answers(turn, changed, items), "127.0.0.1", 0, backlog=1024)
    there.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _Answers(asyncio.Protocol):
    _asked = re.compile(rb"GET /(\d+) ")
    _known = re.compile(rb"if-none-match: *\"([^\"]+)\"", re.IGNORECASE)

    def __init__(self, turn: "Synchronized[int]", changed: float, items: int) -> None:
        self._turn, self._every, self._items = turn, round(1 / changed), items
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            asked = self._asked.match(head)
            feed = int(asked.group(1)) if asked else 0
            turn = self._turn_of(feed)
            etag = f"{feed}-{turn}".encode()
            known = self._known.search(head)
            if known and known.group(1) == etag:
                self._transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "' + etag + b'"\r\n\r\n')
            else:
                content = body(feed, turn, self._items)
                self._transport.write(
                    b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "'
                    + etag
                    + b'"\r\nContent-Length: '
                    + str(len(content)).encode()
                    + b"\r\n\r\n"
                    + content
                )

    def _turn_of(self, feed: int) -> int:
        """How often this feed has changed: one in `every` does at each turn, another one each time."""
        return (self._turn.value + self._every - 1 - feed % self._every) // self._every
