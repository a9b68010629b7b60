"""`watches`: the watches of this channel and your own, with their numbers."""

from datetime import tzinfo

from bot.commands.asking import AFTER, page_of
from bot.commands.command import Command, Request
from bot.commands.parts import in_parts
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.watching import watch_words, watches_seen
from bot.storage.watches import Watch
from digests.layout import counted, shortened
from digests.message import Bullets, Heading, Line, Message, Note, Plain, Strong


async def run(request: Request, services: Services) -> Message:
    """The watches, the oldest first."""
    page, zone = page_of(request), await zone_for(services, request.target)
    found = await watches_seen(request, services)
    lines = tuple(_line(watch, request, zone=zone) for watch in found)
    title = counted(len(found), "watch", "watches") if found else "No watch here yet"
    one = found[0].id if found else 0
    hint = f"End one: /brief unwatch {one}. Keep one quiet: /brief snooze {one} 2d. " if found else ""
    hint += "A new one: /brief watch h200"
    body = (Bullets(lines),) if lines else ()
    return in_parts(Message((Heading(title), *body, Note((Plain(hint),))), title), page, "watches")


def _line(watch: Watch, request: Request, *, zone: tzinfo) -> Line:
    query = shortened(watch.query, 200)
    return (Strong(f"{watch.id}. {query}"), Plain(f": {watch_words(watch, request, zone=zone)}"))


WATCHES = Command(
    name="watches", summary="The watches of this channel and your own", run=run, example="watches", options=(AFTER,)
)
