"""`feeds`: what is polled for this workspace, and how each is doing, in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.commands.asking import AFTER, page_of
from bot.commands.command import Command, Request
from bot.commands.feed_words import WELL, common_feeds, health_words, name_of, own_feeds
from bot.commands.parts import in_parts
from bot.commands.services import Services
from bot.storage.feeds import StoredFeed
from digests.layout import counted
from digests.message import Block, Bullets, Heading, Line, Message, Plain, link


async def run(request: Request, services: Services) -> Message:
    """The workspace's own feeds, then the common ones; those in trouble first."""
    page, own, common = page_of(request), await own_feeds(request, services), await common_feeds(services)
    bad = sum(one.state.status not in WELL for one in (*own, *common))
    title = f"{counted(len({one.feed.url for one in (*own, *common)}), 'feed')}, {bad:,} in trouble"
    blocks: list[Block] = [Heading(title)]
    blocks += _section("Added by this workspace", own, now=request.now)
    blocks += _section("Polled for everybody", common, now=request.now)
    return in_parts(Message(tuple(blocks), title), page, "feeds")


def _section(title: str, feeds: Sequence[StoredFeed], *, now: datetime) -> list[Block]:
    ordered = sorted(feeds, key=lambda one: (one.state.status in WELL, name_of(one).casefold(), one.feed.url))
    lines = tuple(_line(one, now=now) for one in ordered)
    return [Heading(f"{title}: {len(lines):,}", level=2), Bullets(lines)] if lines else []


def _line(one: StoredFeed, *, now: datetime) -> Line:
    return (link(name_of(one), one.feed.url), Plain(f": {health_words(one.state, now=now)}"))


FEEDS = Command(
    name="feeds", summary="What is polled, and how each feed is doing", run=run, example="feeds", options=(AFTER,)
)
