"""New articles meet the watches: one ping a story, at the right time, once, and never about what was there before."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.storage import Store, open_store
from bot.storage.alerts import AlertState, alerts_of, next_alert
from bot.storage.kept import Keeper, KeptAs, keep_story
from bot.storage.outbox import PageKind
from bot.storage.settings import save_setting
from bot.storage.stories import Merge
from bot.storage.subscriptions import save_subscription
from bot.storage.watches import Cadence, WatchOptions, remove_watch, save_watch, snooze_watch, watches_of
from bot.watch import WatchIndex
from bot.watch.times import PER_DAY, PER_HOUR, QUIET
from digests.desk import Desk, Person, Term, Topic, TopicKind
from digests.entries import SourceKind
from tests.bot.watching import MINUTE, a_watch, about, arrive, look, queued, texts
from tests.builders import DAY, HOUR, NOW, a_report, a_subscription, a_target


async def test_an_article_that_matches_raises_one_alert_that_says_why(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1, "The H200 is licensed to four firms."))
    assert (await look(store)).messages == 1
    (page,) = await queued(store)
    assert (page.kind, page.target, page.due_at) == (PageKind.ALERT, a_target(), NOW)
    (text,) = await texts(store)
    assert "The H200 is licensed to four firms." in text
    assert "Alert for h200, matched: “H200” in the body." in text
    assert (await look(store, NOW + MINUTE)).messages == 0
    assert len(await queued(store)) == 1


async def test_an_article_that_does_not_match_raises_none(store: Store) -> None:
    await save_watch(store, a_watch(query="h200 -licensed"))
    await arrive(store, about(1))
    done = await look(store)
    assert (done.articles, done.matches, done.messages) == (1, 0, 0)


async def test_later_reports_of_the_story_are_swallowed(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store)
    for number in range(2, 8):
        await arrive(store, about(number, at=NOW + number * HOUR))
        await look(store, NOW + number * HOUR)
    assert len(await queued(store)) == 1


async def test_reports_that_arrive_together_are_one_alert(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, *(about(number) for number in range(1, 6)))
    assert (await look(store)).messages == 1


OFFICIAL = {"source_kind": SourceKind.OFFICIAL, "publisher": "Register of Rules"}


@pytest.mark.parametrize(
    ("brings", "text", "changes", "words", "rests"),
    [
        ("a number", "The H200 costs $300 million now.", {}, "new figure $300 million", True),
        ("a document", "The H200 rule is 90 FR 12345.", {}, "new document 90 FR 12345", False),
        ("the first official document", "The H200 rule.", OFFICIAL, "official document from Register of Rules", False),
        ("a denial", "The H200.", {"title": "Ministry denies H200 report"}, "it is denied", False),
        ("a denial without our word", "Untrue.", {"title": "Ministry denies the report"}, "it is denied", False),
    ],
)
async def test_a_story_pings_again_when_it_gains(
    store: Store, brings: str, text: str, changes: dict[str, object], words: str, rests: bool
) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store)
    later = NOW + HOUR
    await arrive(store, about(2, text, at=later, **changes))
    await look(store, later)
    assert len(await queued(store)) == (1 if rests else 2), brings
    await look(store, NOW + 3 * HOUR)
    assert f"Again, because {words}." in (await texts(store))[-1]
    await arrive(store, about(3, text, at=NOW + 9 * HOUR, **changes))
    await look(store, NOW + 13 * HOUR)
    assert len(await queued(store)) == 2, "the same again is no news"


async def test_a_new_speaker_pings_again(store: Store) -> None:
    await save_watch(store, a_watch(query="rule"))
    await arrive(store, about(1, "The rule changes."))
    await look(store)
    await arrive(store, a_report(2, seen_at=NOW + HOUR, published_at=NOW + HOUR))
    await look(store, NOW + 4 * HOUR)
    assert "Again, because Ada Example speaks." in (await texts(store))[-1]


async def test_figures_of_a_report_that_does_not_match_ping_nobody(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store)
    await arrive(store, about(2, "Something else costs $300 million.", at=NOW + HOUR))
    await look(store, NOW + 9 * HOUR)
    assert len(await queued(store)) == 1


async def test_a_refused_licence_is_no_denial(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store)
    await arrive(store, about(2, at=NOW + HOUR, title="Bureau denies license for H200"))
    await look(store, NOW + 9 * HOUR)
    assert len(await queued(store)) == 1


async def test_what_was_published_before_the_watch_was_made_raises_none(store: Store) -> None:
    await save_watch(store, a_watch(created_at=NOW))
    await arrive(store, about(1, at=NOW, published_at=NOW - MINUTE))
    await look(store)
    await arrive(store, about(2, at=NOW + MINUTE))
    assert (await look(store, NOW + MINUTE)).messages == 1


async def test_what_is_older_than_a_day_after_downtime_raises_none(store: Store) -> None:
    await save_watch(store, a_watch(created_at=NOW - 9 * DAY))
    await look(store, NOW - 3 * DAY)
    for day in (1, 2, 3):
        at = NOW - timedelta(hours=20 * day)
        await arrive(store, about(day, at=at), story=f"s{day}")
    done = await look(store)
    assert (done.articles, done.matches, done.messages) == (3, 3, 1)


async def test_merged_stories_keep_one_ping(store: Store) -> None:
    await save_watch(store, a_watch())
    await arrive(store, about(1), story="s1")
    await look(store)
    await arrive(store, about(2, "Nothing of it.", at=NOW + MINUTE), story="s2")
    await look(store, NOW + MINUTE)
    await arrive(store, about(3, at=NOW + HOUR), story="s2", merges=(Merge(story_id="s1", into="s2"),))
    await look(store, NOW + HOUR)
    assert len(await queued(store)) == 1


async def test_two_waiting_stories_that_merge_are_told_once(store: Store) -> None:
    await save_watch(store, a_watch(cadence=Cadence.HOURLY))
    await arrive(store, about(1, at=NOW + MINUTE), story="s1")
    await arrive(store, about(2, at=NOW + MINUTE), story="s2")
    await look(store, NOW + MINUTE)
    await arrive(store, about(3, at=NOW + 2 * MINUTE), story="s2", merges=(Merge(story_id="s1", into="s2"),))
    await look(store, NOW + 2 * MINUTE)
    assert (await look(store, NOW + HOUR)).messages == 1
    assert "2 stories" not in (await texts(store))[0]
    assert (await look(store, NOW + 2 * HOUR)).messages == 0


@pytest.mark.parametrize(
    ("cadence", "zone", "found", "told"),
    [
        (Cadence.HOURLY, "UTC", NOW + 10 * MINUTE, NOW + HOUR),
        (Cadence.HOURLY, "UTC", NOW, NOW),
        (Cadence.HOURLY, "Asia/Kolkata", NOW + 10 * MINUTE, NOW + 30 * MINUTE),
        (Cadence.DAILY, "UTC", NOW, NOW + HOUR),
        (Cadence.DAILY, "Asia/Taipei", NOW, NOW + 17 * HOUR),
        (Cadence.DAILY, "America/New_York", NOW, NOW + 6 * HOUR),
        (Cadence.NOW, "Asia/Taipei", NOW + MINUTE, NOW + MINUTE),
    ],
)
async def test_batches_come_in_local_time(
    sqlite_store: Store, cadence: Cadence, zone: str, found: datetime, told: datetime
) -> None:
    await save_watch(sqlite_store, a_watch(cadence=cadence, options=WatchOptions(zone=zone)))
    await arrive(sqlite_store, about(1, at=found))
    done = await look(sqlite_store, found)
    if told > found:
        assert done.messages == 0
        assert await next_alert(sqlite_store) == told
        assert (await look(sqlite_store, told - MINUTE)).messages == 0
        done = await look(sqlite_store, told)
    assert done.messages == 1


async def test_quiet_hours_hold_alerts_until_they_end(store: Store) -> None:
    quiet = (time(22), time(7))
    await save_watch(store, a_watch(options=WatchOptions(zone="Asia/Taipei", quiet=quiet)))
    night = datetime.fromisoformat("2026-03-03T15:10+00:00")  # 23:10 in Taipei
    await arrive(store, about(1, at=night))
    await arrive(store, about(2, at=night), story="s2")
    assert (await look(store, night)).messages == 0
    morning = datetime.fromisoformat("2026-03-03T23:00+00:00")
    assert await next_alert(store) == morning
    assert (await look(store, morning - MINUTE)).messages == 0
    assert (await look(store, morning)).messages == 1
    assert "2 stories for h200" in (await texts(store))[0]


async def test_a_channels_settings_hold_for_its_watches(store: Store) -> None:
    await save_setting(store, QUIET, "07:00-09:30", platform="console", workspace="w1", channel="c1")
    await save_watch(store, a_watch())
    await save_watch(store, a_watch("w2", channel="c2"))
    await arrive(store, about(1))
    assert (await look(store)).messages == 1
    assert await next_alert(store) == NOW + 90 * MINUTE


async def test_a_channel_without_a_zone_has_that_of_its_digests(store: Store) -> None:
    await save_subscription(store, a_subscription(zone="Asia/Kolkata"), now=NOW)
    await save_watch(store, a_watch(cadence=Cadence.HOURLY))
    await arrive(store, about(1, at=NOW + MINUTE))
    await look(store, NOW + MINUTE)
    assert await next_alert(store) == NOW + 30 * MINUTE


async def test_a_burst_is_one_message_that_counts_the_rest(store: Store) -> None:
    await save_watch(store, a_watch())
    for number in range(1, 20):
        await arrive(store, about(number, f"The H200 and firm {number}."), story=f"s{number}")
    assert (await look(store)).messages == 1
    (text,) = await texts(store)
    assert text.startswith("19 stories for h200")
    assert "And 14 more: /brief topic h200" in text
    assert {alert.state for alert in await alerts_of(store, a_watch().key)} == {AlertState.TOLD}


async def test_a_watch_has_a_budget_and_rolls_the_rest_up_the_next_day(store: Store) -> None:
    await save_setting(store, PER_DAY, "3", platform="console", workspace="w1")
    await save_watch(store, a_watch())
    sent = 0
    for number in range(8):
        at = NOW + number * MINUTE
        await arrive(store, about(number, at=at), story=f"s{number}")
        sent += (await look(store, at)).messages
    assert sent == 3
    midnight = datetime.fromisoformat("2026-03-04T00:00+00:00")
    assert await next_alert(store) == midnight
    assert (await look(store, midnight)).messages == 1
    assert (await texts(store))[-1].startswith("5 stories for h200")


async def test_a_channel_has_a_budget_of_an_hour(store: Store) -> None:
    await save_setting(store, PER_HOUR, "2", platform="console", workspace="w1")
    for number in range(4):
        await save_watch(store, a_watch(f"w{number}", f"h200 OR word{number}"))
    await arrive(store, about(1))
    assert (await look(store)).messages == 2
    assert (await look(store, NOW + 30 * MINUTE)).messages == 0
    assert (await look(store, NOW + HOUR)).messages == 2


async def test_a_snoozed_watch_is_silent_until_then(store: Store) -> None:
    await save_watch(store, a_watch())
    assert await snooze_watch(store, replace(a_watch(), snoozed_until=NOW + DAY))
    await arrive(store, about(1), story="s1")
    assert (await look(store)).messages == 0
    await arrive(store, about(2, at=NOW + DAY), story="s2")
    assert (await look(store, NOW + DAY)).messages == 1


async def test_a_snooze_ends_when_a_document_appears(store: Store) -> None:
    await save_watch(store, a_watch(options=WatchOptions(until_document=True)))
    await arrive(store, about(1), story="s1")
    assert (await look(store)).messages == 0
    await arrive(store, about(2, "The H200 rule is 90 FR 12345.", at=NOW + HOUR), story="s2")
    assert (await look(store, NOW + HOUR)).messages == 1
    (watch,) = await watches_of(store, platform="console", workspace="w1")
    assert watch.options == "{}"
    await arrive(store, about(3, at=NOW + 2 * HOUR), story="s3")
    assert (await look(store, NOW + 2 * HOUR)).messages == 1


async def test_a_muted_story_is_silent_in_its_channel_only(store: Store) -> None:
    await save_watch(store, a_watch())
    await save_watch(store, a_watch("w2", channel="c2"))
    keeper = Keeper(platform="console", workspace="w1", id="c1")
    await arrive(store, about(1, "Nothing yet."))
    await keep_story(store, keeper, "s1", kind=KeptAs.MUTED, now=NOW)
    await arrive(store, about(2))
    assert (await look(store)).messages == 1
    assert (await queued(store))[0].target == a_target("c2")


async def test_a_watch_that_was_removed_tells_nothing_more(store: Store) -> None:
    index = WatchIndex(Desk())
    await save_watch(store, a_watch(cadence=Cadence.HOURLY))
    await arrive(store, about(1, at=NOW + MINUTE))
    await look(store, NOW + MINUTE, index=index)
    assert await remove_watch(store, platform="console", workspace="w1", id="w1")
    await arrive(store, about(2, at=NOW + 2 * MINUTE), story="s2")
    assert (await look(store, NOW + HOUR, index=index)).messages == 0
    assert len(index) == 0, "the index lets go of it when it is next found"


async def test_a_watch_is_filed_by_itself_when_it_comes_or_changes(store: Store) -> None:
    index = WatchIndex(Desk())
    await save_watch(store, a_watch())
    assert await index.refresh(store) == 1
    assert await index.refresh(store) == 0
    await save_watch(store, a_watch("w2", "gallium"))
    await save_watch(store, a_watch(query="germanium"))
    assert await index.refresh(store) == 2
    assert index.matching(about(1, "Gallium and the H200"), now=NOW) == [a_watch("w2").key]
    assert index.matching(about(1, "Germanium"), now=NOW) == [a_watch().key]


async def test_the_desks_names_and_speakers_are_known_to_watches(store: Store) -> None:
    chip = Topic(id="h200", name="H200", kind=TopicKind.ITEM, terms=(Term(text="H200"), Term(text="英伟达H200")))
    person = Person(id="ada-example", name="Ada Example", aliases=("艾达",))
    desk = Desk(topics=(chip,), people=(person,))
    await save_watch(store, a_watch(query="speaker:艾达"))
    await arrive(store, a_report(1, published_at=NOW))
    assert (await look(store, desk=desk)).messages == 1


async def test_a_direct_message_goes_to_a_person(store: Store) -> None:
    await save_watch(store, a_watch(channel="@ada"))
    await arrive(store, about(1))
    await look(store)
    assert (await queued(store))[0].target.channel == "@ada"


async def test_alerts_of_a_platform_that_is_not_here_wait_for_their_process(store: Store) -> None:
    elsewhere = replace(a_watch(), target=a_target(platform="slack"))
    await save_watch(store, elsewhere)
    await arrive(store, about(1))
    done = await look(store)
    assert (done.alerts, done.messages) == (1, 0)
    (alert,) = await alerts_of(store, elsewhere.key)
    assert alert.state is AlertState.WAITING


async def test_many_articles_meet_the_watches_batch_by_batch(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.watching.BATCH", 3)
    await save_watch(sqlite_store, a_watch())
    for number in range(10):
        await arrive(sqlite_store, about(number), story=f"s{number}")
    done = await look(sqlite_store)
    assert (done.articles, done.alerts, done.messages) == (10, 10, 1)


async def test_a_watch_that_an_older_program_took_and_nobody_can_read_holds_up_no_other(store: Store) -> None:
    await save_watch(store, a_watch(query='h200 AND ("'))
    await save_watch(store, a_watch("w2"))
    await arrive(store, about(1))
    assert (await look(store)).messages == 1


async def test_processes_that_share_a_store_alert_once(pg_url: str) -> None:
    async with await open_store(pg_url) as one, await open_store(pg_url) as other:
        for number in range(20):
            await save_watch(one, a_watch(f"w{number}", f"h200 OR word{number}", channel=f"c{number % 4}"))
        indexes = {id(store): WatchIndex(Desk()) for store in (one, other)}
        sent = 0
        for number in range(12):
            at = NOW + number * MINUTE
            await asyncio.gather(
                arrive(one, about(number, at=at), story=f"s{number % 5}"),
                *(look(store, at, index=indexes[id(store)]) for store in (one, other)),
            )
            done = await asyncio.gather(
                *(look(store, at, index=indexes[id(store)]) for store in (one, other, one, other))
            )
            sent += sum(each.messages for each in done)
        keys = [page.key for page in await queued(one)]
        assert len(keys) == len(set(keys))
        for number in range(20):
            told = await alerts_of(one, a_watch(f"w{number}").key)
            assert sorted(alert.story_id for alert in told) == [f"s{story}" for story in range(5)]
