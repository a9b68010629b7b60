"""A page's or a feed's address in, the feed behind it out; asked only when somebody adds a feed."""

from dataclasses import dataclass
from html.parser import HTMLParser

from bot.feeds.build import FeedFacts, web_address
from bot.feeds.charset import decode
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.problems import FetchError, Reason
from bot.feeds.reading import FeedReader
from bot.feeds.sandbox import Sandbox
from bot.feeds.sniff import Kind, is_wall, kind_of

_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/json"}
)
_MOST_TRIED = 3
_LOOKED_AT = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A feed that was found and can be read: its own address, what it says of itself, and how many entries it has."""

    url: str
    facts: FeedFacts
    entries: int


async def find_and_read(url: str, *, fetcher: Fetcher) -> Found:
    """The feed at an address or behind the page there, read once, so that nobody adds what cannot be; FeedError."""
    fetched = await find_feed(url, fetcher=fetcher)
    sandbox = Sandbox()
    try:
        parsed = (await FeedReader(sandbox).read(fetched, feed_url=fetched.url)).parsed
    finally:
        await sandbox.close()
    return Found(url=fetched.url, facts=parsed.facts, entries=parsed.found)


async def find_feed(url: str, *, fetcher: Fetcher) -> Fetched:
    """The feed at an address, or the first one that the page there names; raises FetchError.

    The answer's `url` is the feed's own address, to be polled from now on.
    """
    fetched = await fetcher.get(url if "://" in url else f"https://{url}")
    kind = kind_of(fetched.body)
    if kind is not Kind.HTML:
        return _sure(fetched, kind)
    if is_wall(fetched.body):
        raise FetchError(Reason.BLOCKED, "a bot wall answers instead of the publisher")
    for candidate in feeds_named_in(fetched)[:_MOST_TRIED]:
        try:
            return await fetcher.feed(candidate)
        except FetchError:
            continue
    raise FetchError(Reason.NOT_A_FEED, "this is a web page, and it names no feed that can be read")


def _sure(fetched: Fetched, kind: Kind) -> Fetched:
    if kind is Kind.EMPTY:
        raise FetchError(Reason.EMPTY, "the answer is empty")
    if kind is Kind.OPML:
        raise FetchError(Reason.NOT_A_FEED, "this is a list of feeds; `chipbrief feeds import` takes it as a file")
    if kind is Kind.OTHER:
        raise FetchError(Reason.NOT_A_FEED, "this is neither a feed nor a web page")
    return fetched


def feeds_named_in(page: Fetched) -> tuple[str, ...]:
    """The addresses of the feeds that a page names with `<link rel="alternate">`, those of comments last."""
    finder = _Finder()
    finder.feed(decode(page.body[:_LOOKED_AT], content_type=page.content_type).text)
    base = web_address(finder.base, base=page.url) or page.url
    found = {web_address(href, base=base): title for href, title in finder.found}
    return tuple(sorted(filter(None, found), key=lambda address: "comment" in (address + found[address]).lower()))


class _Finder(HTMLParser):
    """Collects the alternates of a page's head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.base = ""
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("link", "base"):
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "base":
            self.base = self.base or given.get("href", "")
        elif "alternate" in given.get("rel", "").lower().split() and given.get("type", "").lower() in _FEED_TYPES:
            self.found.append((given.get("href", ""), given.get("title", "")))
