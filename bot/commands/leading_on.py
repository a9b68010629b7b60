"""A question that found little, to buttons that lead on: further back, a topic, near words, its words one by one."""

from datetime import timedelta
from difflib import get_close_matches

from bot.commands.asking import line_of, since_of
from bot.commands.command import Request
from bot.commands.services import Services
from bot.commands.shapes import EVER
from bot.storage.remarks import remarks_said
from bot.storage.search import search, suggest
from bot.storage.search.terms import terms_of
from digests.desk import Desk
from digests.message import Button
from digests.query import Field, FieldName, Query, Word, asked_of, expand, parse, parts_alone, print_query, topics_named
from digests.query.words import folded_of

RECENT, LATELY = 500, timedelta(days=90)
"""How many remarks, and how old ones, have speakers that a name which nobody bears may mean."""


def wider(request: Request, query: Query, desk: Desk) -> tuple[Button, ...]:
    """The same further back, and the topics of the desk that words of the query name."""
    since = request.value("since")
    further = Button("Look further back", line_of("topic", print_query(query), since=EVER))
    on_topic = (Button(f"All on {one.name}", line_of("topic", f"topic:{one.id}")) for one in topics_named(query, desk))
    return (*((further,) if since and since != EVER else ()), *on_topic)


async def instead(query: Query, request: Request, services: Services) -> tuple[Button, ...]:
    """What else to look for where nothing was found: what is found of the query alone, else near words; speakers."""
    asked = asked_of(query)
    joined = [leaf.text.replace("-", "") for leaf in asked if isinstance(leaf, Word) and "-" in leaf.text]
    terms = [
        text for text in (*joined, *map(print_query, parts_alone(query))) if await _is_found(text, request, services)
    ]
    if not terms:
        words = [" ".join(term.surfaces) for term in terms_of(query)]
        terms = list(await suggest(services.store, words, desk=services.desk))
    for leaf in asked:
        if isinstance(leaf, Field) and leaf.name is FieldName.SPEAKER:
            terms += [print_query(Field(leaf.name, name)) for name in await _heard(leaf.value, request, services)]
    return tuple(Button(f"Look for {term}", line_of("topic", term)) for term in dict.fromkeys(terms))


async def _is_found(text: str, request: Request, services: Services) -> bool:
    query, desk = expand(parse(text), services.desk), services.desk
    since = since_of(request)
    return bool((await search(services.store, query, now=request.now, since=since, limit=1, desk=desk)).hits)


async def _heard(name: str, request: Request, services: Services) -> list[str]:
    """Speakers of the latest remarks who are called much like that."""
    now = request.now
    said = await remarks_said(services.store, since=now - LATELY, until=now, limit=RECENT)
    if any(set(folded_of(name)) <= set(folded_of(one.remark.speaker or "")) for one in said):
        return []
    names = {word.casefold(): one.remark.speaker for one in said for word in (one.remark.speaker or "").split()}
    return [names[word] or "" for word in get_close_matches(name.casefold(), names, n=2, cutoff=0.75)]
