"""A subscription's slots: local time, daylight saving, holidays, catching up (faults.md rows 38 to 42)."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.subscriptions import (
    EVERY_DAY,
    CatchUp,
    Subscription,
    due_at,
    is_late,
    next_slot,
    slot_to_publish,
    slots_between,
)
from bot.targets import Target

TERMINAL = Target(platform="console", workspace="local", channel="terminal")
ZONES = ["UTC", "America/New_York", "Europe/London", "Asia/Taipei", "Australia/Lord_Howe", "Asia/Kathmandu"]


def order(at: str = "08:00", zone: str = "UTC", **rest: object) -> Subscription:
    return Subscription(id="s1", target=TERMINAL, times=(time.fromisoformat(at),), zone=zone, **rest)  # type: ignore[arg-type]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "zone", "after", "expected"),
    [
        ("08:00", "UTC", "2026-11-16T08:00", "2026-11-17T08:00"),
        ("08:00", "Asia/Taipei", "2026-11-16T00:00", "2026-11-17T00:00"),
        ("08:00", "America/New_York", "2026-11-20T14:00", "2026-11-23T13:00"),  # over the weekend
        ("08:00", "America/New_York", "2026-03-06T14:00", "2026-03-09T12:00"),  # over the change of clocks
    ],
)
def test_the_next_slot_is_local_time_on_a_wanted_weekday(at: str, zone: str, after: str, expected: str) -> None:
    slot = next_slot(order(at, zone), utc(after))
    assert slot is not None
    assert slot.due_at == utc(expected)


def test_a_slot_in_the_gap_of_spring_comes_once_at_the_first_valid_minute() -> None:
    slots = slots_between(
        order("02:30", "America/New_York", weekdays=EVERY_DAY), utc("2026-03-08T00:00"), utc("2026-03-09T00:00")
    )
    assert [slot.due_at for slot in slots] == [utc("2026-03-08T07:00")]


def test_a_slot_in_the_repeated_hour_of_autumn_comes_once() -> None:
    slots = slots_between(
        order("01:30", "America/New_York", weekdays=EVERY_DAY), utc("2026-11-01T00:00"), utc("2026-11-02T00:00")
    )
    assert [slot.due_at for slot in slots] == [utc("2026-11-01T05:30")]


def test_a_day_off_has_no_slot() -> None:
    slot = next_slot(order(), utc("2026-11-15T12:00"), days_off={date(2026, 11, 16)})
    assert slot is not None
    assert slot.local_date == date(2026, 11, 17)


def test_an_order_that_never_comes_due_has_no_slot() -> None:
    assert next_slot(order(weekdays=()), utc("2026-11-15T12:00")) is None


def test_after_a_long_downtime_only_the_latest_slot_is_published() -> None:
    slot = slot_to_publish(order(), utc("2026-11-16T08:00"), utc("2026-11-19T11:00"))
    assert slot is not None
    assert slot.local_date == date(2026, 11, 19)
    assert is_late(slot, utc("2026-11-19T11:00"))


def test_a_skipping_order_lets_a_late_slot_go_but_not_one_on_time() -> None:
    skipping = order(catch_up=CatchUp.SKIP)
    assert slot_to_publish(skipping, utc("2026-11-16T08:00"), utc("2026-11-16T11:00")) is None
    assert slot_to_publish(skipping, utc("2026-11-16T08:00"), utc("2026-11-16T08:10")) is not None


def test_a_clock_that_jumps_back_publishes_nothing_before_the_slot_is_due() -> None:
    assert slot_to_publish(order(), utc("2026-11-16T08:00"), utc("2026-11-16T07:00")) is None


@given(
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 24 * 60 - 1),
    start=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
)
def test_every_local_day_has_exactly_one_slot_and_slots_go_forward(zone: str, minute: int, start: datetime) -> None:
    subscription = order(f"{minute // 60:02}:{minute % 60:02}", zone, weekdays=EVERY_DAY)
    slots = slots_between(subscription, start, start + timedelta(days=30))
    days = [slot.local_date for slot in slots]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) in (29, 30, 31)
    assert all(a.due_at < b.due_at for a, b in pairwise(slots))


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    at=st.times().map(lambda t: t.replace(second=0, microsecond=0)),
)
def test_a_due_moment_shows_the_wanted_local_time_or_the_first_after_a_gap(zone: str, day: date, at: time) -> None:
    shown = due_at(day, at, ZoneInfo(zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(day, at)
    assert timedelta(0) <= shown - wanted <= timedelta(hours=1)
