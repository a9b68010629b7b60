"""Fields and their values: `speaker:huang`, `since:14d`, `source:primary`."""

import re
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from digests.entries import SourceKind
from digests.query.nodes import Age, AgeUnit, Field, FieldName, Query, Side, When
from digests.query.problems import QueryError
from digests.query.words import surfaces_of
from digests.topics import ArticleKind

EXAMPLES = {
    "speaker": "speaker:huang",
    "topic": "topic:export-controls",
    "source": "source:primary",
    "publisher": 'publisher:"Sample Wire"',
    "jurisdiction": "jurisdiction:cn",
    "language": "language:zh",
    "kind": "kind:news",
    "title": "title:h200",
    "since": "since:14d",
    "before": "before:2026-11-01",
    "on": "on:2026-11-01",
}
"""Every field with an example of its use."""

PRIMARY = "primary"
_DAYS_AGO = {"today": 1, "yesterday": 2}
_AGE = re.compile(r"([0-9]{1,4})([hdwmy])", re.IGNORECASE)
_LONGEST_AGE = 36_500 * 24
HOURS = {AgeUnit.HOUR: 1, AgeUnit.DAY: 24, AgeUnit.WEEK: 168, AgeUnit.MONTH: 720, AgeUnit.YEAR: 8760}


def field_of(typed_name: str, value: str, *, column: int) -> Query:
    """The condition that a field and its value write."""
    name = typed_name.lower()
    if name not in EXAMPLES:
        _refuse_name(typed_name, column)
    if not surfaces_of(value):
        raise QueryError(
            column + len(typed_name) + 1,
            f"{name}: has no value",
            f"Write {EXAMPLES[name]}, without a space or parentheses",
        )
    at = column + len(typed_name) + 1
    if name in ("since", "before", "on"):
        return _when(Side(name), value, column=at)
    return _field(FieldName(name), value, column=at)


def source_kind(value: str) -> SourceKind:
    """The kind of source that a value of `source:` names; `primary` is an official one."""
    return SourceKind.OFFICIAL if value == PRIMARY else SourceKind(value.replace("-", "_"))


def article_kind(value: str) -> ArticleKind:
    """The kind of article that a value of `kind:` names."""
    return ArticleKind(value.replace("-", "_"))


def _refuse_name(name: str, column: int) -> NoReturn:
    close = get_close_matches(name.lower(), EXAMPLES, n=1)
    mend = f"Write {EXAMPLES[close[0]]}" if close else f"Put it in quotation marks, or use {', '.join(EXAMPLES)}"
    raise QueryError(column, f"There is no field {name}", mend)


def _field(name: FieldName, value: str, *, column: int) -> Field:
    if "*" in value:
        raise QueryError(column + value.index("*"), f"{name}: takes whole words", f"Write {EXAMPLES[name]}")
    plain = value.casefold()
    match name:
        case FieldName.SOURCE:
            _one_of(name, plain, [PRIMARY, *SourceKind], column=column)
        case FieldName.KIND:
            _one_of(name, plain, list(ArticleKind), column=column)
        case FieldName.JURISDICTION | FieldName.LANGUAGE:
            if not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", plain):
                raise QueryError(column, f"{name}: takes a code of two or three letters", f"Write {EXAMPLES[name]}")
        case _:
            return Field(name, value)
    return Field(name, plain)


def _one_of(name: FieldName, value: str, known: list[str], *, column: int) -> None:
    names = [kind.replace("_", "-") for kind in known]
    if value.replace("_", "-") in names:
        return
    close = get_close_matches(value, names, n=1)
    mend = f"Write {name}:{close[0]}" if close else f"Use one of {', '.join(names)}"
    raise QueryError(column, f"{value} is no {name}", mend)


def _when(side: Side, value: str, *, column: int) -> When:
    age = _AGE.fullmatch(value)
    if age and side is not Side.ON:
        made = Age(int(age[1]), AgeUnit(age[2].lower()))
        if made.count * HOURS[made.unit] > _LONGEST_AGE:
            raise QueryError(column, f"{value} is longer than a hundred years", f"Write {EXAMPLES[side]}")
        return When(side, made)
    if value.casefold() in _DAYS_AGO and side is not Side.ON:
        return When(side, Age(_DAYS_AGO[value.casefold()], AgeUnit.DAY))
    whole = _whole_day(value, side)
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", whole) and "1900" < whole < "2200":
            return When(side, date.fromisoformat(whole))
    except ValueError:
        raise QueryError(column, f"There is no day {value}", f"Write {side}:2026-11-01") from None
    ages = "" if side is Side.ON else ", or an age such as 14d (h, d, w, m, y)"
    raise QueryError(column, f"{value} is no date", f"Write year, month and day, such as {side}:2026-11-01{ages}")


def _whole_day(value: str, side: Side) -> str:
    """A year, or a month of one, as the day on which it begins."""
    if side is not Side.ON and re.fullmatch(r"[0-9]{4}(?:-[0-9]{2})?", value):
        return f"{value}-01" if "-" in value else f"{value}-01-01"
    return value
