"""Lists, mutes, feeds and settings: kept for a person, a channel or a workspace, and for nobody else."""

import pytest

from bot.config import LimitsSettings, Settings
from bot.ports import FeedState, FeedStatus
from bot.storage import Store
from bot.storage.feeds import OPERATOR, Owner, add_feed, feed_by_url, list_feeds, owners_of, save_states
from bot.storage.kept import muted_in
from bot.storage.settings import settings_of
from digests.entries import Feed
from tests.bot.commands.filled import (
    ASKED_AT,
    COMMON_FEED,
    HERE,
    OTHER_FEED,
    OWN_FEED,
    READER,
    THERE,
    Filled,
    filled,
    lines_behind,
    words_of,
)
from tests.builders import DAY, a_target

MINE = Owner(platform="console", workspace="w1")


@pytest.fixture
async def asked(store: Store) -> Filled:
    return await filled(store)


async def test_a_reader_keeps_a_list_that_nobody_else_sees(asked: Filled) -> None:
    given = await asked.ask("save s-2", asker=READER)
    assert "Saved: Makers sell the H20 again" in words_of(given.message)
    assert lines_behind(given.message)["Undo"] == "/brief save s-2 off"
    assert "Saved already" in await asked.says("save s-2", asker=READER)
    await asked.ask("save s-1", asker=READER, now=ASKED_AT + DAY)
    said = await asked.says("saved", asker=READER)
    assert "2 saved stories" in said
    assert said.index("Bureau adds H200") < said.index("Makers sell")
    assert "You have saved no story yet" in await asked.says("saved")
    assert "You have saved no story yet" in await asked.says("saved", asker=READER, target=THERE)
    assert "No longer saved" in await asked.says("save s-2 off", asker=READER)
    assert "It was not saved" in await asked.says("save s-2 off", asker=READER)


async def test_a_mute_holds_in_its_channel_and_can_be_undone(asked: Filled) -> None:
    given = await asked.ask("mute s-2")
    assert await muted_in(asked.store, HERE) == {"s-2"}
    assert not await muted_in(asked.store, a_target("c2"))
    assert not await muted_in(asked.store, THERE)
    await asked.ask(lines_behind(given.message)["Undo"])
    assert not await muted_in(asked.store, HERE)


async def test_what_is_no_policy_is_told_no_more_until_it_is_taken_back(asked: Filled) -> None:
    given = await asked.ask("feedback s-3 not-policy")
    assert "Noted as no policy" in words_of(given.message)
    assert await muted_in(asked.store, HERE) == {"s-3"}
    assert "hears of it again" in await asked.says(lines_behind(given.message)["Undo"])
    assert not await muted_in(asked.store, HERE)
    assert (await asked.ask("feedback s-3 perhaps")).problem


async def test_feeds_are_listed_with_their_health_those_in_trouble_first(asked: Filled) -> None:
    failing = FeedState(
        url=COMMON_FEED, status=FeedStatus.FAILING, failing_since=ASKED_AT - 3 * DAY, last_error="it answers 404",
        last_new_at=ASKED_AT - 4 * DAY,
    )  # fmt: skip
    await save_states(asked.store, [failing])
    said = await asked.says("feeds", asker=READER)
    assert "2 feeds, 1 in trouble" in said
    assert "Added by this workspace: 1 • Feed of wire.: new, not polled yet" in said
    assert "Feed of commo: failing for 3 days: it answers 404; last new 4 days ago" in said
    assert "other" not in said


async def test_a_feed_is_found_behind_a_page_and_added_once(asked: Filled) -> None:
    assert "Added: Sample Wire" in await asked.says("feed add https://wire.example/chips")
    assert "It was there already" in await asked.says("feed add https://wire.example/chips")
    assert await owners_of(asked.store, "https://wire.example/chips.xml") == ((MINE, "u1"),)
    given = await asked.ask("feed add https://nothing.example/")
    assert given.problem
    assert "cannot be added: this is a web page, and it names no feed that can be read" in words_of(given.message)


