"""`feed add URL`: one more feed for this workspace, found behind a page's address if need be."""

from bot.commands.asking import line_of
from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.feed_words import called, common_feeds, name_of, own_feeds, owner_of
from bot.commands.services import Services
from bot.commands.words import said
from bot.errors import CommandError, FeedError
from bot.ports import FeedState
from bot.storage.feeds import StoredFeed, add_feed, feed_by_url
from bot.storage.locks import hold
from digests.entries import Feed
from digests.layout import shortened
from digests.message import Button, Message


async def run(request: Request, services: Services) -> Message:
    """Find the feed and add it; what it brings is for everybody who asks this bot."""
    await _check_limit(request, services)
    found = await _found(request.value("url"), services)
    known = await feed_by_url(services.store, found.url)
    feed = known.feed if known else found  # nobody changes what others' feed is called
    if any(one.feed.url == feed.url for one in await common_feeds(services)):
        return said(f"{name_of(known or _new(feed))} is polled for everybody already")
    async with services.store.writing() as connection:
        await hold(connection, "feed owners")
        new = await add_feed(connection, feed, owner=owner_of(request), added_by=request.asker.id, now=request.now)
    lead = "Added" if new else "It was there already"
    buttons = (Button("Check it", line_of("feed check", feed.url)), Button("All feeds", line_of("feeds")))
    return said(f"{lead}: {called(known or _new(feed))}", buttons=buttons)


async def _check_limit(request: Request, services: Services) -> None:
    most = services.settings.limits.feeds_per_workspace
    if len(await own_feeds(request, services)) >= most:
        raise CommandError(f"This workspace has {most} feeds, the most it may have; /brief feed remove one first")


async def _found(url: str, services: Services) -> Feed:
    try:
        return await services.find_feed(url)
    except FeedError as error:
        raise CommandError(f"{shortened(url, 120)} cannot be added: {error}") from error


def _new(feed: Feed) -> StoredFeed:
    return StoredFeed(feed=feed, state=FeedState(url=feed.url))


FEED_ADD = Command(
    name="feed add",
    summary="Poll one more feed; a page's address will do",
    run=run,
    example="feed add https://wire.example/chips",
    options=(Option(name="url", kind=Kind.URL, summary="The address of a feed or of a page", required=True),),
    who=Who.MANAGERS,
    waits=True,
)
