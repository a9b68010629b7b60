"""The state of a feed from poll to poll, and what its owner hears of it; no network."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FeedError
from bot.feeds.fetched import Fetched
from bot.feeds.hosts import Hosts, host_after_failure
from bot.feeds.notices import Next, Notice, NoticeKind
from bot.feeds.polling import DAY, Pace, after_burst, after_failure, after_success, is_burst, retry_after, rhythm_of
from bot.feeds.problems import FetchError, Reason
from bot.ports import FeedState, FeedStatus, HostState
from digests.entries import Entry

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://weekly.example/feed"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
GOOD = FeedState(
    url=URL, status=FeedStatus.OK, etag='"1"', content_hash="abc", interval=3600.0, last_ok_at=NOW, last_new_at=NOW
)
UNCHANGED = Fetched(url=URL, unchanged=True, content_hash="abc")


def fails(state: FeedState, reason: Reason, *, at: datetime = NOW, retry: str = "", chance: float = 0.5) -> Next:
    error = FetchError(reason, "it went wrong", retry_after=retry)
    return after_failure(state, error, now=at, chance=chance)


def fail_for(days: float, reason: Reason, *, every: timedelta = HOUR, state: FeedState = GOOD) -> Next:
    """The last outcome, with all notices on the way, of failing again and again."""
    notices: list[Notice] = []
    found = Next(state=state)
    for number in range(int(timedelta(days=days) / every) + 1):
        found = fails(found.state, reason, at=NOW + number * every)
        notices += found.notices
    return Next(state=found.state, notices=tuple(notices))


def test_an_unchanged_feed_keeps_what_is_known_of_it() -> None:
    """Row 28."""
    found = after_success(GOOD, fetched=UNCHANGED, now=NOW + HOUR, chance=0.5)
    assert found.state == replace(GOOD, last_ok_at=NOW + HOUR, next_poll_at=NOW + 2 * HOUR)
    assert found.notices == ()


def test_a_good_poll_ends_a_row_of_failures() -> None:
    broken = fail_for(2, Reason.SERVER).state
    found = after_success(
        broken, fetched=Fetched(url=URL, etag='"2"', content_hash="def"), now=NOW + 3 * HOUR, chance=0.5
    )
    assert (found.state.status, found.state.failures, found.state.failing_since) == (FeedStatus.OK, 0, None)
    assert (found.state.etag, found.state.content_hash, found.state.last_error) == ('"2"', "def", "")


def test_flaws_make_a_feed_degraded_until_it_is_read_without() -> None:
    flawed = after_success(GOOD, fetched=Fetched(url=URL, content_hash="x"), now=NOW, chance=0.5, flaws=["cut off"])
    assert (flawed.state.status, flawed.state.last_error) == (FeedStatus.DEGRADED, "cut off")
    same = after_success(flawed.state, fetched=UNCHANGED, now=NOW + HOUR, chance=0.5)
    assert same.state.status is FeedStatus.DEGRADED
    better = after_success(same.state, fetched=Fetched(url=URL, content_hash="y"), now=NOW + 2 * HOUR, chance=0.5)
    assert better.state.status is FeedStatus.OK


def test_failures_come_later_and_later_but_at_most_a_day_apart() -> None:
    """Rows 30, 33 and 35."""
    state = GOOD
    waits = []
    for _ in range(8):
        state = fails(state, Reason.SERVER).state
        assert state.next_poll_at is not None
        waits.append((state.next_poll_at - NOW) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]


@given(failures=st.integers(0, 10_000), chance=st.floats(0, 1), interval=st.floats(0, 1e7))
@settings(deadline=None)
def test_the_next_try_is_always_between_ten_minutes_jittered_and_a_day(
    failures: int, chance: float, interval: float
) -> None:
    state = replace(GOOD, failures=failures, interval=interval)
    upcoming = fails(state, Reason.CONNECT, chance=chance).state.next_poll_at
    assert upcoming is not None
    assert timedelta(minutes=7) <= upcoming - NOW <= timedelta(days=1)


def test_a_gone_feed_is_disabled_and_its_owner_told_once() -> None:
    """Row 31."""
    found = fails(GOOD, Reason.GONE)
    assert (found.state.status, found.state.next_poll_at) == (FeedStatus.DISABLED, None)
    assert [notice.kind for notice in found.notices] == [NoticeKind.GONE]
    assert "no longer polled" in found.notices[0].text
    assert fails(found.state, Reason.GONE, at=NOW + HOUR).notices == ()


def test_a_refusal_is_told_at_once_and_once() -> None:
    """Row 29."""
    assert [notice.kind for notice in fail_for(30, Reason.UNAUTHORISED).notices] == [NoticeKind.UNAUTHORISED]


@pytest.mark.parametrize(
    ("reason", "days", "told"),
    [
        (Reason.NOT_FOUND, 2.9, []),
        (Reason.NOT_FOUND, 20, [NoticeKind.NOT_FOUND]),
        (Reason.SERVER, 0.9, []),
        (Reason.SERVER, 20, [NoticeKind.FAILING]),
        (Reason.DNS, 2, [NoticeKind.FAILING]),
        (Reason.NOT_A_FEED, 2, [NoticeKind.FAILING]),
        (Reason.TLS, 2, [NoticeKind.FAILING]),
        (Reason.EMPTY, 0.5, []),
    ],
)
def test_other_failures_are_told_once_when_they_last(reason: Reason, days: float, told: list[NoticeKind]) -> None:
    """Rows 1, 2, 30, 33 to 35; complaint 19."""
    assert [notice.kind for notice in fail_for(days, reason).notices] == told


def test_a_feed_that_flaps_is_told_of_at_most_once_a_week() -> None:
    """Complaint 19: no more downtime notices than news."""
    state = GOOD
    notices: list[Notice] = []
    for day in range(28):
        for hour in range(0, 48, 6):
            at = NOW + timedelta(days=2 * day, hours=hour)
            if hour < 36:
                found = fails(state, Reason.SERVER, at=at)
            else:
                found = after_success(state, fetched=UNCHANGED, now=at, chance=0.5, new=1)
            state = found.state
            notices += found.notices
    assert 1 <= len(notices) <= 8


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120), ("0", 60), ("5", 60), ("315360000", DAY), ("9" * 400, DAY), ("", None), ("soon", None), ("-5", None),
        ("Mon, 23 Nov 2026 12:10:00 GMT", 600), ("Mon, 23 Nov 2026 11:00:00 GMT", 60), ("Wed, 23 Nov 2036 12:00:00 GMT", DAY),
    ],
)  # fmt: skip
def test_what_a_publisher_asks_for_is_kept_within_a_minute_and_a_day(text: str, seconds: float | None) -> None:
    """Row 32."""
    assert retry_after(FetchError(Reason.BUSY, "later", retry_after=text), now=NOW) == seconds


def test_the_next_poll_waits_as_long_as_the_publisher_asks() -> None:
    """Row 32."""
    assert fails(GOOD, Reason.BUSY, retry="7200", chance=0.0).state.next_poll_at == NOW + 2 * HOUR


def test_a_third_killed_parser_puts_a_feed_in_quarantine() -> None:
    """Row 11."""
    state = GOOD
    statuses: list[FeedStatus] = []
    notices: list[Notice] = []
    for number in range(4):
        found = fails(state, Reason.PARSER_KILLED, at=NOW + number * HOUR)
        state = found.state
        statuses.append(state.status)
        notices += found.notices
    assert statuses == [FeedStatus.FAILING, FeedStatus.FAILING, FeedStatus.QUARANTINED, FeedStatus.QUARANTINED]
    assert [notice.kind for notice in notices] == [NoticeKind.QUARANTINED]
    assert state.next_poll_at == NOW + 3 * HOUR + timedelta(days=1)


def test_only_the_third_agreeing_permanent_redirect_moves_a_feed() -> None:
    """Row 25."""
    moved = Fetched(url="https://new.example/feed", permanent="https://new.example/feed", content_hash="x")
    elsewhere = Fetched(url="https://other.example/feed", permanent="https://other.example/feed", content_hash="x")
    state = GOOD
    counts: list[int] = []
    notices: list[Notice] = []
    for fetched in (moved, moved, elsewhere, moved, moved, moved):
        found = after_success(state, fetched=fetched, now=NOW, chance=0.5)
        state = found.state
        counts.append(state.moved_count)
        notices += found.notices
    assert counts == [1, 2, 1, 1, 2, 3]
    assert [notice.kind for notice in notices] == [NoticeKind.MOVED]
    assert after_success(state, fetched=UNCHANGED, now=NOW, chance=0.5).state.moved_count == 0


def entries(*hours_ago: float) -> list[Entry]:
    return [Entry(key=str(ago), title="x", published_at=NOW - ago * HOUR) for ago in hours_ago]


@pytest.mark.parametrize(
    ("published", "hours"), [((1, 2, 3, 4), 1), ((0, 24), 24), ((5,), None), ((), None), ((-100, 1, 3), 2)]
)
def test_the_rhythm_of_a_feed_is_the_mean_time_between_entries(
    published: tuple[float, ...], hours: float | None
) -> None:
    assert rhythm_of(entries(*published), now=NOW) == (hours * 3600 if hours else None)


@pytest.mark.parametrize(
    ("rhythm", "minutes"), [(0, 10), (3600, 15), (4 * 3600, 60), (7 * DAY, 24 * 60), (365 * DAY, 24 * 60)]
)
def test_a_feed_is_asked_four_times_between_two_entries_within_limits(rhythm: float, minutes: float) -> None:
    fetched = Fetched(url=URL, content_hash="x")
    found = after_success(FeedState(url=URL), fetched=fetched, now=NOW, chance=0.5, new=5, rhythm=rhythm)
    assert found.state.next_poll_at == NOW + minutes * MINUTE


def test_the_pace_can_be_set() -> None:
    pace = Pace(shortest=60, longest=120)
    fetched = Fetched(url=URL, content_hash="x")
    assert after_success(GOOD, fetched=fetched, now=NOW, chance=0.5, rhythm=1, pace=pace).state.interval == 60
    assert after_success(GOOD, fetched=fetched, now=NOW, chance=0.5, rhythm=DAY, pace=pace).state.interval == 120


def test_polls_are_spread_so_that_feeds_do_not_come_together() -> None:
    early, late = (after_success(GOOD, fetched=UNCHANGED, now=NOW, chance=chance).state for chance in (0.0, 1.0))
    assert early.next_poll_at == NOW + 54 * MINUTE
    assert late.next_poll_at == NOW + 66 * MINUTE


@pytest.mark.parametrize(
    ("interval", "quiet_days", "told"),
    [(600, 3.9, False), (600, 4.1, True), (DAY / 4, 2.9, False), (DAY / 2, 5.9, False), (DAY / 2, 6.1, True), (DAY, 60, False),
     (DAY, 91, True)],
)  # fmt: skip
def test_a_feed_that_is_silent_for_three_times_its_rhythm_is_told_of_once(
    interval: float, quiet_days: float, told: bool
) -> None:
    """Complaint 18."""
    at = NOW + timedelta(days=quiet_days)
    found = after_success(replace(GOOD, interval=interval), fetched=UNCHANGED, now=at, chance=0.5)
    assert [notice.kind for notice in found.notices] == ([NoticeKind.SILENT] if told else [])
    assert after_success(found.state, fetched=UNCHANGED, now=at + HOUR, chance=0.5).notices == ()


@pytest.mark.parametrize(
    ("interval", "hours", "new", "burst"),
    [
        (DAY, 24, 10, False),
        (DAY, 24, 11, True),
        (900, 1, 24, False),
        (900, 1, 240, False),
        (900, 1, 241, True),
        (DAY, 24 * 30, 75, False),
        (DAY, 24 * 30, 76, True),
    ],
)
def test_ten_times_more_than_usual_is_a_burst(interval: float, hours: float, new: int, burst: bool) -> None:
    """Row 18, threat 5: a feed that changed all its GUIDs, or was taken over."""
    state = replace(GOOD, interval=interval, last_ok_at=NOW - hours * HOUR)
    assert is_burst(state, new=new, now=NOW) is burst


def test_a_first_poll_is_no_burst() -> None:
    assert not is_burst(FeedState(url=URL), new=500, now=NOW)


def test_a_burst_is_told_once() -> None:
    """Row 18: one notice."""
    first = after_burst(GOOD, new=30, now=NOW)
    assert first.state.status is FeedStatus.QUARANTINED
    assert [notice.kind for notice in first.notices] == [NoticeKind.BURST]
    assert after_burst(first.state, new=30, now=NOW + HOUR).notices == ()


def test_a_host_is_left_alone_for_as_long_as_it_asks() -> None:
    """Row 32: per host."""
    hosts = Hosts()
    hosts.failed("weekly.example", FetchError(Reason.BUSY, "later", retry_after="600"), now=NOW)
    assert hosts.closed_until("weekly.example", now=NOW + 5 * MINUTE) == NOW + 10 * MINUTE
    assert hosts.closed_until("weekly.example", now=NOW + 10 * MINUTE) is None
    assert hosts.closed_until("daily.example", now=NOW) is None


def test_a_host_that_fails_five_times_in_a_row_is_left_alone_for_a_while() -> None:
    """Row 33: the circuit breaker."""
    state = HostState(host="weekly.example")
    breaks = []
    for _ in range(10):
        state = host_after_failure(state, FetchError(Reason.SERVER, "no"), now=NOW)
        breaks.append((state.not_before - NOW) / MINUTE if state.not_before else 0)
    assert breaks == [0, 0, 0, 0, 5, 10, 20, 40, 60, 60]


def test_a_feeds_own_fault_is_not_held_against_its_host() -> None:
    state = HostState(host="weekly.example")
    for _ in range(10):
        state = host_after_failure(state, FeedError(Reason.NOT_A_FEED, "a page"), now=NOW)
    assert state.not_before is None


def test_what_is_held_against_a_host_is_told_to_the_store_and_learnt_from_it() -> None:
    hosts = Hosts()
    hosts.failed("weekly.example", FetchError(Reason.BUSY, "later", retry_after="600"), now=NOW)
    (held,) = hosts.unsaved()
    assert (held.host, held.not_before) == ("weekly.example", NOW + 10 * MINUTE)
    hosts.learn(["weekly.example"], {})
    assert hosts.unsaved() == (held,), "the store is told first"
    hosts.saved([held])
    assert hosts.unsaved() == ()
    restarted = Hosts()
    restarted.learn(["weekly.example", "daily.example"], {"weekly.example": held})
    assert restarted.closed_until("weekly.example", now=NOW) == held.not_before
    assert restarted.unsaved() == ()
    restarted.answered("weekly.example")
    assert restarted.unsaved() == (HostState(host="weekly.example"),)
    hosts.learn(["weekly.example"], {})
    assert hosts.closed_until("weekly.example", now=NOW) is None, "another process has seen it answer"


def test_what_changes_while_it_is_saved_is_saved_again() -> None:
    hosts = Hosts()
    hosts.failed("weekly.example", FetchError(Reason.SLOW, "no"), now=NOW)
    before = hosts.unsaved()
    hosts.failed("weekly.example", FetchError(Reason.SLOW, "no"), now=NOW)
    hosts.saved(before)
    assert [one.failures for one in hosts.unsaved()] == [2]


def test_a_good_answer_forgives_a_host() -> None:
    hosts = Hosts()
    for _ in range(9):
        hosts.failed("weekly.example", FetchError(Reason.SLOW, "no"), now=NOW)
    hosts.answered("weekly.example")
    assert hosts.closed_until("weekly.example", now=NOW) is None


outcomes = st.lists(
    st.tuples(st.sampled_from([None, *Reason]), st.integers(1, 100), st.floats(0, 1), st.sampled_from(["", "60", "x"])),
    max_size=25,
)


@given(steps=outcomes)
@settings(deadline=None, max_examples=150)
def test_a_feed_is_either_disabled_or_will_be_polled_again(steps: list[tuple[Reason | None, int, float, str]]) -> None:
    state, now = FeedState(url=URL), NOW
    for reason, hours, chance, retry in steps:
        now += hours * HOUR
        if reason is None:
            state = after_success(state, fetched=UNCHANGED, now=now, chance=chance, new=hours % 3).state
        else:
            state = after_failure(state, FetchError(reason, "x", retry_after=retry), now=now, chance=chance).state
        assert state.url == URL
        if state.status is FeedStatus.DISABLED:
            assert state.next_poll_at is None
        else:
            assert state.next_poll_at is not None
            assert now < state.next_poll_at <= now + timedelta(days=1.2)