async def test_a_feed_without_a_name_is_told_by_its_address_once(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store)
    url = "https://wire.example/nameless.xml"
    await add_feed(asked.store, Feed(url=url, title=url), owner=MINE, now=ASKED_AT)
    for line in (f"feed add {url}", f"feed remove {url}"):
        assert (await asked.says(line)).count(url) == 1


async def test_adding_a_feed_that_others_have_changes_nothing_of_theirs(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store)
    url = "https://wire.example/feed.xml"
    before = await feed_by_url(asked.store, url)
    assert not (await asked.ask(f"feed add {url}", target=THERE)).problem
    assert await feed_by_url(asked.store, url) == before
    assert "Removed" in await asked.says(f"feed remove {url}", target=THERE)
    assert [one.feed.url for one in await list_feeds(asked.store, owner=MINE)] == [url]


async def test_only_what_the_workspace_added_can_be_removed(asked: Filled) -> None:
    assert "only the operator can take it out" in await asked.says(f"feed remove {COMMON_FEED}")
    assert "is none of this workspace" in await asked.says(f"feed remove {OTHER_FEED}")
    assert "Removed: Feed of wire." in await asked.says(f"feed remove {OWN_FEED}")
    assert "is none of this workspace" in await asked.says(f"feed remove {OWN_FEED}")
    assert len(await list_feeds(asked.store, owner=OPERATOR)) == 1


async def test_a_workspace_has_no_more_feeds_than_it_may(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store, Settings(limits=LimitsSettings(feeds_per_workspace=1)))
    assert "has 1 feeds, the most it may have" in await asked.says("feed add https://wire.example/chips")


async def test_a_feed_is_checked_now(asked: Filled) -> None:
    assert "Feed of wire.: it answers. As polled: new, not polled yet." in await asked.says(f"feed check {OWN_FEED}")
    assert "it fails: this is a web page" in await asked.says(f"feed check {COMMON_FEED}")
    assert "There is no feed" in await asked.says(f"feed check {OTHER_FEED}")


async def test_settings_are_shown_set_and_unset(asked: Filled) -> None:
    place = {"platform": "console", "workspace": "w1", "channel": "c1"}
    assert "zone: not set, so that of the first subscription, else UTC" in await asked.says("settings")
    assert "zone is now Asia/Taipei" in await asked.says("settings zone asia/taipei")
    assert "quiet is now 22:00-07:00" in await asked.says("settings quiet 22:00-07:00")
    held = await settings_of(asked.store, **place)
    assert (held["zone"], held["quiet"]) == ("Asia/Taipei", "22:00-07:00")
    assert "quiet is now none" in await asked.says("settings quiet off")
    assert not (await settings_of(asked.store, **place)).get("quiet")
    assert "zone" not in await settings_of(asked.store, platform="console", workspace="w1", channel="c2")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("settings zone", "Write what zone should be: /brief settings zone Europe/London, or off."),
        ("settings zone Mars/Base", "`Mars/Base` cannot be the time zone in which times are told here"),
        ("settings quiet late", "`late` cannot be the local hours without alerts"),
        ("settings quiet 07:00-07:00", "`07:00-07:00` cannot be"),
        ("settings digests foo", "`foo` is none of whole, short, thread; write one of them, or off."),
        ("settings digests foo", "For example: /brief settings digests thread"),
        ("settings alerts_per_day 0", "`0` cannot be the most alerts of one watch in a day"),
        ("settings colour blue", "`colour blue` is nothing that can be set here; zone, quiet,"),
        ("settings name:colour", "`colour` is no name (one of zone, quiet, alerts_per_day, alerts_per_hour, digests)"),
    ],
)
async def test_a_wrong_setting_is_refused_with_its_mend(sqlite_store: Store, line: str, says: str) -> None:
    asked = await filled(sqlite_store)
    given = await asked.ask(line)
    assert given.problem
    assert says in words_of(given.message)
