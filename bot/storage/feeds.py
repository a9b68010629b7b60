"""Feeds: who asked for them, which are due, what is remembered of them and of their hosts between two polls."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.ports import FeedState, FeedStatus, HostState
from bot.storage.schema import entries_seen, feed_owners, feeds, hosts
from bot.storage.statements import add_rows, among, chunks, put_rows, skipping_locked
from bot.storage.store import At, reading, writing
from digests.entries import Feed, SourceKind

POLL_LEASE = timedelta(minutes=5)  # how long a feed stays with whoever took it; a crash delays its poll by as much
LONGEST_KEY = 512
LONGEST_HOST = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The workspace that asked for a feed; the operator's own feeds have neither platform nor workspace."""

    platform: str = ""
    workspace: str = ""


OPERATOR = Owner()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFeed:
    """A feed and what is remembered of it."""

    feed: Feed
    state: FeedState


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenEntry:
    """An entry of a feed that was read, and the hash of what it held."""

    feed_url: str
    key: str
    content_hash: str


async def add_feed(at: At, feed: Feed, *, owner: Owner = OPERATOR, added_by: str = "", now: datetime) -> bool:
    """Add a feed for an owner, due at once, or bring its details up to date; false when the owner has it already."""
    return await add_feeds(at, [feed], owner=owner, added_by=added_by, now=now) == 1


async def add_feeds(at: At, some: Sequence[Feed], *, owner: Owner = OPERATOR, added_by: str = "", now: datetime) -> int:
    """Add feeds for an owner as `add_feed` does, all or none; how many of them the owner did not have yet."""
    added = {feed.url: feed for feed in some}
    async with writing(at) as connection:
        rows = [asdict(feed) | asdict(FeedState(url=feed.url, next_poll_at=now)) | {"added_at": now} for feed in some]
        await put_rows(connection, feeds, rows, change=[name for name in Feed.__dataclass_fields__ if name != "url"])
        known = select(feed_owners.c.feed_url).where(among(connection, feed_owners.c.feed_url, list(added)), _is(owner))
        already = (await connection.scalars(known)).all()
        mine = asdict(owner) | {"added_by": added_by, "added_at": now}
        await add_rows(connection, feed_owners, [{"feed_url": url} | mine for url in added])
        return len(added) - len(already)


async def remove_feed(at: At, url: str, *, owner: Owner = OPERATOR) -> bool:
    """Take a feed from an owner; the feed goes when nobody wants it any more. False when the owner had none such."""
    async with writing(at) as connection:
        gone = await connection.execute(delete(feed_owners).where(feed_owners.c.feed_url == url, _is(owner)))
        wanted = await connection.scalar(select(exists().where(feed_owners.c.feed_url == url)))
        if not wanted:
            await connection.execute(delete(feeds).where(feeds.c.url == url))
            await connection.execute(delete(entries_seen).where(entries_seen.c.feed_url == url))
        return gone.rowcount > 0


async def list_feeds(at: At, *, owner: Owner | None = None) -> tuple[StoredFeed, ...]:
    """The feeds of an owner, or all, by address."""
    query = select(feeds).order_by(feeds.c.url)
    if owner is not None:
        query = query.where(feeds.c.url.in_(select(feed_owners.c.feed_url).where(_is(owner))))
    async with reading(at) as connection:
        return tuple(_stored_feed(row) for row in await connection.execute(query))


async def feed_by_url(at: At, url: str) -> StoredFeed | None:
    """The feed at an address, if anybody has it."""
    async with reading(at) as connection:
        row = (await connection.execute(select(feeds).where(feeds.c.url == url))).one_or_none()
        return _stored_feed(row) if row else None


async def owners_of(at: At, url: str) -> tuple[tuple[Owner, str], ...]:
    """Who asked for a feed: each owner with the name of the person who added it."""
    query = select(feed_owners).where(feed_owners.c.feed_url == url).order_by(*feed_owners.primary_key.columns)
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return tuple((Owner(platform=row.platform, workspace=row.workspace), row.added_by) for row in rows)


async def due_feeds(at: At, *, now: datetime, limit: int, lease: timedelta = POLL_LEASE) -> tuple[StoredFeed, ...]:
    """Take up to `limit` feeds that are due, longest overdue first; nobody else gets them for the time of the lease."""
    async with writing(at) as connection:
        due = (
            select(feeds.c.url)
            .where(
                or_(feeds.c.next_poll_at.is_(None), feeds.c.next_poll_at <= now),
                feeds.c.status != FeedStatus.DISABLED.value,
            )
            .order_by(feeds.c.next_poll_at)
            .limit(limit)
        )
        urls = [row.url for row in await connection.execute(skipping_locked(connection, due))]
        taken: list[StoredFeed] = []
        for some in chunks(urls):
            rows = await connection.execute(select(feeds).where(feeds.c.url.in_(some)).order_by(feeds.c.next_poll_at))
            taken += [_stored_feed(row) for row in rows]
        if urls:
            changed = update(feeds).where(feeds.c.url == bindparam("taken")).values(next_poll_at=now + lease)
            await connection.execute(changed, [{"taken": url} for url in urls])
        return tuple(taken)


