"""Due subscriptions to queued pages: digest, items and pages in one transaction, once a slot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.ports import Platform
from bot.publish.calendars import days_off, usable
from bot.publish.editor import Editor
from bot.publish.threads import Post, posts_of
from bot.publish.windows import Reader, Window, composed, window_of
from bot.storage.digests import DigestRecord, save_digest, supersede
from bot.storage.outbox import NewPage, PageKind, announce, page_key, queue_pages
from bot.storage.pauses import Pause, pauses_now
from bot.storage.store import Store
from bot.storage.subscriptions import due_subscriptions, due_times, move_due
from bot.subscriptions import Slot, Subscription, is_late, next_slot, slot_to_publish
from digests.digest import Digest
from digests.shown import Shown, shown_before, shown_of

_TRIES = 3


async def publish_due(store: Store, *, now: datetime, platforms: Mapping[str, Platform], editor: Editor) -> int:
    """Queue the digests that are due; how many.

    What goes wrong with one subscription leaves it due and holds up no other; all of it is raised at the end, as an
    ExceptionGroup.
    """
    paused = await pauses_now(store, now=now)
    published, errors, reader = 0, [], Reader(store)
    for stored, due in await due_subscriptions(store, now=now, platforms=platforms):
        try:
            subscription = await usable(store, stored, now=now)
            slot = _slot(subscription, due, now, paused)
            if slot is not None:
                platform = platforms[subscription.target.platform]
                published += await _publish(reader, subscription, slot, now=now, platform=platform, editor=editor)
            await move_due(store, subscription, due_at=_next_due(subscription, now), was=due)
        except Exception as error:  # one channel's fault is not another's
            error.add_note(f"subscription {stored.id} of {stored.target}")
            errors.append(error)
    if errors:
        raise ExceptionGroup("digests that could not be published", errors)
    return published


async def heal_due(store: Store, *, now: datetime) -> int:
    """Let orders come due at their next slot that come due later, because the clock was ahead; how many."""
    healed = 0
    for stored, due in await due_times(store):
        subscription = await usable(store, stored, now=now)
        wanted = _next_due(subscription, now)
        if wanted is not None and due > wanted:
            healed += await move_due(store, stored, due_at=wanted, was=due)
    return healed


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


async def _publish(
    reader: Reader, subscription: Subscription, slot: Slot, *, now: datetime, platform: Platform, editor: Editor
) -> bool:
    """Compose and queue the digest of a slot; false when another process has done so."""
    for _ in range(_TRIES):
        window = await window_of(reader, subscription, now)
        digest = await composed(reader.store, subscription, window, editor=editor)
        digest = replace(digest, late=is_late(slot, now) or bool(window.supersedes))
        record = _record(subscription, slot, window, digest)
        posts = await posts_of(reader.store, editor.lay_out(digest, subscription), record.target, platform=platform)
        queued = await _queue(reader.store, record, posts, shown=_shown(window, digest), window=window)
        if queued is not None:
            return queued
        # A page of a digest that was to be superseded went out meanwhile: that digest stands, look again.
    raise RuntimeError(f"the digests of {subscription.target} change faster than they can be superseded")


def _record(subscription: Subscription, slot: Slot, window: Window, digest: Digest) -> DigestRecord:
    return DigestRecord(
        target=subscription.target,
        subscription_id=subscription.id,
        local_date=slot.local_date,
        slot=slot.local_time,
        since=window.since,
        until=window.until,
        marks=window.marks,
        created_at=window.until,
        late=digest.late,
        receipt=digest.receipt,
    )


def _shown(window: Window, digest: Digest) -> list[Shown]:
    """What the digest's readers will have been shown of each story."""
    stories = {story.id: story for story in window.stories}
    leads = [stories[brief.story_id] for brief in digest.briefs]
    return [shown_of(story, at=window.until, before=shown_before(story, window.shown)) for story in leads]


async def _queue(
    store: Store, record: DigestRecord, posts: Sequence[Post], *, shown: Sequence[Shown], window: Window
) -> bool | None:
    """Store and queue, all or nothing: true when done, false when the slot has its digest, None when to look again."""
    first = page_key(record.id, record.target, 1)
    new = [
        NewPage(
            target=record.target,
            page=post.page,
            kind=PageKind.DIGEST,
            source=record.id,
            part=part,
            reply_to=first if post.below else "",
        )
        for part, post in enumerate(posts, start=1)
    ]
    try:
        async with store.writing() as connection:
            if not await save_digest(connection, record, shown):
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
