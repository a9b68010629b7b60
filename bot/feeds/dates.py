"""The dates that publishers write to aware UTC datetimes, or None where nothing sure can be read."""

import re
from datetime import UTC, datetime, timedelta, timezone

_LONGEST = 100
_EARLIEST, _LATEST = 1980, 2200

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ene gen jän",
            "feb fév fev fév",
            "mar mär mrt",
            "apr avr abr",
            "may mai mei mag",
            "jun juin giu",
            "jul juil lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez dic déc",
        ),
        start=1,
    )
    for name in names.split()
}
_HOURS = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0,
    "bst": 1, "ist": 5.5, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3,
    "hkt": 8, "sgt": 8, "awst": 8, "jst": 9, "kst": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "adt": -3, "ast": -4, "at": -4, "edt": -4, "est": -5, "et": -5, "cdt": -5, "cst": -6, "ct": -6,
    "mdt": -6, "mst": -7, "mt": -7, "pdt": -7, "pst": -8, "pt": -8, "akst": -9, "hst": -10,
}  # fmt: skip

_CLOCK = r"(?:[\sT,]+(?:at\s+)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([ap]\.?m\.?)?\s*([a-z(+-].*)?"
_DAY_FIRST = re.compile(r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})[\s.-]+([^\W\d]+)\.?,?[\s-]+(\d{4}|\d{2})" + _CLOCK, re.I)
_MONTH_FIRST = re.compile(r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _CLOCK, re.I)
_ASCTIME = re.compile(r"[a-z]{3,}\s+([a-z]{3,})\s+(\d{1,2})\s+(\d{2}):(\d{2}):(\d{2})\s+(?:([a-z]+)\s+)?(\d{4})", re.I)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})" + _CLOCK, re.I)
_EAST = re.compile(r"(\d{4})\s*[年년/.-]\s*(\d{1,2})\s*[月월/.-]\s*(\d{1,2})\s*[日일.]?\s*(上午|下午|오전|오후)?\s*"
                   r"(?:(\d{1,2})\s*[:时時시]\s*(\d{1,2})(?:\s*[:分분]\s*(\d{1,2}))?)?")  # fmt: skip
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])(\d{2}):?(\d{2})(?:\s*\(.*\))?", re.I)


def read_date(text: str) -> datetime | None:
    """The moment that a text names, in UTC; None for garbage, impossible days and years no feed can mean.

    A time without a zone is taken as UTC; Korean and Chinese or Japanese dates without one as UTC+9 and UTC+8.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    try:
        found = _read(text)
    except (ValueError, OverflowError):
        return None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        return None
    return found.astimezone(UTC)


def _read(text: str) -> datetime | None:
    if text[:4].isdecimal():
        return _year_first(text)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year, *clock = found.groups()
        return _moment(year, _month(month), day, *clock)
    if found := _MONTH_FIRST.fullmatch(text):
        month, day, year, *clock = found.groups()
        return _moment(year, _month(month), day, *clock)
    if found := _ASCTIME.fullmatch(text):
        month, day, hour, minute, second, zone, year = found.groups()
        return _moment(year, _month(month), day, hour, minute, second, None, zone)
    return None


def _year_first(text: str) -> datetime | None:
    if text.isdecimal():
        return _number(text)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is not None:
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    if match := _ISO.fullmatch(text):
        year, month, day, *clock = match.groups()
        return _moment(year, int(month), day, *clock)
    if match := _EAST.fullmatch(text):
        return _eastern(match, korean=bool(re.search(r"[가-힣]", text)))
    return None


def _number(text: str) -> datetime | None:
    if len(text) == 8:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC)
    if len(text) in (10, 13):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    return None


def _eastern(match: re.Match[str], *, korean: bool) -> datetime:
    year, month, day, half, hour, minute, second = match.groups()
    hours = int(hour or 0) % 12 + 12 if half in ("下午", "오후") else int(hour or 0)
    zone = timezone(timedelta(hours=9 if korean else 8))
    return datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0), tzinfo=zone)


def _moment(
    year: str,
    month: int,
    day: str,
    hour: str | None,
    minute: str | None,
    second: str | None,
    half: str | None,
    zone: str | None,
) -> datetime:
    years = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 90 else 2000)
    hours = int(hour or 0)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    seconds = min(int(second or 0), 59)  # a leap second
    return datetime(years, month, int(day), hours, int(minute or 0), seconds, tzinfo=_zone((zone or "").strip()))


def _month(name: str) -> int:
    name = name.lower()
    for length in (4, 3):
        if number := _MONTHS.get(name[:length]):
            return number
    raise ValueError(name)


def _zone(text: str) -> timezone:
    if found := _OFFSET.fullmatch(text):
        sign, hours, minutes = found.groups()
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        if offset > timedelta(hours=14):
            raise ValueError(text)
        return timezone(-offset if sign == "-" else offset)
    name = text.lower().removeprefix("etc/").strip("()")
    return timezone(timedelta(hours=_HOURS.get(name, 0)))
