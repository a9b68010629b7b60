"""Text to policy dates: when a rule takes effect, when comments close, by when to comply, when it ends."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from digests.text import Sentence, sentences


class PolicyDateKind(StrEnum):
    """What happens on a policy date."""

    EFFECTIVE = "effective"
    COMMENTS_DUE = "comments_due"
    COMPLIANCE = "compliance"
    EXPIRES = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDate:
    """A day on which a policy begins, closes or ends; `words`, at `[start, end)` of the text, say which day.

    `on` is None where the text counts from a publication whose day is not known. `counted` is true where the day
    was worked out from the publication ("30 days after publication", or a day without its year).
    """

    kind: PolicyDateKind
    on: date | None
    start: int
    end: int
    words: str
    counted: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """A day that a text names."""

    on: date | None
    start: int
    end: int
    counted: bool


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_DAY = re.compile(
    rf"\b{_WEEKDAY}{_MONTH.format('m1')}\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*percent|:)(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?"
    rf"|\b{_WEEKDAY}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m2')}\b,?(?:\s+(?P<y2>(?:19|20)\d\d)\b)?"
    r"|\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b"
    r"|\b(?P<count>\d{1,3}|thirty|sixty|ninety)(?:\s+calendar)?[\s-]+days\s+(?:after|from|following|of)\s+"
    r"(?:the\s+)?(?:date\s+of\s+)?(?:its\s+|the\s+)?publication\b(?:\s+in\s+the\s+Federal\s+Register)?"
    r"|\b(?:immediately|(?:up)?on\s+(?:the\s+date\s+of\s+)?(?:its\s+|the\s+)?(?:publication|display)\b|on\s+filing)"
    r"(?:\s+in\s+the\s+Federal\s+Register)?",
    re.IGNORECASE,
)
_COUNTS = {"thirty": 30, "sixty": 60, "ninety": 90}
_LIST = re.compile(r"[\s,;]*(?:and|or|until|to|through)?(?:\s+on)?\s*")
_REACH = 160  # how far a cue may stand before its day

_GAP = r"[^.;]{0,90}?"
_BEFORE = {
    PolicyDateKind.COMMENTS_DUE: re.compile(
        rf"\bcomments?\b{_GAP}"
        r"\b(?:due|by|until|through|before|closes?|closing|ends?|ending|later than|deadline|extend\w*|to|on)\b"
        rf"|\bdeadline\b{_GAP}\bcomments?\b|\bcomment(?:\s+(?:date|deadline|period|due\s+date))?s?:"
        rf"|\bsubmi(?:t|ssions?)\b{_GAP}\b(?:by|until|later than|on or before)\b",
        re.IGNORECASE,
    ),
    PolicyDateKind.COMPLIANCE: re.compile(
        rf"\bcompl(?:y|iance)\b(?:\s+date)?{_GAP}"
        r"(?:\b(?:by|until|later than|date|is|beginning|starting|before|on)\b|:)",
        re.IGNORECASE,
    ),
    PolicyDateKind.EXPIRES: re.compile(
        r"\b(?:expir(?:es?|ed|ing|ation)|sunsets?|laps(?:es?|ed|ing)|terminat(?:es?|ed|ion))\b"
        rf"|\b(?:in\s+effect|suspen\w+|valid|exten(?:d\w*|sion)|paus\w+|exempt\w*|waiv\w+|grace\s+period|truce)\b"
        rf"(?![^.;]{{0,60}}\bcomments?\b){_GAP}"
        r"\b(?:until|through|till|to)\b",
        re.IGNORECASE,
    ),
    PolicyDateKind.EFFECTIVE: re.compile(
        r"(?<!cost-)(?<!cost )\beffective\b(?!\s+(?:ways?|means|measures?|controls?|use|tools?|enforcement))"
        r"|\b(?:take|takes|took|taking|taken|go|goes|went|going|come|comes|came|put)\s+(?:in(?:to)?\s+)?(?:effect|force)\b"
        r"|\b(?:enter|enters|entered|entry|entering)\s+into\s+force\b|\bin\s+(?:effect|force)\s+(?:from|since|as\s+of)\b"
        rf"|\b(?:appl(?:y|ies)|beginning|starting)\s+(?:from|on)\b|\b(?:delay|postpon|defer)\w*\b{_GAP}\b(?:until|to|till)\b",
        re.IGNORECASE,
    ),
}
_AFTER = {
    PolicyDateKind.EFFECTIVE: re.compile(
        r"[^.;\d]{0,60}?\b(?:takes?|took|taking|goes|went|comes?|came|enters?|entered|becomes?|became)\s+"
        r"(?:in(?:to)?\s+)?(?:effect|force|effective)\b|,?\s+(?:the|its|is\s+the)\s+effective\s+date",
        re.IGNORECASE,
    ),
    PolicyDateKind.COMMENTS_DUE: re.compile(
        r"[^.;\d]{0,60}?\bcomments?\b[^.;\d]{0,30}\b(?:due|close|closes|end|ends)\b|\s+(?:comment\s+)?deadline\b[^.;]{0,30}\bcomment",
        re.IGNORECASE,
    ),
    PolicyDateKind.EXPIRES: re.compile(r"[^.;\d]{0,40}?\b(?:expires?|expired|lapses?|sunsets?)\b", re.IGNORECASE),
}


def policy_dates(text: str, *, published: date | None = None) -> tuple[PolicyDate, ...]:
    """The policy dates of a text in order; `published` resolves days that are counted or lack their year."""
    found: list[PolicyDate] = []
    for sentence in sentences(text):
        kind: PolicyDateKind | None = None
        floor = sentence.start
        for day in _days(text, sentence, published):
            if kind is None or _LIST.fullmatch(text[floor : day.start]) is None:
                kind = _kind(text, sentence, day, floor)
            if kind is not None:
                words = text[day.start : day.end]
                found.append(
                    PolicyDate(kind=kind, on=day.on, start=day.start, end=day.end, words=words, counted=day.counted)
                )
                floor = day.end
    return tuple(found)


def _days(text: str, sentence: Sentence, published: date | None) -> list[_Day]:
    """The days that a sentence names, those that cannot be left out."""
    days = (_day(found, published) for found in _DAY.finditer(text, sentence.start, sentence.end))
    return [day for day in days if day is not None]


def _day(found: re.Match[str], published: date | None) -> _Day | None:
    month = found["m1"] or found["m2"] or found["m3"]
    if month is None:
        days = _COUNTS.get((found["count"] or "0").lower()) or int(found["count"] or 0)
        on = None if published is None else _later(published, days)
        return _Day(on, *found.span(), counted=True)
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
    day, year = int(found["d1"] or found["d2"] or found["d3"]), found["y1"] or found["y2"] or found["y3"]
    if year is None and published is None:
        return None
    on = _date(int(year), number, day) if year else _nearest(number, day, published)
    return None if on is None else _Day(on, *found.span(), counted=year is None)


def _later(published: date, days: int) -> date | None:
    try:
        return published + timedelta(days=days)
    except OverflowError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, published: date | None) -> date | None:
    """The day of that name that a text of `published` means: from 90 days before to nine months after."""
    if published is None:
        return None
    years = (published.year - 1, published.year, published.year + 1)
    days = (_date(year, month, day) for year in years if 0 < year < 10_000)
    near = [one for one in days if one is not None and -90 <= (one - published).days <= 275]
    return near[0] if near else None


def _kind(text: str, sentence: Sentence, day: _Day, floor: int) -> PolicyDateKind | None:
    """What happens on a day: the nearest cue between `floor` and it, else one right after it; None if nothing tells."""
    window = text[max(floor, day.start - _REACH) : day.start]
    best: tuple[int, PolicyDateKind] | None = None
    for kind, cue in _BEFORE.items():
        ends = [found.end() for found in cue.finditer(window)]
        if ends and (best is None or ends[-1] > best[0]):
            best = (ends[-1], kind)
    if best is not None:
        return best[1]
    rest = text[day.end : sentence.end]
    return next((kind for kind, cue in _AFTER.items() if cue.match(rest)), None)
