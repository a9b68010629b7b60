"""A word to the kind of option it looks like: an age, a time of day, a zone, weekdays, a date."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from bot.ages import read_age as read_age
from bot.commands.command import Kind, Option
from digests.query import Age, AgeUnit, QueryError, Side, When
from digests.query.fields import field_of

_LONG_AGE = re.compile(r"(\d{1,4})(hours?|days?|weeks?|months?|years?)", re.IGNORECASE | re.ASCII)
_AGE_OR_DAY = re.compile(
    r"\d{1,4}(?:min|[mhdwy]|hours?|days?|weeks?|months?|years?)|today|yesterday|week|month|\d{4}-\d{2}-\d{2}",
    re.IGNORECASE | re.ASCII,
)
_SPAN = re.compile(r"\d{1,4}[dw]|week|month", re.IGNORECASE | re.ASCII)
"""Days as an age writes them, where a number of days is asked for."""
EVER = "ever"
"""As far back as anybody asks; only by name, for it is a word of queries too."""
_EVER_HOURS = 520 * 7 * 24
_EVER = When(Side.SINCE, Age(520, AgeUnit.WEEK))
_ADDRESS = re.compile(r"https?://\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:/\S*)?", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_DAY = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_DAYS = {"weekdays": (0, 1, 2, 3, 4), "everyday": (0, 1, 2, 3, 4, 5, 6), "weekend": (5, 6)}


def looks_like(option: Option, word: str) -> bool:
    """Whether a word can only be meant for this option."""
    if option.kind is Kind.CHOICE:
        return word.lower() in option.choices
    if option.name == "days" and option.kind is Kind.NUMBER and _SPAN.fullmatch(word):
        return True
    return option.kind in _LOOKS and _LOOKS[option.kind](word)


def fits(option: Option, word: str) -> bool:
    """Whether an option can be given this value by name; an age may be a day, a month or a year then."""
    return looks_like(option, word) or (option.kind is Kind.AGE and read_since(word) is not None)


def read_since(word: str) -> When | None:
    """The condition that `7d`, `2026-11-01`, `2026-11`, `week` or `yesterday` writes, as `since:` does in a query.

    As in a query, `2m` is two months; `90min` is an age too, and `ever` is ten years, as is any longer age.
    """
    if word.lower() == EVER:
        return _EVER
    long = _LONG_AGE.fullmatch(word)
    try:
        condition = field_of("since", f"{long[1]}{long[2][0].lower()}" if long else word, column=1)
    except QueryError:
        age = read_age(word)
        hours = int(-(-age // timedelta(hours=1))) if age is not None else 0
        if hours > _EVER_HOURS:
            return _EVER
        return When(Side.SINCE, Age(hours, AgeUnit.HOUR)) if hours else None
    return condition if isinstance(condition, When) else None


def read_time(word: str) -> time | None:
    """The time of day that `08:00`, `8am` or `6:30pm` names."""
    found = _TIME.fullmatch(word)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_times(word: str) -> tuple[time, ...] | None:
    """The times of day that `08:00` or `08:00,17:00` names, in order, none twice."""
    found = [read_time(part) for part in word.split(",")]
    return tuple(sorted({one for one in found if one is not None})) if found and None not in found else None


def read_zone(word: str) -> str | None:
    """The IANA zone that a word names in any case."""
    return _zones().get(word.lower().replace(" ", "_"))


def read_days(word: str) -> tuple[int, ...] | None:
    """The weekdays, Monday = 0, that `mon-fri`, `mon,wed` or `weekdays` names."""
    if word.lower() in _DAYS:
        return _DAYS[word.lower()]
    days: set[int] = set()
    for part in word.lower().split(","):
        first, dash, last = part.partition("-")
        begin, end = _DAY.get(first[:3] if len(first) <= 9 else ""), _DAY.get(last[:3])
        if begin is None or (dash and end is None) or not _is_day(first) or (dash and not _is_day(last)):
            return None
        days |= {(begin + step) % 7 for step in range(((end if end is not None else begin) - begin) % 7 + 1)}
    return tuple(sorted(days))


def read_date(word: str) -> date | None:
    """The day that `2026-11-30` names."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _is_day(word: str) -> bool:
    return any(name.startswith(word) for name in _DAY_NAMES) and len(word) >= 3


def _is_clock_time(word: str) -> bool:
    marked = all(":" in part or part.lower().endswith(("am", "pm")) for part in word.split(","))
    return marked and word.count(",") < _MOST_TIMES and read_times(word) is not None


_MOST_TIMES = 12
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LOOKS: dict[Kind, Callable[[str], bool]] = {
    Kind.NUMBER: lambda word: word.isascii() and word.removeprefix("#").isdigit(),
    Kind.AGE: lambda word: bool(_AGE_OR_DAY.fullmatch(word)) and read_since(word) is not None,
    Kind.TIME: _is_clock_time,
    Kind.ZONE: lambda word: read_zone(word) is not None,
    Kind.DAYS: lambda word: read_days(word) is not None,
    Kind.UNTIL: lambda word: read_age(word) is not None or read_date(word) is not None,
    Kind.URL: lambda word: _ADDRESS.fullmatch(word) is not None,
}


@cache
def _zones() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name or name in ("UTC", "GMT")}


def zone_names() -> tuple[str, ...]:
    """Every zone that can be named, in order."""
    return tuple(sorted(_zones().values()))
