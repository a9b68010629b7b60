"""An index of many queries: an article to the watches whose query it matches, at a cost that grows with matches."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from digests.query.entries import Entries
from digests.query.keys import Clause, keys_of, plan, rarest
from digests.query.matching import holds
from digests.query.nodes import And, Query, Regex
from digests.query.regexes import is_found
from digests.query.searchable import Lookup, Searchable, lookup
from digests.query.shares import shares
from digests.query.sieves import ALWAYS, BANS, NEEDS, NEVER, NumpySieve, Rows, sift

LARGE = 20_000
"""Watches from which numpy pays for its import."""

Identity = int | Query
Row = tuple[list[int], list[int]]
"""The keys that a clause needs, rarest first, and those that it bans."""


class Percolator:
    """Watches by number, each with a query.

    Each clause of a query is filed under its rarest key, so that only articles with that key come to it. Adding and
    removing touch nothing else. `background` gives the share of articles in which a word stands; what is not there is
    guessed, and a wrong guess costs time but no match.
    """

    def __init__(self, background: Mapping[str, float] | None = None, *, large: int = LARGE) -> None:
        self._share: Callable[[str], float] = shares(background or {})
        self._large = large
        self._keys: dict[str, int] = {"": ALWAYS, "\0": NEVER}
        self._beginnings: dict[str, set[int]] = {}
        self._rows = Rows()
        self._entries = Entries()
        self._entry_of: dict[int, int] = {}
        self._known: dict[Identity, int] = {}
        self._keyless: set[int] = set()
        self._by_regex: dict[str, set[int]] = {}
        self._sieve: NumpySieve | None = None

    def __len__(self) -> int:
        return len(self._entry_of)

    def add(self, watch: int, query: Query) -> None:
        """Watch for a query; a watch that is known gets the new one."""
        self.remove(watch)
        made = plan(query, share=self._share)
        rows = [] if made.keyless else [self._row(clause) for clause in made.clauses]
        simple = bool(rows) and made.exact and all(len(row[0]) <= NEEDS and len(row[1]) <= BANS for row in rows)
        identity: Identity = _packed(*rows[0]) if simple and len(rows) == 1 else query
        entry = self._known.get(identity)
        if entry is None:
            entry = self._known[identity] = self._open(watch, query, rows, simple=simple)
        else:
            self._entries.join(entry, watch)
        self._entry_of[watch] = entry

    def remove(self, watch: int) -> bool:
        """Watch no longer; whether the watch was known."""
        entry = self._entry_of.pop(watch, None)
        if entry is None:
            return False
        if self._entries.leave(entry, watch):
            self._close(entry)
        return True

    def matching(self, view: Searchable, *, now: datetime) -> "array[int]":
        """The watches whose query an article matches, in no particular order, each once.

        An array, since a popular article among a million watches meets tens of thousands.
        """
        words = lookup(view)
        keys = list(self._held(words))
        if len(self) >= self._large:
            found = self._matching_many(words, keys, now=now)
        else:
            found = self._checked(sift(self._rows, keys), words, now=now)
        found += self._checked(self._without_keys(words), words, now=now)
        return found

    def _matching_many(self, words: Lookup, keys: list[int], *, now: datetime) -> "array[int]":
        """As `matching`, with one look at all plain entries together."""
        if self._sieve is None:
            self._sieve = NumpySieve()
        found, to_check = self._sieve.watches(self._sieve.sift(self._rows, keys), self._entries)
        found += self._checked(to_check, words, now=now)
        return found

    def _checked(self, entries: list[int], words: Lookup, *, now: datetime) -> "array[int]":
        held = (entry for entry in dict.fromkeys(entries) if self._holds(entry, words, now=now))
        return self._entries.watches(held)

    def _holds(self, entry: int, words: Lookup, *, now: datetime) -> bool:
        query = self._entries.to_check(entry)
        return query is None or holds(query, words, now=now)

    def _held(self, words: Lookup) -> Iterator[int]:
        """The numbers of the keys that an article holds and a query has."""
        known = self._keys
        yield from (known[key] for key in keys_of(words) if key in known)
        if self._beginnings:
            yield from self._held_beginnings(words)

    def _held_beginnings(self, words: Lookup) -> Iterator[int]:
        begun = {
            f"{word[:length]}*"
            for word in words.places
            for length in self._beginnings.get(word[:2], ())
            if length <= len(word)
        }
        yield from (self._keys[key] for key in begun if key in self._keys)

    def _without_keys(self, words: Lookup) -> list[int]:
        """The entries that no key leads to: those whose regular expression is found, and the few with neither."""
        found = (entries for pattern, entries in self._by_regex.items() if is_found(pattern, words.texts))
        return [*(entry for entries in found for entry in entries), *self._keyless]

    def _key(self, key: str) -> int:
        if key.endswith("*"):
            self._beginnings.setdefault(key[:2], set()).add(len(key) - 1)
        return self._keys.setdefault(key, len(self._keys))

    def _row(self, clause: Clause) -> Row:
        needs, bans = (rarest(keys, share=self._share) for keys in clause)
        return [self._key(key) for key in needs], [self._key(key) for key in bans]

    def _open(self, watch: int, query: Query, rows: list[Row], *, simple: bool) -> int:
        kept = None if simple and len(rows) == 1 else query
        first = len(self._rows)
        entry = self._entries.open(watch, first_row=first, rows=len(rows), query=kept, checked=not simple)
        for needs, bans in rows:
            self._rows.add(entry, needs=needs, bans=bans)
        if not rows:
            self._file_keyless(entry, query)
        return entry

    def _file_keyless(self, entry: int, query: Query) -> None:
        pattern = _pattern_of(query)
        if pattern is None:
            self._keyless.add(entry)
        else:
            self._by_regex.setdefault(pattern, set()).add(entry)

    def _close(self, entry: int) -> None:
        query, rows = self._entries.query(entry), self._entries.rows(entry)
        del self._known[_packed(*self._rows.keys(rows[0])) if query is None else query]
        for row in rows:
            self._rows.drop(row)
        if query is not None and not rows:
            self._unfile_keyless(entry, query)
        self._entries.close(entry)

    def _unfile_keyless(self, entry: int, query: Query) -> None:
        self._keyless.discard(entry)
        pattern = _pattern_of(query)
        if pattern is not None:
            self._by_regex[pattern].discard(entry)
            if not self._by_regex[pattern]:
                del self._by_regex[pattern]


def _packed(needs: list[int], bans: list[int]) -> int:
    """The keys of a row as one number, whatever their order."""
    packed = 0
    for key in (*sorted(needs), NEVER, *sorted(bans)):
        packed = packed << 32 | key
    return packed


def _pattern_of(query: Query) -> str | None:
    """A regular expression that every match must hold."""
    parts = query.parts if isinstance(query, And) else (query,)
    return next((part.pattern for part in parts if isinstance(part, Regex)), None)
