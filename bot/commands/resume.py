"""`resume`: this channel's digests come again."""

from bot.commands.command import Command, Request, Who
from bot.commands.orders import next_words, orders_here
from bot.commands.services import Services
from bot.commands.words import said
from bot.deliver import resume_target
from bot.errors import CommandError
from bot.storage.subscriptions import resume_subscriptions
from digests.message import Message


async def run(request: Request, services: Services) -> Message:
    """End the pause of every order of the channel, and try again where nothing could be posted."""
    tried = await resume_target(services.store, request.target)
    if not await resume_subscriptions(services.store, request.target) and not tried:
        raise CommandError("No digest is ordered in this channel; /brief subscribe orders one")
    orders = await orders_here(request, services)
    told = [f"{one.title}: {next_words(one, now=request.now)}" for one in orders]
    return said("The digests of this channel come again.", *told)


RESUME = Command(
    name="resume", summary="Let the digests of this channel come again", run=run, example="resume", who=Who.MANAGERS
)
