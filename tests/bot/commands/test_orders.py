"""Standing orders: made, changed, held up, ended, and seen before they come."""

from datetime import time

import pytest

from bot.config import LimitsSettings, Settings
from bot.storage import Store
from bot.storage.subscriptions import save_subscription, subscriptions_of
from bot.subscriptions import Subscription
from digests.message import plain_text
from tests.bot.commands.filled import (
    ASKED_AT,
    HERE,
    THERE,
    Filled,
    filled,
    lines_behind,
    save_stories,
    told,
    words_of,
)
from tests.builders import DAY, a_subscription, a_target


@pytest.fixture
async def asked(store: Store) -> Filled:
    return await filled(store)


async def orders(asked: Filled, channel: str = "c1", workspace: str = "w1") -> tuple[Subscription, ...]:
    return await subscriptions_of(asked.store, platform="console", workspace=workspace, channel=channel)


async def test_a_channel_orders_digests_in_one_line(asked: Filled) -> None:
    target = a_target("c5")
    said = await asked.says("subscribe 17:00,8am asia/taipei mon,wed h200 -gaming 5", target=target)
    [order] = await orders(asked, "c5")
    assert (order.times, order.zone, order.weekdays) == ((time(8), time(17)), "Asia/Taipei", (0, 2))
    assert (order.query, order.limit, order.created_by) == ("h200 -gaming", 5, "u1")
    assert "at 08:00 and 17:00 (Asia/Taipei), Mon, Wed, up to 5 stories each" in said
    assert "The next on Wed 4 Mar 08:00" in said
    assert "In the last 7 days it would have matched 2 stories" in said


async def test_ordering_twice_changes_the_order_that_is_there(asked: Filled) -> None:
    target = a_target("c5")
    assert "Ordered: Chip policy" in await asked.says("subscribe 08:00 Europe/London", target=target)
    assert "Changed: Chip policy" in await asked.says("subscribe 09:00", target=target)
    assert "Already so: Chip policy" in await asked.says("subscribe 09:00", target=target)
    [order] = await orders(asked, "c5")
    assert (order.times, order.zone) == ((time(9),), "Europe/London")
    await asked.ask("subscribe 09:00 title:Evening", target=target, now=ASKED_AT + DAY)
    assert [one.title for one in await orders(asked, "c5")] == ["Chip policy", "Evening"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("subscribe 25:00", "`25:00` is no time of day"),
        ("subscribe time:8:75", "`8:75` is no time"),
        ("subscribe Europe/Londn", "`Europe/Londn` is no time zone; did you mean Europe/London?"),
        ("subscribe days:someday", "`someday` is no days (weekdays such as mon-fri)"),
        ("subscribe h200 AND", "Column 6: AND has nothing after it"),
        ("subscribe h200 -h200", "This can never match: h200 is asked for and left out"),
        ("subscribe 0", "A digest has 1 to 25 stories, not 0"),
        ("subscribe limit:99", "A digest has 1 to 25 stories, not 99"),
        (f"subscribe title:{'x' * 99}", "A title has at most 60 characters"),
    ],
)
async def test_a_wrong_order_is_refused_with_its_mend(sqlite_store: Store, line: str, says: str) -> None:
    asked = await filled(sqlite_store)
    given = await asked.ask(line)
    assert given.problem
    assert says in words_of(given.message)
    assert [one.id for one in await orders(asked)] == ["order-1"]


async def test_a_query_that_matches_nearly_everything_is_ordered_with_a_doubt(asked: Filled) -> None:
    said = await asked.says("subscribe the", target=a_target("c5"))
    assert "This matches nearly everything" in said


async def test_a_channel_has_no_more_orders_than_it_may(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store, Settings(limits=LimitsSettings(subscriptions_per_channel=2)))
    assert not (await asked.ask("subscribe title:Second")).problem
    assert "has 2 subscriptions, the most it may have" in await asked.says("subscribe title:Third")
    assert not (await asked.ask("subscribe 10:00 title:Second")).problem
    assert not (await asked.ask("subscribe title:Third", target=a_target("c5"))).problem


