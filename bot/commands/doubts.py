"""A query about to be saved to what its author should know: whether it can match, what it means, what it would find."""

from datetime import datetime, timedelta

from bot.commands.asking import QUERY, SINCE, read_query, since_asked
from bot.commands.command import Request
from bot.commands.services import Services
from bot.commands.shapes import EVER, looks_like
from bot.errors import CommandError
from bot.storage.search import search
from digests.layout import counted, shortened
from digests.query import Query, Side, When, Word, asked_of, expand, expansions, print_query, warnings
from digests.query.doubts import never, never_from_now_on

LOOK_BACK = timedelta(days=7)
_COUNTED = 25
_NAMED = 2


def refuse_hopeless(query: Query, *, now: datetime) -> None:
    """Raise CommandError for a query that no article can match."""
    if reason := never(query, now=now):
        raise CommandError(f"This can never match: {reason}", option=QUERY.name)


def refuse_past(query: Query, *, now: datetime) -> None:
    """Raise CommandError for a query that nothing published from now on can match."""
    if reason := never_from_now_on(query, now=now):
        raise CommandError(f"This can never match: {reason}; /brief topic looks in the past", option=QUERY.name)


def asked_twice(query: Query, request: Request) -> tuple[str, ...]:
    """What to tell when the option `since` and the query both say how far back, or an age became a word of it."""
    given, when = request.value("since"), since_asked(request)
    if when is None or given == EVER:
        return ()
    asked = asked_of(query)
    dates = [print_query(leaf) for leaf in asked if isinstance(leaf, When) and leaf.side is Side.SINCE]
    words = [leaf.text for leaf in asked if isinstance(leaf, Word) and looks_like(SINCE, leaf.text)]
    twice = (f"How far back is asked twice, since:{given} and {one}: what keeps to both is shown." for one in dates)
    return (*twice, *(f"{word} is looked for as a word, for since:{given} is given already." for word in words))


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
