"""Alerts come back whole, follow their stories through mergers, and are found when they are due; watches by version."""

import asyncio
from dataclasses import replace

from bot.storage import Store, open_store
from bot.storage.alert_places import settings_in
from bot.storage.alerts import (
    Alert,
    AlertState,
    alerts_about,
    alerts_of,
    due_alerts,
    forget_alerts,
    muted_in,
    next_alert,
    placed_between,
    save_alerts,
    settled_seq,
    take_turn,
    told_since,
    watched_until,
)
from bot.storage.kept import Keeper, KeptAs, keep_story
from bot.storage.locks import hold
from bot.storage.settings import save_setting
from bot.storage.stories import Merge
from bot.storage.subscriptions import save_subscription
from bot.storage.watches import WatchOptions, changed_watches, remove_watch, save_watch, watches_by_key
from digests.shown import Facts
from tests.bot.watching import MINUTE, a_watch, about, arrive
from tests.builders import DAY, HOUR, NOW, a_subscription, a_target

WHOLE = Alert(
    target=a_target(),
    watch_id="w1",
    story_id="s1",
    number=2,
    state=AlertState.TOLD,
    article_ids=("a", "b"),
    facts=Facts(numbers=frozenset({"5%"}), speakers=frozenset({"Ada Example"}), documents=frozenset({"90 FR 1"})),
    why="new figure 5%",
    created_at=NOW,
    due_at=NOW,
    told_at=NOW,
    page_key="k1",
)


async def save(store: Store, *alerts: Alert) -> None:
    async with store.writing() as connection:
        await save_alerts(connection, alerts)


async def test_an_alert_comes_back_as_it_was_and_can_be_changed(store: Store) -> None:
    await save(store, WHOLE, replace(WHOLE, number=1, page_key="k0"))
    found = await alerts_of(store, WHOLE.watch)
    assert found == (WHOLE, replace(WHOLE, number=1, page_key="k0"))
    await save(store, replace(WHOLE, state=AlertState.DROPPED, created_at=NOW + DAY))
    assert (await alerts_of(store, WHOLE.watch))[0] == replace(WHOLE, state=AlertState.DROPPED)


async def test_alerts_are_due_on_their_platforms_only(store: Store) -> None:
    waiting = replace(WHOLE, state=AlertState.WAITING, due_at=NOW + HOUR)
    await save(store, waiting, replace(WHOLE, watch_id="w2"))
    assert await next_alert(store) == NOW + HOUR
    assert await due_alerts(store, now=NOW, platforms=["console"]) == ()
    assert await due_alerts(store, now=NOW + HOUR, platforms=["slack"]) == ()
    assert await due_alerts(store, now=NOW + HOUR, platforms=["console"]) == (waiting,)


async def test_alerts_and_mutes_follow_stories_through_mergers(store: Store) -> None:
    await arrive(store, about(1), story="s1")
    await arrive(store, about(2), story="s2", merges=(Merge(story_id="s1", into="s2"),))
    await save(store, WHOLE, replace(WHOLE, story_id="s2", number=1))
    found = await alerts_about(store, ["s2"])
    assert [(alert.story_id, alert.number) for alert in found["s2"]] == [("s2", 1), ("s1", 2)]
    await keep_story(store, Keeper(platform="console", workspace="w1", id="c1"), "s1", kind=KeptAs.MUTED, now=NOW)
    await keep_story(store, Keeper(platform="console", workspace="w1", id="ada"), "s2", kind=KeptAs.SAVED, now=NOW)
    assert await muted_in(store, ["s2"]) == {("console", "w1", "c1", "s2")}


async def test_messages_are_counted_once_each(store: Store) -> None:
    await save(store, WHOLE, replace(WHOLE, story_id="s2"), replace(WHOLE, story_id="s3", told_at=NOW - DAY))
    (told,) = await told_since(store, NOW - HOUR, [a_target(), a_target("c2")])
    assert (told.watch, told.channel, told.at, told.page_key) == (WHOLE.watch, "c1", NOW, "k1")
    assert await told_since(store, NOW - HOUR, [a_target("c2")]) == ()


