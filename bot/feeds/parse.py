"""Any feed's bytes to its entries, by feedparser: the judge, slow and forgiving. Call it in the sandbox.

The only module that imports feedparser, and only when it is used.
"""

import html
import io
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import cast

from bot.errors import FeedError
from bot.feeds.build import FeedFacts, Parsed, Raw, parsed_from
from bot.feeds.charset import decode, label_flaws
from bot.feeds.problems import Reason
from bot.feeds.repair import repaired

_OPENED = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FINISHED = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_COMPLAINT = re.compile(r"<unknown>:(\d+):\d+: ([\w ()-]{1,120})")
_HEADER = b'<?xml version="1.0" encoding="utf-8"?>\n'

_Found = Mapping[str, object]


def parse_with_feedparser(body: bytes, *, base: str, content_type: str = "") -> Parsed:
    """The entries of a feed in any format and state that feedparser reads; raises FeedError when there is no feed.

    Markup is left as it is (whoever shows it cleans it). A truncated feed keeps its complete entries.
    """
    decoded = decode(body, content_type=content_type)
    text = repaired(decoded.text)
    flaws = list(label_flaws(body, content_type, decoded))
    found = _feedparser(text)
    items = list(cast("list[_Found]", found["entries"]))
    if not items and not found.get("version") and not found["feed"]:
        raise FeedError(Reason.UNREADABLE, "no feed could be found in this")
    if found.get("bozo"):
        flaws.append(f"not well-formed{_trouble(str(found.get('bozo_exception', '')))}")
    if items and _is_cut(text):
        items.pop()
        flaws.append("cut off in the middle of an item")
    return parsed_from(
        map(_raw, items), base=base, facts=_facts(cast("_Found", found["feed"])), flaws=tuple(dict.fromkeys(flaws))
    )


def _trouble(words: str) -> str:
    """What the parser says, and on which line of the feed, where it is one of XML's own complaints."""
    told = _COMPLAINT.fullmatch(words.strip())
    return f" ({told[2]}, line {max(int(told[1]) - 1, 1)})" if told else ""


def _is_cut(text: str) -> bool:
    tail = text[-4096:]
    return not _FINISHED.search(tail) and len(_OPENED.findall(text)) > len(_CLOSED.findall(text))


def _feedparser(text: str) -> _Found:
    import feedparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = feedparser.parse(
                io.BytesIO(_HEADER + text.encode("utf-8", "replace")),
                response_headers={"content-type": "application/xml; charset=utf-8"},
                resolve_relative_uris=False,
                sanitize_html=False,
            )
        except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
            raise FeedError(Reason.UNREADABLE, f"the parser failed: {type(error).__name__}") from error
    return cast("_Found", found)


def _facts(feed: _Found) -> FeedFacts:
    return FeedFacts(
        title=html.unescape(_string(feed, "title")), home=_string(feed, "link"), language=_string(feed, "language")
    )


def _raw(item: _Found) -> Raw:
    source = cast("_Found", item.get("source") or {})
    published = _string(item, "published") or _string(item, "created")
    updated = _string(item, "updated") if dict.__contains__(cast("dict[str, object]", item), "updated") else ""
    return Raw(
        id=_string(item, "id"),
        link=_string(item, "feedburner_origlink") or _string(item, "link") or _other_link(item),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=_content(item),
        authors=tuple(_authors(item)),
        published=published,
        updated=updated,
        publisher=_string(source, "title"),
        publisher_url=_string(source, "href") or _string(source, "link"),
        language=_string(item, "language"),
        categories=tuple(_string(tag, "term") for tag in _list(item, "tags")),
        read_published=_foreign(published, lambda: item.get("published_parsed")),
        read_updated=_foreign(updated, lambda: item.get("updated_parsed")),
    )


def _string(found: _Found, name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _list(found: _Found, name: str) -> list[_Found]:
    value = found.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _other_link(item: _Found) -> str:
    told = (_string(link, "href") for link in _list(item, "links") if link.get("rel") == "alternate")
    return next(filter(None, told), "")


def _content(item: _Found) -> str:
    return max((_string(content, "value") for content in _list(item, "content")), key=len, default="")


def _authors(item: _Found) -> Iterator[str]:
    named = [_string(author, "name") or _string(author, "email") for author in _list(item, "authors")]
    if any(named):
        yield from named
    else:
        yield _string(item, "author")


def _foreign(text: str, parsed: Callable[[], object]) -> datetime | None:
    """The date as feedparser reads it, only where it is written in letters that `read_date` leaves to it."""
    if not text or text.isascii():
        return None
    found = parsed()
    if not isinstance(found, time.struct_time):
        return None
    try:
        moment = datetime(*found[:6], tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1980 <= moment.year <= 2200 else None
