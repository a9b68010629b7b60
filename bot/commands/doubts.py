"""A query about to be saved to what its author should know: whether it can match, what it means, what it would find."""

from datetime import datetime, timedelta

from bot.commands.asking import QUERY, read_query
from bot.commands.command import Request
from bot.commands.services import Services
from bot.errors import CommandError
from bot.storage.search import search
from digests.layout import counted, shortened
from digests.query import Query, expand, expansions, warnings
from digests.query.doubts import never

LOOK_BACK = timedelta(days=7)
_COUNTED = 25
_NAMED = 2


def refuse_hopeless(query: Query, *, now: datetime) -> None:
    """Raise CommandError for a query that no article can match."""
    if reason := never(query, now=now):
        raise CommandError(f"This can never match: {reason}", option=QUERY.name)


async def doubts_of(text: str, request: Request, services: Services) -> tuple[str, ...]:
    """Sentences: doubts about a query, the desk's other names for its words, what the last week would have brought."""
    query = read_query(text)
    doubts = warnings(query, now=request.now, desk=services.desk)
    meant = tuple(f"{one}." for one in expansions(query, services.desk))[:_NAMED]
    return (*doubts, *meant, await lately(query, request, services))


async def lately(query: Query, request: Request, services: Services) -> str:
    """What a query would have matched in the last seven days."""
    found = await search(
        services.store,
        expand(query, services.desk),
        now=request.now,
        since=request.now - LOOK_BACK,
        limit=_COUNTED,
        desk=services.desk,
    )
    if not found.hits:
        return "In the last 7 days it would have matched nothing."
    number = f"more than {_COUNTED} stories" if found.more else counted(len(found.hits), "story", "stories")
    names = "; ".join(shortened(hit.article.title, 80) for hit in found.hits[:_NAMED])
    return f"In the last 7 days it would have matched {number}, such as: {names}."
