"""The words around a saying to when and where it was said, and the words of a remark to its hedges."""

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WHEN = re.compile(
    r"\b(?:(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?P<near>today|yesterday)"
    r"|(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? (?P<day>\d{1,2})(?!\d)(?:,? (?P<year>\d{4}))?"
    r"|(?P<day2>\d{1,2}) (?P<month2>january|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?: (?P<year2>\d{4}))?)\b",
    re.IGNORECASE,
)
_VENUE = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Aa]t|[Dd]uring|[Vv]ia|through|from)\s+((?:an?|the|his|her|its|their|this|that)\s+(?:[\w'’$-]+\s+){0,4}?"
    r"(?:interview|statement|earnings call|conference call|call|speech|letter|post|blog post|tweet|email|e-mail|memo|"
    r"news conference|press conference|press briefing|briefing|conference|hearing|event|forum|summit|podcast|note|"
    r"op-ed|column|article|report|filing|address|testimony|rally|debate|panel|meeting|news release|press release|"
    r"keynote|webcast|town hall|ceremony|session)\b(?:\s+(?:with|to|on|in|at|for|from)\s+(?:the\s+)?"
    r"[A-Z][\w&.'’-]*(?:\s+(?:of\s+)?[A-Z][\w&.'’-]*){0,5})?"
    r"|(?:Twitter|X|Facebook|LinkedIn|Truth Social|Weibo|WeChat|CNBC|CNN|CBS|NBC|ABC|Fox News|MSNBC|BBC)\b)"
)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|should|can(?:not|['’]t)?|perhaps|possibly|probably|potentially|maybe|likely|unlikely|"
    r"apparently|reportedly|allegedly|presumably|even if|if|unless|no longer|not necessarily|seems?|seemed|appears?|"
    r"appeared|suggests?|suggested|expects?|expected|believes?|thinks?|hopes?|in principle|as long as|depending on|"
    r"about to|almost|nearly|largely|somewhat|to some extent|not yet|doubts?|uncertain|unclear)\b"
    r"|可能性?|或[许許]|也[许許]|恐怕|如果|即使|不再|かもしれない|だろう|もし|수 있|가능성|것으로 보",
    re.IGNORECASE,
)
_MONTH_OF_MAY = re.compile(r"(?<!\w)(?:in|of|since|until|by|last|this|next|late|early|mid)[ -]$|\d $", re.IGNORECASE)


def hedges_in(words: str) -> tuple[str, ...]:
    """The words that hold a remark's claim back ("might", "even if"), as written, each once, in order."""
    found: dict[str, str] = {}
    for match in _HEDGES.finditer(words):
        hedge = match.group()
        if hedge == "May" and (match.start() > 0 or words[match.end() :].lstrip()[:1].isdigit()):
            continue
        if hedge in {"can", "should", "can't", "can’t", "cannot"}:
            continue
        if hedge == "may" and _MONTH_OF_MAY.search(words[: match.start()]):
            continue
        found.setdefault(hedge.lower(), hedge)
    return tuple(found.values())


# Words before a day that make it a deadline or a beginning, and no day on which somebody spoke.
_TERM = re.compile(
    r"\b(?:by|until|till|before|ahead\s+of|after|since|from|through|than|as\s+of|prior\s+to|due(?:\s+\w+)?|deadline(?:\s+\w+)?"
    r"|effective(?:\s+on)?|(?:start|begin|end|expir)(?:s|ing|es|ed)?(?:\s+on)?|effect(?:\s+on)?|force(?:\s+on)?|next|for|to|and"
    r"|between|coming|will\s+\w+(?:\s+\w+)?\s+on|scheduled\s+for|planned\s+for)\s+(?:(?:the|last|this|next|early|late|mid)[\s-]+)*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r",\s+(?:which|whose|where|when|who(?!\s+(?:spoke|was\s+speaking|testified|appeared))|due|effective|set|expected|scheduled"
    r"|giving|leaving|allowing|starting|beginning|ahead|before|after)\b[^,;]*"
)  # clauses that tell of something else
_OWNED = re.compile(
    r"['’]s?\s+(?!(?:[\w-]+\s+){0,2}(?:interview|statement|call|speech|letter|post|tweet|email|memo|conference|briefing"
    r"|hearing|event|forum|summit|podcast|note|column|report|filing|testimony|rally|debate|panel|meeting|session)s?\b)"
)  # "Monday's vote" is no occasion on which one speaks
_CAPITAL = re.compile(r" [A-Z]")  # "the Sunday Courier"
_LONG_AGO = timedelta(days=240)  # farther back, a day without its year is one to come


def said_on(around: str, on: date | None) -> date | None:
    """The day that the words around a saying name, as seen from the day of publication; None if they name none.

    A day that is a deadline, or stands in a clause on something else, is not when it was said.
    """
    if on is None:
        return None
    told = _ASIDE.sub(" ; ", around)
    for match in _WHEN.finditer(told):
        named = told[: match.start()].lower().endswith("the ") and _CAPITAL.match(told, match.end())
        if not named and not _TERM.search(told, 0, match.start()) and not _OWNED.match(told, match.end()):
            return _day_meant(match, on)
    return None


_TOMORROW = 6
"""A weekday so many days ago is today where the report comes from: it is Tuesday in Taipei before it is elsewhere."""


def _day_meant(match: re.Match[str], on: date) -> date | None:
    if match["weekday"]:
        ago = (on.weekday() - _WEEKDAYS.index(match["weekday"].lower())) % 7
        return None if ago == _TOMORROW else on - timedelta(days=ago)
    if match["near"]:
        return on - timedelta(days=match["near"].lower() == "yesterday")
    month = _MONTHS.index((match["month"] or match["month2"])[:3].lower()) + 1
    day, year = int(match["day"] or match["day2"]), match["year"] or match["year2"]
    return _day(int(year) if year else on.year, month, day, on, told=bool(year))


def _day(year: int, month: int, day: int, on: date, *, told: bool) -> date | None:
    try:
        found = date(year, month, day)
        if told or found <= on + timedelta(days=2):
            return found
        before = found.replace(year=year - 1)
    except ValueError:
        return None
    return before if on - before < _LONG_AGO else None


def venue_in(around: str) -> str:
    """Where it was said, without article: "interview with CBS", "earnings call"; "" where the words do not tell."""
    match = _VENUE.search(around)
    if match is None:
        return ""
    return re.sub(r"^(?:an?|the|his|her|its|their|this|that)\s+", "", match.group(1))
