"""`mute STORY`: no digest or alert of this channel tells a story any more."""

from bot.commands.asking import STORY
from bot.commands.command import Command, Request, Who
from bot.commands.keeping import OFF, UNDO, kept_out
from bot.commands.services import Services
from bot.storage.kept import KeptAs
from digests.message import Message


async def run(request: Request, services: Services) -> Message:
    """Keep a story out of this channel, or let it in again."""
    back, lead = request.value("undo") == OFF, "This channel hears no more of"
    return await kept_out(request, services, kind=KeptAs.MUTED, back=back, undo=OFF, lead=lead)


MUTE = Command(
    name="mute",
    summary="Tell this channel no more of a story",
    run=run,
    example="mute 1",
    options=(STORY, UNDO),
    who=Who.MANAGERS,
    hidden=True,
)
