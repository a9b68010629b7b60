"""An address in, the publisher's bytes out: conditional, bounded in time and size, one guarded hop at a time."""

import contextlib
import hashlib
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.feeds.answers import PERMANENT, TEMPORARY, explained, failure, next_hop, readable
from bot.feeds.deadline import Deadline
from bot.feeds.fetched import Fetched
from bot.feeds.guard import Guard, asking
from bot.feeds.inflate import Inflater, too_large
from bot.feeds.problems import FetchError, Reason
from bot.feeds.resolve import ThreadedResolver
from bot.feeds.sniff import Kind, is_wall, kind_of

_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.3, */*;q=0.1"
)
_ERROR_BODY = 65536
_NOT_FEEDS = {Kind.HTML: "a web page", Kind.OPML: "a list of feeds", Kind.OTHER: "something else"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSettings:
    """The limits of a fetch; times in seconds, `cap` in bytes after unpacking, `allow` the operator's networks."""

    contact: str = ""
    version: str = "0.1"
    cap: int = 10_000_000
    total: float = 30.0
    connect: float = 10.0
    hops: int = 5
    sockets: int = 100
    allow: tuple[str, ...] = ()

    @property
    def user_agent(self) -> str:
        """Who we say we are; never a browser."""
        return f"Chipbrief/{self.version} (+{self.contact})" if self.contact else f"Chipbrief/{self.version}"


class Fetcher:
    """Fetches with one shared session; open it with `async with`, inside the event loop.

    Never reads proxy or netrc settings from the environment, keeps no cookies, and always checks certificates.
    """

    def __init__(self, settings: FetchSettings | None = None, *, resolver: AbstractResolver | None = None) -> None:
        """Keep the limits; `resolver` replaces the system's names in tests."""
        self.settings = settings or FetchSettings()
        self.guard = Guard.allowing(self.settings.allow)
        self._resolver = resolver
        self._deadline = Deadline(self.settings.total)
        self._opened: aiohttp.ClientSession | None = None
        self._names: ThreadedResolver | None = None

    async def __aenter__(self) -> Self:
        self._session()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the session; a later fetch opens another."""
        self._deadline.close()
        if self._opened is not None:
            await self._opened.close()
            self._opened = None
        if self._names is not None:
            await self._names.close()
            self._names = None

    def _session(self) -> aiohttp.ClientSession:
        if self._opened is None:
            self._names = None if self._resolver else ThreadedResolver()
            connector = aiohttp.TCPConnector(
                limit=self.settings.sockets,
                ttl_dns_cache=300,
                resolver=self._resolver or self._names,
                socket_factory=self.guard.make_socket,
            )
            self._opened = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self.settings.connect),
                headers={
                    "User-Agent": self.settings.user_agent,
                    "Accept": _ACCEPT,
                    "Accept-Encoding": "gzip, deflate",
                },
            )
        return self._opened

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "", content_hash: str = "") -> Fetched:
        """The feed at an address, or `unchanged` when it is what was read before; raises FetchError."""
        got = await self.get(url, etag=etag, last_modified=last_modified, content_hash=content_hash)
        if not got.unchanged:
            _check_feed(got.body)
        return got

    async def get(self, url: str, *, etag: str = "", last_modified: str = "", content_hash: str = "") -> Fetched:
        """Whatever is at an address, followed through at most `hops` redirects; raises FetchError."""
        conditions = {}
        if etag:
            conditions["If-None-Match"] = etag
        if last_modified:
            conditions["If-Modified-Since"] = last_modified
        try:
            return await self._deadline.keep(self._follow(readable(url), conditions, content_hash))
        except aiohttp.ConnectionTimeoutError as error:
            seconds = self.settings.connect
            raise FetchError(Reason.CONNECT, f"no connection within {seconds:g} seconds") from error
        except TimeoutError as error:
            raise FetchError(Reason.SLOW, f"no whole answer within {self.settings.total:g} seconds") from error
        except (aiohttp.ClientError, ValueError, OSError) as error:
            raise explained(error) from error

    async def _follow(self, url: URL, conditions: dict[str, str], content_hash: str) -> Fetched:
        lasting = True
        session = self._session()
        for hop in range(self.settings.hops + 1):
            self.guard.check_url(url)
            asking(url)
            async with session.get(url, headers=conditions, allow_redirects=False) as answer:
                if answer.status not in PERMANENT and answer.status not in TEMPORARY:
                    moved = str(url) if hop and lasting else ""
                    return await self._read(answer, moved=moved, content_hash=content_hash)
                lasting = lasting and answer.status in PERMANENT
                url = next_hop(url, answer.headers.get("Location", ""))
        raise FetchError(Reason.REDIRECTS, f"more than {self.settings.hops} redirects one after another")

    async def _read(self, answer: aiohttp.ClientResponse, *, moved: str, content_hash: str) -> Fetched:
        headers = answer.headers
        facts = Fetched(
            url=str(answer.url),
            etag=headers.get("ETag", ""),
            last_modified=headers.get("Last-Modified", ""),
            content_type=headers.get("Content-Type", ""),
            content_hash=content_hash,
            permanent=moved,
            unchanged=True,
        )
        if answer.status == 304:
            return facts
        if answer.status != 200:
            await self._refuse(answer)
        body = await self._body(answer)
        digest = hashlib.sha256(body, usedforsecurity=False).hexdigest()[:32]
        return facts if digest == content_hash else replace(facts, body=body, content_hash=digest, unchanged=False)

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        cap = self.settings.cap
        if (answer.content_length or 0) > cap:
            answer.close()
            raise too_large(cap)
        inflater = Inflater(answer.headers.get("Content-Encoding", ""), cap=cap)
        while chunk := await answer.content.readany():
            inflater.feed(chunk)
        return inflater.body()

    async def _refuse(self, answer: aiohttp.ClientResponse) -> None:
        start = b""
        with contextlib.suppress(FetchError, aiohttp.ClientError):
            inflater = Inflater(answer.headers.get("Content-Encoding", ""), cap=_ERROR_BODY)
            while chunk := await answer.content.readany():
                inflater.feed(chunk)
            start = inflater.body()
        headers = answer.headers
        walled = headers.get("Cf-Mitigated", "").lower() == "challenge" or is_wall(start)
        raise failure(answer.status, walled=walled, retry_after=headers.get("Retry-After", ""))


def _check_feed(body: bytes) -> None:
    kind = kind_of(body)
    if kind is Kind.EMPTY:
        raise FetchError(Reason.EMPTY, "the answer is empty")
    if kind is Kind.HTML and is_wall(body):
        raise FetchError(Reason.BLOCKED, "a bot wall answers instead of the publisher")
    if kind in (Kind.HTML, Kind.OPML, Kind.OTHER):
        raise FetchError(Reason.NOT_A_FEED, f"this is {_NOT_FEEDS[kind]}, not a feed")
