"""`test QUERY [days]`: what a watch would have sent in the last days, per day, before it is saved."""

from datetime import tzinfo

from bot.commands.asking import QUERY, line_of, read_query
from bot.commands.command import Command, Request
from bot.commands.days import days_of
from bot.commands.doubts import refuse_hopeless
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.trend import DAYS
from bot.watch import WouldTell, try_watch
from digests.layout import moment_words, shortened
from digests.layout.chart import chart_message
from digests.message import Button, Line, Message, Plain, link
from digests.query import print_query, warnings

LONGEST = 90
_NAMED = 5


async def run(request: Request, services: Services) -> Message:
    """A count per day of the alerts that there would have been, and the latest of them."""
    query, days, desk = read_query(request.value("query")), days_of(request, most=LONGEST), services.desk
    refuse_hopeless(query, now=request.now)
    zone, text = await zone_for(services, request.target), print_query(query)
    tried = await try_watch(services.store, text, days=days, now=request.now, desk=desk, zone=zone)
    notes = [*warnings(query, now=request.now, desk=desk)]
    notes += [f"The latest {_NAMED} of {len(tried.alerts):,} are named."] if len(tried.alerts) > _NAMED else []
    notes += ["There are more: it is too wide to be tried whole."] if tried.more else []
    return chart_message(
        dict(tried.per_day[-days:]),
        title=f"A watch for {text}, tested",
        what=("alert", "alerts"),
        lines=[_line(alert, zone=zone) for alert in reversed(tried.alerts[-_NAMED:])],
        notes=notes,
        buttons=(Button("Watch this", line_of("watch", text, cadence="now", place="here")),),
    )


def _line(alert: WouldTell, *, zone: tzinfo) -> Line:
    article = alert.story.reports[0].article
    again = f" (again: {shortened(alert.again, 80)})" if alert.again else ""
    return (
        Plain(f"{moment_words(alert.at, zone=zone)} · "),
        link(shortened(article.title, 140), article.url),
        Plain(f" · {shortened(article.publisher, 60)}{again}"),
    )


TEST = Command(
    name="test",
    summary="What a watch would have sent you, before you save it",
    run=run,
    example="test speaker:huang h200 30",
    options=(QUERY, DAYS),
)
