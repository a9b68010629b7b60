"""Where a search stopped, as a short text: what "more" needs, and nothing that a restart could lose."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.errors import CommandError

NEWEST = 2**60
"""Above the number of every article."""
_SHAPE = re.compile(r"([0-9]{1,12})-([0-9]{1,19})-([0-9]{1,19})-([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`as_of` is when the search began, so that ages stay what they were and new articles stay out.

    The search takes articles below `top`; the stretch under way takes those below `below`, of which `given` stories
    have been given.
    """

    as_of: datetime
    top: int = NEWEST
    below: int = NEWEST
    given: int = 0

    def beginning_at(self, newest: int) -> "Place":
        """The beginning of a search whose newest article has this number."""
        return replace(self, top=newest + 1, below=newest + 1)

    def __str__(self) -> str:
        """The cursor."""
        return f"{int(self.as_of.timestamp())}-{self.top}-{self.below}-{self.given}"


def place_after(cursor: str | None, *, now: datetime) -> Place:
    """Where a cursor says that a search goes on; without one, its beginning.

    Raises CommandError for a text that is no cursor.
    """
    if cursor is None:
        return Place(as_of=now.replace(microsecond=0))
    shape = _SHAPE.fullmatch(cursor)
    if shape is None:
        raise CommandError("This list cannot be continued: ask again")
    seconds, top, below, given = map(int, shape.groups())
    try:
        return Place(as_of=datetime.fromtimestamp(seconds, UTC), top=top, below=below, given=given)
    except (ValueError, OverflowError, OSError) as error:
        raise CommandError("This list cannot be continued: ask again") from error
