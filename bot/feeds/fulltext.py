"""Entries in, the same with the whole text of their pages out; only for feeds that ask for it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import FeedError
from bot.feeds.charset import decode
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.gate import HostGate, host_of
from bot.feeds.problems import FetchError, Reason
from bot.feeds.robots import Robots
from bot.feeds.sandbox import Sandbox
from digests.entries import Entry

MOST: Final = 20
"""Pages that are read for one poll of a feed; the entries behind them keep what the feed gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """Entries with their pages' texts; the keys of those that keep what the feed gave, and the first one's problem."""

    entries: tuple[Entry, ...]
    teasers: frozenset[str]
    problem: str


class FullText:
    """Reads the pages behind entries, where robots.txt allows it, with trafilatura (the `fulltext` extra)."""

    def __init__(self, fetcher: Fetcher, sandbox: Sandbox, gate: HostGate) -> None:
        """Fetch with `fetcher`, in turn at the `gate` of each host; the page is taken apart in the sandbox."""
        self._fetcher = fetcher
        self._sandbox = sandbox
        self._robots = Robots(fetcher)
        self._gate = gate

    async def all_completed(self, entries: Sequence[Entry]) -> Completed:
        """The entries completed as far as their pages can be read."""
        done, problem = list(entries), ""
        teasers = {entry.key for entry in entries[MOST:]}
        for at, entry in enumerate(entries[:MOST]):
            try:
                done[at] = await self.completed(entry)
            except Exception as error:  # whatever a page sets off in a library is that page's failure
                known = isinstance(error, FeedError)
                what = str(error) if known else f"reading failed unexpectedly: {type(error).__name__}"
                problem = problem or f"{entry.link}: {what}"
                teasers.add(entry.key)
        return Completed(entries=tuple(done), teasers=frozenset(teasers), problem=problem)

    async def completed(self, entry: Entry) -> Entry:
        """The entry with its page's text as content, when that is longer than what the feed gave; raises FeedError."""
        if not entry.link:
            return entry
        if not await self._robots.may_read(entry.link):
            raise FetchError(Reason.REFUSED, "the site's robots.txt asks us not to read its pages")
        page = await self._page(entry.link)
        text = await self._sandbox.run(extract, page.body, page.content_type)
        if len(text) <= len(entry.content or entry.summary):
            return entry
        paragraphs = (html.escape(part.strip(), quote=False) for part in text.split("\n") if part.strip())
        return replace(entry, content="".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs))

    async def _page(self, url: str) -> Fetched:
        host = host_of(url)
        await self._gate.enter(host)
        try:
            return await self._fetcher.get(url)
        finally:
            self._gate.leave(host)


def extract(body: bytes, content_type: str) -> str:
    """The main text of a page, one paragraph a line, "" when none is found; raises FeedError without the extra."""
    try:
        import trafilatura
    except ImportError as error:
        raise FeedError(Reason.REFUSED, "full_text needs the fulltext extra: install chipbrief[fulltext]") from error
    text = decode(body, content_type=content_type).text
    return trafilatura.extract(text, include_comments=False, include_tables=False, favor_precision=True) or ""
