"""A form and the channel it is about to what stands in it before anybody types."""

from bot.commands.orders import DAYS
from bot.commands.services import Services
from bot.commands.shapes import read_zone
from bot.storage.settings import settings_of
from bot.storage.subscriptions import subscriptions_of
from bot.subscriptions import Subscription
from bot.targets import Target


async def prefilled(form: str, target: Target, services: Services, *, zone: str = "") -> dict[str, str]:
    """What a form begins with: the order or the settings that are there; `zone` is the asker's own."""
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    if form == "settings":
        return await settings_of(services.store, **place)
    values = {"channel": target.channel}
    if form != "subscribe":
        return values
    orders = await subscriptions_of(services.store, **place)
    return values | (_ordered(orders[0]) if orders else {"zone": read_zone(zone) or "UTC"})


def _ordered(order: Subscription) -> dict[str, str]:
    return {
        "time": ",".join(at.isoformat("minutes") for at in order.times),
        "zone": order.zone,
        "days": ",".join(DAYS[day].lower() for day in order.weekdays),
        "query": order.query,
        "limit": str(order.limit),
        "title": order.title,
    }
