"""`feed check URL`: a feed fetched now, and how it has been doing."""

from bot.commands.asking import line_of
from bot.commands.command import Command, Request, Who
from bot.commands.feed_remove import URL
from bot.commands.feed_words import feed_named, health_words, name_of
from bot.commands.services import Services
from bot.commands.words import said
from bot.errors import FeedError
from digests.layout import moment_words
from digests.message import Button, Message


async def run(request: Request, services: Services) -> Message:
    """Whether the feed answers now; nothing of what it answers is stored."""
    one = await feed_named(request, services)
    try:
        found = await services.find_feed(one.feed.url)
        now = "it answers" if found.url == one.feed.url else f"it has moved to {found.url}"
    except FeedError as error:
        now = f"it fails: {error}"
    state = one.state
    told = [f"As polled: {health_words(state, now=request.now)}"]
    if state.next_poll_at is not None:
        zone = services.zone()
        told.append(f"Polled next at {moment_words(state.next_poll_at, zone=zone)} (UTC)")
    return said(f"{name_of(one)}: {now}", *told, buttons=(Button("All feeds", line_of("feeds")),))


FEED_CHECK = Command(
    name="feed check",
    summary="Fetch a feed now and say how it is doing",
    run=run,
    example="feed check https://wire.example/feed.xml",
    options=(URL,),
    who=Who.MANAGERS,
    waits=True,
)
