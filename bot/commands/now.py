"""`now [topic]`: what happened since the channel's last digest, shown to the asker until they share it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.asking import AFTER, SHARE_HERE, line_of, page_of, read_query
from bot.commands.command import Command, Completion, Kind, Option, Request
from bot.commands.parts import in_parts
from bot.commands.places import note_listing, since_last_digest, zone_for
from bot.commands.services import Services
from bot.editor import TITLE, about
from bot.narrowing import Keep, asked_for, not_among
from bot.publish import REMEMBERED, accounted
from bot.storage.coverage import coverage_between
from bot.storage.digests import shown_in
from bot.storage.kept import muted_in
from bot.storage.stories import stories_between
from digests.digest import Digest, compose_digest
from digests.families import family_for
from digests.layout import digest_message
from digests.message import Button, Message
from digests.stories import Story

LIMIT = 9


async def run(request: Request, services: Services) -> Message:
    """The digest of what the channel was not shown yet."""
    page, topic = page_of(request), request.value("topic")
    digest = await _digest(request, services, topic=topic, until=page.as_of)
    await note_listing(request, services, [brief.story_id for brief in digest.briefs])
    zone = await zone_for(services, request.target)
    title = f"{TITLE}, {topic}" if topic else TITLE
    share = Button("Share here", line_of("now", topic=topic, share="here"))
    message = digest_message(digest, title=title, zone=zone, buttons=() if request.value("share") else (share,))
    return in_parts(message, page, "now", topic=topic)


async def _digest(request: Request, services: Services, *, topic: str, until: datetime) -> Digest:
    store, target, desk = services.store, request.target, services.desk
    until = until + timedelta(seconds=1)  # a page's moment has no fraction, and what came in that second counts
    since = await since_last_digest(services, target, now=until)
    unmuted = not_among(await muted_in(store, target))
    keep = _about(topic, services, now=until) if topic else unmuted
    known = await stories_between(store, since=since, until=until)
    stories = [story for story in known if unmuted(story)]
    wanted = [story for story in stories if keep(story)]
    digest = compose_digest(
        wanted,
        since=since,
        until=until,
        limit=LIMIT,
        shown=await shown_in(store, target, since=until - REMEMBERED),
        people=desk.people,
        families=family_for(wanted, desk.sources),
    )
    covered = await coverage_between(store, since=since, until=until)
    left = (
        ("not asked for", _reports(stories) - _reports(wanted)),
        ("muted here", _reports(known) - _reports(stories)),
    )
    dropped = (*covered.dropped, *((reason, number) for reason, number in left if number))
    return replace(digest, receipt=accounted(digest.receipt, replace(covered, dropped=dropped)))


def _reports(stories: Sequence[Story]) -> int:
    return sum(len(story.reports) for story in stories)


def _about(topic: str, services: Services, *, now: datetime) -> Keep:
    """Whether a story is about a topic of the desk, else whether it matches the words as a query."""
    try:
        return about(topic, services.desk)
    except LookupError:
        return asked_for(read_query(topic), desk=services.desk, now=now)


NOW = Command(
    name="now",
    summary="What happened since the last digest here (a week at most), for you alone",
    run=run,
    example="now export-controls",
    options=(
        Option(name="topic", kind=Kind.QUERY, summary="A topic, or words to look for", completion=Completion.TOPICS),
        SHARE_HERE,
        AFTER,
    ),
)