async def save_states(at: At, states: Iterable[FeedState]) -> None:
    """Remember how feeds are doing; a feed that was removed meanwhile stays removed."""
    rows = [asdict(state) for state in states]
    if not rows:
        return
    names = [name for name in rows[0] if name != "url"]
    statement = (
        update(feeds).where(feeds.c.url == bindparam("b_url")).values({name: bindparam(f"b_{name}") for name in names})
    )
    async with writing(at) as connection:
        await connection.execute(statement, [{f"b_{name}": value for name, value in row.items()} for row in rows])


async def move_feed(at: At, *, old: str, new: str) -> None:
    """Give a feed its new address, with owners and entries seen; it joins the feed that is there already."""
    async with writing(at) as connection:
        if await connection.scalar(select(exists().where(feeds.c.url == new))):
            rows = await connection.execute(select(feed_owners).where(feed_owners.c.feed_url == old))
            await add_rows(connection, feed_owners, [dict(row._mapping) | {"feed_url": new} for row in rows])
            await connection.execute(delete(feeds).where(feeds.c.url == old))
            await connection.execute(delete(entries_seen).where(entries_seen.c.feed_url == old))
            return
        await connection.execute(update(feeds).where(feeds.c.url == old).values(url=new, moved_to="", moved_count=0))
        await connection.execute(update(entries_seen).where(entries_seen.c.feed_url == old).values(feed_url=new))


async def seen_entries(at: At, feed_url: str) -> dict[str, str]:
    """The entries of a feed that were read before: `entry_key(key)` to the hash of what each held."""
    query = select(entries_seen.c.key, entries_seen.c.content_hash).where(entries_seen.c.feed_url == feed_url)
    async with reading(at) as connection:
        return {row.key: row.content_hash for row in await connection.execute(query)}


async def save_seen(connection: AsyncConnection, entries: Iterable[SeenEntry], *, now: datetime) -> None:
    """Remember entries, and what they hold now."""
    rows: list[dict[str, object]] = [
        {
            "feed_url": entry.feed_url,
            "key": entry_key(entry.key),
            "content_hash": entry.content_hash,
            "first_seen_at": now,
        }
        for entry in entries
    ]
    await put_rows(connection, entries_seen, rows, change=["content_hash"])


def entry_key(key: str) -> str:
    """The key under which an entry is remembered: its own, or a hash of a very long one."""
    return key if len(key) <= LONGEST_KEY else "sha256:" + sha256(key.encode()).hexdigest()


async def host_states(at: At, names: Iterable[str]) -> Mapping[str, HostState]:
    """What is remembered of the named hosts; those never heard of are left out."""
    found: dict[str, HostState] = {}
    async with reading(at) as connection:
        for some in chunks(sorted(set(names))):
            for row in await connection.execute(select(hosts).where(hosts.c.host.in_(some))):
                found[row.host] = HostState(host=row.host, not_before=row.not_before, failures=row.failures)
    return found


async def save_hosts(at: At, states: Iterable[HostState]) -> None:
    """Remember hosts, and forget those against which nothing is held; one with an endless name is not remembered."""
    known = sorted((one for one in states if len(one.host) <= LONGEST_HOST), key=lambda one: one.host)
    held = [asdict(one) for one in known if one.failures or one.not_before is not None]
    well = [one.host for one in known if not one.failures and one.not_before is None]
    async with writing(at) as connection:
        await put_rows(connection, hosts, held, change=["not_before", "failures"])
        for some in chunks(well):
            await connection.execute(delete(hosts).where(hosts.c.host.in_(some)))


def _is(owner: Owner) -> ColumnElement[bool]:
    return (feed_owners.c.platform == owner.platform) & (feed_owners.c.workspace == owner.workspace)


def _stored_feed(row: Row[*tuple[Any, ...]]) -> StoredFeed:
    values = dict(row._mapping)
    feed = {name: values[name] for name in Feed.__dataclass_fields__} | {"kind": SourceKind(values["kind"])}
    state = {name: values[name] for name in FeedState.__dataclass_fields__} | {"status": FeedStatus(values["status"])}
    return StoredFeed(feed=Feed(**feed), state=FeedState(**state))
