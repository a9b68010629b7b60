"""What belongs to a workspace comes back whole, and no other workspace sees or changes it."""

from dataclasses import replace
from datetime import time
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.storage import Store
from bot.storage.notices import Notice, add_notice, end_notice, mark_told, open_notices, untold_notices
from bot.storage.subscriptions import (
    all_subscriptions,
    due_subscriptions,
    move_due,
    pause_subscriptions,
    remove_subscription,
    resume_subscriptions,
    save_subscription,
    subscription,
    subscriptions_of,
)
from bot.storage.watches import (
    Watch,
    all_watches,
    count_watches,
    remove_watch,
    save_watch,
    snooze_watch,
    watches_of,
)
from bot.subscriptions import CatchUp
from tests.builders import DAY, HOUR, NOW, a_subscription, a_target

FULL = a_subscription(
    times=(time(7, 30), time(17, 5)),
    zone="Asia/Taipei",
    weekdays=(0, 2, 6),
    holidays="TW",
    catch_up=CatchUp.SKIP,
    query='huang AND "export rules"',
    limit=5,
    title="晨報",
    paused_until=NOW + DAY,
    pause_reason="holiday",
    created_by="Ada",
    created_at=NOW - DAY,
)


async def test_an_order_comes_back_as_it_was_and_can_be_changed(store: Store) -> None:
    await save_subscription(store, FULL, now=NOW)
    assert await subscription(store, platform="console", workspace="w1", id="sub1") == FULL
    changed = a_subscription(created_by="Ada", created_at=NOW - DAY, limit=3)
    await save_subscription(store, changed, now=NOW)
    assert await subscriptions_of(store, platform="console", workspace="w1") == (changed,)


async def test_an_order_with_a_zone_that_does_not_exist_is_not_stored(store: Store) -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        await save_subscription(store, a_subscription(zone="Mars/Olympus"), now=NOW)
    assert await all_subscriptions(store) == ()


async def test_workspaces_do_not_see_or_change_each_others_orders(store: Store) -> None:
    mine, theirs = a_subscription(), a_subscription(target=a_target(workspace="w2"), limit=2)
    for one in (mine, theirs):
        await save_subscription(store, one, now=NOW)
    assert not await remove_subscription(store, platform="slack", workspace="w1", id="sub1")
    assert await remove_subscription(store, platform="console", workspace="w1", id="sub1")
    assert await subscription(store, platform="console", workspace="w1", id="sub1") is None
    (left,) = await all_subscriptions(store)
    assert (left.target.workspace, left.limit) == ("w2", 2)
    assert await subscriptions_of(store, platform="console", workspace="w2", channel="c9") == ()


async def test_an_order_is_moved_on_by_one_process_only(store: Store) -> None:
    await save_subscription(store, a_subscription(), now=NOW - HOUR)
    ((order, due),) = await due_subscriptions(store, now=NOW, platforms=["console"])
    assert await move_due(store, order, due_at=NOW + DAY, was=due)
    assert not await move_due(store, order, due_at=NOW + 2 * DAY, was=due)
    assert await due_subscriptions(store, now=NOW + DAY - HOUR, platforms=["console"]) == ()


async def test_a_channels_orders_are_paused_and_resumed_together(store: Store) -> None:
    for id in ("a", "b"):
        await save_subscription(store, a_subscription(id), now=NOW)
    await save_subscription(store, a_subscription("c", target=a_target("c2")), now=NOW)
    assert await pause_subscriptions(store, a_target(), until=NOW + DAY, reason="on leave") == 2
    assert {one.id: one.pause_reason for one in await all_subscriptions(store)} == {
        "a": "on leave",
        "b": "on leave",
        "c": "",
    }
    assert await resume_subscriptions(store, a_target()) == 2
    assert {one.paused_until for one in await all_subscriptions(store)} == {None}


def a_watch(id: str = "w", *, workspace: str = "w1", owner: str = "Ada") -> Watch:
    return Watch(id=id, target=a_target(workspace=workspace), query="h200", owner=owner, created_at=NOW)


async def test_watches_come_back_and_stay_in_their_workspace(store: Store) -> None:
    mine, second, theirs = a_watch(), a_watch("x", owner="Bo"), a_watch(workspace="w2")
    for one in (mine, second, theirs):
        await save_watch(store, one)
    assert await watches_of(store, platform="console", workspace="w1") == (mine, second)
    assert len(await all_watches(store)) == 3
    assert await count_watches(store, platform="console", workspace="w1") == 2
    assert await count_watches(store, platform="console", workspace="w1", owner="Bo") == 1
    assert await snooze_watch(store, replace(mine, snoozed_until=NOW + DAY))
    assert (await watches_of(store, platform="console", workspace="w2"))[0].snoozed_until is None
    assert not await remove_watch(store, platform="console", workspace="w3", id="w")
    assert await remove_watch(store, platform="console", workspace="w1", id="w")
    assert not await snooze_watch(store, mine), "what is removed meanwhile stays removed"
    assert await watches_of(store, platform="console", workspace="w1") == (second,)
    assert await watches_of(store, platform="console", workspace="w2") == (theirs,)


async def test_a_trouble_is_told_once_until_it_is_over(store: Store) -> None:
    notice = Notice(key="k", platform="slack", workspace="w", text="Trouble.", created_at=NOW)
    assert await add_notice(store, notice)
    assert not await add_notice(store, notice)
    assert await untold_notices(store) == (notice,)
    await mark_told(store, notice, now=NOW)
    assert await untold_notices(store) == ()
    assert len(await open_notices(store)) == 1
    assert await end_notice(store, key="k", platform="slack", workspace="w")
    assert await add_notice(store, notice)
