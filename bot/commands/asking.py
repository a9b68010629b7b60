"""What commands share when they read a request: queries, ages, cursors; a wrong one is a CommandError with its mend."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.commands.command import Completion, Kind, Option, Request
from bot.commands.shapes import EVER, read_since
from bot.errors import CommandError
from digests.message import Button
from digests.query import Query, QueryError, When, parse
from digests.query.matching import bounds

LARGEST_OFFSET = 10_000
_CURSOR = re.compile(r"([0-9]{1,11})-([0-9]{1,5})", re.ASCII)
_QUOTED = 40  # characters of a query that are shown around a problem

SINCE = Option(name="since", kind=Kind.AGE, summary="How far back, such as 7d")
AFTER = Option(name="after", kind=Kind.CURSOR, summary="Where the page before ended", named=True, hidden=True)
SHARE_HERE = Option(
    name="share", kind=Kind.CHOICE, summary="Show the answer to the whole channel", choices=("here",), named=True
)
STORY = Option(name="story", kind=Kind.TEXT, summary="The story's number in the last list, or its id", required=True)
QUERY = Option(
    name="query",
    kind=Kind.QUERY,
    summary="Words to look for, such as h200 speaker:huang",
    required=True,
    completion=Completion.TOPICS,
)


def read_query(text: str) -> Query:
    """The query that a text writes; CommandError points at what is wrong and says the mend."""
    try:
        return parse(text)
    except QueryError as error:
        at = error.column - 1
        before, after = text[max(0, at - _QUOTED) : at], text[at : at + _QUOTED]
        lead, tail = "…" * (at > _QUOTED), "…" * (len(text) > at + _QUOTED)
        raise CommandError(
            f"Column {error.column}: {error.message}. {error.mend}. The place is marked: {lead}{before}▸{after}{tail}",
            option=QUERY.name,
        ) from error


def since_asked(request: Request, *, default: str = "") -> When | None:
    """The condition that the option `since` writes; None when it was not given and has no default."""
    word = request.value("since") or default
    return read_since(word) if word else None


def since_of(request: Request, *, default: str = "") -> datetime | None:
    """The moment that the option `since` names; None when it was not given and has no default."""
    asked = since_asked(request, default=default)
    begin = bounds(asked, now=request.now)[0] if asked is not None else None
    return None if begin is None else max(begin, request.now - timedelta(days=3650))


def since_words(asked: str) -> str:
    """How far back, as a title says it: `30d`, `since 2026-11-01`, `ever`."""
    when = read_since(asked)
    if when == read_since(EVER):
        return EVER
    if when is None or not asked[:1].isdigit():
        return asked
    moment = when.moment
    return f"since {moment}" if isinstance(moment, date) else f"{moment.count}{moment.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where a list goes on: as it was at a moment, after so many of it. Prints as a cursor."""

    as_of: datetime
    offset: int = 0

    def __str__(self) -> str:
        return f"{int(self.as_of.timestamp())}-{self.offset}"

    def after(self, count: int) -> "Page":
        """The page that begins so much later."""
        return Page(as_of=self.as_of, offset=self.offset + count)


def page_of(request: Request) -> Page:
    """The page that a request asks for, the first one unless told; CommandError for a cursor that is none of ours."""
    text = request.value("after")
    if not text:
        return Page(as_of=request.now.replace(microsecond=0))
    found = _CURSOR.fullmatch(text)
    moment = datetime.fromtimestamp(int(found[1]), UTC) if found else None
    if found is None or moment is None or moment > request.now or int(found[2]) > LARGEST_OFFSET:
        raise CommandError("This list cannot be continued: ask again")
    return Page(as_of=moment, offset=int(found[2]))


def more_button(name: str, free: str = "", /, **values: object) -> Button:
    """The button that goes on with a list: the same command again, every value by name but the free words at the end.

    All is in the line, so it works after a restart as before.
    """
    return Button("More", line_of(name, free, **values))


def line_of(name: str, free: str = "", /, **values: object) -> str:
    """The line that a command and its values write; values that are empty are left out."""
    named = (f"{key}:{_word(str(value))}" for key, value in values.items() if value)
    return " ".join(filter(None, ("/brief", name, *named, free)))


def _word(value: str) -> str:
    return value if value and not re.search(r'[\s"“”]', value) else '"' + re.sub(r'["“”]', "", value) + '"'
