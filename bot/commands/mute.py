"""`mute STORY`: no digest or alert of this channel tells a story any more."""

from bot.commands.asking import STORY, line_of
from bot.commands.command import Command, Request, Who
from bot.commands.keeping import OFF, UNDO, called, channel_of
from bot.commands.places import story_named
from bot.commands.services import Services
from bot.commands.words import said
from bot.storage.kept import KeptAs, keep_story, let_story_go
from digests.layout import shortened
from digests.message import Button, Message


async def run(request: Request, services: Services) -> Message:
    """Keep a story out of this channel, or let it in again."""
    story, keeper = await story_named(request, services), channel_of(request)
    title = shortened(called(story), 160)
    if request.value("undo") == OFF:
        await let_story_go(services.store, keeper, story.id, kind=KeptAs.MUTED)
        return said(f"This channel hears of it again: {title}")
    await keep_story(services.store, keeper, story.id, kind=KeptAs.MUTED, now=request.now)
    undo = Button("Undo", line_of("mute", f"{story.id} {OFF}"))
    return said(f"This channel hears no more of: {title}", buttons=(undo,))


MUTE = Command(
    name="mute",
    summary="Tell this channel no more of a story",
    run=run,
    example="mute 1",
    options=(STORY, UNDO),
    who=Who.MANAGERS,
    hidden=True,
)
