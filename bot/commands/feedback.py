"""`feedback STORY not-policy`: what a channel thinks of a story; what is no policy is told there no more."""

from bot.commands.asking import STORY, line_of
from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.keeping import called, channel_of
from bot.commands.places import story_named
from bot.commands.services import Services
from bot.commands.words import said
from bot.storage.kept import KeptAs, keep_story, let_story_go
from digests.layout import shortened
from digests.message import Button, Message

NOT_POLICY, POLICY = "not-policy", "policy"


async def run(request: Request, services: Services) -> Message:
    """Remember the verdict, which holds in this channel only and can be taken back."""
    story, keeper = await story_named(request, services), channel_of(request)
    title = shortened(called(story), 160)
    if request.value("verdict") == POLICY:
        await let_story_go(services.store, keeper, story.id, kind=KeptAs.NOT_POLICY)
        return said(f"This channel hears of it again: {title}")
    await keep_story(services.store, keeper, story.id, kind=KeptAs.NOT_POLICY, now=request.now)
    undo = Button("Undo", line_of("feedback", f"{story.id} {POLICY}"))
    return said(f"Noted as no policy, and told here no more: {title}", buttons=(undo,))


FEEDBACK = Command(
    name="feedback",
    summary="Say that a story is no policy",
    run=run,
    example="feedback 1 not-policy",
    options=(
        STORY,
        Option(name="verdict", kind=Kind.CHOICE, summary="What you think", choices=(NOT_POLICY, POLICY), required=True),
    ),
    who=Who.MANAGERS,
    hidden=True,
)
