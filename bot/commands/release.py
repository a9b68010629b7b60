"""`release PAGE`: a page that was kept back, posted after all."""

from bot.commands.asking import line_of
from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.services import Services
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.parked import release_parked
from digests.layout import shortened
from digests.message import Button, Message


async def run(request: Request, services: Services) -> Message:
    """Post a parked page of this workspace."""
    key, here = request.value("page"), request.target
    place = {"platform": here.platform, "workspace": here.workspace}
    if not await release_parked(services.store, key, **place, now=request.now):
        raise CommandError(f"No page {shortened(key, 30)} is kept back here; /brief parked lists them")
    return said("It is posted now.", buttons=(Button("What else is kept back", line_of("parked")),))


RELEASE = Command(
    name="release",
    summary="Post a page that was kept back",
    run=run,
    example="release 11e5bff71c570a5e39e23a8a",
    options=(Option(name="page", kind=Kind.TEXT, summary="The page's key, as /brief parked writes it", required=True),),
    who=Who.MANAGERS,
    hidden=True,
)
