"""`feed remove URL`: a feed that this workspace added, polled for it no more."""

from bot.commands.command import Command, Completion, Kind, Option, Request, Who
from bot.commands.feed_words import called, common_feeds, own_feeds, owner_of
from bot.commands.services import Services
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.feeds import remove_feed
from digests.layout import shortened
from digests.message import Message

URL = Option(name="url", kind=Kind.URL, summary="The feed's address", required=True, completion=Completion.FEEDS)


async def run(request: Request, services: Services) -> Message:
    """Take the feed from this workspace; its articles stay."""
    url = request.value("url")
    mine = next((one for one in await own_feeds(request, services) if one.feed.url == url), None)
    if mine is None:
        common = any(one.feed.url == url for one in await common_feeds(services))
        whose = "is polled for everybody; only the operator can take it out" if common else "is none of this workspace"
        raise CommandError(f"{shortened(url, 120)} {whose}; /brief feeds lists them")
    await remove_feed(services.store, url, owner=owner_of(request))
    return said(f"Removed: {called(mine)}", "Its articles stay.")


FEED_REMOVE = Command(
    name="feed remove",
    summary="Stop polling a feed that this workspace added",
    run=run,
    example="feed remove https://wire.example/feed.xml",
    options=(URL,),
    who=Who.MANAGERS,
)
