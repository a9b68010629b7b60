"""Watches: saved with what to expect of them, listed to those whom they concern, kept quiet, ended."""

from datetime import timedelta

import pytest

from bot.commands.command import Asker
from bot.config import LimitsSettings, Settings
from bot.storage import Store
from bot.storage.alert_places import settings_in
from bot.storage.watches import Watch, options_of, watches_of
from bot.watch.times import batch_at, rules_of
from tests.bot.commands.filled import (
    ASKED_AT,
    MANAGER,
    READER,
    THERE,
    Filled,
    filled,
    lines_behind,
    words_of,
)
from tests.builders import a_target

OTHER = Asker(id="u3", name="Lu")


@pytest.fixture
async def asked(store: Store) -> Filled:
    return await filled(store)


async def watches(asked: Filled, workspace: str = "w1") -> dict[str, Watch]:
    return {one.id: one for one in await watches_of(asked.store, platform="console", workspace=workspace)}


async def test_a_watch_is_saved_and_says_what_it_means_and_would_have_found(asked: Filled) -> None:
    given = await asked.ask("watch h20 hourly", asker=READER)
    said = words_of(given.message)
    assert "Watch 2: h20, once an hour, here." in said
    assert "h20 also means 炉二十." in said
    assert "In the last 7 days it would have matched 1 story, such as: Makers sell the H20 again." in said
    assert lines_behind(given.message)["Stop"] == "/brief unwatch 2"
    saved = (await watches(asked))["2"]
    assert (saved.query, saved.cadence, saved.owner, saved.target) == ("h20", "hourly", "u2", a_target())


async def test_a_watch_for_oneself_tells_that_person(asked: Filled) -> None:
    assert "to you alone" in await asked.says("watch h20 me", asker=READER)
    assert (await watches(asked))["2"].target == a_target("@u2")


async def test_what_is_told_to_one_alone_goes_by_the_clock_of_the_channel_they_asked_in(asked: Filled) -> None:
    await asked.ask("settings zone Asia/Taipei")
    for line in ("watch h20 daily me", "watch h20 daily here"):
        await asked.ask(line, asker=READER)
    saved = await watches(asked)
    assert options_of(saved["2"]).zone == "Asia/Taipei"
    assert options_of(saved["3"]).zone == "", "the channel's own setting holds, also when it changes"
    places = await settings_in(asked.store, {one.target for one in saved.values()})
    rules = [rules_of(saved[number], places[saved[number].target]) for number in ("2", "3")]
    assert [batch_at(one, ASKED_AT).hour for one in rules] == [1, 1], "nine in the morning in Taipei"


async def test_the_same_watch_is_saved_once(asked: Filled) -> None:
    await asked.ask("watch h20", asker=READER)
    assert "Watch 2 is there already" in await asked.says("watch (h20)", asker=READER)
    assert "Watch 3: " in await asked.says("watch h20 daily", asker=READER)
    assert set(await watches(asked)) == {"1", "2", "3"}


async def test_a_number_is_never_used_twice(asked: Filled) -> None:
    await asked.ask("watch h20")
    await asked.ask("unwatch 2")
    assert "Watch 3: " in await asked.says("watch h20")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("watch h200 -h200", "This can never match: h200 is asked for and left out."),
        ("watch (h200", "Column 1: This ( is not closed."),
        ("watch /(a/", "Column 1: "),
        ("watch", "Query is missing. Write: /brief watch QUERY [cadence] [place]."),
        ("unwatch 99", "There is no watch 99 here; /brief watches lists them."),
        ("unwatch x", "`x` is no number. Write: /brief unwatch NUMBER."),
        ("snooze 1", "Say until when"),
        ("snooze 1 2020-01-01", "`2020-01-01` is past, or more than ten years away."),
        ("test h200 91", "Write a number of days from 1 to 90."),
    ],
)
async def test_wrong_use_gets_a_sentence(sqlite_store: Store, line: str, says: str) -> None:
    asked = await filled(sqlite_store)
    given = await asked.ask(line)
    assert given.problem
    assert says in words_of(given.message)


