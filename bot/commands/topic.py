"""`topic QUERY [since]`: the stories that match, newest strong first, with the sentence that does."""

from bot.commands.asking import (
    AFTER,
    EVER,
    QUERY,
    SHARE_HERE,
    SINCE,
    line_of,
    more_button,
    read_query,
    since_asked,
    since_of,
)
from bot.commands.command import Command, Request
from bot.commands.doubts import asked_twice
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.showing import Asked, finding
from bot.storage.search import Found, search, suggest
from bot.storage.search.terms import terms_of
from bot.storage.stories import stories_by_id
from digests.desk import Desk
from digests.families import family_for
from digests.layout.found import found_message
from digests.message import Button, Message
from digests.query import Query, all_of, expand, expansions, print_query, warnings

PAGE = 5
FEW = 2  # words whose other names are told


async def run(request: Request, services: Services) -> Message:
    """The stories that match a query, a page of them."""
    query, desk = read_query(request.value("query")), services.desk
    async with services.store.reading() as connection:  # one for all: taking one costs as much as a question
        found = await search(
            connection,
            expand(query, desk),
            now=request.now,
            since=since_of(request),
            limit=PAGE,
            after=request.value("after") or None,
            desk=desk,
        )
        known = await stories_by_id(connection, [hit.story_id for hit in found.hits])
    asked = Asked(query=expand(query, desk), desk=desk, families=family_for(known, desk.sources), now=request.now)
    stories = {story.id: story for story in known}
    told = [(hit, stories[hit.story_id]) for hit in found.hits if hit.story_id in stories]
    return found_message(
        [finding(hit, story, asked) for hit, story in told],
        title=print_query(query),
        zone=await zone_for(services, request.target),
        notes=_notes(request, query, desk) if not request.value("after") else (),
        buttons=await _buttons(request, services, query, found),
    )


def _notes(request: Request, query: Query, desk: Desk) -> tuple[str, ...]:
    """What is odd about what was asked, and what else its words mean."""
    since = since_asked(request)
    whole = query if since is None else all_of(query, since)
    doubts = (*warnings(whole, now=request.now, desk=desk), *asked_twice(query, request))
    return (*doubts[:FEW], *expansions(query, desk)[:FEW])


async def _buttons(request: Request, services: Services, query: Query, found: Found) -> tuple[Button, ...]:
    text, since = print_query(query), request.value("since") or EVER
    if not found.hits and not request.value("after"):
        words = [" ".join(term.surfaces) for term in terms_of(query)]
        near = await suggest(services.store, words, desk=services.desk)
        return tuple(Button(f"Look for {term}", line_of("topic", term)) for term in near)
    more = (more_button("topic", text, since=since, after=found.more),) if found.more else ()
    return (
        *more,
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
