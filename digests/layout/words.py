"""Dates, counts and cut words as a reader sees them."""

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from digests.message import visible


def day_words(day: date) -> str:
    """A day in full: `Monday 23 November 2026`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def moment_words(moment: datetime, *, zone: tzinfo) -> str:
    """A moment in a zone, short: `23 Nov 08:00`."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b} {local:%H:%M}"


def stretch_words(since: datetime, until: datetime, *, zone: tzinfo) -> str:
    """A stretch of time in a zone: `From 22 Nov 08:00 to 23 Nov 08:00 (CET).`, with years where they differ."""
    first, last = since.astimezone(zone), until.astimezone(zone)
    moments = (moment_words(moment, zone=zone) for moment in (first, last))
    if first.year != last.year:
        moments = (f"{moment.day} {moment:%b %Y %H:%M}" for moment in (first, last))
    return f"From {' to '.join(moments)} ({zone.tzname(last)})."


def short_day(moment: datetime, *, zone: tzinfo) -> str:
    """The day of a moment in a zone, short: `23 Nov`."""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%b}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 story`, `37 stories`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in English: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


_HANGING_MARKS = re.compile(r"(?:[ ,;:–—-]|(?<!\b\w)\.)+$")  # but an abbreviation's full stop stays: "U.S."


def shortened(text: str, limit: int) -> str:
    """The text in one line, cut at a word's end with `…` when it is longer than the limit."""
    words = " ".join(visible(text).split())
    if len(words) <= limit:
        return words
    head = words[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head[limit // 2 :] else head
    return _HANGING_MARKS.sub("", at_word) + "…"


def sentence(text: str) -> str:
    """The text with a full stop at its end, unless a mark already ends it."""
    words = visible(text).strip()
    return words if not words or words[-1] in '.!?…。！？”’"' else f"{words}."
