"""A fetched body to its entries, by the cheapest way that is sure: unseen items only, the fast reader, the judge."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from bot.feeds.build import Parsed, parsed_from
from bot.feeds.charset import declared, decode, label_flaws
from bot.feeds.delta import ItemMemory, Pieces, split
from bot.feeds.fast import read_fast
from bot.feeds.fast_item import UnsureError
from bot.feeds.fetched import Fetched
from bot.feeds.jsonfeed import parse_json
from bot.feeds.repair import repaired
from bot.feeds.sniff import Kind, kind_of

_LARGE = 262_144  # from here on the loop is left alone and a thread does the work
_T = TypeVar("_T")
_WORTH_MENDING = 1_000_000
_BOM = b"\xef\xbb\xbf"


class Judge(Protocol):
    """Whoever reads what the fast reader refuses: the sandbox, or feedparser itself in tests."""

    async def parse(self, body: bytes, *, base: str, content_type: str = "") -> Parsed:
        """The entries of a body; raises FeedError."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `partial` when only items unseen since the last reading are in it."""

    parsed: Parsed
    partial: bool


class FeedReader:
    """Reads bodies, remembering which items of which feed it read before."""

    def __init__(self, judge: Judge, *, memory: ItemMemory | None = None) -> None:
        """Keep the judge, and what was read."""
        self._judge = judge
        self._memory = memory or ItemMemory()

    async def read(self, fetched: Fetched, *, feed_url: str, since: str = "") -> Reading:
        """The entries of a body; raises FeedError.

        `feed_url` is the feed's identity; `since` the content hash stored with it: when that is the body read last,
        only what is new against it is read.
        """
        if kind_of(fetched.body) is Kind.JSON:
            return Reading(await _unhurried(fetched.body, partial(_json, fetched)), partial=False)
        try:
            return await _unhurried(fetched.body, partial(self._fast, fetched, feed_url, since))
        except UnsureError:
            self._memory.forget(feed_url)
        if len(fetched.body) <= _WORTH_MENDING:
            with contextlib.suppress(UnsureError):
                return await _unhurried(fetched.body, partial(read_mended, fetched))
        parsed = await self._judge.parse(fetched.body, base=fetched.url, content_type=fetched.content_type)
        return Reading(parsed, partial=False)

    def _fast(self, fetched: Fetched, feed_url: str, since: str) -> Reading:
        document, flaws = as_utf8(fetched.body, fetched.content_type)
        pieces = split(document)
        reading = self._unseen(pieces, fetched, feed_url=feed_url, since=since, flaws=flaws)
        if reading is None:
            raws, facts = read_fast(document)
            reading = Reading(parsed_from(raws, base=fetched.url, facts=facts, flaws=flaws), partial=False)
        if pieces.items and (reading.partial or reading.parsed.found == len(pieces.items)):
            self._memory.remember(feed_url, pieces.items, content_hash=fetched.content_hash)
        else:
            self._memory.forget(feed_url)
        return reading

    def _unseen(
        self, pieces: Pieces, fetched: Fetched, *, feed_url: str, since: str, flaws: tuple[str, ...]
    ) -> Reading | None:
        """The entries of the items not read before; None when that cannot be told, and all must be read."""
        unseen = self._memory.unseen(feed_url, pieces.items, since=since)
        if unseen is None or not pieces.items:
            return None
        try:
            raws, facts = read_fast(pieces.with_only(unseen))
        except UnsureError:
            return None
        if len(raws) != len(unseen):
            return None
        return Reading(parsed_from(raws, base=fetched.url, facts=facts, flaws=flaws), partial=True)


def read_mended(fetched: Fetched) -> Reading:
    """The fast reader once more, after the usual slips were put right; raises UnsureError when nothing was, too."""
    decoded = decode(fetched.body, content_type=fetched.content_type)
    text = repaired(decoded.text)
    raws, facts = read_fast(text.encode("utf-8", "replace"))
    flaws = label_flaws(fetched.body, fetched.content_type, decoded)
    parsed = parsed_from(raws, base=fetched.url, facts=facts, flaws=[*flaws, "not well-formed, but easily mended"])
    return Reading(parsed, partial=False)


def _json(fetched: Fetched) -> Parsed:
    return parse_json(fetched.body, base=fetched.url, content_type=fetched.content_type)


async def _unhurried(body: bytes, read: Callable[[], _T]) -> _T:
    """Reads a large body in a thread, so that the loop goes on."""
    return await asyncio.to_thread(read) if len(body) > _LARGE else read()


def as_utf8(body: bytes, content_type: str) -> tuple[bytes, tuple[str, ...]]:
    """A body in UTF-8 without a byte order mark, and what was wrong with its label.

    What claims to be UTF-8, or claims nothing, is passed on unread: the fast reader finds out.
    """
    if body.startswith(_BOM):
        return body[len(_BOM) :], ()
    labels = declared(body, content_type)
    if all(label in ("utf-8", "utf8", "us-ascii", "ascii") for label in labels[:1]) and b"\x00" not in body[:4]:
        return body, ()
    decoded = decode(body, content_type=content_type)
    return decoded.text.encode("utf-8", "replace"), label_flaws(body, content_type, decoded)
