"""Bytes in, what they look like out: a feed, a page, a wall, or nothing."""

import re
from enum import StrEnum

_MARK = re.compile(rb"<(?:[\w-]+:)?(rss|feed|rdf|channel|html|head|body|!doctype\s+html|opml)\b", re.IGNORECASE)
_CERTAIN = re.compile(rb"<(?:rss\b|rdf:rdf\b|feed\s+(?:[\w:]+=[^>]*)?xmlns)", re.IGNORECASE)
_WALL = re.compile(rb"cf-chl|challenge-platform|<title>just a moment|attention required! \| cloudflare", re.IGNORECASE)
_WIDE_STARTS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00", b"\x4c\x6f\xa7\x94")
_BYTES_LOOKED_AT = 8192


class Kind(StrEnum):
    """What a body looks like from its first bytes; `XML` also stands for what may turn out to be one."""

    XML = "xml"
    JSON = "json"
    HTML = "html"
    OPML = "opml"
    EMPTY = "empty"
    OTHER = "other"


def kind_of(body: bytes) -> Kind:
    """What a body looks like; a feed behind a printed warning, or behind HTML's document type, is a feed."""
    start = body[:_BYTES_LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.strip(b"\x00"):
        return Kind.EMPTY
    if start.startswith((b"{", b"[")):
        return Kind.JSON
    if start.startswith(_WIDE_STARTS):
        return Kind.XML
    found = _MARK.search(body, 0, _BYTES_LOOKED_AT)
    if found is None:
        return Kind.XML if b"<" in start else Kind.OTHER
    name = found.group(1).lower()
    if name == b"opml":
        return Kind.OPML
    is_feed = name in (b"rss", b"feed", b"rdf", b"channel") or _CERTAIN.search(body, 0, _BYTES_LOOKED_AT)
    return Kind.XML if is_feed else Kind.HTML


def is_wall(body: bytes) -> bool:
    """Whether a page is the bot wall of a content network rather than the publisher's."""
    return _WALL.search(body, 0, 65536) is not None
