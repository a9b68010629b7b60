"""`topic QUERY [since]`: the stories that match, newest strong first, with the sentence that does."""

from bot.commands.asking import AFTER, QUERY, SHARE_HERE, SINCE, line_of, more_button, read_query, since_of
from bot.commands.command import Command, Request
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.storage.search import Found, Hit, search, suggest
from bot.storage.search.terms import terms_of
from bot.storage.stories import stories_by_id
from digests.briefs import write_brief
from digests.desk import Desk
from digests.layout.found import Finding, found_message
from digests.message import Button, Message
from digests.query import Query, expand, expansions, print_query
from digests.stories import Story

PAGE = 5
FEW = 2  # words whose other names are told


async def run(request: Request, services: Services) -> Message:
    """The stories that match a query, a page of them."""
    query, desk = read_query(request.value("query")), services.desk
    found = await search(
        services.store,
        expand(query, desk),
        now=request.now,
        since=since_of(request),
        limit=PAGE,
        after=request.value("after") or None,
        desk=desk,
    )
    stories = {story.id: story for story in await stories_by_id(services.store, [hit.story_id for hit in found.hits])}
    return found_message(
        [finding(hit, stories[hit.story_id], desk) for hit in found.hits if hit.story_id in stories],
        title=print_query(query),
        zone=await zone_for(services, request.target),
        notes=expansions(query, desk)[:FEW] if not request.value("after") else (),
        buttons=await _buttons(request, services, query, found),
    )


def finding(hit: Hit, story: Story, desk: Desk) -> Finding:
    """A story as it is shown: its brief, and the sentence that matches."""
    brief = write_brief(story, limit=1, people=desk.people)
    if hit.passage is None:
        return Finding(brief=brief)
    start, end, ranges = hit.passage
    return Finding(
        brief=brief,
        words=hit.article.body[start:end],
        ranges=tuple((first - start, last - start) for first, last in ranges),
        article_id=hit.article.id,
    )


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


EVER = "520w"
"""As far back as anybody asks: said in the line of a button, so that no word of the query is taken for an age."""

TOPIC = Command(
    name="topic",
    summary="Stories on anything you name, newest strong first",
    run=run,
    example='topic h200 OR "export rules" 30d',
    options=(QUERY, SINCE, SHARE_HERE, AFTER),
)
