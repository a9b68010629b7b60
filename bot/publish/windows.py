"""A subscription to what its next digest covers, and the digest of that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.publish.editor import Editor
from bot.storage.articles import Marks, mark_of, newest_mark
from bot.storage.coverage import Coverage, coverage_between
from bot.storage.digests import last_digest, shown_in, unposted_digests
from bot.storage.kept import muted_in
from bot.storage.store import Store
from bot.storage.stories import stories_between
from bot.subscriptions import Subscription
from digests.digest import Digest, Receipt
from digests.shown import Shown
from digests.stories import Story

FIRST_WINDOW = timedelta(hours=24)
LONGEST_WINDOW = timedelta(days=7)  # after a long pause nobody wants more
REMEMBERED = timedelta(days=30)  # how long what was shown keeps a story from leading again


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time that a digest covers, what was shown before it, and the unposted digests that it takes the place of.

    `marks` say which articles those are; `muted` counts the articles of stories that the channel does not want.
    """

    since: datetime
    until: datetime
    marks: Marks
    shown: Mapping[str, Shown]
    stories: tuple[Story, ...]
    supersedes: tuple[str, ...]
    muted: int = 0


class Reader:
    """Reads the stories of windows; those that many subscriptions share, once."""

    def __init__(self, store: Store) -> None:
        """Read from a store."""
        self.store = store
        self._read: dict[tuple[datetime, datetime, Marks], tuple[Story, ...]] = {}

    async def stories(self, *, since: datetime, until: datetime, marks: Marks) -> tuple[Story, ...]:
        """The stories between marks."""
        key = (since, until, marks)
        if key not in self._read:
            self._read[key] = await stories_between(self.store, since=since, until=until, marks=marks)
        return self._read[key]


async def window_of(reader: Reader, subscription: Subscription, now: datetime) -> Window:
    """What the next digest covers: all since the last one and what was never posted of earlier ones; a week at most."""
    store = reader.store
    unposted = await unposted_digests(store, subscription)
    ids = tuple(one.id for one in unposted)
    since, after = await _beginning(store, subscription, now)
    if unposted:
        since, after = min(one.since for one in unposted), min(one.marks.after for one in unposted)
    if since < now - LONGEST_WINDOW:
        since, after = now - LONGEST_WINDOW, max(after, await mark_of(store, now - LONGEST_WINDOW))
    marks = Marks(after=after, through=await newest_mark(store))
    unwanted = await muted_in(store, subscription.target)
    stories = await reader.stories(since=since, until=now, marks=marks)
    return Window(
        since=since,
        until=now,
        marks=marks,
        shown=await shown_in(store, subscription.target, since=now - REMEMBERED, but_in=ids),
        stories=tuple(story for story in stories if story.id not in unwanted),
        supersedes=ids,
        muted=sum(len(story.reports) for story in stories if story.id in unwanted),
    )


async def composed(store: Store, subscription: Subscription, window: Window, *, editor: Editor) -> Digest:
    """The digest of a window, with every article and feed accounted for."""
    digest = editor.compose(
        window.stories, subscription=subscription, since=window.since, until=window.until, shown=window.shown
    )
    covered = await coverage_between(store, since=window.since, until=window.until, marks=window.marks)
    muted = (("muted here", window.muted),) if window.muted else ()
    return replace(digest, receipt=accounted(digest.receipt, replace(covered, dropped=(*covered.dropped, *muted))))


async def next_digest(store: Store, subscription: Subscription, *, now: datetime, editor: Editor) -> Digest:
    """The digest that a subscription would be sent if it were due now; nothing is queued."""
    window = await window_of(Reader(store), subscription, now)
    return await composed(store, subscription, window, editor=editor)


def accounted(receipt: Receipt, covered: Coverage) -> Receipt:
    """The receipt with the feeds, and the articles that came into no story."""
    dropped = sorted((*receipt.dropped, *covered.dropped), key=lambda pair: (-pair[1], pair[0]))
    return replace(
        receipt,
        feeds=covered.feeds,
        silent_feeds=covered.silent_feeds,
        articles=receipt.articles + sum(count for _, count in covered.dropped),
        dropped=tuple(dropped),
    )


async def _beginning(store: Store, subscription: Subscription, now: datetime) -> tuple[datetime, int]:
    """Where the last digest ended; a digest of the future was made while the clock was wrong, and its marks hold."""
    last = await last_digest(store, subscription)
    if last is None:
        return now - FIRST_WINDOW, await mark_of(store, now - FIRST_WINDOW)
    return last.until if last.until < now else now - FIRST_WINDOW, last.marks.through
