"""A feed's state and what a poll brought in, its next state and what its owner should be told out; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.errors import FeedError
from bot.feeds.fetched import Fetched
from bot.feeds.notices import Next, NoticeKind, tell, tell_failure, tell_move, tell_silence
from bot.feeds.problems import FetchError, Reason
from bot.ports import FeedState, FeedStatus
from digests.entries import Entry

DAY = 86400.0
POLLS_PER_ENTRY = 4  # how often we look, on average, between two entries
KILLS_ALLOWED = 3
_RHYTHM_FROM = 20
_BURST_TIMES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often feeds are asked, in seconds."""

    shortest: float = 600.0
    longest: float = DAY


def after_success(
    state: FeedState,
    *,
    fetched: Fetched,
    now: datetime,
    chance: float,
    new: int = 0,
    rhythm: float | None = None,
    flaws: Sequence[str] = (),
    pace: Pace | None = None,
) -> Next:
    """The state after an answer that could be used, an unchanged one included.

    `new` counts entries never seen, `rhythm` is the feed's own seconds between entries where all were read, `chance`
    (0 to 1) spreads the polls, `flaws` say what the reader had to forgive.
    """
    pace = pace or Pace()
    moves = _moves(state, fetched.permanent)
    interval = _interval(state, new=new, rhythm=rhythm, now=now, pace=pace)
    last_new_at = now if new or state.last_new_at is None else state.last_new_at
    wait = _wait(interval, quiet=(now - last_new_at).total_seconds(), pace=pace) * (0.9 + 0.2 * chance)
    read = FeedState(
        url=state.url,
        status=FeedStatus.DEGRADED if flaws else _unchanged_status(state, fetched),
        etag=fetched.etag if fetched.etag or not fetched.unchanged else state.etag,
        last_modified=fetched.last_modified if fetched.last_modified or not fetched.unchanged else state.last_modified,
        content_hash=fetched.content_hash or state.content_hash,
        next_poll_at=now + timedelta(seconds=wait),
        interval=interval,
        failures=0,
        failing_since=None,
        last_ok_at=now,
        last_new_at=last_new_at,
        last_error="; ".join(flaws),
        last_reason="",
        parser_kills=state.parser_kills if fetched.unchanged else 0,
        moved_to=fetched.permanent if moves else "",
        moved_count=moves,
        notified=state.notified,
    )
    found = Next(state=read)
    if moves:
        found = tell_move(found)
    if last_new_at is now:
        return found
    return tell_silence(found, now=now, usual_gap=POLLS_PER_ENTRY * interval, rare=interval >= pace.longest)


def _moves(state: FeedState, permanent: str) -> int:
    if not permanent or permanent == state.url:
        return 0
    return state.moved_count + 1 if permanent == state.moved_to else 1


def _unchanged_status(state: FeedState, fetched: Fetched) -> FeedStatus:
    return FeedStatus.DEGRADED if fetched.unchanged and state.status is FeedStatus.DEGRADED else FeedStatus.OK


def _interval(state: FeedState, *, new: int, rhythm: float | None, now: datetime, pace: Pace) -> float:
    if rhythm is not None:
        return _within(rhythm / POLLS_PER_ENTRY, pace)
    if not new or state.last_new_at is None:
        return _within(state.interval, pace)
    observed = (now - state.last_new_at).total_seconds() / new / POLLS_PER_ENTRY
    return 0.7 * _within(state.interval, pace) + 0.3 * _within(observed, pace)


def _wait(interval: float, *, quiet: float, pace: Pace) -> float:
    """The interval, longer when nothing has come for much longer than usual, so that a dead feed costs little."""
    return _within(max(interval, quiet / 16), pace)


def _within(seconds: float, pace: Pace) -> float:
    return min(max(seconds, pace.shortest), pace.longest)


def rhythm_of(entries: Sequence[Entry], *, now: datetime) -> float | None:
    """The mean seconds between a feed's latest dated entries; None when fewer than two are dated."""
    dates = sorted((entry.published_at for entry in entries if entry.published_at), reverse=True)
    dates = [date for date in dates if date <= now + timedelta(days=1)][:_RHYTHM_FROM]
    if len(dates) < 2:
        return None
    return (dates[0] - dates[-1]).total_seconds() / (len(dates) - 1)


def is_burst(state: FeedState, *, new: int, now: datetime) -> bool:
    """Whether so many entries are new at once that the feed must have been rebuilt, or taken over.

    More than ten times what the time since the last good poll (a day at least) usually brings, and more than ten.
    """
    if state.last_ok_at is None:
        return False
    passed = max((now - state.last_ok_at).total_seconds(), DAY)
    usual = passed / (state.interval * POLLS_PER_ENTRY)
    return new > _BURST_TIMES * max(usual, 1.0)


def after_burst(state: FeedState, *, new: int, now: datetime) -> Next:
    """The state of a feed whose new entries are held back, and the notice of it."""
    text = f"{new} entries were new at once, far more than usual: they are kept, but not announced"
    held = replace(state, status=FeedStatus.QUARANTINED, last_error=text)
    return tell(Next(state=held), NoticeKind.BURST, f"{state.url}: {text}", now=now, since=now)


def after_failure(
    state: FeedState, error: FeedError, *, now: datetime, chance: float, pace: Pace | None = None
) -> Next:
    """The state after a poll that brought nothing usable: later and later, at most a day apart, never the entries lost.

    410 disables the feed; a third killed parser puts it in quarantine.
    """
    pace = pace or Pace()
    kills = state.parser_kills + (error.reason == Reason.PARSER_KILLED)
    failed = replace(
        state,
        status=_failed_status(error, kills),
        failures=state.failures + 1,
        failing_since=state.failing_since or now,
        last_error=str(error)[:300],
        last_reason=str(error.reason),
        parser_kills=kills,
    )
    failed = replace(failed, next_poll_at=_next_try(failed, error, now=now, chance=chance, pace=pace))
    return tell_failure(Next(state=failed), now=now)


def _failed_status(error: FeedError, kills: int) -> FeedStatus:
    if error.reason == Reason.GONE:
        return FeedStatus.DISABLED
    return FeedStatus.QUARANTINED if kills >= KILLS_ALLOWED else FeedStatus.FAILING


def _next_try(state: FeedState, error: FeedError, *, now: datetime, chance: float, pace: Pace) -> datetime | None:
    if state.status is FeedStatus.DISABLED:
        return None
    asked = retry_after(error, now=now)
    if asked is not None:
        return now + timedelta(seconds=asked * (1 + 0.1 * chance))
    if state.status is FeedStatus.QUARANTINED:
        return now + timedelta(seconds=pace.longest)
    delay = min(_within(state.interval, pace) * 2.0 ** min(state.failures - 1, 16), pace.longest)
    return now + timedelta(seconds=min(delay * (0.75 + 0.5 * chance), pace.longest))


def retry_after(error: FeedError, *, now: datetime) -> float | None:
    """The seconds that a publisher asked us to stay away, between a minute and a day; None when it did not ask."""
    text = error.retry_after.strip() if isinstance(error, FetchError) else ""
    if not text:
        return None
    if text.isdecimal():
        seconds = float(text[:12])
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return min(max(seconds, 60.0), DAY)
