"""First words to the day that they say their news happened on: two days are two events, however alike the words."""

import re
from datetime import date

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"[MTWFS][a-z]{2,5}day\b(?! (?:Times|Post|Telegraph|Mail)\b)")
_ANOTHER = frozenset(("from", "until", "till", "before", "by", "since", "next", "coming", "last", "starting"))
"""The words before a day on which nothing happened yet, or that is a week off."""
_EASTERN = re.compile(r"(?<![\d月월])(?<![月월] )(\d{1,2}) ?[日号일]")
"""A day of this month, as papers of the east write it; weekdays are for what is to come."""
RECENT = 2
"""How many days ago news is still told."""
_THURSDAY, _FIRST = 3, date(1970, 1, 1).toordinal()
"""The weekday of the first of January 1970, and that day as `date` counts."""


def day_told(lead: str, published: float) -> int:
    """The day, counted from 1970, that the first weekday or date in the first words means; 0 where they name none.

    It is the latest such day, or tomorrow where that is the one: a paper east of us is ahead. A day longer ago than
    RECENT is not when the news happened, or the date of the report is not when it was written.
    """
    today = int(published)
    for found in _WEEKDAY.finditer(lead):
        day, before = found[0].lower(), lead[: found.start()].rpartition(" ")[0].rpartition(" ")[2].lower()
        if day in WEEKDAYS and before not in _ANOTHER:
            return _nearest([WEEKDAYS[(near + _THURSDAY) % 7] == day for near in _near(today)], today)
    for found in () if lead.isascii() else _EASTERN.finditer(lead):
        if told := _nearest([_of_month(near) == int(found[1]) for near in _near(today)], today):
            return told
    return 0


def _near(today: int) -> range:
    """The days that news is of, tomorrow first."""
    return range(today + 1, today - RECENT - 1, -1)


def _of_month(day: int) -> int:
    return date.fromordinal(min(max(1, _FIRST + day), date.max.toordinal())).day


def _nearest(hits: list[bool], today: int) -> int:
    return today + 1 - hits.index(True) if True in hits else 0
