"""A feed's bytes and what was seen of it before in, a document with only the unseen items out."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NAMES = ((b"<item", b"</item>"), (b"<entry", b"</entry>"))
_AFTER_NAME = frozenset(b" >\t\r\n")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A feed cut at its items: what stands before the first, the items, what stands behind the last."""

    head: bytes
    items: tuple[bytes, ...]
    tail: bytes

    def with_only(self, items: Iterable[bytes]) -> bytes:
        """The document as if the publisher had sent only these items."""
        return b"".join((self.head, *items, self.tail))


def split(document: bytes) -> Pieces:
    """A feed cut at `<item>` or `<entry>`; without any, everything is head.

    Knows nothing of CDATA or comments: whoever uses it checks that a parser finds as many items.
    """
    for opening, closing in _NAMES:
        items, first, last = _cut(document, opening, closing)
        if items:
            return Pieces(document[:first], tuple(items), document[last:])
    return Pieces(document, (), b"")


def _cut(document: bytes, opening: bytes, closing: bytes) -> tuple[list[bytes], int, int]:
    items: list[bytes] = []
    first = last = 0
    at = document.find(opening)
    while at >= 0:
        behind = at + len(opening)
        if document[behind : behind + 1] and document[behind] in _AFTER_NAME:
            end = document.find(closing, behind)
            if end < 0:
                break
            first = first if items else at
            last = end + len(closing)
            items.append(document[at:last])
            behind = last
        at = document.find(opening, behind)
    return items, first, last


class ItemMemory:
    """Which items of which feed were read before, as 64-bit marks; lost with the process, then a feed is read whole.

    What was read counts only for a caller who shows, by the content hash kept with the feed's state, that the result
    was stored: a poll whose outcome was lost is read whole again. Holds at most `feeds` feeds, the least recently
    read forgotten first.
    """

    def __init__(self, *, feeds: int = 20_000) -> None:
        """Begin with nothing remembered."""
        self._most = feeds
        self._marks: dict[str, tuple[str, array[int]]] = {}

    def unseen(self, url: str, items: Sequence[bytes], *, since: str) -> list[bytes] | None:
        """The items not in the body whose hash is `since`, or None when that body is not the one remembered."""
        kept, marks = self._marks.get(url, ("", None))
        if marks is None or not since or kept != since:
            return None
        known = frozenset(marks)
        return [item for item in items if hash(item) not in known]

    def remember(self, url: str, items: Iterable[bytes], *, content_hash: str) -> None:
        """Keep these items, and only these, as the ones of the body with this hash."""
        marks = self._marks
        marks.pop(url, None)
        marks[url] = (content_hash, array("q", map(hash, items)))
        if len(marks) > self._most:
            del marks[next(iter(marks))]

    def forget(self, url: str) -> None:
        """Read the feed whole next time."""
        self._marks.pop(url, None)
