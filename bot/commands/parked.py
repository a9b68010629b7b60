"""`parked`: the pages of this workspace that are kept back until a manager decides, each with a button to post it."""

from datetime import tzinfo

from bot.commands.asking import line_of
from bot.commands.command import Command, Request, Who
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.storage.outbox import OutboxPage
from bot.storage.parked import count_parked, parked_pages
from digests.layout import counted, moment_words, shortened
from digests.message import Actions, Block, Button, Heading, Message, Note, Paragraph, Plain, Strong

_MOST = 10


async def run(request: Request, services: Services) -> Message:
    """The pages, the latest first, and why each is kept back."""
    here, zone = request.target, await zone_for(services, request.target)
    place = {"platform": here.platform, "workspace": here.workspace}
    number, found = (
        await count_parked(services.store, **place),
        await parked_pages(services.store, **place, limit=_MOST),
    )
    title = f"{counted(number, 'page')} kept back" if found else "No page is kept back"
    title += f", the latest {_MOST} of them" if number > _MOST else ""
    blocks: list[Block] = [Heading(title)]
    for one in found:
        blocks += _told(one, zone=zone)
    if found:
        blocks.append(Note((Plain("Look into the channel first: a page may be there already."),)))
    return Message(tuple(blocks), title)


def _told(one: OutboxPage, *, zone: tzinfo) -> tuple[Block, ...]:
    lead = f"{one.target.channel}, {moment_words(one.created_at, zone=zone)}, part {one.part}: "
    words = f"{shortened(one.page.summary, 160)} · {shortened(one.reason, 200)}"
    return Paragraph((Strong(lead), Plain(words))), Actions((Button("Post it after all", line_of("release", one.key)),))


PARKED = Command(
    name="parked",
    summary="Pages that are kept back until a manager decides",
    run=run,
    example="parked",
    who=Who.MANAGERS,
)
