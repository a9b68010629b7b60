"""`topic QUERY [since]`: the stories that match, newest strong first, with the sentence that does."""

from bot.commands.asking import (
    AFTER,
    QUERY,
    SHARE_HERE,
    SINCE,
    line_of,
    more_button,
    read_query,
    since_asked,
    since_of,
    since_words,
)
from bot.commands.command import Command, Request
from bot.commands.doubts import asked_twice
from bot.commands.leading_on import instead, wider
from bot.commands.places import note_listing, zone_for
from bot.commands.services import Services
from bot.commands.shapes import EVER
from bot.commands.showing import Asked, finding
from bot.storage.search import Found, search
from bot.storage.store import At
from bot.storage.stories import stories_by_id
from digests.desk import Desk
from digests.families import family_for
from digests.layout.found import found_message
from digests.message import Button, Message
from digests.query import Query, When, all_of, asked_of, essence, expand, expansions, print_query, warnings
from digests.query.doubts import NEARLY_ALL

PAGE = 5
FEW = 2  # words whose other names are told


async def run(request: Request, services: Services) -> Message:
    """The stories that match a query, a page of them; where none does, those that match it without its filler words."""
    asked, desk = read_query(request.value("query")), services.desk
    async with services.store.reading() as connection:  # one for all: taking one costs as much as a question
        query, found = await _found(connection, asked, request, desk)
        known = await stories_by_id(connection, [hit.story_id for hit in found.hits])
        zone = await zone_for(services, request.target, connection)
    view = Asked(query=expand(query, desk), desk=desk, families=family_for(known, desk.sources), now=request.now)
    stories = {story.id: story for story in known}
    told = [(hit, stories[hit.story_id]) for hit in found.hits if hit.story_id in stories]
    await note_listing(request, services, [story.id for _, story in told])
    return found_message(
        [finding(hit, story, view) for hit, story in told],
        title=_title(request, query),
        zone=zone,
        notes=_notes(request, asked, query, desk) if not request.value("after") else (),
        buttons=await _buttons(request, services, query, found),
    )


async def _found(at: At, query: Query, request: Request, desk: Desk) -> tuple[Query, Found]:
    """The query that was looked for in the end, and what it found."""
    after, simpler = request.value("after") or None, essence(query)

    async def found_by(one: Query) -> Found:
        return await search(
            at, expand(one, desk), now=request.now, since=since_of(request), limit=PAGE, after=after, desk=desk
        )

    found = await found_by(query)
    if not found.hits and not after and simpler != query and (again := await found_by(simpler)).hits:
        return simpler, again
    return query, found


def _notes(request: Request, asked: Query, query: Query, desk: Desk) -> tuple[str, ...]:
    """What is odd about what was asked, what was looked for instead, and what else its words mean."""
    if query != asked:
        return (f"No story holds all those words; this is on {print_query(query)}.", *expansions(query, desk)[:FEW])
    since = since_asked(request)
    whole = query if since is None else all_of(query, since)
    dated = any(isinstance(leaf, When) for leaf in asked_of(query))
    doubts = [one for one in warnings(whole, now=request.now, desk=desk) if not (dated and one == NEARLY_ALL)]
    return (*doubts[:FEW], *asked_twice(query, request), *expansions(query, desk)[:FEW])


def _title(request: Request, query: Query) -> str:
    since = request.value("since")
    return print_query(query) + (f", {since_words(since)}" if since and since != EVER else "")


async def _buttons(request: Request, services: Services, query: Query, found: Found) -> tuple[Button, ...]:
    text, since = print_query(query), request.value("since") or EVER
    if not found.hits and not request.value("after"):
        return (*wider(request, query, services.desk), *await instead(query, request, services))
    more = (more_button("topic", text, since=since, after=found.more),) if found.more else ()
    few = len(found.hits) < PAGE and not request.value("after")
    return (
        *more,
        *(wider(request, query, services.desk) if few else ()),
        Button("Watch this", line_of("watch", text, cadence="now", place="here")),
        Button("Share here", line_of("topic", text, since=since, after=request.value("after"), share="here")),
    )


TOPIC = Command(
    name="topic",
    summary="Stories on anything you name, newest strong first",
    run=run,
    example='topic h200 OR "export rules" 30d',
    options=(QUERY, SINCE, SHARE_HERE, AFTER),
)
