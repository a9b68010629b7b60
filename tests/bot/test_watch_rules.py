"""One ping a story, whatever arrives in whatever order: the judging by itself, the trial, and the watches that run."""

import asyncio
import tempfile
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.storage import Store, open_store
from bot.storage.alerts import alerts_of, next_alert
from bot.storage.watches import Cadence, WatchOptions, options_of, save_watch
from bot.watch import Trial, WatchIndex, try_watch
from bot.watch.judging import REST
from bot.watch.news import is_denial, news_in
from bot.watch.times import Rules, batch_at, may_tell_at
from bot.watch.trying import trial
from digests.query import QueryError, parse
from digests.shown import Facts
from digests.stories import Report, Story
from tests.bot.watching import DESK, MINUTE, a_watch, about, arrive, look
from tests.builders import DAY, HOUR, NOW, a_remark, a_report

TEXTS = {  # what a report says, and what is news in it
    "plain": ("The H200 is here.", {}),
    "other": ("Nothing of it.", {}),
    "five": ("The H200 costs $5 billion.", {}),
    "six": ("The H200 costs $6 billion.", {}),
    "other six": ("It costs $6 billion.", {}),
    "document": ("The H200 rule is 90 FR 12345.", {}),
    "other document": ("The rule is 91 FR 54321.", {}),
    "denial": ("Of the H200.", {"title": "Ministry denies it"}),
}
NEWS = {"five": "$5 billion", "six": "$6 billion", "document": "90 FR 12345", "other document": "91 FR 54321"}
URGENT = ("document", "is denied")


@dataclass(frozen=True)
class Arrival:
    """A report that arrives: what it says, of which story, and how long after the one before."""

    text: str
    story: str
    after: timedelta


ARRIVALS = st.lists(
    st.builds(
        Arrival,
        text=st.sampled_from(sorted(TEXTS)),
        story=st.sampled_from(["s1", "s2"]),
        after=st.sampled_from([MINUTE, HOUR, REST, 5 * HOUR]),
    ),
    max_size=12,
)


def reports_of(arrivals: list[Arrival]) -> list[tuple[Arrival, Report]]:
    found, at = [], NOW
    for number, one in enumerate(arrivals):
        at += one.after
        text, changes = TEXTS[one.text]
        found.append((one, about(number, text, at=at, **changes)))
    return found


def tried(arrived: list[tuple[Arrival, Report]]) -> Trial:
    stories = [
        Story(id=name, reports=tuple(report for one, report in arrived if one.story == name)) for name in ("s1", "s2")
    ]
    there = [story for story in stories if story.reports]
    return trial(there, parse("h200"), since=NOW - HOUR, now=NOW + 30 * DAY, desk=DESK)


@given(ARRIVALS)
@settings(max_examples=150, deadline=None)
def test_a_story_pings_once_and_again_only_with_news_of_its_own(arrivals: list[Arrival]) -> None:
    arrived = reports_of(arrivals)
    alerts = tried(arrived).alerts
    for name in ("s1", "s2"):
        mine = [alert for alert in alerts if alert.story.id == name]
        matching = [report for one, report in arrived if one.story == name and not one.text.startswith("other")]
        assert bool(mine) is bool(matching)
        if mine:
            assert mine[0].at == matching[0].article.seen_at
            assert mine[0].again == ""
        words = [word for alert in mine[1:] for word in alert.again.split("; ")]
        assert all(words)
        assert len(words) == len(set(words))
        for before, after in pairwise(mine):
            assert after.at - before.at >= REST or any(sign in after.again for sign in URGENT)


@given(ARRIVALS)
@settings(max_examples=150, deadline=None)
def test_no_news_is_lost(arrivals: list[Arrival]) -> None:
    arrived = reports_of(arrivals)
    alerts = tried(arrived).alerts
    for name in ("s1", "s2"):
        mine = [alert for alert in alerts if alert.story.id == name]
        before: set[str] = set()
        for one, report in arrived:
            if one.story != name or not mine:
                continue
            if report.article.seen_at > mine[0].at and one.text not in before and one.text in NEWS:
                told = [alert for alert in mine[1:] if NEWS[one.text] in alert.again]
                assert len(told) == 1 or told_with_another(one.text, before)
            before.add(one.text)


def told_with_another(text: str, before: set[str]) -> bool:
    """Whether a figure was told already with the story, by a report that need not match."""
    return text == "six" and "other six" in before


@given(ARRIVALS)
@settings(max_examples=12, deadline=None)
def test_a_trial_says_what_the_watch_then_does(arrivals: list[Arrival]) -> None:
    arrived = reports_of(arrivals)
    expected = [(alert.at, alert.story.id, alert.again) for alert in tried(arrived).alerts]
    assert asyncio.run(lived(arrived)) == expected


async def lived(arrived: list[tuple[Arrival, Report]]) -> list[tuple[datetime | None, str, str]]:
    """What a watch that runs tells: when, of which story, and what is new."""
    with tempfile.TemporaryDirectory() as folder:
        async with await open_store(f"sqlite:///{folder}/x.sqlite") as store:
            await save_watch(store, a_watch(options=WatchOptions(budget=1000)))
            index = WatchIndex(DESK)
            for one, report in arrived:
                await look_until(store, report.article.seen_at, index)
                await arrive(store, report, story=one.story)
                await look(store, report.article.seen_at, index=index)
            await look_until(store, NOW + 30 * DAY, index)
            alerts = await alerts_of(store, a_watch().key, limit=100)
    told = [(alert.told_at, alert.story_id, alert.why) for alert in alerts]
    return sorted(told, key=lambda one: (one[0] or NOW, one[1]))


