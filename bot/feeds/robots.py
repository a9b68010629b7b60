"""A page's address in, whether its site lets us read it out."""

import asyncio
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from bot.feeds.fetch import Fetcher
from bot.feeds.problems import FetchError

AGENT = "Chipbrief"
_MOST_SITES: Final = 2000
DAY: Final = 86_400.0
"""Seconds for which a site's rules are believed (RFC 9309, 2.4)."""
SILENT: Final = 3_600.0
"""Seconds after which a site that could not be asked is asked again."""


class Robots:
    """Answers from each site's robots.txt, read once a day.

    A site without one (4xx) lets everybody in; one that cannot be asked now lets nobody in (RFC 9309, 2.3.1.4).
    """

    def __init__(self, fetcher: Fetcher, *, silent: float = SILENT) -> None:
        """Ask with this fetcher; a site that could not be asked is asked again after `silent` seconds."""
        self._fetcher = fetcher
        self._silent = silent
        self._sites: dict[str, tuple[float, RobotFileParser]] = {}

    async def may_read(self, url: str) -> bool:
        """Whether a page may be read."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        now = asyncio.get_running_loop().time()
        until, rules = self._sites.get(site, (now, RobotFileParser()))
        if until <= now:
            rules, lasts = await self._ask(site)
            self._sites.pop(site, None)
            if len(self._sites) >= _MOST_SITES:
                self._sites.pop(next(iter(self._sites)))
            self._sites[site] = (now + lasts, rules)
        return rules.can_fetch(AGENT, url)

    async def _ask(self, site: str) -> tuple[RobotFileParser, float]:
        """A site's rules, and the seconds for which they hold."""
        rules, lasts = RobotFileParser(), DAY
        try:
            fetched = await self._fetcher.get(f"{site}/robots.txt")
            rules.parse(fetched.body[:500_000].decode("utf-8", "replace").splitlines())
        except FetchError as error:
            has_none = 400 <= error.status < 500
            rules.parse([] if has_none else ["User-agent: *", "Disallow: /"])
            lasts = DAY if has_none else self._silent
        return rules, lasts