async def test_old_alerts_are_forgotten_but_not_what_waits(store: Store) -> None:
    await save(store, WHOLE, replace(WHOLE, story_id="s2", state=AlertState.WAITING))
    assert await forget_alerts(store, before=NOW) == 0
    assert await forget_alerts(store, before=NOW + MINUTE) == 1
    assert len(await alerts_of(store, WHOLE.watch)) == 1


async def test_the_first_look_begins_where_articles_are_young(store: Store) -> None:
    await arrive(store, about(1, at=NOW - 2 * DAY), story="s1")
    await arrive(store, about(2), story="s2")
    newest = await settled_seq(store)
    async with store.writing() as connection:
        after = await watched_until(connection, newest, since=NOW - DAY)
        placed = await placed_between(connection, after=after, until=newest, limit=10)
    assert [one.story_id for one in placed] == ["s2"]


async def test_only_one_process_has_its_turn(pg_url: str) -> None:
    async with await open_store(pg_url) as one, await open_store(pg_url) as other:
        async with one.writing() as first:
            assert await take_turn(first)
            async with other.writing() as second:
                assert not await take_turn(second)
        async with other.writing() as third:
            assert await take_turn(third)


async def test_an_article_whose_transaction_is_still_open_is_not_passed_over(pg_store: Store) -> None:
    async with pg_store.writing() as placing:
        await hold(placing, "grouping")
        asked = asyncio.create_task(settled_seq(pg_store))
        done, _ = await asyncio.wait([asked], timeout=0.2)
        assert not done, "whoever places articles is waited for"
    await asked


async def test_watches_that_changed_are_found_by_version_even_after_one_is_gone(store: Store) -> None:
    for id in ("w1", "w2", "w3"):
        await save_watch(store, a_watch(id))
    (*_, last) = await changed_watches(store, after=-1)
    assert await remove_watch(store, platform="console", workspace="w1", id="w3")
    await save_watch(store, a_watch("w4"))
    await save_watch(store, a_watch("w1", "gallium"))
    changed = await changed_watches(store, after=last.version)
    assert [(one.key.id, one.query) for one in changed] == [("w4", "h200"), ("w1", "gallium")]
    keys = [a_watch(id).key for id in ("w1", "w3", "w4")]
    assert sorted(key.id for key in await watches_by_key(store, keys)) == ["w1", "w4"]


async def test_watches_saved_at_once_have_versions_of_their_own(pg_url: str) -> None:
    async with await open_store(pg_url) as one, await open_store(pg_url) as other:
        await asyncio.gather(
            *(save_watch(store, a_watch(f"{n}{id(store)}")) for n in range(5) for store in (one, other))
        )
        versions = [watch.version for watch in await changed_watches(one, after=-1)]
    assert versions == sorted(set(versions))
    assert len(versions) == 10


async def test_a_removed_watch_takes_its_alerts_along(store: Store) -> None:
    await save_watch(store, a_watch(options=WatchOptions(budget=3)))
    await save(store, WHOLE)
    assert await remove_watch(store, platform="console", workspace="w1", id="w1")
    assert await alerts_of(store, WHOLE.watch) == ()


async def test_a_channels_settings_lie_over_its_workspaces_and_its_digests(store: Store) -> None:
    await save_setting(store, "quiet", "22:00-07:00", platform="console", workspace="w1")
    await save_setting(store, "quiet", "", platform="console", workspace="w1", channel="c2")
    await save_setting(store, "zone", "Europe/London", platform="console", workspace="w1", channel="c3")
    for channel in ("c1", "c3"):
        order = a_subscription(channel, target=a_target(channel), zone="Asia/Taipei")
        await save_subscription(store, order, now=NOW)
    found = await settings_in(store, [a_target(), a_target("c3"), a_target(workspace="w2")])
    assert found == {
        a_target(): {"zone": "Asia/Taipei", "quiet": "22:00-07:00"},
        a_target("c3"): {"zone": "Europe/London", "quiet": "22:00-07:00"},
        a_target(workspace="w2"): {},
    }
