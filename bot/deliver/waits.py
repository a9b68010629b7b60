"""How long to wait: for a call, before a lease gets too short to use, and between attempts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.storage.leases import Leased

CALL_SECONDS = 10.0
LEASE_MARGIN = timedelta(seconds=CALL_SECONDS + 10)  # a call must end well before others may take its page
LOOK_MARGIN = timedelta(minutes=2)  # the platform's clock is not ours
LONGEST = timedelta(hours=24)
_FIRST, _LAST = 2.0, 600.0
_LOOK_AFTER = timedelta(seconds=5)  # what a platform has just accepted may not show at once

Chance = Callable[[], float]


class Clock:
    """The time that `deliver_due` was given, carried on by a timer, so that no step of the wall clock disturbs it."""

    def __init__(self, now: datetime, timer: Callable[[], float]) -> None:
        """Start at `now`."""
        self._start = now.astimezone(UTC)
        self._timer = timer
        self._began = timer()

    def now(self) -> datetime:
        """The time."""
        return self._start + timedelta(seconds=self._timer() - self._began)


def may_call(leased: Leased, now: datetime) -> bool:
    """Whether the lease lasts long enough for one more call; a process that was stopped and woken must not post."""
    return leased.lease_until - now >= LEASE_MARGIN


def try_again_at(now: datetime, *, attempt: int, retry_after: float | None, chance: Chance) -> datetime:
    """When to try again: when the platform says, else after a time that doubles, up to ten minutes, with jitter."""
    if retry_after is not None:
        return now + min(timedelta(seconds=max(retry_after, 0.0)), LONGEST)
    longest = min(_FIRST * 2 ** min(attempt - 1, 16), _LAST)
    return now + timedelta(seconds=longest * (0.5 + chance() / 2))


def look_again_at(now: datetime, *, attempt: int, retry_after: float | None, chance: Chance) -> datetime:
    """When to look whether a page was posted."""
    return max(try_again_at(now, attempt=attempt, retry_after=retry_after, chance=chance), now + _LOOK_AFTER)
