"""Feeds as a workspace sees them: its own and those of the operator, with their health in words."""

from datetime import datetime, timedelta

from bot.commands.command import Request
from bot.commands.services import Services
from bot.errors import CommandError
from bot.ports import FeedState, FeedStatus
from bot.storage.feeds import OPERATOR, Owner, StoredFeed, list_feeds
from digests.layout import shortened
from digests.message import visible

WELL = (FeedStatus.OK, FeedStatus.NEW, FeedStatus.DEGRADED)
"""What a feed without trouble is; one that had to be forgiven something is well with flaws."""

_WORDS = {
    FeedStatus.NEW: "new, not polled yet",
    FeedStatus.OK: "well",
    FeedStatus.DEGRADED: "well with flaws",
    FeedStatus.FAILING: "failing",
    FeedStatus.QUARANTINED: "set aside, because reading it went wrong",
    FeedStatus.DISABLED: "switched off",
}


def owner_of(request: Request) -> Owner:
    """The workspace as an owner of feeds."""
    return Owner(platform=request.target.platform, workspace=request.target.workspace)


async def own_feeds(request: Request, services: Services) -> tuple[StoredFeed, ...]:
    """The feeds that this workspace added."""
    return await list_feeds(services.store, owner=owner_of(request))


async def common_feeds(services: Services) -> tuple[StoredFeed, ...]:
    """The feeds that the operator polls for everybody."""
    return await list_feeds(services.store, owner=OPERATOR)


async def feeds_seen(request: Request, services: Services) -> tuple[StoredFeed, ...]:
    """The feeds that a workspace may see: its own, then the common ones."""
    own = await own_feeds(request, services)
    known = {one.feed.url for one in own}
    return (*own, *(one for one in await common_feeds(services) if one.feed.url not in known))


async def feed_named(request: Request, services: Services) -> StoredFeed:
    """The feed of this workspace or of the operator at the address of the request."""
    url = request.value("url")
    found = next((one for one in await feeds_seen(request, services) if one.feed.url == url), None)
    if found is None:
        raise CommandError(f"There is no feed {shortened(url, 120)} here; /brief feeds lists them")
    return found


def name_of(one: StoredFeed) -> str:
    """What a feed is called."""
    return shortened(one.feed.publisher or one.feed.title, 80) or visible(one.feed.url)[:120]


def called(one: StoredFeed) -> str:
    """What a feed is called, and its address: once when it has no other name."""
    name, address = name_of(one), shortened(one.feed.url, 300)
    return (
        address
        if name in (one.feed.url, visible(one.feed.url)[:120], shortened(one.feed.url, 80))
        else f"{name}, {address}"
    )


def health_words(state: FeedState, *, now: datetime) -> str:
    """How a feed is doing: `failing for 3 days: it answers 404; last new 4 days ago`."""
    told = _WORDS[state.status]
    if state.failing_since is not None and state.status is FeedStatus.FAILING:
        told += f" for {age_words(now - state.failing_since)}"
    if state.last_error and state.status not in (FeedStatus.OK, FeedStatus.NEW):
        told += f": {shortened(state.last_error, 140)}"
    if state.last_new_at is not None:
        told += f"; last new {age_words(now - state.last_new_at)} ago"
    return told


def age_words(age: timedelta) -> str:
    """A stretch of time, roughly: `4 days`, `3 hours`, `12 minutes`."""
    for unit, words in ((timedelta(days=1), "day"), (timedelta(hours=1), "hour"), (timedelta(minutes=1), "minute")):
        if age >= unit:
            number = int(age / unit)
            return f"{number:,} {words}{'' if number == 1 else 's'}"
    return "a moment"
