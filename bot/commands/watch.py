"""`watch QUERY [now,hourly,daily] [here,me]`: be told of what is published from now on and matches."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.commands.asking import QUERY, line_of, read_query
from bot.commands.command import Command, Kind, Option, Request
from bot.commands.doubts import doubts_of, refuse_hopeless, refuse_past
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.watching import CADENCES, target_of, watch_words
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.locks import hold
from bot.storage.settings import save_setting, setting
from bot.storage.store import At
from bot.storage.watches import Watch, WatchOptions, count_watches, save_watch, watches_of
from digests.message import Button, Message
from digests.query import print_query

LAST_NUMBER = "last_watch"
"""The setting of a workspace that holds the number of the watch made last: none is used twice."""

_CLOCK = re.compile(r"\d{1,2}(?::\d{2})?(?:am|pm)|\d{1,2}:\d{2}")
NO_CADENCES = frozenset({"weekly", "monthly", "yearly", "fortnightly", "immediately", "instantly", "asap", "realtime"})
"""What people write where a cadence stands, and is none."""


async def run(request: Request, services: Services) -> Message:
    """Save a watch, unless the same is there already."""
    _refuse_other_cadence(request.value("query"))
    query = read_query(request.value("query"))
    refuse_hopeless(query, now=request.now)
    refuse_past(query, now=request.now)
    text = print_query(query)
    notes = await doubts_of(text, request, services)
    zone = await zone_for(services, request.target)
    saved = await _saved(text, request, services, zone=zone)
    lead = f"Watch {saved.watch.id}" + ("" if saved.new else " is there already")
    buttons = (
        Button("What the last 30 days would have sent", line_of("test", text, days=30)),
        Button("Stop", line_of("unwatch", saved.watch.id)),
    )
    return said(f"{lead}: {text}, {watch_words(saved.watch, request, zone=zone)}", *notes, buttons=buttons)


def _refuse_other_cadence(text: str) -> None:
    """CommandError for `h20 weekly`: what stands at an end and looks like a cadence is hardly looked for."""
    words = text.casefold().split()
    again = next((word for word in words[-1:] if len(words) > 1 and word in CADENCES), None)
    if again is not None:
        raise CommandError(
            f'How soon is said twice: leave one out, or write "{again}" to look for the word', option="cadence"
        )
    other = next((word for word in (words[:1] + words[-1:] if len(words) > 1 else []) if word in NO_CADENCES), None)
    if len(words) > 1 and _CLOCK.fullmatch(words[-1]):
        told = (
            f"A watch tells you {', '.join(CADENCES)}, not at {words[-1]}; /brief subscribe {words[-1]} orders digests"
        )
        raise CommandError(told, option="cadence")
    if other is not None:
        raise CommandError(
            f"A watch tells you {', '.join(CADENCES)}, not {other}; /brief subscribe 08:00 mon gives a post a week. "
            f'To look for the word, write "{other}" in quotation marks',
            option="cadence",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saved:
    """A watch, and whether it is new."""

    watch: Watch
    new: bool


async def _saved(text: str, request: Request, services: Services, *, zone: ZoneInfo) -> _Saved:
    """Save it within the limits, under the next number of the workspace.

    A person has no zone of their own: what is told to them alone goes by the clock of the channel they asked in.
    """
    here, target = request.target, target_of(request)
    async with services.store.writing() as connection:
        await hold(connection, "watch numbers")
        for one in await watches_of(connection, platform=here.platform, workspace=here.workspace):
            same = (one.query, one.target, one.cadence, one.owner)
            if same == (text, target, request.value("cadence"), request.asker.id):
                return _Saved(watch=one, new=False)
        await _check_limits(connection, request, services)
        watch = Watch(
            id=await _next_number(connection, request),
            target=target,
            query=text,
            owner=request.asker.id,
            cadence=request.value("cadence"),
            options=WatchOptions(zone="" if target == here else zone.key).text,
            created_at=request.now,
        )
        await save_watch(connection, watch)
    return _Saved(watch=watch, new=True)


async def _check_limits(connection: At, request: Request, services: Services) -> None:
    limits, here = services.settings.limits, request.target
    place = {"platform": here.platform, "workspace": here.workspace}
    if await count_watches(connection, **place, owner=request.asker.id) >= limits.watches_per_person:
        raise CommandError(
            f"You have {limits.watches_per_person} watches, the most a person may have; "
            "/brief watches lists them, /brief unwatch ends one"
        )
    if await count_watches(connection, **place) >= limits.watches_per_workspace:
        raise CommandError(f"This workspace has {limits.watches_per_workspace} watches, the most it may have")


async def _next_number(connection: At, request: Request) -> str:
    place = {"platform": request.target.platform, "workspace": request.target.workspace}
    number = str(int(await setting(connection, LAST_NUMBER, **place) or 0) + 1)
    await save_setting(connection, LAST_NUMBER, number, **place)
    return number


WATCH = Command(
    name="watch",
    summary="Be told when something is published that matches",
    run=run,
    example="watch speaker:huang h200 hourly",
    options=(
        QUERY,
        Option(
            name="cadence", kind=Kind.CHOICE, summary="How soon you are told", choices=tuple(CADENCES), default="now"
        ),
        Option(
            name="place",
            kind=Kind.CHOICE,
            summary="In this channel, or you alone",
            choices=("here", "me"),
            default="here",
        ),
    ),
)