async def look_until(store: Store, moment: datetime, index: WatchIndex) -> None:
    """Look whenever an alert is due before a moment."""
    while (due := await next_alert(store)) is not None and due < moment:
        await look(store, due, index=index)


async def test_a_trial_counts_every_day_and_names_the_alerts(store: Store) -> None:
    for day in range(3):
        at = NOW + day * DAY
        await arrive(store, about(day, "The H200 is here." if day != 1 else "Nothing.", at=at), story=f"s{day}")
    found = await try_watch(store, "h200", days=4, now=NOW + 2 * DAY + HOUR, desk=DESK, zone=ZoneInfo("Asia/Taipei"))
    assert [count for _, count in found.per_day] == [0, 0, 1, 0, 1]
    assert [alert.story.id for alert in found.alerts] == ["s0", "s2"]
    assert found.alerts[0].why == ("“H200” in the body",)
    assert not found.more


async def test_a_trial_of_a_bad_query_points_at_it(sqlite_store: Store) -> None:
    with pytest.raises(QueryError):
        await try_watch(sqlite_store, "h200 AND (", days=3, now=NOW, desk=DESK)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ministry denies report on H200", True),
        ("Firm denied any breach", True),
        ("A denial from Beijing", True),
        ("Reports are false, ministry says", True),
        ("Bureau denies license for H200", False),
        ("Two denied licences", False),
        ("Licences denied to two firms", False),
        ("Bureau denied the export licence", False),
        ("Firm is denied access to tools", False),
        ("Order Denying Export Privileges; Lampton Bay", False),
        ("Bureau renews temporary denial order against airline", False),
        ("Firm issues denial, orders review", True),
        ("Ministry confirms report", False),
        ("Identity of buyers unknown", False),
    ],
)
def test_a_denial_is_of_words_not_of_licences(title: str, expected: bool) -> None:
    assert is_denial(about(1, title=title)) is expected


def test_a_remark_that_denies_is_a_denial() -> None:
    report = a_report(1)
    denied = a_remark(report.article)
    assert not is_denial(report)
    assert is_denial(replace(report, remarks=(replace(denied, verb="denied"),)))


def test_days_alone_are_no_news() -> None:
    fresh = about(1, "It takes effect on 3 December 2026.")
    assert not news_in([fresh], told=(), facts=Facts())


@pytest.mark.parametrize(
    ("quiet", "zone", "moment", "expected"),
    [
        ((time(22), time(7)), "UTC", "03-03T21:59", "03-03T21:59"),
        ((time(22), time(7)), "UTC", "03-03T22:00", "03-04T07:00"),
        ((time(22), time(7)), "UTC", "03-04T06:59", "03-04T07:00"),
        ((time(22), time(7)), "UTC", "03-04T07:00", "03-04T07:00"),
        ((time(1), time(5)), "UTC", "03-04T03:00", "03-04T05:00"),
        ((time(22), time(7)), "America/New_York", "03-04T03:30", "03-04T12:00"),
        ((time(22), time(2, 30)), "America/New_York", "03-08T06:00", "03-08T07:00"),  # 02:30 does not exist that night
        ((time(22), time(7)), "America/New_York", "11-01T05:30", "11-01T12:00"),  # the night of the repeated hour
        ((time(9), time(9)), "UTC", "03-03T09:00", "03-03T09:00"),
    ],
)
def test_quiet_hours_end_at_local_time(quiet: tuple[time, time], zone: str, moment: str, expected: str) -> None:
    rules = Rules(zone=ZoneInfo(zone), quiet=quiet)
    at, until = (datetime.fromisoformat(f"2026-{text}+00:00") for text in (moment, expected))
    assert may_tell_at(rules, at) == until


@given(
    zone=st.sampled_from(["UTC", "Asia/Kolkata", "America/New_York", "Pacific/Chatham", "Europe/London"]),
    minutes=st.integers(0, 525_600),
    cadence=st.sampled_from(list(Cadence)),
)
@settings(max_examples=200, deadline=None)
def test_a_batch_is_never_early_and_never_far(zone: str, minutes: int, cadence: Cadence) -> None:
    moment = NOW + minutes * MINUTE
    due = batch_at(Rules(cadence=cadence, zone=ZoneInfo(zone)), moment)
    longest = {Cadence.NOW: timedelta(0), Cadence.HOURLY: HOUR, Cadence.DAILY: 25 * HOUR}[cadence]
    assert timedelta(0) <= due - moment <= longest
    if cadence is not Cadence.NOW:
        assert due.astimezone(ZoneInfo(zone)).minute == 0
    assert batch_at(Rules(cadence=cadence, zone=ZoneInfo(zone)), due) == due


def test_a_budget_counts_the_local_day() -> None:
    rules = Rules(zone=ZoneInfo("Asia/Taipei"), per_day=2, per_hour=3)
    morning = datetime.fromisoformat("2026-03-03T01:00+00:00")
    yesterday, today = morning - 10 * HOUR, [morning - HOUR, morning - MINUTE]
    assert may_tell_at(rules, morning, of_watch=[yesterday, today[0]]) == morning
    assert may_tell_at(rules, morning, of_watch=today) == datetime.fromisoformat("2026-03-03T16:00+00:00")
    lately = [morning - 50 * MINUTE, morning - 40 * MINUTE, morning - 30 * MINUTE]
    assert may_tell_at(rules, morning, in_channel=lately) == morning + 10 * MINUTE


def test_options_come_back_as_they_were() -> None:
    options = WatchOptions(
        zone="Asia/Taipei", at=time(18, 30), quiet=(time(22), time(7)), budget=3, until_document=True
    )
    assert options_of(a_watch(options=options)) == options
    assert options_of(a_watch()) == WatchOptions()
    assert options_of(replace(a_watch(), options='{"quiet": "late"}')) == WatchOptions()
