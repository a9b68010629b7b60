"""`subscribe [time] [zone] [days] [query] [limit]`: a channel's standing order for digests, new or changed."""

import re
from dataclasses import replace
from datetime import time
from difflib import get_close_matches
from hashlib import sha256
from zoneinfo import available_timezones

from bot.commands.asking import line_of, read_query
from bot.commands.command import Command, Completion, Kind, Option, Request, Who
from bot.commands.doubts import doubts_of, refuse_hopeless
from bot.commands.orders import next_words, orders_here, refuse_standing, when_words
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.shapes import read_days, read_times, read_zone
from bot.editor import TITLE
from bot.errors import CommandError
from bot.storage.locks import hold
from bot.storage.subscriptions import save_subscription, subscriptions_of
from bot.subscriptions import Subscription
from bot.targets import Target
from digests.message import Actions, Button, Heading, Message, Note, Paragraph, Plain
from digests.query import print_query

MOST_STORIES = 25
_LIKE_A_TIME = re.compile(r"\d{1,2}[:.]\d{1,2}(?:am|pm)?", re.IGNORECASE)
_LIKE_A_ZONE = re.compile(r"[A-Za-z_]+/[A-Za-z_/]+")
LONGEST_TITLE = 60


async def run(request: Request, services: Services) -> Message:
    """Order digests for this channel; the same title again changes the order that is there."""
    title = request.value("title") or TITLE
    if len(title) > LONGEST_TITLE:
        raise CommandError(f"A title has at most {LONGEST_TITLE} characters", option="title")
    notes = await doubts_of(_query(request), request, services) if request.value("query") else ()
    before = next((one for one in await orders_here(request, services) if one.title == title), None)
    if before is not None:
        refuse_standing(before)
    fresh = Subscription(
        id=_id(request.target, title),
        target=request.target,
        zone=str(await zone_for(services, request.target)),
        title=title,
        created_by=request.asker.id,
        created_at=request.now,
    )
    order = _asked(before or fresh, request)
    if order != before:
        await _save(order, request, services, new=before is None)
    return _answer(order, before, notes, request)


def _query(request: Request) -> str:
    """The query in its own spelling; CommandError for one that no article can match, or that is a slip of another."""
    text = request.value("query")
    for word in text.split():
        if _LIKE_A_TIME.fullmatch(word):
            raise CommandError(f"`{word}` is no time of day; write hours and minutes such as 08:00", option="query")
        if _LIKE_A_ZONE.fullmatch(word) and read_zone(word) is None:
            near = get_close_matches(word, sorted(available_timezones()), n=1, cutoff=0.6)
            mend = f"did you mean {near[0]}?" if near else "write one such as Europe/London"
            raise CommandError(f"`{word}` is no time zone; {mend}", option="query")
    query = read_query(text)
    refuse_hopeless(query, now=request.now)
    return print_query(query)


def _asked(order: Subscription, request: Request) -> Subscription:
    """The order with what was asked for changed."""
    if request.value("time"):
        order = replace(order, times=read_times(request.value("time")) or (time(8, 0),))
    if request.value("zone"):
        order = replace(order, zone=read_zone(request.value("zone")) or order.zone)
    if request.value("days"):
        order = replace(order, weekdays=read_days(request.value("days")) or order.weekdays)
    if request.value("query"):
        order = replace(order, query=_query(request))
    if limit := request.value("limit").removeprefix("#"):
        if not 1 <= int(limit) <= MOST_STORIES:
            raise CommandError(f"A digest has 1 to {MOST_STORIES} stories, not {limit[:10]}", option="limit")
        order = replace(order, limit=int(limit))
    return order


async def _save(order: Subscription, request: Request, services: Services, *, new: bool) -> None:
    """Store it, unless the channel has as many as it may have."""
    target, most = request.target, services.settings.limits.subscriptions_per_channel
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    async with services.store.writing() as connection:
        await hold(connection, "subscriptions")
        if new and len(await subscriptions_of(connection, **place)) >= most:
            raise CommandError(f"This channel has {most} subscriptions, the most it may have; /brief unsubscribe first")
        await save_subscription(connection, order, now=request.now)


def _answer(order: Subscription, before: Subscription | None, notes: tuple[str, ...], request: Request) -> Message:
    done = "Ordered" if before is None else "Already so" if order == before else "Changed"
    about = f" about {order.query}" if order.query else ""
    told = f"Digests{about} come to this channel {when_words(order)}, up to {order.limit} stories each."
    blocks = [Paragraph((Plain(f"{told} The {next_words(order, now=request.now)}."),))]
    quiet = [Note((Plain(note),)) for note in notes]
    named = {"subscription": order.title}
    buttons = Actions(
        (Button("Preview", line_of("preview", **named)), Button("Unsubscribe", line_of("unsubscribe", **named)))
    )
    return Message((Heading(f"{done}: {order.title}"), *blocks, *quiet, buttons), f"{done}: {told}")


def _id(target: Target, title: str) -> str:
    """The id of a channel's order: it comes from target and title, so that ordering twice gives one order."""
    return "order-" + sha256(f"{target}\n{title}".encode()).hexdigest()[:12]


SUBSCRIBE = Command(
    name="subscribe",
    summary="Order a digest for this channel, or change the order",
    run=run,
    example="subscribe 08:00 Europe/London mon-fri",
    options=(
        Option(name="time", kind=Kind.TIME, summary="Local times, such as 08:00 or 08:00,17:00"),
        Option(
            name="zone", kind=Kind.ZONE, summary="The time zone, such as Europe/London", completion=Completion.ZONES
        ),
        Option(name="days", kind=Kind.DAYS, summary="Weekdays, such as mon-fri"),
        Option(name="query", kind=Kind.QUERY, summary="Only stories that match", completion=Completion.TOPICS),
        Option(name="limit", kind=Kind.NUMBER, summary="How many stories at most"),
        Option(
            name="title", kind=Kind.TEXT, summary="What stands above it; another title is another order", named=True
        ),
    ),
    who=Who.MANAGERS,
)
