"""`topic QUERY [since]`: the stories that match, newest strong first, with the sentence that does."""

from collections.abc import Callable
from datetime import datetime

from bot.commands.asking import AFTER, QUERY, SHARE_HERE, SINCE, line_of, more_button, read_query, since_of
from bot.commands.command import Command, Request
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.storage.search import Found, Hit, search, suggest
from bot.storage.search.terms import terms_of
from bot.storage.stories import stories_by_id
from digests.briefs import write_brief
from digests.desk import Desk
from digests.families import family_for
from digests.hanging import hanging
from digests.layout.found import Finding, found_message
from digests.message import Button, Message
from digests.query import Query, Searchable, expand, expansions, matches, print_query
from digests.remarks import Remark
from digests.stories import Story
from digests.telling import without_dateline
from digests.text import Sentence

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
    about = _about(query, desk, now=request.now)
    stories = {story.id: story for story in await stories_by_id(services.store, [hit.story_id for hit in found.hits])}
    return found_message(
        [finding(hit, stories[hit.story_id], desk, about=about) for hit in found.hits if hit.story_id in stories],
        title=print_query(query),
        zone=await zone_for(services, request.target),
        notes=expansions(query, desk)[:FEW] if not request.value("after") else (),
        buttons=await _buttons(request, services, query, found),
    )


def _about(query: Query, desk: Desk, *, now: datetime) -> Callable[[Remark], bool]:
    """Whether a remark by itself is about what is asked."""
    whole = expand(query, desk)
    return lambda one: matches(whole, Searchable(body=one.words, speakers=(one.speaker or "",)), now=now)


def finding(hit: Hit, story: Story, desk: Desk, *, about: Callable[[Remark], bool]) -> Finding:
    """A story as it is shown: its brief, and the sentence that matches, from after its dateline, unless it hangs."""
    families = family_for([story], desk.sources)
    brief = write_brief(story, limit=1, people=desk.people, families=families, preferred=about)
    if hit.passage is None:
        return Finding(brief=brief)
    start, end, ranges = hit.passage
    told = without_dateline(Sentence(start, end, hit.article.body[start:end]))
    if hanging(told.text) is not None:
        return Finding(brief=brief)
    return Finding(
        brief=brief,
        words=told.text,
        ranges=tuple((first - told.start, last - told.start) for first, last in ranges if first >= told.start),
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
