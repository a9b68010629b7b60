"""`unwatch N`: no more alerts of a watch."""

from bot.commands.asking import line_of
from bot.commands.command import Command, Request
from bot.commands.services import Services
from bot.commands.watching import NUMBER, watch_named
from bot.commands.words import said
from bot.storage.watches import remove_watch
from digests.layout import shortened
from digests.message import Button, Message


async def run(request: Request, services: Services) -> Message:
    """Forget a watch."""
    watch, target = await watch_named(request, services), request.target
    await remove_watch(services.store, platform=target.platform, workspace=target.workspace, id=watch.id)
    place = "me" if watch.target.channel.startswith("@") else "here"
    again = Button("Watch again", line_of("watch", watch.query, cadence=watch.cadence, place=place))
    return said(f"Watch {watch.id} is gone: {shortened(watch.query, 200)}", buttons=(again,))


UNWATCH = Command(name="unwatch", summary="End a watch by its number", run=run, example="unwatch 1", options=(NUMBER,))
