"""`unsubscribe [subscription]`: no more digests of a standing order."""

from bot.commands.command import Command, Completion, Kind, Option, Request, Who
from bot.commands.orders import order_named, refuse_standing
from bot.commands.services import Services
from bot.commands.words import said
from bot.storage.subscriptions import remove_subscription
from digests.message import Message


async def run(request: Request, services: Services) -> Message:
    """Forget a channel's order."""
    order = await order_named(request, services)
    refuse_standing(order)
    place = request.target
    await remove_subscription(services.store, platform=place.platform, workspace=place.workspace, id=order.id)
    return said(f"No more digests called {order.title} come to this channel.")


WHICH = Option(
    name="subscription",
    kind=Kind.TEXT,
    summary="Its title, when the channel has several",
    completion=Completion.SUBSCRIPTIONS,
)

UNSUBSCRIBE = Command(
    name="unsubscribe",
    summary="End a standing order of this channel",
    run=run,
    example="unsubscribe",
    options=(WHICH,),
    who=Who.MANAGERS,
)
