"""All watches as an index of queries, kept in memory and in step with the store: an article to the watches it matches.

A watch that was added or changed is filed by itself; nothing is ever built again. One that was removed is forgotten
when it is next found and the store does not know it any more.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import structlog

from bot.narrowing import view_of
from bot.storage.store import At
from bot.storage.watches import ChangedWatch, WatchKey, changed_watches
from digests.desk import Desk
from digests.query import Percolator, Query, QueryError, Searchable, expand, parse
from digests.stories import Report

log = structlog.get_logger()
_AT_ONCE = 2_000  # watches that are filed before others get a turn


class WatchIndex:
    """The watches of a store as far as `refresh` has read them."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk; nothing is read."""
        self.desk = desk
        self._percolator = Percolator(desk.background)
        self._numbers: dict[WatchKey, int] = {}
        self._keys: dict[int, WatchKey] = {}
        self._version = -1
        self._next = 0
        self.query = lru_cache(maxsize=4096)(self._query)

    def __len__(self) -> int:
        return len(self._percolator)

    async def refresh(self, at: At) -> int:
        """File the watches that were added or changed since the last time; how many."""
        changed = await changed_watches(at, after=self._version)
        for begin in range(0, len(changed), _AT_ONCE):
            self._file_all(changed[begin : begin + _AT_ONCE])
            await asyncio.sleep(0)
        return len(changed)

    def matching(self, report: Report, *, now: datetime) -> list[WatchKey]:
        """The watches whose query a report matches."""
        return [self._keys[number] for number in self._percolator.matching(self.view(report), now=now)]

    def view(self, report: Report) -> Searchable:
        """A report as queries see it."""
        return view_of(report, self.desk)

    def forget(self, keys: Iterable[WatchKey]) -> None:
        """Watch no longer for these."""
        for key in keys:
            number = self._numbers.pop(key, None)
            if number is not None:
                self._percolator.remove(number)
                del self._keys[number]

    def _query(self, text: str) -> Query:
        """What a watch looks for: its query with the desk's other names; raises QueryError."""
        return expand(parse(text), self.desk)

    def _file_all(self, changed: Sequence[ChangedWatch]) -> None:
        for one in changed:
            self._file(one)
            self._version = max(self._version, one.version)

    def _file(self, one: ChangedWatch) -> None:
        try:
            query = self._query(one.query)
        except QueryError as error:  # an older program took it
            log.warning("watch_cannot_be_read", watch=one.key.id, workspace=one.key.workspace, problem=str(error))
            self.forget([one.key])
            return
        number = self._numbers.get(one.key)
        if number is None:
            number = self._numbers[one.key] = self._next
            self._keys[number] = one.key
            self._next += 1
        self._percolator.add(number, query)
