"""`test QUERY [days]`: what a watch would have sent in the last days, per day, before it is saved."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from bot.commands.asking import QUERY, line_of, read_query
from bot.commands.command import Command, Request
from bot.commands.days import days_of
from bot.commands.doubts import refuse_hopeless
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.trend import DAYS
from bot.narrowing import view_of
from bot.storage.search import search
from bot.storage.stories import stories_by_id
from digests.desk import Desk
from digests.layout import moment_words, shortened
from digests.layout.chart import chart_message, days_between
from digests.message import Button, Line, Message, Plain, link
from digests.query import Query, expand, matches, print_query, warnings
from digests.stories import Report, Story

MOST = 200
"""Stories that are counted; a watch that sends more is too wide to be read."""
LONGEST = 90
_NAMED = 5


async def run(request: Request, services: Services) -> Message:
    """A count per day of the stories that a watch would have told, each once, and the latest of them."""
    query, days, desk = read_query(request.value("query")), days_of(request, most=LONGEST), services.desk
    refuse_hopeless(query, now=request.now)
    since = request.now - timedelta(days=days)
    found = await search(services.store, expand(query, desk), now=request.now, since=since, limit=MOST, desk=desk)
    stories = await stories_by_id(services.store, [hit.story_id for hit in found.hits])
    zone = await zone_for(services, request.target)
    told = first_matches(stories, query, since=since, now=request.now, desk=desk)
    text = print_query(query)
    notes = [*warnings(query, now=request.now, desk=desk)]
    notes += [f"Only the first {MOST} stories are counted: narrow it."] if found.more else []
    return chart_message(
        _per_day(told, since=since, now=request.now, zone=zone),
        title=f"A watch for {text}, tested",
        what=("alert", "alerts"),
        lines=[_line(report, zone=zone) for report in reversed(told[-_NAMED:])],
        notes=notes,
        buttons=(Button("Watch this", line_of("watch", text, cadence="now", place="here")),),
    )


def first_matches(
    stories: Sequence[Story], query: Query, *, since: datetime, now: datetime, desk: Desk
) -> list[Report]:
    """The report that a watch would have told each story by: its first that matches; in order of publication."""
    whole = expand(query, desk)
    found = []
    for story in stories:
        reports = [one for one in story.reports if since < one.article.published_at <= now]
        first = next((one for one in reports if matches(whole, view_of(one, desk), now=now)), None)
        found += [first] if first is not None else []
    return sorted(found, key=lambda report: (report.article.published_at, report.article.id))


def _per_day(told: Sequence[Report], *, since: datetime, now: datetime, zone: tzinfo) -> dict[date, int]:
    counted = Counter(report.article.published_at.astimezone(zone).date() for report in told)
    first, last = (moment.astimezone(zone).date() for moment in (since + timedelta(days=1), now))
    return {day: counted[day] for day in days_between(min([first, *counted]), last)}


def _line(report: Report, *, zone: tzinfo) -> Line:
    article = report.article
    return (
        Plain(f"{moment_words(article.published_at, zone=zone)} · "),
        link(shortened(article.title, 140), article.url),
        Plain(f" · {shortened(article.publisher, 60)}"),
    )


TEST = Command(
    name="test",
    summary="What a watch would have sent you, before you save it",
    run=run,
    example="test speaker:huang h200 30",
    options=(QUERY, DAYS),
)
