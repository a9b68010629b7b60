"""Rows that an article's keys leave standing: in plain Python for few queries, with numpy for many."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from digests.query.entries import PLAIN, Entries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

OTHERS = 3
"""Keys of a row beside the one it is filed under."""
ALWAYS = 0
"""The key that every article holds; fills rows with fewer keys."""


class Rows:
    """A row is the keys of one clause: filed under its rarest, with up to three others and the entry it speaks for."""

    def __init__(self) -> None:
        self.homes = array("i")
        self.others: tuple[array[int], ...] = tuple(array("i") for _ in range(OTHERS))
        self.entries = array("i")
        self.filed: list[array[int] | None] = [None]

    def __len__(self) -> int:
        return len(self.entries)

    def add(self, entry: int, keys: Sequence[int]) -> None:
        """File a row under its first key; keys beyond the fourth are not kept."""
        row = len(self.entries)
        self.entries.append(entry)
        self.homes.append(keys[0])
        for at, column in enumerate(self.others, start=1):
            column.append(keys[at] if at < len(keys) else ALWAYS)
        while len(self.filed) <= max(keys):
            self.filed.append(None)
        home = self.filed[keys[0]]
        if home is None:
            self.filed[keys[0]] = array("i", [row])
        else:
            home.append(row)

    def drop(self, row: int) -> None:
        """Take a row out from under its key; its number is not used again."""
        home = self.filed[self.homes[row]]
        if home is not None:
            home.remove(row)

    def keys(self, row: int) -> list[int]:
        """The keys of a row."""
        others = (column[row] for column in self.others)
        return [self.homes[row], *(key for key in others if key != ALWAYS)]


def sift(rows: Rows, keys: list[int]) -> list[int]:
    """The entries of the rows whose keys an article all holds."""
    held = {ALWAYS, *keys}
    first, second, third = rows.others
    return [
        rows.entries[row]
        for key in keys
        for row in rows.filed[key] or ()
        if first[row] in held and second[row] in held and third[row] in held
    ]


class NumpySieve:
    """The same over arrays: the cost of a candidate is some nanoseconds."""

    def __init__(self) -> None:
        import numpy

        self._np = numpy
        self._held: NDArray[np.bool_] = numpy.zeros(1, dtype=bool)

    def sift(self, rows: Rows, keys: list[int]) -> "NDArray[np.int32]":
        """The entries of the rows whose keys an article all holds."""
        numpy = self._np
        candidates: NDArray[np.int32]
        found = [numpy.frombuffer(filed, dtype=numpy.int32) for key in keys if (filed := rows.filed[key])]
        if not found:
            return cast("NDArray[np.int32]", numpy.empty(0, dtype=numpy.int32))
        candidates = numpy.concatenate(found)
        held = self._holding(keys, size=len(rows.filed))
        for column in rows.others:
            candidates = candidates[held[numpy.frombuffer(column, dtype=numpy.int32)[candidates]]]
        held[keys] = False
        return cast("NDArray[np.int32]", numpy.frombuffer(rows.entries, dtype=numpy.int32)[candidates])

    def parted(self, entries: "NDArray[np.int32]", of: Entries) -> tuple[list[int], list[int]]:
        """The watches of the plain entries, and the entries that need a closer look."""
        numpy = self._np
        special = numpy.frombuffer(of.special, dtype=numpy.uint8)[entries]
        plain: list[int] = numpy.frombuffer(of.firsts, dtype=numpy.int64)[entries[special == PLAIN]].tolist()
        closer: list[int] = entries[special != PLAIN].tolist()
        return plain, closer

    def _holding(self, keys: list[int], *, size: int) -> "NDArray[np.bool_]":
        """Which keys the article holds, in one array that is kept from call to call."""
        if len(self._held) < size:
            self._held = self._np.zeros(2 * size, dtype=bool)
        self._held[ALWAYS] = True
        self._held[keys] = True
        return self._held
