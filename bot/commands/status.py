"""`status`: how the bot is doing for this channel, in a few lines for everyone."""

from collections import Counter
from datetime import timedelta

from bot.commands.command import Command, Request
from bot.commands.feed_words import WELL, feeds_seen
from bot.commands.orders import next_digest_at, orders_here
from bot.commands.places import last_digest_in, zone_for
from bot.commands.services import Services
from bot.storage.articles import count_ends
from bot.storage.notices import open_notices
from bot.storage.parked import count_parked
from bot.storage.pauses import pauses_now
from bot.storage.watches import count_watches
from digests.layout import counted, moment_words, shortened
from digests.message import Block, Bullets, Heading, Message, Note, Plain, Strong

_NOTICES = 5


async def run(request: Request, services: Services) -> Message:
    """What is polled, what came in, what goes out here and when."""
    rows = [
        ("Feeds", await _feeds(request, services)),
        ("Last 24 hours", await _articles(request, services)),
        ("Digests here", await _digests(request, services)),
        ("Watches in this workspace", await _watches(request, services)),
        ("Posting", await _posting(request, services)),
        ("Kept back", await _kept_back(request, services)),
    ]
    lines = tuple((Strong(f"{name}: "), Plain(f"{words}.")) for name, words in rows)
    blocks: list[Block] = [Heading("Status"), Bullets(lines)]
    blocks += [Note((Plain(shortened(text, 300)),)) for text in await _notices(request, services)]
    return Message(tuple(blocks), f"Status. {rows[0][0]}: {rows[0][1]}.")


async def _feeds(request: Request, services: Services) -> str:
    states = [one.state for one in await feeds_seen(request, services)]
    bad = Counter(state.status.value for state in states if state.status not in WELL)
    told = "".join(f", {number:,} {status}" for status, number in sorted(bad.items()))
    return f"{len(states):,}{told}" if bad else f"{len(states):,}, all well"


async def _articles(request: Request, services: Services) -> str:
    ends = await count_ends(services.store, since=request.now - timedelta(days=1), until=request.now)
    told = "".join(f", {count:,} {end.value.replace('_', ' ')}" for end, count in sorted(ends.items()))
    return f"{counted(sum(ends.values()), 'article')}{told}"


async def _digests(request: Request, services: Services) -> str:
    target, zone = request.target, await zone_for(services, request.target)
    orders = await orders_here(request, services)
    last = await last_digest_in(services, target, before=request.now)
    nexts = [moment for order in orders if (moment := next_digest_at(order, now=request.now)) is not None]
    told = [counted(len(orders), "subscription") if orders else "none ordered; /brief subscribe orders one"]
    told += [f"last {moment_words(last.until, zone=zone)}"] if last else []
    told += [f"next {moment_words(min(nexts), zone=zone)}"] if nexts else []
    return ", ".join(told)


async def _watches(request: Request, services: Services) -> str:
    place = {"platform": request.target.platform, "workspace": request.target.workspace}
    mine = await count_watches(services.store, **place, owner=request.asker.id)
    return f"{await count_watches(services.store, **place):,}, {mine:,} of them yours"


async def _posting(request: Request, services: Services) -> str:
    target = request.target
    held = [
        pause
        for pause in await pauses_now(services.store, now=request.now)
        if pause.platform == target.platform
        and pause.workspace in ("", target.workspace)
        and pause.channel in ("", target.channel)
    ]
    return f"held up: {shortened(held[0].reason, 160)}" if held else "nothing holds it up"


async def _kept_back(request: Request, services: Services) -> str:
    here = request.target
    number = await count_parked(services.store, platform=here.platform, workspace=here.workspace)
    return f"{counted(number, 'page')}; /brief parked shows which, to managers" if number else "nothing"


async def _notices(request: Request, services: Services) -> list[str]:
    """What somebody has to be told of this workspace, the latest first; managers only. The operator is told all."""
    if not request.asker.manager:
        return []
    mine = (request.target.platform, request.target.workspace)
    everything = request.target in services.operators
    found = [
        one.text for one in await open_notices(services.store) if everything or (one.platform, one.workspace) == mine
    ]
    return found[: -_NOTICES - 1 : -1]


STATUS = Command(name="status", summary="How the bot is doing here", run=run, example="status")
