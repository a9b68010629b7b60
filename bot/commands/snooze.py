"""`snooze N until`: a watch kept quiet until a day, or until an official document appears."""

from dataclasses import replace
from datetime import timedelta

from bot.commands.command import Command, Kind, Option, Request
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.until import until_of
from bot.commands.watching import NUMBER, watch_named, watch_words
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.watches import options_of, snooze_watch
from digests.message import Message

DOCUMENT, OFF = "document", "off"
LONG = timedelta(days=90)
"""How long a watch waits for a document when no day is named."""


async def run(request: Request, services: Services) -> Message:
    """Keep a watch quiet, or end that."""
    watch, how = await watch_named(request, services), request.value("how")
    zone = await zone_for(services, request.target)
    until = until_of(request, zone=zone)
    if until is None and not how:
        raise CommandError("Say until when: an age such as 3d, a day such as 2026-12-01, or `document`")
    if until is None and how == DOCUMENT:
        until = request.now + LONG
    options = replace(options_of(watch), until_document=how == DOCUMENT)
    changed = replace(watch, snoozed_until=None if how == OFF else until, options=options.text)
    if not await snooze_watch(services.store, changed):
        raise CommandError(f"Watch {watch.id} is gone; /brief watches lists those that there are")
    return said(f"Watch {watch.id}: {watch_words(changed, request, zone=zone)}")


SNOOZE = Command(
    name="snooze",
    summary="Keep a watch quiet for a while",
    run=run,
    example="snooze 1 2d",
    options=(
        NUMBER,
        Option(name="until", kind=Kind.UNTIL, summary="For how long, or until which day"),
        Option(name="how", kind=Kind.CHOICE, summary="Until an official document, or no more", choices=(DOCUMENT, OFF)),
    ),
)
