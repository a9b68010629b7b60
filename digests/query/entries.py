"""Entries to watches: identical queries are one entry, which speaks for everybody who watches for it."""

from array import array
from collections.abc import Iterable

from digests.query.nodes import Query

CHECKED, SHARED, MANY_ROWS = 1, 2, 4
"""What is special about an entry: its query is still to be checked, several watch for it, not one row leads to it."""


class Entries:
    """Columns by entry number: the first watch, what is special, the first row; for some, all watches and the query."""

    def __init__(self) -> None:
        self.firsts: array[int] = array("q")
        self.special = bytearray()
        self._rows: array[int] = array("i")
        self._shared: dict[int, array[int]] = {}
        self._queries: dict[int, Query] = {}
        self._counts: dict[int, int] = {}

    def open(self, watch: int, *, first_row: int, rows: int, query: Query | None, checked: bool) -> int:
        """A new entry for a watch, with its query unless one row says it all. Its number."""
        entry = len(self.firsts)
        self.firsts.append(watch)
        self._rows.append(first_row)
        self.special.append((CHECKED if checked else 0) | (MANY_ROWS if rows != 1 else 0))
        if query is not None:
            self._queries[entry] = query
        if rows != 1:
            self._counts[entry] = rows
        return entry

    def join(self, entry: int, watch: int) -> None:
        """One more watch for an entry."""
        if entry not in self._shared:
            self._shared[entry] = array("q", [self.firsts[entry]])
            self.special[entry] |= SHARED
        self._shared[entry].append(watch)

    def leave(self, entry: int, watch: int) -> bool:
        """One watch less; whether it was the last."""
        shared = self._shared.get(entry)
        if shared is None:
            return True
        shared.remove(watch)
        self.firsts[entry] = shared[0]
        if len(shared) == 1:
            del self._shared[entry]
            self.special[entry] &= ~SHARED
        return False

    def close(self, entry: int) -> None:
        """Forget an entry that nobody watches for; its number is not used again."""
        self._queries.pop(entry, None)
        self._counts.pop(entry, None)

    def rows(self, entry: int) -> range:
        """The rows that lead to an entry."""
        first = self._rows[entry]
        return range(first, first + self._counts.get(entry, 1))

    def query(self, entry: int) -> Query | None:
        """The query of an entry, unless one row says it all."""
        return self._queries.get(entry)

    def to_check(self, entry: int) -> Query | None:
        """The query of an entry that its rows do not prove."""
        return self._queries[entry] if self.special[entry] & CHECKED else None

    def watches(self, entries: Iterable[int]) -> "array[int]":
        """The watches of some entries."""
        found = array("q")
        for entry in entries:
            if self.special[entry] & SHARED:
                found += self._shared[entry]
            else:
                found.append(self.firsts[entry])
        return found

    def add_shared(self, found: "array[int]", entries: Iterable[int]) -> None:
        """Add the watches of entries that all have several."""
        found.frombytes(b"".join([self._shared[entry] for entry in entries]))
