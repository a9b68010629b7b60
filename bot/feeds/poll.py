"""A feed and its state in, a poll's outcome out: the entries never seen before and the next state. Never raises for
a bad feed.
"""

import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Self

from bot.errors import FeedError
from bot.feeds.build import FeedFacts
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.fulltext import FullText
from bot.feeds.gate import HostGate
from bot.feeds.gate import host_of as host_of
from bot.feeds.hosts import Hosts
from bot.feeds.line import run_side_by_side
from bot.feeds.notices import MOVES_NEEDED, Notice
from bot.feeds.polling import Pace, after_burst, after_failure, after_success, is_burst, rhythm_of
from bot.feeds.problems import Reason
from bot.feeds.reading import FeedReader, Reading
from bot.feeds.sandbox import Sandbox
from bot.ports import FeedState
from digests.entries import Entry, Feed

Due = tuple[Feed, FeedState]
Lookup = Callable[[Feed, Sequence[str]], Awaitable[Collection[str]]]


class Outcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll brought.

    `entries` were never seen before, in the feed's order; `changed` were seen, and differ from the last time (known
    only where the reader could tell). After a `baseline` (the first good poll) and in a `burst` entries are to be
    kept, but announced to nobody: see `quiet`. `moved_to` is the address to poll from now on, "" while none is sure;
    `unread` why the page behind an entry could not be read, where the feed asks for whole texts, and `teasers` the keys
    of the entries whose page was not.
    """

    feed: Feed
    state: FeedState
    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    notices: tuple[Notice, ...] = ()
    flaws: tuple[str, ...] = ()
    facts: FeedFacts | None = None
    baseline: bool = False
    burst: bool = False
    moved_to: str = ""
    unread: str = ""
    teasers: frozenset[str] = frozenset()
    error: FeedError | None = None

    @property
    def quiet(self) -> bool:
        """Whether the entries are to be announced to nobody."""
        return self.baseline or self.burst


@dataclass(frozen=True, slots=True, kw_only=True)
class PollSettings:
    """How many feeds at once, how many on one host, how far apart there (seconds), and how often."""

    at_once: int = 50
    per_host: int = 2
    spacing: float = 1.0
    pace: Pace = field(default_factory=Pace)


class Poller:
    """Polls feeds politely; open it with `async with`, inside the event loop."""

    def __init__(
        self,
        fetcher: Fetcher,
        *,
        settings: PollSettings | None = None,
        sandbox: Sandbox | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Keep the parts; `chance` gives numbers from 0 to 1 that spread the polls."""
        self.settings = settings or PollSettings()
        self._fetcher = fetcher
        self._sandbox = sandbox or Sandbox()
        self._reader = FeedReader(self._sandbox)
        self._gate = HostGate(at_once=self.settings.per_host, spacing=self.settings.spacing)
        self._full_text = FullText(fetcher, self._sandbox, self._gate)
        self.hosts = Hosts()
        self._chance = chance

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections and end the parser."""
        await self._fetcher.close()
        await self._sandbox.close()

    def poll_all(self, due: Iterable[Due], *, seen: Lookup, now: datetime) -> AsyncIterator[Polled]:
        """The outcomes of many polls, as they come; feeds wait for their own host only, and at most `at_once` run."""
        return run_side_by_side(
            due,
            host=lambda one: host_of(one[0].url),
            run=lambda one: self.poll(one[0], one[1], seen=seen, now=now),
            at_once=self.settings.at_once,
            per_host=self.settings.per_host,
        )

    async def poll(self, feed: Feed, state: FeedState, *, seen: Collection[str] | Lookup, now: datetime) -> Polled:
        """One poll; `seen` holds the keys of the feed's known entries, or is asked which of some keys are known.

        Raises only what `seen` raises.
        """
        host = host_of(feed.url)
        closed = self.hosts.closed_until(host, now=now)
        if closed is not None:
            return Polled(feed=feed, state=replace(state, next_poll_at=closed), outcome=Outcome.POSTPONED)
        try:
            fetched, reading = await self._fetch_and_read(feed, state, host)
        except FeedError as error:
            self.hosts.failed(host, error, now=now)
            return self._failed(feed, state, error, now)
        self.hosts.answered(host)
        if reading is None:
            return self._unchanged(feed, state, fetched, now)
        keys = [entry.key for entry in reading.parsed.entries]
        known = await seen(feed, keys) if callable(seen) else seen
        polled = self._read(feed, state, fetched=fetched, reading=reading, known=frozenset(known), now=now)
        return await self._completed(polled) if feed.full_text and not polled.quiet else polled

    async def _fetch_and_read(self, feed: Feed, state: FeedState, host: str) -> tuple[Fetched, Reading | None]:
        try:
            await self._gate.enter(host)
            try:
                fetched = await self._fetcher.feed(
                    feed.url, etag=state.etag, last_modified=state.last_modified, content_hash=state.content_hash
                )
            finally:
                self._gate.leave(host)
            if fetched.unchanged:
                return fetched, None
            return fetched, await self._reader.read(fetched, feed_url=feed.url, since=state.content_hash)
        except FeedError:
            raise
        except Exception as error:  # whatever a publisher's bytes set off in a library is that feed's failure
            raise FeedError(Reason.UNREADABLE, f"reading failed unexpectedly: {type(error).__name__}") from error

    async def _completed(self, polled: Polled) -> Polled:
        """With the texts of the pages behind its entries, for a feed that gives teasers."""
        done = await self._full_text.all_completed([*polled.entries, *polled.changed])
        new = len(polled.entries)
        return replace(
            polled, entries=done.entries[:new], changed=done.entries[new:], unread=done.problem, teasers=done.teasers
        )

    def _failed(self, feed: Feed, state: FeedState, error: FeedError, now: datetime) -> Polled:
        found = after_failure(state, error, now=now, chance=self._chance(), pace=self.settings.pace)
        return Polled(feed=feed, state=found.state, outcome=Outcome.FAILED, notices=found.notices, error=error)

    def _unchanged(self, feed: Feed, state: FeedState, fetched: Fetched, now: datetime) -> Polled:
        found = after_success(state, fetched=fetched, now=now, chance=self._chance(), pace=self.settings.pace)
        return Polled(
            feed=feed,
            state=found.state,
            outcome=Outcome.UNCHANGED,
            notices=found.notices,
            moved_to=_moved(found.state),
        )

    def _read(
        self,
        feed: Feed,
        state: FeedState,
        *,
        fetched: Fetched,
        reading: Reading,
        known: frozenset[str],
        now: datetime,
    ) -> Polled:
        parsed = reading.parsed
        fresh = tuple(entry for entry in parsed.entries if entry.key not in known)
        changed = tuple(entry for entry in parsed.entries if entry.key in known) if reading.partial else ()
        baseline = state.last_ok_at is None
        burst = not baseline and is_burst(state, new=len(fresh), now=now)
        found = after_success(
            state,
            fetched=fetched,
            now=now,
            chance=self._chance(),
            new=len(fresh),
            rhythm=None if reading.partial or burst else rhythm_of(parsed.entries, now=now),
            flaws=parsed.flaws,
            pace=self.settings.pace,
        )
        notices = found.notices
        if burst:
            found = after_burst(found.state, new=len(fresh), now=now)
            notices += found.notices
        return Polled(
            feed=feed,
            state=found.state,
            outcome=Outcome.READ,
            entries=fresh,
            changed=changed,
            notices=notices,
            flaws=parsed.flaws,
            facts=parsed.facts,
            baseline=baseline,
            burst=burst,
            moved_to=_moved(found.state),
        )


def _moved(state: FeedState) -> str:
    return state.moved_to if state.moved_count >= MOVES_NEEDED else ""
