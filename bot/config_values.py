"""The kinds of value a setting can hold: each reads what people write, or says in a sentence what to write."""

import difflib
import ipaddress
import re
from datetime import time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, SecretStr

from bot.targets import Target, parse_target

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_BLANK = re.compile(r"[\s\x00-\x20\x7f]")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Part(BaseModel):
    """A table of the configuration; keys it does not know are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, arbitrary_types_allowed=True)


_SPAN = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([smhd]?)", re.ASCII)


def _seconds(value: object) -> object:
    """Seconds from a number or from words such as "10m", "1.5h", "30 d"."""
    told = _SPAN.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if told:
        return float(told[1]) * _UNITS.get(told[2], 1)
    if isinstance(value, str | bool):
        raise ValueError('write a time span such as "30s", "10m", "2h" or "1d"')
    return value


def _whole(value: object) -> object:
    """A number; true and false are none, although Python counts with them."""
    if isinstance(value, bool):
        raise ValueError("write a whole number")
    return value


def _zone(value: str) -> str:
    if value not in available_timezones():
        near = difflib.get_close_matches(value, sorted(available_timezones()), n=1, cutoff=0.5)
        hint = f', such as "{near[0]}"' if near else ', such as "Europe/London"'
        raise ValueError(f"{value!r} is not a time zone; write an IANA name{hint}")
    return value


def _clock_time(value: object) -> object:
    if isinstance(value, time):
        return value
    try:
        hour, minute = (int(part) for part in str(value).split(":"))
        return time(hour, minute)
    except ValueError:
        raise ValueError(f'{value!r} is not a time of day; write hours and minutes such as "08:00"') from None


def _weekday(value: object) -> object:
    if isinstance(value, str) and value.strip().lower()[:3] in WEEKDAYS:
        return WEEKDAYS.index(value.strip().lower()[:3])
    raise ValueError(f"{value!r} is not a weekday; write one of {', '.join(WEEKDAYS)}")


def check_address(value: str) -> str:
    """A web address that names a host and carries no password, unchanged."""
    try:
        parts = urlsplit(value)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        port_is_fine, parts = False, urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine or _BLANK.search(value):
        raise ValueError(f"{value!r} is not a web address; write one that begins with https:// and names a host")
    if parts.username or parts.password:
        raise ValueError("the address carries a user name or password; take it out")
    return value


_DATABASE = re.compile(
    r"sqlite(?:\+aiosqlite)?:///(?!:memory:)[^?]+"
    r"|postgres(?:ql)?(?:\+asyncpg)?://(?:[^/]*@)?(?:\[[0-9a-fA-F:.]+\]|[^/:\[\]]*)(?::\d{1,5})?(?:[/?].*)?"
)


def check_database(value: SecretStr) -> SecretStr:
    """A database address of a kind we speak, unchanged."""
    if not _DATABASE.fullmatch(value.get_secret_value()):
        raise ValueError("write sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/DATABASE")
    return value


def check_network(value: str) -> str:
    """A network such as 10.0.0.0/8, or an address with a port, unchanged."""
    host, _, port = value.rpartition(":") if value.count(":") == 1 else (value, "", "")
    try:
        ipaddress.ip_network(host or value, strict=False)
    except ValueError:
        raise ValueError(f'{value!r} is not a network; write one such as "10.0.0.0/8" or "127.0.0.1:8080"') from None
    if port and not port.isdigit():
        raise ValueError(f"{port!r} is not a port; write a number after the colon")
    return value


def check_calendar(value: str) -> str:
    """A calendar that the `holidays` package knows, unchanged."""
    if not value:
        return value
    import holidays

    calendars = {**holidays.list_supported_countries(), **holidays.list_supported_financial()}
    name, _, part = value.partition("-")
    if name not in calendars or (part and part not in calendars[name]):
        raise ValueError(f'{value!r} is not a calendar of holidays; write one such as "US", "GB-ENG", "TW" or "XNYS"')
    return value


def check_query(value: str) -> str:
    """A query that can be read, unchanged; "" asks for everything."""
    if value:
        from digests.query import parse

        parse(value)
    return value


def read_target(value: object) -> object:
    """A target from its text."""
    return value if isinstance(value, Target) else parse_target(str(value))


def read_target_or_none(value: object) -> object:
    """The target that a setting names; None for ""."""
    return None if value in ("", None) else read_target(value)


Whole = Annotated[int, BeforeValidator(_whole)]
Seconds = Annotated[float, BeforeValidator(_seconds)]
Zone = Annotated[str, AfterValidator(_zone)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Weekday = Annotated[int, BeforeValidator(_weekday)]
Address = Annotated[str, AfterValidator(check_address)]
