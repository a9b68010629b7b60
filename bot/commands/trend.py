"""`trend QUERY [days]`: how many articles matched on each day, as a chart: drawn where a platform can, or in marks."""

from datetime import timedelta

from bot.commands.asking import QUERY, SHARE_HERE, line_of, read_query
from bot.commands.command import Command, Kind, Option, Request
from bot.commands.days import days_of
from bot.commands.services import Services
from bot.storage.search import count_by_day
from digests.layout.chart import chart_message
from digests.message import Button, Message
from digests.query import expand, expansions, print_query


async def run(request: Request, services: Services) -> Message:
    """The count of a query for each of the last days (UTC)."""
    query, days = read_query(request.value("query")), days_of(request)
    counts = await count_by_day(
        services.store,
        expand(query, services.desk),
        now=request.now,
        since=request.now - timedelta(days=days - 1),
        until=request.now,
        desk=services.desk,
    )
    text = print_query(query)
    share = Button("Share here", line_of("trend", text, days=days, share="here"))
    return chart_message(
        counts,
        title=f"{text}, {days} days",
        what=("article", "articles"),
        notes=[f"{one}." for one in expansions(query, services.desk)[:2]],
        buttons=(
            Button("Stories", line_of("topic", text, since=f"{days}d")),
            *(() if request.value("share") else (share,)),
        ),
    )


DAYS = Option(name="days", kind=Kind.NUMBER, summary="How many days back, 30 unless told", default="30")

TREND = Command(
    name="trend",
    summary="How much was written about something, day by day, as a chart",
    run=run,
    example="trend h200 30",
    options=(QUERY, DAYS, SHARE_HERE),
)
