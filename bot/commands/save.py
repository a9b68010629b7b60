"""`save STORY`: a story on the reader's own list."""

from bot.commands.asking import STORY, line_of
from bot.commands.command import Command, Request
from bot.commands.keeping import OFF, UNDO, asker_of, called
from bot.commands.places import story_named
from bot.commands.services import Services
from bot.commands.words import said
from bot.errors import CommandError
from bot.storage.kept import KeptAs, keep_story, kept_by, let_story_go
from digests.layout import shortened
from digests.message import Button, Message

MOST = 500
"""Stories on one list."""


async def run(request: Request, services: Services) -> Message:
    """Put a story on the list, or take it off."""
    story, keeper = await story_named(request, services), asker_of(request)
    title = shortened(called(story), 160)
    if request.value("undo") == OFF:
        gone = await let_story_go(services.store, keeper, story.id, kind=KeptAs.SAVED)
        return said(f"{'No longer saved' if gone else 'It was not saved'}: {title}")
    if len(await kept_by(services.store, keeper, KeptAs.SAVED)) >= MOST:
        raise CommandError(f"Your list has {MOST} stories, the most it may have; take one off: /brief save ID off")
    new = await keep_story(services.store, keeper, story.id, kind=KeptAs.SAVED, now=request.now)
    buttons = (Button("My list", line_of("saved")), Button("Undo", line_of("save", f"{story.id} {OFF}")))
    return said(f"{'Saved' if new else 'Saved already'}: {title}", buttons=buttons)


SAVE = Command(name="save", summary="Keep a story on your own list", run=run, example="save 1", options=(STORY, UNDO))
