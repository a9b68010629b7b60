"""`pause [until]`: this channel's digests held up until a day, or until somebody resumes them."""

from datetime import UTC, datetime

from bot.commands.asking import line_of
from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.orders import FOREVER, orders_here
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.until import until_of
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.subscriptions import pause_subscriptions
from digests.layout import moment_words
from digests.message import Button, Message

ALWAYS = datetime(FOREVER, 1, 1, tzinfo=UTC)


async def run(request: Request, services: Services) -> Message:
    """Hold up every order of the channel."""
    if not await orders_here(request, services):
        raise CommandError("No digest is ordered in this channel; /brief subscribe orders one")
    zone = await zone_for(services, request.target)
    until = until_of(request, zone=zone)
    reason = f"paused by {request.asker.name or request.asker.id}"
    await pause_subscriptions(services.store, request.target, until=until or ALWAYS, reason=reason)
    words = f"until {moment_words(until, zone=zone)} ({zone.key})" if until else "until somebody resumes them"
    return said(f"The digests of this channel are paused {words}.", buttons=(Button("Resume", line_of("resume")),))


PAUSE = Command(
    name="pause",
    summary="Hold up the digests of this channel",
    run=run,
    example="pause 3d",
    options=(Option(name="until", kind=Kind.UNTIL, summary="For how long, or until which day"),),
    who=Who.MANAGERS,
)
