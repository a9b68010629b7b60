"""Troubles that nobody was told of yet to queued pages, each once: to whoever asked for what is in trouble."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

import structlog

from bot.ports import Platform
from bot.storage.notices import PAGE, STOPPED, Notice, mark_told, untold_notices
from bot.storage.outbox import NewPage, PageKind, announce, queue_pages
from bot.storage.store import At, Store
from bot.storage.subscriptions import subscriptions_of
from bot.storage.watches import watches_of
from bot.subscriptions import FROM_CONFIG
from bot.targets import Target
from digests.message import Actions, Block, Button, Message, Paragraph, Plain, visible

log = structlog.get_logger()

PERSON = "@"
"""Stands before a person's id where a channel would be named: the place is a direct message to them."""
ELSEWHERE = timedelta(minutes=10)
"""How long a notice is left to another process that has its platform; where there is none, the log says it."""
OLDEST = timedelta(days=7)
"""How long a notice is worth posting, to a place that cannot be posted to for now."""


async def tell_notices(
    store: Store, *, now: datetime, platforms: Mapping[str, Platform], operator: Target | None = None
) -> int:
    """Queue what nobody was told yet, and say it in the log, which is all where nobody can be written to; how many.

    Being told and the pages that tell are one transaction, so a notice is told once, whoever dies or looks beside us.
    """
    told = 0
    for notice in await untold_notices(store):
        wanted = await places_of(store, notice, operator=operator)
        places = [place for place in wanted if place.platform in platforms]
        if len(places) < len(wanted) and now - notice.created_at < ELSEWHERE:
            continue  # a process that has the platform tells it
        pages = [page for place in places for page in _pages(notice, place, platforms[place.platform], now=now)]
        async with store.writing() as connection:
            if not await mark_told(connection, notice, now=now):
                continue
            await queue_pages(connection, pages, now=now)
        told += 1
        log.warning("notice", place=_place(notice), told=[str(place) for place in places], text=notice.text)
    if told:
        announce(store)
    return told


async def places_of(at: At, notice: Notice, *, operator: Target | None = None) -> tuple[Target, ...]:
    """Where a notice is told: to a person, to those who ordered something in its channel, there, or to the operator."""
    beyond = (operator,) if operator is not None and not _is_stopped(notice, operator) else ()
    if not notice.platform or not notice.channel:
        return beyond
    here = Target(platform=notice.platform, workspace=notice.workspace, channel=notice.channel)
    if notice.key.startswith(STOPPED):
        return await _people_of(at, here) or beyond
    return (here,) if here.channel.startswith(PERSON) else await _people_of(at, here) or (here,)


async def _people_of(at: At, here: Target) -> tuple[Target, ...]:
    """Those who ordered digests or alerts in a channel, each as the place of a direct message."""
    if here.channel.startswith(PERSON):
        return ()
    place = {"platform": here.platform, "workspace": here.workspace, "channel": here.channel}
    orders, watches = await subscriptions_of(at, **place), await watches_of(at, **place)
    people = {*(one.created_by for one in orders), *(one.owner for one in watches)} - {"", FROM_CONFIG}
    return tuple(
        Target(platform=here.platform, workspace=here.workspace, channel=f"{PERSON}{person}")
        for person in sorted(people)
    )


def _is_stopped(notice: Notice, place: Target) -> bool:
    """Whether a notice says that nothing can be posted to a place."""
    whole = (notice.platform, notice.workspace) == (place.platform, place.workspace)
    return notice.key.startswith(STOPPED) and whole and notice.channel in ("", place.channel)


def _pages(notice: Notice, place: Target, platform: Platform, *, now: datetime) -> Iterable[NewPage]:
    parts = (notice.platform, notice.workspace, notice.key, notice.created_at.isoformat())
    source = sha256("\n".join(parts).encode()).hexdigest()[:32]
    for part, page in enumerate(platform.pages(notice_message(notice)), start=1):
        yield NewPage(target=place, page=page, kind=PageKind.NOTICE, source=source, part=part, expires_at=now + OLDEST)


def notice_message(notice: Notice) -> Message:
    """A notice as a message; where a manager can do something about it, with the button that does it."""
    text = visible(notice.text)
    blocks: list[Block] = [Paragraph((Plain(text),))]
    if notice.key.startswith(PAGE):
        blocks.append(Actions((Button("Post it after all", f"/brief release {notice.key.removeprefix(PAGE)}"),)))
    return Message(tuple(blocks), text)


def _place(notice: Notice) -> str:
    return f"{notice.platform}:{notice.workspace}/{notice.channel}" if notice.platform else "operator"
