"""What one round of collecting found, to the store, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.ports import FeedState, HostState
from bot.storage.articles import ArticleEnd, add_articles, revise_articles, save_ends
from bot.storage.feeds import SeenEntry, save_hosts, save_seen, save_states
from bot.storage.readings import add_readings, replace_readings
from bot.storage.store import At, writing
from bot.storage.stories import Merge, Placement, save_merges, save_placements, save_sagas
from digests.stories import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one round found, of one feed or of many.

    `baseline` names the articles that a feed held when it was first polled; `revised` are stored articles whose text
    the publisher changed, read anew. Saving the same twice changes nothing.
    """

    at: datetime
    feeds: tuple[FeedState, ...] = ()
    hosts: tuple[HostState, ...] = ()
    entries: tuple[SeenEntry, ...] = ()
    reports: tuple[Report, ...] = ()
    baseline: frozenset[str] = frozenset()
    revised: tuple[Report, ...] = ()
    placements: tuple[Placement, ...] = ()
    merges: tuple[Merge, ...] = ()
    sagas: tuple[tuple[str, str], ...] = ()
    ends: tuple[ArticleEnd, ...] = ()


async def save_collected(at: At, collected: Collected) -> frozenset[str]:
    """Store all of it or nothing; the ids of the articles that are new."""
    async with writing(at) as connection:
        await save_states(connection, collected.feeds)
        await save_hosts(connection, collected.hosts)
        await save_seen(connection, collected.entries, now=collected.at)
        articles = [report.article for report in collected.reports]
        new = await add_articles(connection, articles, baseline=collected.baseline)
        await add_readings(connection, [report for report in collected.reports if report.article.id in new])
        await revise_articles(connection, [report.article for report in collected.revised], now=collected.at)
        await replace_readings(connection, collected.revised)
        await save_placements(connection, collected.placements, now=collected.at)
        await save_merges(connection, collected.merges, now=collected.at)
        await save_sagas(connection, collected.sagas)
        await save_ends(connection, collected.ends)
        return new
