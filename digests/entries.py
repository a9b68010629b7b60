"""What a publisher sent, unchanged: a feed and its entries."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What kind of publisher speaks; an official one is a primary source."""

    OFFICIAL = "official"
    COMPANY = "company"
    ASSOCIATION = "association"
    THINK_TANK = "think_tank"
    PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A source that we poll.

    `publisher` is the name shown to readers, `family` who owns it (the publisher's own name when nobody else does),
    `language` a BCP 47 code or "" when unknown.
    """

    url: str
    title: str = ""
    publisher: str = ""
    family: str = ""
    kind: SourceKind = SourceKind.PRESS
    language: str = ""
    jurisdiction: str = ""
    home: str = ""
    full_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed as the publisher wrote it; markup still in place, links already absolute.

    `key` is its identity inside the feed: the GUID, else the link, else a hash of feed, title and date.
    Dates are aware UTC, or None where the publisher gave none that can be read.
    `publisher` and `publisher_url` come from `<source>` (RSS, Atom): the real publisher behind an aggregator.
    """

    key: str
    title: str
    link: str = ""
    summary: str = ""
    content: str = ""
    author: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    publisher: str = ""
    publisher_url: str = ""
    language: str = ""
    categories: tuple[str, ...] = ()
