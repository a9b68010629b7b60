"""What is remembered of hosts while the program runs: who asked us to stay away, and who keeps failing."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import FeedError
from bot.feeds.polling import retry_after
from bot.feeds.problems import Reason

_HOSTS_FAULT = frozenset(
    {Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.SLOW, Reason.SERVER, Reason.BUSY, Reason.BLOCKED}
)
_FAILURES_ALLOWED = 5
_FIRST_BREAK = timedelta(minutes=5)
_LONGEST_BREAK = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """Failures of a host one after another, and until when it is left alone."""

    failures: int = 0
    closed_until: datetime | None = None


def host_after_failure(state: HostState, error: FeedError, *, now: datetime) -> HostState:
    """The state after a failure: closed for as long as the publisher asked, or for a while after five in a row."""
    asked = retry_after(error, now=now)
    failures = state.failures + (error.reason in _HOSTS_FAULT)
    if asked is not None:
        return HostState(failures=failures, closed_until=now + timedelta(seconds=asked))
    if error.reason in _HOSTS_FAULT and failures >= _FAILURES_ALLOWED:
        pause = min(_FIRST_BREAK * 2 ** min(failures - _FAILURES_ALLOWED, 8), _LONGEST_BREAK)
        return HostState(failures=failures, closed_until=now + pause)
    return replace(state, failures=failures)


class Hosts:
    """The states of all hosts, forgotten when a host answers well."""

    def __init__(self) -> None:
        """Know of nobody."""
        self._states: dict[str, HostState] = {}

    def closed_until(self, host: str, *, now: datetime) -> datetime | None:
        """Until when a host is left alone; None when it may be asked."""
        state = self._states.get(host)
        until = state.closed_until if state else None
        return until if until and until > now else None

    def failed(self, host: str, error: FeedError, *, now: datetime) -> None:
        """Remember a failure of a feed on this host."""
        self._states[host] = host_after_failure(self._states.get(host, HostState()), error, now=now)

    def answered(self, host: str) -> None:
        """Forget what was held against a host."""
        if self._states:
            self._states.pop(host, None)
