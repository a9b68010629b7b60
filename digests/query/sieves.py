"""Rows that an article's keys leave standing: in plain Python for few queries, with numpy for many."""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from digests.query.entries import CHECKED, MANY_ROWS, SHARED, Entries

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEEDS = 4
BANS = 2
"""Keys that a row keeps: the one it is filed under and three more that must be there, two that must not."""
ALWAYS, NEVER = 0, 1
"""Keys that every article holds, and none; they fill rows with fewer."""
WIDTH = 8
"""Cells of a row: the keys it needs, the keys it bans, its entry, and one that makes two rows a line of memory."""
ENTRY = NEEDS + BANS


class Rows:
    """A row is a clause: filed under its rarest key, with the other keys it needs and bans, and the entry it is for.

    The cells of a row lie beside each other: what a candidate costs is how often memory is waited for.
    """

    def __init__(self) -> None:
        self.cells = array("i")
        self.filed: list[array[int] | None] = []

    def __len__(self) -> int:
        return len(self.cells) // WIDTH

    def add(self, entry: int, *, needs: Sequence[int], bans: Sequence[int]) -> None:
        """File a row under the first key it needs; keys beyond those that a row keeps are left out."""
        row = len(self)
        self.cells.extend((*_filled(needs, NEEDS, ALWAYS), *_filled(bans, BANS, NEVER), entry, 0))
        while len(self.filed) <= max(*needs, *bans, NEVER):
            self.filed.append(None)
        home = self.filed[needs[0]]
        if home is None:
            self.filed[needs[0]] = array("i", [row])
        else:
            home.append(row)

    def drop(self, row: int) -> None:
        """Take a row out from under its key; its number is not used again."""
        home = self.filed[self.cells[row * WIDTH]]
        if home is not None:
            home.remove(row)

    def keys(self, row: int) -> tuple[list[int], list[int]]:
        """The keys that a row needs and bans."""
        cells = self.cells[row * WIDTH : row * WIDTH + ENTRY]
        return [key for key in cells[:NEEDS] if key != ALWAYS], [key for key in cells[NEEDS:] if key != NEVER]


def _filled(keys: Sequence[int], length: int, empty: int) -> list[int]:
    return [*keys[:length], *[empty] * (length - len(keys))]


def sift(rows: Rows, keys: list[int]) -> list[int]:
    """The entries of the rows whose needs an article holds, and none of whose bans."""
    held = {ALWAYS, *keys}
    found = []
    for key in keys:
        for row in rows.filed[key] or ():
            _, second, third, fourth, ban, other_ban, entry, _ = rows.cells[row * WIDTH : (row + 1) * WIDTH]
            if second in held and third in held and fourth in held and ban not in held and other_ban not in held:
                found.append(entry)
    return found


class NumpySieve:
    """The same over arrays: a candidate costs some nanoseconds."""

    def __init__(self) -> None:
        import numpy

        self._np = numpy
        self._held: NDArray[np.bool_] = numpy.zeros(1, dtype=bool)

    def sift(self, rows: Rows, keys: list[int]) -> "NDArray[np.int32]":
        """The entries of the rows whose needs an article holds, and none of whose bans."""
        numpy = self._np
        filed = b"".join([home for key in keys if (home := rows.filed[key])])
        cells = numpy.frombuffer(rows.cells, dtype=numpy.int32).reshape(-1, WIDTH)
        candidates = cells.take(numpy.frombuffer(filed, dtype=numpy.int32), axis=0)
        held = self._holding(keys, size=len(rows.filed))
        stands = numpy.ones(len(candidates), dtype=bool)
        for need in range(1, NEEDS):
            stands &= held[candidates[:, need]]
        for ban in range(NEEDS, ENTRY):
            stands &= ~held[candidates[:, ban]]
        held[keys] = False
        return cast("NDArray[np.int32]", candidates[:, ENTRY][stands])

    def watches(self, entries: "NDArray[np.int32]", of: Entries) -> tuple["array[int]", list[int]]:
        """The watches of the entries that need no check, and the entries that do."""
        numpy = self._np
        all_special = numpy.frombuffer(of.special, dtype=numpy.uint8)
        special = all_special[entries]
        to_check: list[int] = entries[special & CHECKED > 0].tolist()
        once = entries[special & (CHECKED | MANY_ROWS) == 0]
        often = self._each_once(entries[special & (CHECKED | MANY_ROWS) == MANY_ROWS])
        held = numpy.concatenate((once, often))
        shared = all_special[held] & SHARED > 0
        found = array("q", numpy.frombuffer(of.firsts, dtype=numpy.int64)[held[~shared]].tobytes())
        of.add_shared(found, held[shared].tolist())
        return found, to_check

    def _each_once(self, entries: "NDArray[np.int32]") -> "NDArray[np.int32]":
        """The entries without repeats: sorting is several times faster here than numpy's own `unique`."""
        entries.sort()
        first = self._np.ones(len(entries), dtype=bool)
        self._np.not_equal(entries[1:], entries[:-1], out=first[1:])
        return entries[first]

    def _holding(self, keys: list[int], *, size: int) -> "NDArray[np.bool_]":
        """Which keys the article holds, in one array that is kept from call to call."""
        if len(self._held) < size:
            self._held = self._np.zeros(2 * size, dtype=bool)
            self._held[ALWAYS] = True
        self._held[keys] = True
        return self._held