async def test_a_watch_that_matches_nearly_everything_is_saved_with_a_doubt(asked: Filled) -> None:
    said = await asked.says("watch the OR rule")
    assert "This matches nearly everything" in said
    assert "2" in await watches(asked)


async def test_nobody_has_more_watches_than_they_may(sqlite_store: Store) -> None:
    limits = LimitsSettings(watches_per_person=2, watches_per_workspace=4)
    asked = await filled(sqlite_store, Settings(limits=limits))
    assert not (await asked.ask("watch one")).problem
    assert "You have 2 watches, the most a person may have" in await asked.says("watch two")
    assert not (await asked.ask("watch one", asker=READER)).problem
    assert not (await asked.ask("watch two", asker=READER)).problem
    assert "This workspace has 4 watches, the most it may have" in await asked.says("watch one", asker=OTHER)
    assert len(await watches(asked)) == 4


async def test_people_see_the_channels_watches_and_their_own(asked: Filled) -> None:
    await asked.ask("watch fabs me", asker=READER)
    await asked.ask("watch minister", asker=READER, target=a_target("c2"))
    assert "1. h200: at once, here" in await asked.says("watches", asker=READER)
    assert "2. fabs: at once, to you alone" in await asked.says("watches", asker=READER)
    assert "End one: /brief unwatch 1" in await asked.says("watches", asker=READER)
    seen = await asked.says("watches", asker=OTHER)
    assert ("h200" in seen, "fabs" in seen, "minister" in seen) == (True, False, False)
    none = await asked.says("watches", asker=OTHER, target=a_target("c3"))
    assert "No watch here yet" in none
    assert "unwatch" not in none
    assert "in another channel" in await asked.says("watches", asker=MANAGER, target=a_target("c3"))


async def test_only_its_owner_or_a_manager_changes_a_watch(asked: Filled) -> None:
    await asked.ask("watch fabs me", asker=READER)
    assert "somebody else's" in await asked.says("unwatch 1", asker=READER)
    assert "somebody else's" in await asked.says("snooze 1 2d", asker=READER)
    assert "There is no watch 2 here" in await asked.says("unwatch 2", asker=OTHER)
    assert set(await watches(asked)) == {"1", "2"}
    assert "Watch 2 is gone: fabs" in await asked.says("unwatch 2", asker=READER)
    assert "Watch 1 is gone: h200" in await asked.says("unwatch #1", asker=MANAGER)
    assert set(await watches(asked, "w2")) == {"1"}


async def test_a_watch_sleeps_until_a_day_or_a_document_and_can_be_woken(asked: Filled) -> None:
    assert "snoozed until 5 Mar 10:00" in await asked.says("snooze 1 2d")
    assert (await watches(asked))["1"].snoozed_until == ASKED_AT + timedelta(days=2)
    assert "or until a document appears" in await asked.says("snooze 1 1w document")
    assert options_of((await watches(asked))["1"]).until_document
    assert "snoozed until" in await asked.says("snooze 1 document")
    assert "snoozed" not in await asked.says("snooze 1 off")
    woken = (await watches(asked))["1"]
    assert (woken.snoozed_until, options_of(woken).until_document) == (None, False)


async def test_a_test_shows_what_a_watch_would_have_sent_per_day_and_saves_nothing(asked: Filled) -> None:
    given = await asked.ask("test h200 5")
    said = words_of(given.message)
    assert "3 alerts in 5 days" in said
    assert "(again: " in said
    assert "27 Feb" in said
    assert "3 Mar" in said
    assert "Bureau adds H200 to export rule" in said
    assert lines_behind(given.message)["Watch this"] == "/brief watch cadence:now place:here h200"
    assert set(await watches(asked)) == {"1"}
    assert "0 alerts in 30 days" in await asked.says("test nothing-at-all")


async def test_two_workspaces_number_their_watches_apart(asked: Filled) -> None:
    assert "Watch 2: " in await asked.says("watch fabs", target=THERE)
    assert "Watch 2: " in await asked.says("watch fabs")
    assert "Watch 2 is gone" in await asked.says("unwatch 2")
    assert set(await watches(asked, "w2")) == {"1", "2"}
