"""What was written while the clock was far ahead is brought back; what may rightly wait so long is left alone."""

from datetime import datetime, timedelta

import pytest

from bot.ports import FeedState, HostState
from bot.storage import Store
from bot.storage.alerts import Alert, due_alerts, save_alerts
from bot.storage.clock_jumps import heal_times
from bot.storage.feeds import add_feed, due_feeds, host_states, save_hosts, save_states
from bot.storage.leases import LEASE, lease_pages
from bot.storage.mending import SKEW, heal_lanes
from bot.storage.outbox import queue_pages
from bot.storage.pauses import Pause, pause, pauses_now
from bot.storage.watches import save_watch, watches_of
from tests.bot.watching import a_watch
from tests.builders import DAY, HOUR, NOW, a_feed, a_new_page, a_target

YEAR = 365 * DAY


async def put_off(store: Store, ahead: timedelta) -> None:
    """One of everything that waits for so long."""
    at = NOW + ahead
    await queue_pages(store, [a_new_page(due_at=at)], now=NOW)
    await add_feed(store, a_feed(), now=NOW)
    await save_states(store, [FeedState(url=a_feed().url, next_poll_at=at)])
    await save_hosts(store, [HostState(host="feeds.example", not_before=at)])
    await pause(store, Pause(platform="console", workspace="w2", until=at))
    await save_watch(store, a_watch(created_at=at))
    async with store.writing() as connection:
        alert = Alert(target=a_target(), watch_id="w1", story_id="s1", created_at=NOW, due_at=at)
        await save_alerts(connection, [alert])


async def what_is_held_up(store: Store, now: datetime) -> set[str]:
    """The things of `put_off` that still wait."""
    ready = {
        "page": await lease_pages(store, owner="me", now=now, limit=9, platforms=["console"]),
        "feed": await due_feeds(store, now=now, limit=9),
        "host": not await host_states(store, ["feeds.example"]),
        "pause": not await pauses_now(store, now=now),
        "alert": await due_alerts(store, now=now, platforms=["console"]),
        "watch": (await watches_of(store, platform="console", workspace="w1"))[0].created_at <= now,
    }
    return {name for name, one in ready.items() if not one}


async def test_what_a_wrong_clock_put_off_waits_no_longer(store: Store) -> None:
    await put_off(store, YEAR)
    assert await heal_times(store, now=NOW) == 6
    assert await what_is_held_up(store, NOW) == set()
    assert await heal_times(store, now=NOW) == 0


@pytest.mark.parametrize("ahead", [SKEW, HOUR / 4])
async def test_what_may_wait_so_long_is_left_alone(store: Store, ahead: timedelta) -> None:
    await put_off(store, ahead)
    assert await heal_times(store, now=NOW) == 0
    assert await what_is_held_up(store, NOW) == {"page", "feed", "host", "pause", "alert", "watch"}


async def test_the_lease_of_a_process_whose_clock_is_a_little_ahead_is_its_own(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    await lease_pages(store, owner="other", now=NOW + SKEW, limit=1, platforms=["console"])
    await heal_lanes(store, now=NOW)
    assert await lease_pages(store, owner="me", now=NOW + LEASE, limit=1, platforms=["console"]) == ()
