"""Feeds are kept for whoever asked, taken by one process at a time, and forgotten when nobody wants them."""

import asyncio
from dataclasses import replace

from bot.ports import FeedState, FeedStatus, HostState
from bot.storage import Store
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import (
    LONGEST_KEY,
    OPERATOR,
    POLL_LEASE,
    Owner,
    SeenEntry,
    add_feed,
    due_feeds,
    entry_key,
    feed_by_url,
    host_states,
    list_feeds,
    move_feed,
    owners_of,
    remove_feed,
    save_hosts,
    save_states,
    seen_entries,
)
from tests.builders import DAY, HOUR, NOW, a_feed

TEAM = Owner(platform="slack", workspace="w1")


async def test_a_feed_stays_while_somebody_wants_it(store: Store) -> None:
    feed = a_feed()
    assert await add_feed(store, feed, now=NOW)
    assert await add_feed(store, feed, owner=TEAM, added_by="Ada", now=NOW)
    assert not await add_feed(store, feed, owner=TEAM, now=NOW)
    await save_collected(store, Collected(at=NOW, entries=(SeenEntry(feed_url=feed.url, key="k", content_hash="h"),)))
    assert await owners_of(store, feed.url) == ((OPERATOR, ""), (TEAM, "Ada"))
    assert await remove_feed(store, feed.url)
    assert not await remove_feed(store, feed.url)
    assert [stored.feed for stored in await list_feeds(store, owner=TEAM)] == [feed]
    assert await list_feeds(store, owner=OPERATOR) == ()
    assert await remove_feed(store, feed.url, owner=TEAM)
    assert await list_feeds(store) == ()
    assert await seen_entries(store, feed.url) == {}


async def test_adding_a_feed_again_brings_its_details_up_to_date_and_keeps_its_state(store: Store) -> None:
    await add_feed(store, a_feed(), now=NOW)
    state = FeedState(url=a_feed().url, status=FeedStatus.OK, etag="e", next_poll_at=NOW + DAY, failures=2)
    await save_states(store, [state])
    await add_feed(store, replace(a_feed(), title="New title"), owner=TEAM, now=NOW + HOUR)
    stored = await feed_by_url(store, a_feed().url)
    assert stored is not None
    assert (stored.feed.title, stored.state) == ("New title", state)


async def test_a_feed_is_taken_by_one_process_at_a_time(store: Store) -> None:
    for number in range(30):
        await add_feed(store, a_feed(f"https://feeds.example/{number}"), now=NOW)
    taken = await asyncio.gather(*(due_feeds(store, now=NOW, limit=10) for _ in range(5)))
    urls = [stored.feed.url for some in taken for stored in some]
    assert len(urls) == len(set(urls)) == 30
    assert await due_feeds(store, now=NOW + POLL_LEASE / 2, limit=10) == ()
    assert len(await due_feeds(store, now=NOW + POLL_LEASE, limit=100)) == 30


async def test_the_longest_overdue_feed_comes_first_and_a_disabled_one_never(store: Store) -> None:
    for name in ("a", "b", "c"):
        await add_feed(store, a_feed(f"https://{name}.example"), now=NOW)
    due = {"a": NOW - HOUR, "b": NOW - DAY, "c": NOW - 2 * DAY}
    states = [FeedState(url=f"https://{name}.example", next_poll_at=at) for name, at in due.items()]
    states[2] = replace(states[2], status=FeedStatus.DISABLED)
    await save_states(store, states)
    found = await due_feeds(store, now=NOW, limit=10)
    assert [stored.feed.url for stored in found] == ["https://b.example", "https://a.example"]


async def test_saving_the_state_of_a_feed_that_was_removed_does_not_bring_it_back(store: Store) -> None:
    await save_states(store, [FeedState(url="https://gone.example")])
    assert await list_feeds(store) == ()


async def test_a_feed_that_moved_keeps_its_owners_and_what_was_seen(store: Store) -> None:
    old, new = a_feed("https://old.example"), "https://new.example"
    await add_feed(store, old, owner=TEAM, now=NOW)
    await save_collected(store, Collected(at=NOW, entries=(SeenEntry(feed_url=old.url, key="k", content_hash="h"),)))
    await move_feed(store, old=old.url, new=new)
    assert [stored.feed.url for stored in await list_feeds(store, owner=TEAM)] == [new]
    assert await seen_entries(store, new) == {"k": "h"}


async def test_a_feed_that_moved_to_a_known_one_joins_it(store: Store) -> None:
    old, new = a_feed("https://old.example"), a_feed("https://new.example")
    await add_feed(store, old, owner=TEAM, now=NOW)
    await add_feed(store, new, now=NOW)
    await move_feed(store, old=old.url, new=new.url)
    assert [stored.feed.url for stored in await list_feeds(store)] == [new.url]
    assert [owner for owner, _ in await owners_of(store, new.url)] == [OPERATOR, TEAM]


async def test_a_very_long_key_of_an_entry_is_remembered_too(store: Store) -> None:
    long = "k" * 100_000
    await save_collected(store, Collected(at=NOW, entries=(SeenEntry(feed_url="f", key=long, content_hash="h"),)))
    assert await seen_entries(store, "f") == {entry_key(long): "h"}
    assert len(entry_key(long)) <= LONGEST_KEY


async def test_an_entry_that_changed_is_remembered_as_it_is_now(store: Store) -> None:
    for content in ("before", "after"):
        entry = SeenEntry(feed_url="f", key="k", content_hash=content)
        await save_collected(store, Collected(at=NOW, entries=(entry,)))
    assert await seen_entries(store, "f") == {"k": "after"}


async def test_hosts_are_remembered(store: Store) -> None:
    known = HostState(host="a.example", not_before=NOW, failures=3)
    await save_hosts(store, [HostState(host="a.example"), HostState(host="b.example")])
    await save_hosts(store, [known])
    assert await host_states(store, ["a.example", "b.example", "c.example"]) == {"a.example": known}
    await save_hosts(store, [HostState(host="a.example"), HostState(host="x" * 300, failures=1)])
    assert await host_states(store, ["a.example", "x" * 300]) == {}, "nothing is held against it any more"
