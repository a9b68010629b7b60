"""Who keeps stories: the person who asks, or the channel."""

from bot.commands.asking import line_of
from bot.commands.command import Kind, Option, Request
from bot.commands.places import story_named
from bot.commands.services import Services
from bot.commands.words import said
from bot.storage.kept import Keeper, KeptAs, keep_story, let_story_go
from digests.articles import Article
from digests.briefs import write_brief
from digests.layout import shortened
from digests.message import Button, Message
from digests.stories import Story

OFF = "off"
UNDO = Option(name="undo", kind=Kind.CHOICE, summary="Write off to undo it", choices=(OFF,))


def asker_of(request: Request) -> Keeper:
    """The person who asks, in this workspace."""
    target = request.target
    return Keeper(platform=target.platform, workspace=target.workspace, id=request.asker.id)


def channel_of(request: Request) -> Keeper:
    """The channel, in this workspace."""
    target = request.target
    return Keeper(platform=target.platform, workspace=target.workspace, id=target.channel)


async def kept_out(request: Request, services: Services, *, kind: KeptAs, back: bool, undo: str, lead: str) -> Message:
    """The answer to whoever keeps a story out of the channel, or lets it in again: `back`; `undo` is the line's end."""
    story, keeper = await story_named(request, services), channel_of(request)
    title = shortened(called(story), 160)
    if back:
        await let_story_go(services.store, keeper, story.id, kind=kind)
        return said(f"This channel hears of it again: {title}")
    await keep_story(services.store, keeper, story.id, kind=kind, now=request.now)
    return said(f"{lead}: {title}", buttons=(Button("Undo", line_of(request.command, f"{story.id} {undo}")),))


def called(story: Story) -> str:
    """A story by its headline."""
    return headed(story)[0]


def headed(story: Story) -> tuple[str, Article]:
    """A story's headline, as its brief has it, and the article that it is from."""
    headline = write_brief(story, limit=0).headline
    articles = {report.article.id: report.article for report in story.reports}
    return headline.text, articles[headline.article_id]
