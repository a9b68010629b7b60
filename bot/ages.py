"""How far back somebody wants to look, in words, to a span of time."""

import re
from datetime import timedelta

_AGE = re.compile(r"(\d{1,4})\s*(m|min|h|d|w)", re.IGNORECASE)
_AGES = {
    "today": timedelta(days=1),
    "yesterday": timedelta(days=2),
    "week": timedelta(weeks=1),
    "month": timedelta(days=30),
}
_UNIT = {"m": "minutes", "min": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_age(word: str) -> timedelta | None:
    """How long ago `7d`, `24h`, `2w` or `yesterday` is; None for anything else."""
    if word.lower() in _AGES:
        return _AGES[word.lower()]
    found = _AGE.fullmatch(word)
    if not found or not int(found[1]):
        return None
    return timedelta(**{_UNIT[found[2].lower()]: int(found[1])})
