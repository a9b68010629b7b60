"""An address in, the publisher's bytes out: conditional, bounded in time and size, one guarded hop at a time."""

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from yarl import URL

from bot.feeds.answers import PERMANENT, TEMPORARY, failure, next_hop, readable
from bot.feeds.fetched import Fetched
from bot.feeds.guard import Guard
from bot.feeds.problems import FetchError, Reason
from bot.feeds.resolve import LookUp, Names
from bot.feeds.sniff import Kind, is_wall, kind_of
from bot.feeds.transfer import Answer, Limits, Transfers

_ACCEPT = (
    "Accept: application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.3, */*;q=0.1"
)
_VALIDATOR = re.compile(r"[^\x00-\x1f\x7f]{1,1000}")  # what may be sent back in a header
_SERVERS_REMEMBERED = 16384
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
    """Fetches over connections that are kept; open it with `async with`, inside the event loop."""

    def __init__(self, settings: FetchSettings | None = None, *, look_up: LookUp | None = None) -> None:
        """Keep the limits; `look_up` replaces the system's names in tests."""
        self.settings = settings or FetchSettings()
        self.guard = Guard.allowing(self.settings.allow)
        self._look_up = look_up
        self._permitted: set[tuple[str, str]] = set()
        self._opened: tuple[Transfers, Names] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections; a later fetch opens others."""
        if self._opened is not None:
            transfers, names = self._opened
            self._opened = None
            names.close()
            await transfers.close()

    def _transfers(self) -> Transfers:
        if self._opened is None:
            limits = Limits(
                connect=self.settings.connect,
                cap=self.settings.cap,
                sockets=self.settings.sockets,
                user_agent=self.settings.user_agent,
            )
            names = Names(self._look_up)
            self._opened = Transfers(limits, guard=self.guard, names=names), names
        return self._opened[0]

    async def feed(self, url: str, *, etag: str = "", last_modified: str = "", content_hash: str = "") -> Fetched:
        """The feed at an address, or `unchanged` when it is what was read before; raises FetchError."""
        got = await self.get(url, etag=etag, last_modified=last_modified, content_hash=content_hash)
        if not got.unchanged:
            _check_feed(got.body)
        return got

    async def get(self, url: str, *, etag: str = "", last_modified: str = "", content_hash: str = "") -> Fetched:
        """Whatever is at an address, followed through at most `hops` redirects; raises FetchError."""
        headers = [_ACCEPT]
        if _VALIDATOR.fullmatch(etag):
            headers.append(f"If-None-Match: {etag}")
        if _VALIDATOR.fullmatch(last_modified):
            headers.append(f"If-Modified-Since: {last_modified}")
        try:
            return await self._follow(readable(url), headers, content_hash)
        except TimeoutError as error:
            raise FetchError(Reason.SLOW, f"no whole answer within {self.settings.total:g} seconds") from error

    async def _follow(self, url: URL, headers: Sequence[str], content_hash: str) -> Fetched:
        lasting = True
        clock = asyncio.get_running_loop().time
        end = clock() + self.settings.total
        for hop in range(self.settings.hops + 1):
            self._check(url)
            answer = await self._transfers().get(url, headers, seconds=end - clock())
            if answer.status not in PERMANENT and answer.status not in TEMPORARY:
                moved = str(url) if hop and lasting else ""
                return _fetched(answer, url, moved=moved, content_hash=content_hash)
            lasting = lasting and answer.status in PERMANENT
            url = next_hop(url, answer.headers.get("location", ""))
        raise FetchError(Reason.REDIRECTS, f"more than {self.settings.hops} redirects one after another")

    def _check(self, url: URL) -> None:
        """Raises FetchError when an address must not be asked for; what was found of a server is remembered."""
        server = url.scheme, url.raw_authority
        if server not in self._permitted:
            self.guard.check_url(url)
            if len(self._permitted) >= _SERVERS_REMEMBERED:
                self._permitted.clear()
            self._permitted.add(server)


def _fetched(answer: Answer, url: URL, *, moved: str, content_hash: str) -> Fetched:
    """What was answered; raises FetchError for a status other than 200 and 304."""
    headers = answer.headers
    if answer.status not in (200, 304):
        walled = headers.get("cf-mitigated", "").lower() == "challenge" or is_wall(answer.body)
        raise failure(answer.status, walled=walled, retry_after=headers.get("retry-after", ""))
    facts = Fetched(
        url=str(url),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        content_type=headers.get("content-type", ""),
        content_hash=content_hash,
        permanent=moved,
        unchanged=True,
    )
    if answer.status == 304:
        return facts
    digest = hashlib.sha256(answer.body, usedforsecurity=False).hexdigest()[:32]
    return facts if digest == content_hash else replace(facts, body=answer.body, content_hash=digest, unchanged=False)


def _check_feed(body: bytes) -> None:
    kind = kind_of(body)
    if kind is Kind.EMPTY:
        raise FetchError(Reason.EMPTY, "the answer is empty")
    if kind is Kind.HTML and is_wall(body):
        raise FetchError(Reason.BLOCKED, "a bot wall answers instead of the publisher")
    if kind in (Kind.HTML, Kind.OPML, Kind.OTHER):
        raise FetchError(Reason.NOT_A_FEED, f"this is {_NOT_FEEDS[kind]}, not a feed")
