"""`feeds`: list, add, remove, check, import and export."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.output import print_json, print_table, progress, shown
from bot.cli.settings import settings_for
from bot.config import Settings
from bot.config_values import check_address
from bot.desk.loader import load_desk
from bot.errors import CommandError, FeedError
from bot.feeds.answers import readable
from bot.feeds.guard import Guard
from bot.feeds.opml import CAP, FeedList, parse_opml, write_opml
from bot.feeds.problems import Reason
from bot.ports import FeedState, FeedStatus
from bot.schedule import utc_now
from bot.standing import feed_of, wanted_feeds
from bot.storage import Store, open_store
from bot.storage.feeds import StoredFeed, list_feeds, remove_feed
from bot.storage.feeds import add_feed as store_feed
from bot.storage.feeds import add_feeds as store_feeds
from digests.entries import Feed

if TYPE_CHECKING:
    from bot.feeds.poll import Polled

WHO = "command line"
LONGEST = 2000  # characters of an address


def show_feeds(config: Path | None, *, as_json: bool) -> None:
    """Print the feeds of the store and how they are doing."""
    found = asyncio.run(_stored(settings_for(config)))
    if as_json:
        print_json([_row(one) for one in found], indent=2)
    else:
        columns = ("publisher", "status", "last new", "url", "problem")
        print_table(_counted(len(found)), columns, map(_cells, found))


def add_feed(config: Path | None, url: str, *, publisher: str, as_json: bool) -> None:
    """Find the feed at an address or behind a page, and add it."""
    feed, entries, new = asyncio.run(_add(settings_for(config), url, publisher))
    if as_json:
        print_json({"url": feed.url, "publisher": feed.publisher, "title": feed.title, "entries": entries, "new": new})
    elif new:
        name = feed.publisher or feed.title
        called = f" ({shown(name)})" if name and name != feed.url else ""
        typer.echo(f"Added {feed.url}{called}, {_counted(entries, 'entry', 'entries')} now.")
    else:
        typer.echo(f"{feed.url} was there already.")


def remove_feed_at(config: Path | None, url: str, *, as_json: bool) -> None:
    """Remove a feed; CommandError when there is none such."""
    settings = settings_for(config)
    if not asyncio.run(_remove(settings, url)):
        raise CommandError(f"There is no feed {url}; `chipbrief feeds list` shows all.")
    standing = _standing(settings, url)
    if as_json:
        print_json({"url": url, "removed": True, "comes_back": bool(standing)})
    else:
        typer.echo(f"Removed {url}; its articles stay.{standing}")


def check_feeds(config: Path | None, urls: Sequence[str], *, as_json: bool) -> None:
    """Fetch feeds and print how each is doing; exit 1 when one fails."""
    polled = asyncio.run(_check(settings_for(config), urls))
    rows = [
        {"url": one.feed.url, "outcome": one.outcome, "entries": len(one.entries), "problem": _problem(one)}
        for one in sorted(polled, key=lambda one: one.feed.url)
    ]
    if as_json:
        print_json(rows, indent=2)
    else:
        columns = ("url", "outcome", "entries", "problem")
        print_table("", columns, ([row[column] for column in columns] for row in rows))
    if any(one.error is not None for one in polled):
        raise typer.Exit(1)


def import_feeds(config: Path | None, file: Path, *, as_json: bool) -> None:
    """Add every feed that an OPML file lists, without fetching them."""
    try:
        with file.open("rb") as stream:
            listed = parse_opml(stream.read(CAP + 1))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name holds a NUL"
        raise CommandError(f"{file} cannot be read ({why}); name an OPML file.") from error
    except FeedError as error:
        raise CommandError(f"{file}: {error}.") from error
    settings = settings_for(config)
    feeds, refused = _readable(listed, settings)
    added = asyncio.run(_import(settings, feeds))
    if as_json:
        print_json({"listed": len(feeds) + len(refused), "added": added, "refused": refused})
        return
    left = f", {len(refused)} left out" if refused else ""
    typer.echo(f"{_counted(added)} added, {len(feeds) - added} there already{left}.")
    for url, why in refused.items():
        typer.echo(f"Left out {shown(url[:LONGEST])}: {why}.")


def _readable(listed: FeedList, settings: Settings) -> tuple[list[Feed], dict[str, str]]:
    """The feeds of a list that may be asked for; what else it names, with the reason why not."""
    guard = Guard.allowing(settings.feeds.allow_private)
    refused = dict.fromkeys(listed.unusable, "this is no web address")
    feeds = []
    for one in listed.feeds:
        try:
            guard.check_url(readable(one.url))
        except FeedError as error:
            refused[one.url] = str(error)
        else:
            feeds.append(Feed(url=one.url, title=one.title, publisher=one.title))
    return feeds, refused


def export_feeds(config: Path | None, *, as_json: bool) -> None:
    """Print the feeds as OPML, or as JSON."""
    feeds = [one.feed for one in asyncio.run(_stored(settings_for(config)))]
    if as_json:
        print_json([{"url": one.url, "title": one.title, "publisher": one.publisher} for one in feeds], indent=2)
    else:
        sys.stdout.write(write_opml(feeds))


def _counted(number: int, one: str = "feed", many: str = "feeds") -> str:
    return f"{number} {one if number == 1 else many}"


def _row(one: StoredFeed) -> dict[str, object]:
    """A feed for programs: moments are ISO 8601 in UTC, or null for never."""
    state = one.state
    return {
        "url": one.feed.url,
        "title": one.feed.title,
        "publisher": one.feed.publisher,
        "status": state.status,
        "last_ok_at": state.last_ok_at,
        "last_new_at": state.last_new_at,
        "next_poll_at": state.next_poll_at,
        "failures": state.failures,
        "problem": state.last_error,
        "reason": state.last_reason,
    }


def _cells(one: StoredFeed) -> tuple[object, ...]:
    state = one.state
    status = "not fetched yet" if state.status is FeedStatus.NEW else state.status
    last_new = f"{state.last_new_at:%Y-%m-%d %H:%M}" if state.last_new_at else ""
    return one.feed.publisher or one.feed.title, status, last_new, one.feed.url, state.last_error


def _problem(polled: "Polled") -> str:
    if polled.error is not None:
        return f"{polled.error.reason}: {polled.error}"
    return "; ".join(polled.flaws)


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[Store]:
    """The store, beside a bot that may be running."""
    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        yield store


async def _stored(settings: Settings) -> tuple[StoredFeed, ...]:
    async with _opened(settings) as store:
        return await list_feeds(store)


async def _add(settings: Settings, url: str, publisher: str) -> tuple[Feed, int, bool]:
    """The feed that was found, how many entries it has, and whether it is new here."""
    from bot.feeds.find import find_and_read
    from bot.main import fetcher_of

    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    async with fetcher_of(settings) as fetcher:
        try:
            found = await find_and_read(_address(url), fetcher=fetcher)
        except FeedError as error:
            mend = "; list it in feeds.allow_private if it is yours" if error.reason == Reason.REFUSED else ""
            raise CommandError(f"{url}: {error}{mend}.") from error
    known = desk.source_for(publisher, found.url)
    own = Feed(url=found.url, title=found.facts.title, home=found.facts.home, publisher=publisher)
    feed = replace(feed_of(known), url=found.url) if known else own
    async with _opened(settings) as store:
        return feed, found.entries, await store_feed(store, feed, added_by=WHO, now=utc_now())


def _address(url: str) -> str:
    """A web address as people type it, https where they leave that out."""
    address = url if "://" in url else f"https://{url}"
    try:
        if len(address) <= LONGEST:
            return check_address(address)
    except ValueError as error:
        if "@" in address:  # nothing that may be a password is repeated
            raise CommandError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error
    raise CommandError(f"{url[:100]!r} is not a web address; write one such as https://wire.example/feed.")


async def _remove(settings: Settings, url: str) -> bool:
    async with _opened(settings) as store:
        return await remove_feed(store, url)


def _standing(settings: Settings, url: str) -> str:
    """What to tell of a feed that config or desk ask for, so that the next start adds it again; "" of others."""
    if any(one.url == url for one in settings.feed):
        return " The config file asks for it: take its [[feed]] out there too, or the next start adds it again."
    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    if any(feed.url == url for feed in wanted_feeds(settings, desk)):
        return (
            " It is a source of the desk, which the next start adds again: set desk_sources = false under [feeds], and"
            " list the feeds you want."
        )
    return ""


async def _check(settings: Settings, urls: Sequence[str]) -> "list[Polled]":
    from bot.main import poller_of

    feeds = [Feed(url=url) for url in urls] or [one.feed for one in await _stored(settings)]
    polled: list[Polled] = []
    with progress("Fetching", total=len(feeds)) as steps:
        async with poller_of(settings) as poller:
            due = [(feed, FeedState(url=feed.url)) for feed in feeds]
            async for one in poller.poll_all(due, seen=_nothing_seen, now=utc_now()):
                polled.append(one)
                steps.step()
    return polled


async def _nothing_seen(feed: Feed, keys: Sequence[str]) -> tuple[str, ...]:
    return ()


async def _import(settings: Settings, feeds: Sequence[Feed]) -> int:
    async with _opened(settings) as store:
        return await store_feeds(store, feeds, added_by=WHO, now=utc_now())
