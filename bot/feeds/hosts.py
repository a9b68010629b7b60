"""Hosts that asked us to stay away or keep failing: what their feeds answer in, until when they are left alone out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.errors import FeedError
from bot.feeds.polling import retry_after
from bot.feeds.problems import Reason
from bot.ports import HostState

_HOSTS_FAULT = frozenset(
    {Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.SLOW, Reason.SERVER, Reason.BUSY, Reason.BLOCKED}
)
_FAILURES_ALLOWED = 5
_FIRST_BREAK = timedelta(minutes=5)
_LONGEST_BREAK = timedelta(hours=1)


def host_after_failure(state: HostState, error: FeedError, *, now: datetime) -> HostState:
    """The state after a failure: closed for as long as the publisher asked, or for a while after five in a row."""
    asked = retry_after(error, now=now)
    failed = replace(state, failures=state.failures + (error.reason in _HOSTS_FAULT))
    if asked is not None:
        return replace(failed, not_before=now + timedelta(seconds=asked))
    if error.reason in _HOSTS_FAULT and failed.failures >= _FAILURES_ALLOWED:
        pause = min(_FIRST_BREAK * 2 ** min(failed.failures - _FAILURES_ALLOWED, 8), _LONGEST_BREAK)
        return replace(failed, not_before=now + pause)
    return failed


class Hosts:
    """The states of the hosts against which something is held, and which of them the store does not know yet."""

    def __init__(self) -> None:
        """Know of nobody."""
        self._states: dict[str, HostState] = {}
        self._unsaved: set[str] = set()

    def learn(self, asked: Iterable[str], stored: Mapping[str, HostState]) -> None:
        """Take over what the store knows of some hosts, but where we know better."""
        for host in set(asked) - self._unsaved:
            self._states.pop(host, None)
            if host in stored:
                self._states[host] = stored[host]

    def unsaved(self) -> tuple[HostState, ...]:
        """What the store has to be told; a host against which nothing is held any more has no failure and no time."""
        return tuple(self._states.get(host, HostState(host=host)) for host in sorted(self._unsaved))

    def saved(self, states: Iterable[HostState]) -> None:
        """The store knows these now."""
        self._unsaved -= {one.host for one in states if self._states.get(one.host, HostState(host=one.host)) == one}

    def closed_until(self, host: str, *, now: datetime) -> datetime | None:
        """Until when a host is left alone; None when it may be asked."""
        state = self._states.get(host)
        until = state.not_before if state else None
        return until if until and until > now else None

    def failed(self, host: str, error: FeedError, *, now: datetime) -> None:
        """Remember a failure of a feed on this host."""
        before = self._states.get(host, HostState(host=host))
        after = host_after_failure(before, error, now=now)
        if after != before:
            self._states[host] = after
            self._unsaved.add(host)

    def answered(self, host: str) -> None:
        """Forget what was held against a host."""
        if self._states and self._states.pop(host, None) is not None:
            self._unsaved.add(host)
