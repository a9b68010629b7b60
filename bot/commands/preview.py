"""`preview [subscription]`: the next digest of this channel as it would be now, shown to the asker; nothing is sent."""

from bot.commands.asking import AFTER, page_of
from bot.commands.command import Command, Request
from bot.commands.orders import next_words, order_named
from bot.commands.parts import in_parts
from bot.commands.services import Services
from bot.commands.unsubscribe import WHICH
from bot.publish import next_digest
from digests.message import Heading, Message, Note, Plain


async def run(request: Request, services: Services) -> Message:
    """What a subscription would be sent if it were due now."""
    page, order = page_of(request), await order_named(request, services)
    digest = await next_digest(services.store, order, now=page.as_of, editor=services.editor)
    laid = services.editor.lay_out(digest, order)
    when = next_words(order, now=request.now)
    note = Note((Plain(f"A preview, for you alone: {order.title}, {when}."),))
    heading = [block for block in laid.blocks[:1] if isinstance(block, Heading)]
    message = Message((*heading, note, *laid.blocks[len(heading) :]), laid.summary)
    return in_parts(message, page, "preview", subscription=order.title)


PREVIEW = Command(
    name="preview",
    summary="The next digest of this channel, as it would be now",
    run=run,
    example="preview",
    options=(WHICH, AFTER),
)
