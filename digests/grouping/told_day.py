"""First words to the day that they say their news happened on: two days are two events, however alike the words."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    r"(?<![Ff]rom )(?<![Uu]ntil )(?<![Tt]ill )(?<![Bb]efore )(?<![Bb]y )(?<![Ss]ince )"
    r"(?<![Nn]ext )(?<![Cc]oming )(?<![Ll]ast )(?<![Ss]tarting )"
    r"\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?! (?:Times|Post|Telegraph|Mail))"
)
RECENT = 2
"""How many days ago news is still told."""
_THURSDAY = 3
"""The weekday of the first of January 1970."""


def day_told(lead: str, published: float) -> int:
    """The day, counted from 1970, that the first weekday in the first words means; 0 where they name none.

    It is the latest such day, or tomorrow where that is the one: a paper east of us is ahead. A day longer ago than
    RECENT is not when the news happened, or the date of the report is not when it was written.
    """
    found = _WEEKDAY.search(lead)
    if found is None:
        return 0
    today = int(published)
    back = (today + _THURSDAY - WEEKDAYS.index(found[1].lower())) % 7
    if back == 6:
        return today + 1
    return today - back if back <= RECENT else 0
