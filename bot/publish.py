"""Due subscriptions to queued pages: digest, items and pages in one transaction, once a slot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.ports import Platform
from bot.storage.coverage import Coverage, coverage_between
from bot.storage.digests import DigestRecord, last_digest, save_digest, shown_in, supersede, unposted_digests
from bot.storage.kept import muted_in
from bot.storage.notices import Notice, add_notice
from bot.storage.outbox import NewPage, PageKind, announce, queue_pages
from bot.storage.pauses import Pause, pauses_now
from bot.storage.store import Store
from bot.storage.stories import stories_between
from bot.storage.subscriptions import due_subscriptions, move_due
from bot.subscriptions import Slot, Subscription, is_late, next_slot, slot_to_publish
from digests.digest import Digest, Receipt
from digests.message import Message
from digests.shown import Shown, shown_before, shown_of
from digests.stories import Story

FIRST_WINDOW = timedelta(hours=24)
LONGEST_WINDOW = timedelta(days=7)  # after a long pause nobody wants more
REMEMBERED = timedelta(days=30)  # how long what was shown keeps a story from leading again
_TRIES = 3


class Compose(Protocol):
    """The digest of the stories of a window, for a subscription that was shown some of them before."""

    def __call__(
        self,
        stories: Sequence[Story],
        *,
        subscription: Subscription,
        since: datetime,
        until: datetime,
        shown: Mapping[str, Shown],
    ) -> Digest:
        """Compose."""


LayOut = Callable[[Digest, Subscription], Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """How stories become a digest, and a digest a message."""

    compose: Compose
    lay_out: LayOut


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The time that a digest covers, what was shown before it, and the unposted digests that it takes the place of.

    `muted` counts the articles of stories that the channel does not want.
    """

    since: datetime
    until: datetime
    shown: Mapping[str, Shown]
    stories: tuple[Story, ...]
    supersedes: tuple[str, ...]
    muted: int = 0


async def publish_due(store: Store, *, now: datetime, platforms: Mapping[str, Platform], editor: Editor) -> int:
    """Queue the digests that are due; how many.

    What goes wrong with one subscription leaves it due and holds up no other; all of it is raised at the end, as an
    ExceptionGroup.
    """
    paused = await pauses_now(store, now=now)
    published, errors = 0, []
    for stored, due in await due_subscriptions(store, now=now, platforms=platforms):
        try:
            subscription = await _usable(store, stored, now=now)
            slot = _slot(subscription, due, now, paused)
            if slot is not None:
                platform = platforms[subscription.target.platform]
                published += await _publish(store, subscription, slot, now=now, platform=platform, editor=editor)
            await move_due(store, subscription, due_at=_next_due(subscription, now), was=due)
        except Exception as error:  # one channel's fault is not another's
            error.add_note(f"subscription {stored.id} of {stored.target}")
            errors.append(error)
    if errors:
        raise ExceptionGroup("digests that could not be published", errors)
    return published


async def next_digest(store: Store, subscription: Subscription, *, now: datetime, editor: Editor) -> Digest:
    """The digest that a subscription would be sent if it were due now; nothing is queued."""
    return await _composed(store, subscription, await _window(store, subscription, now), editor=editor)


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


def days_off(subscription: Subscription, around: date) -> frozenset[date]:
    """The public holidays of the calendar that a subscription names, in the years about a date.

    Raises NotImplementedError for a calendar that does not exist.
    """
    if not subscription.holidays:
        return frozenset()
    return _holidays(subscription.holidays, around.year)


@cache
def _holidays(calendar: str, year: int) -> frozenset[date]:
    import holidays  # 60 ms, and few ask for it

    years = (year - 1, year, year + 1)
    country, _, region = calendar.partition("-")
    if country in holidays.list_supported_financial():
        return frozenset(holidays.financial_holidays(country, years=years))
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=years))


def _slot(subscription: Subscription, due: datetime, now: datetime, paused: Sequence[Pause]) -> Slot | None:
    if subscription.paused_until is not None and subscription.paused_until > now:
        return None
    if any(_stops(pause, subscription) for pause in paused):
        return None
    return slot_to_publish(subscription, due, now, days_off=days_off(subscription, now.date()))


def _stops(pause: Pause, subscription: Subscription) -> bool:
    """Whether nothing can be posted there until somebody mends it; a short pause only delays what is queued."""
    target = subscription.target
    here = pause.platform == target.platform and pause.workspace in ("", target.workspace)
    return here and pause.until is None and pause.channel in ("", target.channel)


def _next_due(subscription: Subscription, now: datetime) -> datetime | None:
    slot = next_slot(subscription, now, days_off=days_off(subscription, now.date()))
    return slot.due_at if slot else None


