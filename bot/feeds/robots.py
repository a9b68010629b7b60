"""A page's address in, whether its site lets us read it out."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from bot.feeds.fetch import Fetcher
from bot.feeds.problems import FetchError

AGENT = "Chipbrief"
_MOST_SITES = 2000


class Robots:
    """Answers from each site's robots.txt, read once a run.

    A site without one (4xx) lets everybody in; one that cannot be asked now lets nobody in (RFC 9309, 2.3.1.4).
    """

    def __init__(self, fetcher: Fetcher) -> None:
        """Ask with this fetcher."""
        self._fetcher = fetcher
        self._sites: dict[str, RobotFileParser] = {}

    async def may_read(self, url: str) -> bool:
        """Whether a page may be read."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules = self._sites.get(site)
        if rules is None:
            rules = await self._ask(site)
            if len(self._sites) >= _MOST_SITES:
                self._sites.pop(next(iter(self._sites)))
            self._sites[site] = rules
        return rules.can_fetch(AGENT, url)

    async def _ask(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        try:
            fetched = await self._fetcher.get(f"{site}/robots.txt")
            rules.parse(fetched.body[:500_000].decode("utf-8", "replace").splitlines())
        except FetchError as error:
            closed = not 400 <= error.status < 500
            rules.parse(["User-agent: *", "Disallow: /"] if closed else [])
        return rules
