"""Entries to watches: identical queries are one entry, which speaks for everybody who watches for it."""

from array import array
from collections.abc import Iterable

from digests.query.nodes import Query

PLAIN, CHECKED, SHARED, MANY_ROWS = 0, 1, 2, 4
"""What is special about an entry: its query is still to be checked, several watch for it, several rows lead to it."""


class Entries:
    """Columns by entry number: the first watch, what is special, and for few entries more watches and the query."""

    def __init__(self) -> None:
        self.firsts: array[int] = array("q")
        self.special = bytearray()
        self.rows: array[int] = array("i")
        self._more: dict[int, list[int]] = {}
        self._queries: dict[int, Query] = {}
        self._rows_of: dict[int, int] = {}

    def open(self, watch: int, *, first_row: int, rows: int, query: Query | None, checked: bool) -> int:
        """A new entry for a watch, with its query unless one row says it all. Its number."""
        entry = len(self.firsts)
        self.firsts.append(watch)
        self.rows.append(first_row)
        self.special.append((CHECKED if checked else 0) | (MANY_ROWS if rows != 1 else 0))
        if query is not None:
            self._queries[entry] = query
        if rows != 1:
            self._rows_of[entry] = rows
        return entry

    def join(self, entry: int, watch: int) -> None:
        """One more watch for an entry."""
        self.special[entry] |= SHARED
        self._more.setdefault(entry, []).append(watch)

    def leave(self, entry: int, watch: int) -> bool:
        """One watch less; whether it was the last."""
        more = self._more.get(entry)
        if not more:
            return True
        if self.firsts[entry] == watch:
            self.firsts[entry] = more.pop()
        else:
            more.remove(watch)
        return False

    def close(self, entry: int) -> None:
        """Forget an entry that nobody watches for; its number is not used again."""
        self._more.pop(entry, None)
        self._queries.pop(entry, None)
        self._rows_of.pop(entry, None)

    def rows_of(self, entry: int) -> range:
        """The rows that lead to an entry."""
        first = self.rows[entry]
        return range(first, first + self._rows_of.get(entry, 1))

    def query(self, entry: int) -> Query | None:
        """The query of an entry, unless one row says it all."""
        return self._queries.get(entry)

    def to_check(self, entry: int) -> Query | None:
        """The query of an entry that its rows do not prove."""
        return self._queries[entry] if self.special[entry] & CHECKED else None

    def watches(self, entries: Iterable[int]) -> list[int]:
        """The watches of some entries."""
        found: list[int] = []
        for entry in entries:
            found.append(self.firsts[entry])
            found += self._more.get(entry, ())
        return found
