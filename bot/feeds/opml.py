"""Lists of feeds, in and out: OPML bytes to feeds, feeds to OPML text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from bot.errors import FeedError
from bot.feeds.build import web_address
from bot.feeds.charset import FORBIDDEN, decode
from bot.feeds.problems import Reason
from digests.entries import Feed

CAP = 10_000_000
MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed that a list names, and the folders it stands in."""

    url: str
    title: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """The feeds that a list names, each once, in its order; and what it names instead of an address."""

    feeds: tuple[Listed, ...]
    unusable: tuple[str, ...] = ()


def parse_opml(body: bytes) -> FeedList:
    """The feeds that an OPML file names; raises FeedError for anything else.

    A list is a stranger's file: it is capped, has no document type declaration, and is best read in the sandbox
    (`Sandbox.run`).
    """
    if len(body) > CAP:
        raise FeedError(Reason.TOO_LARGE, f"a list of feeds larger than {CAP:,} bytes is not read")
    text = FORBIDDEN.sub("", decode(body).text)
    if "<!doctype" in text[:10_000].lower() or "<!entity" in text[:10_000].lower():
        raise FeedError(Reason.UNREADABLE, "a list of feeds with a document type declaration is not read")
    if "<opml" not in text[:10_000].lower():
        raise FeedError(Reason.UNREADABLE, "this is not OPML, the list that feed readers export")
    found: dict[str, Listed] = {}
    unusable: list[str] = []
    for listed in _read(text):
        url = web_address(listed.url, base="")
        if url:
            found.setdefault(url, replace(listed, url=url))
        else:
            unusable.append(listed.url)
    if not found:
        raise FeedError(Reason.EMPTY, "the list names no feed")
    if len(found) > MOST:
        raise FeedError(Reason.TOO_LARGE, f"the list names {len(found):,} feeds, more than {MOST:,}; split it")
    return FeedList(feeds=tuple(found.values()), unusable=tuple(unusable))


def _read(text: str) -> Iterable[Listed]:
    import listparser

    for feed in listparser.parse(text.encode("utf-8", "replace"))["feeds"]:
        folders = tuple(str(name) for names in feed.get("categories", ())[:1] for name in names)
        yield Listed(url=str(feed["url"]), title=str(feed.get("title", ""))[:300], folders=folders)


def write_opml(feeds: Sequence[Feed], *, title: str = "Chipbrief") -> str:
    """An OPML 2.0 document with these feeds."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_escaped(title)}</title></head>",
        "  <body>",
        *(_outline(feed) for feed in feeds),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _outline(feed: Feed) -> str:
    name = feed.title or feed.publisher or feed.url
    parts = {"type": "rss", "text": name, "title": name, "xmlUrl": feed.url, "htmlUrl": feed.home}
    parts["language"] = feed.language
    return (
        "    <outline " + " ".join(f"{key}={quoteattr(_clean(value))}" for key, value in parts.items() if value) + "/>"
    )


def _escaped(text: str) -> str:
    return _clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)
