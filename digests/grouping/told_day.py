"""First words to the day that they say their news happened on: two days are two events, however alike the words."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"[MTWFS][a-z]{2,5}day\b(?! (?:Times|Post|Telegraph|Mail)\b)")
_ANOTHER = frozenset(("from", "until", "till", "before", "by", "since", "next", "coming", "last", "starting"))
"""The words before a day on which nothing happened yet, or that is a week off."""
RECENT = 2
"""How many days ago news is still told."""
_THURSDAY = 3
"""The weekday of the first of January 1970."""


def day_told(lead: str, published: float) -> int:
    """The day, counted from 1970, that the first weekday in the first words means; 0 where they name none.

    It is the latest such day, or tomorrow where that is the one: a paper east of us is ahead. A day longer ago than
    RECENT is not when the news happened, or the date of the report is not when it was written.
    """
    for found in _WEEKDAY.finditer(lead):
        day, before = found[0].lower(), lead[: found.start()].rpartition(" ")[0].rpartition(" ")[2].lower()
        if day in WEEKDAYS and before not in _ANOTHER:
            return _nearest(WEEKDAYS.index(day), int(published))
    return 0


def _nearest(weekday: int, today: int) -> int:
    back = (today + _THURSDAY - weekday) % 7
    if back == 6:
        return today + 1
    return today - back if back <= RECENT else 0
