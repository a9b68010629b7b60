"""`topic QUERY [since]`: the stories that match, newest strong first, with the sentence that does."""

from datetime import timedelta
from difflib import get_close_matches

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
    since_words,
)
from bot.commands.command import Command, Request
from bot.commands.doubts import asked_twice
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.showing import Asked, finding
from bot.storage.remarks import remarks_said
from bot.storage.search import Found, search, suggest
from bot.storage.search.terms import terms_of
from bot.storage.stories import stories_by_id
from digests.desk import Desk
from digests.families import family_for
from digests.layout.found import found_message
from digests.message import Button, Message
from digests.query import (
    Field,
    FieldName,
    Query,
    all_of,
    asked_of,
    expand,
    expansions,
    print_query,
    topics_named,
    warnings,
)

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
        title=_title(request, query),
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


def _title(request: Request, query: Query) -> str:
    since = request.value("since")
    return print_query(query) + (f", {since_words(since)}" if since and since != EVER else "")


async def _buttons(request: Request, services: Services, query: Query, found: Found) -> tuple[Button, ...]:
    text, since = print_query(query), request.value("since") or EVER
    if not found.hits and not request.value("after"):
        return (*_wider(request, query, services.desk), *await _looking_for(query, request, services))
    more = (more_button("topic", text, since=since, after=found.more),) if found.more else ()
    few = len(found.hits) < PAGE and not request.value("after")
    return (
        *more,
        *(_wider(request, query, services.desk) if few else ()),
        Button("Watch this", line_of("watch", text, cadence="now", place="here")),
        Button("Share here", line_of("topic", text, since=since, after=request.value("after"), share="here")),
    )


def _wider(request: Request, query: Query, desk: Desk) -> tuple[Button, ...]:
    """The same further back, and the topics of the desk that words of the query name."""
    since = request.value("since")
    further = Button("Look further back", line_of("topic", print_query(query), since=EVER))
    named = topics_named(query, desk)
    on_topic = (Button(f"All on {one.name}", line_of("topic", f"topic:{one.id}")) for one in named)
    return (*((further,) if since and since != EVER else ()), *on_topic)


async def _looking_for(query: Query, request: Request, services: Services) -> tuple[Button, ...]:
    """Words and names like those that nothing was found for."""
    words = [" ".join(term.surfaces) for term in terms_of(query)]
    fields = [leaf for leaf in asked_of(query) if isinstance(leaf, Field)]
    words += [leaf.value for leaf in fields if leaf.name is FieldName.TITLE]
    near = list(await suggest(services.store, words, desk=services.desk))
    for leaf in fields:
        if leaf.name is FieldName.SPEAKER:
            near += [print_query(Field(leaf.name, name)) for name in await _heard(leaf.value, request, services)]
    return tuple(Button(f"Look for {term}", line_of("topic", term)) for term in near)


async def _heard(name: str, request: Request, services: Services) -> list[str]:
    """Speakers of the latest remarks who are called much like that."""
    said = await remarks_said(services.store, since=request.now - timedelta(days=90), until=request.now, limit=RECENT)
    names = {word.casefold(): one.remark.speaker for one in said for word in (one.remark.speaker or "").split()}
    return [names[word] or "" for word in get_close_matches(name.casefold(), names, n=2, cutoff=0.75)]


RECENT = 500
"""Remarks whose speakers may be meant by a name that nobody bears."""
TOPIC = Command(
    name="topic",
    summary="Stories on anything you name, newest strong first",
    run=run,
    example='topic h200 OR "export rules" 30d',
    options=(QUERY, SINCE, SHARE_HERE, AFTER),
)
