"""`remarks [speaker] [query] [since]`: the ledger: who said what and when, first by whom, and who repeated it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.asking import AFTER, SHARE_HERE, SINCE, line_of, page_of, read_query, since_of, since_words
from bot.commands.command import Command, Completion, Kind, Option, Request
from bot.commands.ledger import citations_in
from bot.commands.parts import in_parts
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.storage.remarks import StoredRemark, remarks_said
from bot.storage.search import suggest
from digests.desk import Desk, Person
from digests.layout import remarks_message, shortened
from digests.message import Button, Message
from digests.query import Field, FieldName, Query, Searchable, asked_of, expand, matches, print_query
from digests.query.essence import FILLERS, essence
from digests.query.finding import holds_words
from digests.query.words import folded_of
from digests.topics import read_topics

DEFAULT_AGE = "30d"
MOST = 400
"""Reports of remarks that one answer is made from; the newest count."""


async def run(request: Request, services: Services) -> Message:
    """The remarks of a speaker, about something, or all, newest first."""
    page, named, asked = page_of(request), request.value("speaker"), request.value("query")
    age = request.value("since") or DEFAULT_AGE
    since = since_of(replace(request, now=page.as_of), default=DEFAULT_AGE) or page.as_of - timedelta(days=30)
    found = await _said(services, named, since=since, until=page.as_of)
    if named and not found:
        everybody = await _said(services, "", since=since, until=page.as_of)
        named, asked, found = _in_plain_words(f"{named} {asked}".strip(), everybody, services.desk)
    if asked:
        query = read_query(asked) if request.value("query") == asked else essence(read_query(asked))
        found, asked = _about(found, query, services.desk, now=page.as_of), print_query(query)
    zone = await zone_for(services, request.target)
    values = {"speaker": named, "since": age}
    share = Button("Share here", line_of("remarks", asked, **values, share="here"))
    near = () if found else await suggest(services.store, [named or request.value("speaker")], desk=services.desk)
    message = remarks_message(
        citations_in(found),
        title=f"Remarks: {', '.join(filter(None, (named, asked))) or 'everybody'}, {since_words(age)}",
        zone=zone,
        note=_note(request, named, len(found)),
        buttons=(share,) if found and not request.value("share") else _looking_for(near, age),
    )
    return in_parts(message, page, "remarks", asked, **values)


def _note(request: Request, named: str, found: int) -> str:
    """What to know of an answer: that it is cut, or that it is by nobody of the name that was asked for."""
    speaker = request.value("speaker")
    if found == MOST:
        return f"Made from the newest {MOST} reports."
    if not found or named or not speaker or request.value("query") or ":" in speaker:
        return ""
    return f"Nobody called {shortened(speaker, 60)} has spoken; these remarks hold the word."


_BARE = re.compile(r"^[,.;:?!]+|(?:[,;:?!]|(?<!\b\w)\.)+$")  # but an abbreviation's full stop stays: "U.S."


def _in_plain_words(text: str, said: Sequence[StoredRemark], desk: Desk) -> tuple[str, str, tuple[StoredRemark, ...]]:
    """Who is meant in words such as `what did Huang say about H200`, what about, and all that they said.

    Nobody, the whole text and every remark where no word of it is a speaker's name.
    """
    words = [_BARE.sub("", word) for word in text.split()]
    for at, word in enumerate(words):
        own = by_speaker(said, word, desk) if len(words) > 1 and folded_of(word) and word.lower() not in FILLERS else ()
        if own:
            rest = [one for one in (*words[:at], *words[at + 1 :]) if one.lower() not in FILLERS]
            return word, " ".join(rest), own
    return "", text, tuple(said)


def _looking_for(near: Sequence[str], age: str) -> tuple[Button, ...]:
    return tuple(Button(f"Look for {term}", line_of("remarks", term, since=age)) for term in near)


async def _said(services: Services, named: str, *, since: datetime, until: datetime) -> tuple[StoredRemark, ...]:
    """The remarks of whoever is called that: on the desk, else by the words of a speaker's name or role."""
    person = person_called(named, services.desk) if named else None
    speaker = person.id if person else ""
    found = await remarks_said(services.store, speaker=speaker, since=since, until=until, limit=MOST)
    return found if not named or person else by_speaker(found, named, services.desk)


def by_speaker(said: Sequence[StoredRemark], name: str, desk: Desk) -> tuple[StoredRemark, ...]:
    """The remarks of whoever is called that: on the desk, else by the words of a speaker's name or role."""
    person, words = person_called(name, desk), folded_of(name)
    if person is not None:
        return tuple(one for one in said if one.remark.speaker_id == person.id)
    return tuple(one for one in said if words and _is_called(one, words))


def person_called(name: str, desk: Desk) -> Person | None:
    """Who on the desk is called that, by id, name, alias or a surname that only one has."""
    surnamed = desk.people_by_surname(name)
    return desk.person(name) or desk.person_by_alias(name) or (surnamed[0] if len(surnamed) == 1 else None)


def _is_called(one: StoredRemark, words: tuple[str, ...]) -> bool:
    names = (one.remark.speaker or "", one.remark.speaker_id or "", one.remark.role)
    return any(holds_words(words, folded_of(name)) for name in names)


def _about(found: Sequence[StoredRemark], query: Query, desk: Desk, *, now: datetime) -> tuple[StoredRemark, ...]:
    """Those whose words, with the title above them, match."""
    whole = expand(query, desk)
    by_topic = any(isinstance(leaf, Field) and leaf.name is FieldName.TOPIC for leaf in asked_of(whole))
    return tuple(one for one in found if matches(whole, _view(one, desk if by_topic else None), now=now))


def _view(one: StoredRemark, desk: Desk | None) -> Searchable:
    """A remark as a query sees it; the topics of its report where a desk is given to read it with."""
    article = one.article
    topics = tuple(hit.id for hit in read_topics(article, desk=desk).topics) if desk is not None else ()
    return Searchable(
        title=article.title,
        body=one.remark.words,
        publisher=article.publisher,
        family=article.family,
        source_kind=article.source_kind,
        topics=(*topics, *(topic.name for topic in desk.subjects if topic.id in topics)) if desk is not None else (),
        speakers=tuple(filter(None, (one.remark.speaker, one.remark.speaker_id))),
        jurisdiction=article.jurisdiction,
        language=article.language,
        published_at=article.published_at,
    )


REMARKS = Command(
    name="remarks",
    summary="Who said what, when and to whom, each with its source",
    run=run,
    example="remarks huang h200 30d",
    options=(
        Option(name="speaker", kind=Kind.TEXT, summary="Who said it", completion=Completion.SPEAKERS),
        Option(name="query", kind=Kind.QUERY, summary="What it is about", completion=Completion.TOPICS),
        SINCE,
        SHARE_HERE,
        AFTER,
    ),
)
