"""An entry in, the same with the whole text of its page out; only for feeds that ask for it."""

import html
from dataclasses import replace

from bot.errors import ConfigError
from bot.feeds.charset import decode
from bot.feeds.fetch import Fetcher
from bot.feeds.problems import FetchError, Reason
from bot.feeds.robots import Robots
from bot.feeds.sandbox import Sandbox
from digests.entries import Entry


class FullText:
    """Reads the pages behind entries, where robots.txt allows it, with trafilatura (the `fulltext` extra)."""

    def __init__(self, fetcher: Fetcher, sandbox: Sandbox) -> None:
        """Fetch with `fetcher`; the page is taken apart in the sandbox."""
        self._fetcher = fetcher
        self._sandbox = sandbox
        self._robots = Robots(fetcher)

    async def completed(self, entry: Entry) -> Entry:
        """The entry with its page's text as content, when that is longer than what the feed gave; raises FetchError."""
        if not entry.link:
            return entry
        if not await self._robots.may_read(entry.link):
            raise FetchError(Reason.REFUSED, "the site's robots.txt asks us not to read its pages")
        page = await self._fetcher.get(entry.link)
        text = await self._sandbox.run(extract, page.body, page.content_type)
        if len(text) <= len(entry.content or entry.summary):
            return entry
        paragraphs = (html.escape(part.strip(), quote=False) for part in text.split("\n") if part.strip())
        return replace(entry, content="".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs))


def extract(body: bytes, content_type: str) -> str:
    """The main text of a page, one paragraph a line, "" when none is found; raises ConfigError without the extra."""
    try:
        import trafilatura
    except ImportError as error:
        raise ConfigError("full_text needs the fulltext extra: install chipbrief[fulltext]") from error
    text = decode(body, content_type=content_type).text
    return trafilatura.extract(text, include_comments=False, include_tables=False, favor_precision=True) or ""