async def _usable(store: Store, subscription: Subscription, *, now: datetime) -> Subscription:
    """The subscription without a zone or calendar that does not exist (any more); its manager is told once."""
    usable = subscription
    if not _exists(lambda: ZoneInfo(subscription.zone)):
        await _tell(store, subscription, f"time zone {subscription.zone!r}", "they come in UTC", now=now)
        usable = replace(usable, zone="UTC")
    if not _exists(lambda: days_off(subscription, now.date())):
        await _tell(store, subscription, f"calendar {subscription.holidays!r}", "they come on every holiday", now=now)
        usable = replace(usable, holidays="")
    return usable


def _exists(look_up: Callable[[], object]) -> bool:
    try:
        look_up()
    except (ZoneInfoNotFoundError, ValueError, NotImplementedError):
        return False
    return True


async def _tell(store: Store, subscription: Subscription, what: str, effect: str, *, now: datetime) -> None:
    place = subscription.target
    notice = Notice(
        key=f"{what} of {subscription.id}",
        platform=place.platform,
        workspace=place.workspace,
        channel=place.channel,
        text=f"The {what} of the digests in {place} does not exist: {effect} until it is set again.",
        created_at=now,
    )
    await add_notice(store, notice)


async def _publish(
    store: Store, subscription: Subscription, slot: Slot, *, now: datetime, platform: Platform, editor: Editor
) -> bool:
    """Compose and queue the digest of a slot; false when another process has done so."""
    for _ in range(_TRIES):
        window = await _window(store, subscription, now)
        digest = await _composed(store, subscription, window, editor=editor)
        digest = replace(digest, late=is_late(slot, now) or bool(window.supersedes))
        pages = platform.pages(editor.lay_out(digest, subscription))
        queued = await _queue(store, subscription, slot, window=window, digest=digest, pages=pages)
        if queued is not None:
            return queued
        # A page of a digest that was to be superseded went out meanwhile: that digest stands, look again.
    raise RuntimeError(f"the digests of {subscription.target} change faster than they can be superseded")


async def _composed(store: Store, subscription: Subscription, window: _Window, *, editor: Editor) -> Digest:
    """The digest of a window, with every article and feed accounted for."""
    digest = editor.compose(
        window.stories, subscription=subscription, since=window.since, until=window.until, shown=window.shown
    )
    covered = await coverage_between(store, since=window.since, until=window.until)
    muted = (("muted here", window.muted),) if window.muted else ()
    return replace(digest, receipt=accounted(digest.receipt, replace(covered, dropped=(*covered.dropped, *muted))))


async def _window(store: Store, subscription: Subscription, now: datetime) -> _Window:
    unposted = await unposted_digests(store, subscription)
    last = await last_digest(store, subscription)
    known = last is not None and last.until < now  # a digest of the future was made while the clock was wrong
    since = min([one.since for one in unposted] or [last.until if last and known else now - FIRST_WINDOW])
    since = max(since, now - LONGEST_WINDOW)
    ids = tuple(one.id for one in unposted)
    unwanted = await muted_in(store, subscription.target)
    stories = await stories_between(store, since=since, until=now)
    return _Window(
        since=since,
        until=now,
        shown=await shown_in(store, subscription.target, since=now - REMEMBERED, but_in=ids),
        stories=tuple(story for story in stories if story.id not in unwanted),
        supersedes=ids,
        muted=sum(len(story.reports) for story in stories if story.id in unwanted),
    )


async def _queue(
    store: Store,
    subscription: Subscription,
    slot: Slot,
    *,
    window: _Window,
    digest: Digest,
    pages: Sequence[Message],
) -> bool | None:
    """Store and queue, all or nothing: true when done, false when the slot has its digest, None when to look again."""
    record = DigestRecord(
        target=subscription.target,
        subscription_id=subscription.id,
        local_date=slot.local_date,
        slot=slot.local_time,
        since=window.since,
        until=window.until,
        created_at=window.until,
        late=digest.late,
        receipt=digest.receipt,
    )
    stories = {story.id: story for story in window.stories}
    items = [
        shown_of(stories[brief.story_id], at=window.until, before=shown_before(stories[brief.story_id], window.shown))
        for brief in digest.briefs
    ]
    new = [
        NewPage(target=subscription.target, page=page, kind=PageKind.DIGEST, source=record.id, part=part)
        for part, page in enumerate(pages, start=1)
    ]
    try:
        async with store.writing() as connection:
            if not await save_digest(connection, record, items):
                return False
            if not await supersede(connection, window.supersedes, now=window.until):
                raise _LookAgain
            await queue_pages(connection, new, now=window.until)
    except _LookAgain:
        return None
    announce(store)
    return True


class _LookAgain(Exception):  # noqa: N818
    """Rolls a transaction back."""
