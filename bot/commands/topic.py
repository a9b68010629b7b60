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
from digests.families import Families, family_for
from digests.hanging import hanging
from digests.layout.found import LONGEST_SENTENCE, Finding, found_message
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
    about, families = _about(query, desk, now=request.now), family_for(known, desk.sources)
    stories = {story.id: story for story in known}
    told = [(hit, stories[hit.story_id]) for hit in found.hits if hit.story_id in stories]
    return found_message(
        [finding(hit, story, desk, about=about, families=families) for hit, story in told],
        title=print_query(query),
        zone=await zone_for(services, request.target),
        notes=expansions(query, desk)[:FEW] if not request.value("after") else (),
        buttons=await _buttons(request, services, query, found),
    )


def _about(query: Query, desk: Desk, *, now: datetime) -> Callable[[Remark], bool]:
    """Whether a remark by itself is about what is asked."""
    whole = expand(query, desk)
    return lambda one: matches(whole, Searchable(body=one.words, speakers=(one.speaker or "",)), now=now)


def finding(hit: Hit, story: Story, desk: Desk, *, about: Callable[[Remark], bool], families: Families) -> Finding:
    """A story as it is shown: its brief, and the sentence that matches, from after its dateline, unless it hangs."""
    told = _told(hit)
    brief = write_brief(story, limit=0 if told else 1, people=desk.people, families=families, preferred=about)
    if told is None or hit.passage is None:
        return Finding(brief=brief)
    inside = (place for place in hit.passage[2] if place[0] >= told.start)
    return Finding(
        brief=brief,
        words=told.text,
        ranges=tuple((first - told.start, last - told.start) for first, last in inside),
        article_id=hit.article.id,
    )


def _told(hit: Hit) -> Sentence | None:
    """The sentence that matches, where it can be shown: choosing another for a story costs more than all else."""
    if hit.passage is None:
        return None
    start, end, _ = hit.passage
    told = without_dateline(Sentence(start, end, hit.article.body[start:end]))
    return told if hanging(told.text) is None and len(told.text) <= LONGEST_SENTENCE else None


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
