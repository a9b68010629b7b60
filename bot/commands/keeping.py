"""Who keeps stories: the person who asks, or the channel."""

from bot.commands.command import Kind, Option, Request
from bot.storage.kept import Keeper
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


def called(story: Story) -> str:
    """A story by the title of its first report."""
    return story.reports[0].article.title