async def test_what_config_asks_for_is_changed_there(asked: Filled) -> None:
    standing = a_subscription("config-1", target=a_target("c5"), title="Chip policy", created_by="config")
    await save_subscription(asked.store, standing, now=ASKED_AT)
    for line in ("subscribe 09:00", "unsubscribe"):
        assert "stands in config.toml" in await asked.says(line, target=a_target("c5"))
    assert len(await orders(asked, "c5")) == 1


async def test_an_order_ends_by_its_title_or_because_it_is_the_only_one(asked: Filled) -> None:
    await asked.ask("subscribe title:Evening")
    said = await asked.says("unsubscribe")
    assert "Say which one: this channel has" in said
    assert 'For example: /brief unsubscribe subscription:"Chip policy"' in said
    assert "no subscription of that title" in await asked.says("unsubscribe Morning")
    assert "called Evening" in await asked.says("unsubscribe evening")
    assert "called Chip policy" in await asked.says("unsubscribe")
    assert "No digest is ordered in this channel" in await asked.says("unsubscribe")
    assert [one.title for one in await orders(asked, "c9", "w2")] == ["Secret plans"]


async def test_a_pause_ends_by_itself_or_by_hand(asked: Filled) -> None:
    assert "paused until 6 Mar 10:00 (UTC)" in await asked.says("pause 3d")
    assert "next 7 Mar 08:00" in await asked.says("status")
    assert "Chip policy: next on Wed 4 Mar 08:00" in " ".join((await asked.says("resume")).split())
    assert "paused until somebody resumes them" in await asked.says("pause")
    assert "next" not in await asked.says("status")
    assert "is past, or more than ten years away" in await asked.says("pause 2020-01-01")
    assert (await orders(asked, "c9", "w2"))[0].paused_until is None


async def test_a_day_to_pause_until_begins_in_the_channels_zone(asked: Filled) -> None:
    await asked.ask("settings zone Asia/Taipei")
    assert "paused until 5 Mar 00:00 (Asia/Taipei)" in await asked.says("pause 2026-03-05")


async def test_a_preview_is_the_digest_that_would_be_sent(asked: Filled) -> None:
    new = told(400, "New export rule for lithography tools", "A new export rule names lithography tools.", hours=-1)
    await save_stories(asked.store, [("s-new", (new,))])
    given = await asked.ask("preview")
    assert "A preview, for you alone: Chip policy, next on Wed 4 Mar 08:00" in words_of(given.message)
    assert "1. New export rule for lithography tools" in words_of(given.message)
    assert "Story 1" in lines_behind(given.message)


async def test_a_digest_holds_only_what_its_order_asks_for_and_no_muted_story(asked: Filled) -> None:
    for number, words in enumerate(("lithography tools", "memory chips", "design software")):
        new = told(400 + number, f"Rule on {words}", f"A new rule names {words}.", hours=-1)
        await save_stories(asked.store, [(f"s-new{number}", (new,))])
    assert not (await asked.ask("mute s-new2")).problem
    said = await asked.says("preview")
    assert ("lithography" in said, "memory" in said, "software" in said) == (True, True, False)
    assert "1 muted here" in said
    await asked.ask("subscribe lithography")
    said = await asked.says("preview")
    assert ("lithography" in said, "memory" in said) == (True, False)
    assert "not asked for" in said


async def test_nothing_of_this_is_for_others_than_managers_nor_for_other_channels(asked: Filled) -> None:
    before = await orders(asked)
    assert "No digest is ordered in this channel" in await asked.says("pause", target=a_target("c77"))
    assert "No digest is ordered in this channel" in await asked.says("preview", target=a_target("c77"))
    assert await orders(asked) == before
    assert HERE != THERE
    assert plain_text((await asked.ask("preview", now=ASKED_AT + DAY)).message)
