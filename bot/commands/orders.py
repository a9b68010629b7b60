"""A channel's subscriptions in words, and the one that a request means."""

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from bot.commands.asking import line_of
from bot.commands.command import Request
from bot.commands.services import Services
from bot.errors import CommandError
from bot.publish import days_off
from bot.storage.subscriptions import subscriptions_of
from bot.subscriptions import EVERY_DAY, FROM_CONFIG, Subscription, next_slot
from digests.layout import moment_words, shortened

FOREVER = 9999  # the year until which a pause holds that only somebody ends
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


async def orders_here(request: Request, services: Services) -> tuple[Subscription, ...]:
    """The subscriptions of the channel, oldest first."""
    target = request.target
    return await subscriptions_of(
        services.store, platform=target.platform, workspace=target.workspace, channel=target.channel
    )


async def order_named(request: Request, services: Services) -> Subscription:
    """The subscription of this channel that the option `subscription` names; the only one when it names none."""
    orders, named = await orders_here(request, services), request.value("subscription").casefold()
    if not orders:
        raise CommandError("No digest is ordered in this channel; /brief subscribe orders one")
    found = [one for one in orders if not named or named in (one.id, one.title.casefold())]
    if len(found) == 1:
        return found[0]
    titles = ", ".join(f'"{shortened(one.title, 60)}"' for one in orders)
    problem = "There is no subscription of that title here" if not found else "Say which one"
    example = line_of(request.command, subscription=orders[0].title)
    raise CommandError(f"{problem}: this channel has {titles}", example=example)


def next_digest_at(order: Subscription, *, now: datetime) -> datetime | None:
    """When a subscription comes next; None when it is paused for good or never does."""
    paused = order.paused_until
    begin = max(now, paused) if paused is not None else now
    if begin.year == FOREVER:
        return None
    slot = next_slot(order, begin, days_off=days_off(order, begin.date()))
    return slot.due_at if slot else None


def when_words(order: Subscription) -> str:
    """At which local times, and on which days: `at 08:00 and 17:00 (Europe/London), Mon-Fri`."""
    times = " and ".join(at.isoformat("minutes") for at in sorted(order.times))
    return f"at {times} ({order.zone}), {days_words(order.weekdays)}"


def days_words(weekdays: tuple[int, ...]) -> str:
    """Weekdays, Monday = 0, in words: `Mon-Fri`, `every day`, `Mon, Wed`."""
    days = sorted(set(weekdays))
    if tuple(days) == EVERY_DAY:
        return "every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ", ".join(DAYS[day] for day in days)


def next_words(order: Subscription, *, now: datetime) -> str:
    """When it comes next, in its own zone: `next on Tue 24 Nov 08:00`; says so when it is paused."""
    zone: tzinfo = ZoneInfo(order.zone)
    moment = next_digest_at(order, now=now)
    told = f"next on {moment.astimezone(zone):%a} {moment_words(moment, zone=zone)}" if moment else ""
    if order.paused_until is None or order.paused_until <= now:
        return told or "it never comes due"
    return f"paused, {told}" if told else "paused until somebody resumes it"


def refuse_standing(order: Subscription) -> None:
    """Raise CommandError for a subscription that config.toml asks for: it would come back at the next start."""
    if order.created_by == FROM_CONFIG:
        raise CommandError(
            f'"{shortened(order.title, 60)}" stands in config.toml: change it there, or order one of another title; '
            "/brief pause holds this one up",
            example='/brief subscribe 17:00 title:"Evening"',
        )
