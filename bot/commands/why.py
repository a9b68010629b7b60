"""`why URL-or-story`: where an article went: fetched, dropped, grouped, ranked, shown; each has exactly one end."""

import re
from datetime import timedelta, tzinfo

from bot.commands.asking import AFTER, line_of, page_of
from bot.commands.command import Command, Kind, Option, Request
from bot.commands.feed_words import feeds_seen
from bot.commands.parts import in_parts
from bot.commands.places import since_last_digest, story_numbered, zone_for
from bot.commands.services import Services
from bot.errors import CommandError
from bot.publish import REMEMBERED
from bot.storage.articles import End, StoredArticle, article, article_by_url
from bot.storage.digests import shown_in
from bot.storage.kept import muted_in
from bot.storage.stories import story_by_id
from digests.addresses import canonical
from digests.digest import SHOWN, compose_digest
from digests.families import family_for
from digests.layout import counted, moment_words, shortened
from digests.message import (
    Actions,
    Block,
    Bullets,
    Button,
    Heading,
    Line,
    Message,
    Note,
    Paragraph,
    Plain,
    Strong,
    link,
)
from digests.ranking import rank
from digests.shown import Shown, shown_before
from digests.stories import Story

_LONGEST_ID = 64
_NUMBERED = re.compile(r"(?:story\s+)?#?(\d{1,2})", re.IGNORECASE | re.ASCII)


async def run(request: Request, services: Services) -> Message:
    """The end of an article, or of every article of a story."""
    named = request.value("what")
    story = await _story(named, request, services)
    if story is not None:
        return await _of_story(story, request, services)
    stored = await _stored(named, services)
    if stored is None:
        raise CommandError(
            f"{shortened(named, 60)!r} was not fetched: no feed brought it, or it is older than what is kept. "
            "Write an address, a story's number in the last digest, or its id"
        )
    story = await story_by_id(services.store, stored.story_id) if stored.story_id else None
    return await _of_article(stored, story, request, services)


async def _story(named: str, request: Request, services: Services) -> Story | None:
    """The story with an id, or with a number in the last digest here (`1`, `story 1`)."""
    number = _NUMBERED.fullmatch(named)
    if number is not None:
        return await story_numbered(int(number[1]), request, services)
    return await story_by_id(services.store, named) if len(named) <= _LONGEST_ID else None


async def _stored(named: str, services: Services) -> StoredArticle | None:
    address = canonical(named if "://" in named else f"https://{named}")
    by_url = await article_by_url(services.store, address) if address else None
    return by_url or (await article(services.store, named) if len(named) <= _LONGEST_ID else None)


async def _of_article(stored: StoredArticle, story: Story | None, request: Request, services: Services) -> Message:
    zone, one = await zone_for(services, request.target), stored.article
    came = await _came(one.feed_url, request, services)
    steps: list[Line] = [(Strong("Fetched: "), Plain(f"{moment_words(one.seen_at, zone=zone)} {came}."))]
    blocks: list[Block] = [Heading("Where it went"), Paragraph((link(shortened(one.title, 200), one.url),))]
    if story is None:
        steps.append((Strong("End: "), Plain(_dropped(stored))))
        return Message((*blocks, Bullets(tuple(steps))), f"Where it went: {_dropped(stored)}")
    ends = await _ends(story, request, services)
    steps.append((Strong("Grouped: "), Plain(f"into a story of {counted(len(story.reports), 'report')}.")))
    steps.append((Strong("Ranked: "), Plain(_ranked(story, request, services))))
    steps.append((Strong("End: "), Plain(f"{ends[one.id]}.")))
    button = Button("The story", line_of("story", story.id))
    return Message((*blocks, Bullets(tuple(steps)), Actions((button,))), f"Where it went: {ends[one.id]}")


async def _came(feed_url: str, request: Request, services: Services) -> str:
    """What brought an article; the feeds of others are nobody's business."""
    if not feed_url:
        return "by hand"
    seen = any(one.feed.url == feed_url for one in await feeds_seen(request, services))
    return f"by {feed_url}" if seen else "by a feed that is not of this workspace"


async def _of_story(story: Story, request: Request, services: Services) -> Message:
    page = page_of(request)
    zone, ends = await zone_for(services, request.target), await _ends(story, request, services)
    title = f"Where the {counted(len(story.reports), 'report')} of this story went"
    lines = tuple(_line(report.article.id, story, ends, zone=zone) for report in story.reports)
    blocks = (Heading(title), Bullets(lines), Note((Plain(f"Ranked: {_ranked(story, request, services)}"),)))
    return in_parts(Message(blocks, title), page, "why", story.id)


def _line(article_id: str, story: Story, ends: dict[str, str], *, zone: tzinfo) -> Line:
    one = next(report.article for report in story.reports if report.article.id == article_id)
    return (
        Plain(f"{moment_words(one.published_at, zone=zone)} · {shortened(one.publisher, 60)} · "),
        link(shortened(one.title, 120), one.url),
        Plain(f": {ends[article_id]}"),
    )


def _dropped(stored: StoredArticle) -> str:
    """The end of an article that came into no story."""
    reason = shortened(stored.end_reason, 300)
    words = {
        End.STORED: "stored, not read yet.",
        End.GROUPED: "put into a story that has been forgotten since.",
        End.NOT_RELEVANT: f"dropped, not chip policy: {reason or 'nothing of it in the text'}.",
        End.NEAR_COPY: f"dropped, a copy: {reason}.",
        End.HELD: f"held back: {reason}.",
    }
    return words[stored.end]


def _ranked(story: Story, request: Request, services: Services) -> str:
    families = family_for([story], services.desk.sources)
    found = rank([story], now=request.now, people=services.desk.people, families=families)
    return f"{'; '.join(found[0].reasons)}." if found else "not at all, because it is neither news nor official."


async def _ends(story: Story, request: Request, services: Services) -> dict[str, str]:
    """The one end of each article of a story in this channel, in words."""
    shown = await shown_in(services.store, request.target, since=request.now - REMEMBERED)
    muted = story.id in await muted_in(services.store, request.target)
    until = request.now + timedelta(seconds=1)
    since = await since_last_digest(services, request.target, now=until)
    people = services.desk.people
    coming = compose_digest([story], since=since, until=until, shown=shown, people=people).end_states
    before = shown_before(story, shown)
    return {
        report.article.id: _end(before, report.article.id, coming[report.article.id], muted=muted)
        for report in story.reports
    }


def _end(before: Shown | None, article_id: str, coming: str, *, muted: bool) -> str:
    if before is not None and article_id in before.article_ids:
        return f"shown here in the digest of {before.at.day} {before.at:%B %Y}"
    if muted:
        return "muted in this channel"
    if coming == SHOWN:
        return "waiting: it would be in the next digest here"
    return f"not shown here: {coming}"


WHY = Command(
    name="why",
    summary="Where an article went: dropped, grouped, ranked or shown",
    run=run,
    example="why https://wire.example/1",
    options=(
        Option(name="what", kind=Kind.TEXT, summary="An article's address, a story's number or id", required=True),
        AFTER,
    ),
)
