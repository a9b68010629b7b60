"""What a parser found to entries: the same keys, links, dates and limits whichever parser it was."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from bot.feeds.dates import read_date
from digests.entries import Entry

NEWEST_KEPT = 500
MOST_ITEMS = 25_000  # no feed has more; whoever sends more is read in the sandbox, or not to the end
TITLE_CAP = 1000
TEXT_CAP = 1_000_000
SHORT_CAP = 500
KEY_CAP = 500
CATEGORIES_CAP = 50

_LOOKS_LIKE_MARKUP = re.compile(
    r"</\w+\s*>|&#?\w+;|<(?:br|embed|hr|iframe|img|input|link|meta|object|wbr)\b", re.IGNORECASE
)
_MAIL_AND_NAME = re.compile(r"\S+@\S+\s+\((.{1,200})\)")
_NAME_AND_MAIL = re.compile(r"(.{1,200}?)\s*[(<]\S+@\S+[)>]")
_LONGEST_ADDRESS = 4000
_USUAL_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-~]{0,3000})?")
_OLDEST = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class Raw:
    """One item as a parser found it: strings as they stood, dates unread, links unresolved.

    Characters that no text may hold (NUL, other controls, lone surrogates) are already gone.
    """

    id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    authors: Sequence[str] = ()
    published: str = ""
    updated: str = ""
    publisher: str = ""
    publisher_url: str = ""
    language: str = ""
    categories: Sequence[str] = ()
    read_published: datetime | None = None
    read_updated: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFacts:
    """What a feed says of itself."""

    title: str = ""
    home: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The entries of a feed in its own order, what it says of itself, and what was wrong with it (`flaws`, in words).

    `found` counts the items before limits and repetitions were dropped.
    """

    entries: tuple[Entry, ...]
    facts: FeedFacts = field(default_factory=FeedFacts)
    flaws: tuple[str, ...] = ()
    found: int = 0


def parsed_from(raws: Iterable[Raw], *, base: str, facts: FeedFacts, flaws: Sequence[str] = ()) -> Parsed:
    """The entries of the items found; `base` is the feed's address, against which links are resolved.

    Of items with one key the first wins; of more than 500 the newest stay.
    """
    entries: dict[str, Entry] = {}
    found = 0
    for raw in raws:
        found += 1
        entry = _entry_from(raw, base=base)
        if entry is not None:
            entries.setdefault(entry.key, entry)
    kept = _newest(tuple(entries.values()))
    notes = list(flaws)
    if len(kept) < len(entries):
        notes.append(f"{len(entries)} items at once; the newest {len(kept)} were kept")
    home = web_address(facts.home, base=base)
    clean = FeedFacts(title=_text(facts.title, SHORT_CAP), home=home, language=_text(facts.language, 35))
    return Parsed(entries=kept, facts=clean, flaws=tuple(notes), found=found)


def _entry_from(raw: Raw, *, base: str) -> Entry | None:
    title = _text(raw.title, TITLE_CAP)
    if "<" in title and not _LOOKS_LIKE_MARKUP.search(title):
        title = title.replace("<", "&lt;")
    summary, content = _text(raw.summary, TEXT_CAP), _text(raw.content, TEXT_CAP)
    link = _link(raw, base=base)
    if not (title or summary or content or link):
        return None
    published = raw.read_published or read_date(raw.published)
    updated = raw.read_updated or read_date(raw.updated)
    return Entry(
        key=_key(raw, title=title, link=link, base=base),
        title=title,
        link=link,
        summary="" if summary == content else summary,
        content=content,
        author=", ".join(dict.fromkeys(filter(None, map(_name, raw.authors))))[:SHORT_CAP],
        published_at=published or updated,
        updated_at=updated,
        publisher=_text(raw.publisher, SHORT_CAP),
        publisher_url=web_address(raw.publisher_url, base=base),
        language=_text(raw.language, 35),
        categories=tuple(dict.fromkeys(_text(word, 200) for word in raw.categories if word))[:CATEGORIES_CAP],
    )


def _key(raw: Raw, *, title: str, link: str, base: str) -> str:
    key = _text(raw.id, 100_000) or link
    if not key:
        key = "hash:" + _digest(f"{base}\n{title}\n{raw.published or raw.updated}")
    return key if len(key) <= KEY_CAP else "long:" + _digest(key)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _link(raw: Raw, *, base: str) -> str:
    link = raw.link.strip()
    if link == raw.id.strip() and not link.startswith(("http://", "https://", "/")):
        return ""  # a parser took a GUID such as "4711" for an address
    return web_address(link, base=base)


def web_address(link: str, *, base: str) -> str:
    """The absolute http or https address that a link names, "" when it names none."""
    if _USUAL_ADDRESS.fullmatch(link):
        return link
    link = link.strip()
    if not link or len(link) > _LONGEST_ADDRESS:
        return ""
    try:
        found = link if link.startswith(("http://", "https://")) else urljoin(base, link)
        parts = urlsplit(found)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return found.replace(" ", "%20") if usable else ""


def _text(text: str, cap: int) -> str:
    return text.strip() if len(text) <= cap else text[:cap].strip()


def _name(author: str) -> str:
    author = _text(author, SHORT_CAP)
    if "@" in author:
        found = _MAIL_AND_NAME.fullmatch(author) or _NAME_AND_MAIL.fullmatch(author)
        if found:
            return found.group(1).strip()
    return author


def _newest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if len(entries) <= NEWEST_KEPT:
        return entries
    if any(entry.published_at is None for entry in entries):
        return entries[:NEWEST_KEPT]
    newest = sorted(entries, key=lambda entry: entry.published_at or _OLDEST, reverse=True)[:NEWEST_KEPT]
    keys = {entry.key for entry in newest}
    return tuple(entry for entry in entries if entry.key in keys)
