"""The option `until` as a moment: an age from now, or the beginning of a day in the channel's zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.commands.command import Request
from bot.commands.shapes import read_age, read_date
from bot.errors import CommandError

LONGEST = timedelta(days=3660)


def until_of(request: Request, *, zone: ZoneInfo) -> datetime | None:
    """The moment that `until` names, None when it was not given; CommandError for one that is past or very far."""
    word = request.value("until")
    if not word:
        return None
    age, day = read_age(word) if word.lower() != "yesterday" else None, read_date(word)
    if age is None and day is None:
        raise CommandError(f"`{word[:40]}` is neither an age such as 3d nor a day such as 2026-12-01")
    if age is not None and age <= LONGEST:
        return request.now + age
    if day is not None and request.now.year <= day.year <= request.now.year + 10:
        moment = datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
        if moment > request.now:
            return moment
    raise CommandError(f"`{word[:40]}` is past, or more than ten years away")
