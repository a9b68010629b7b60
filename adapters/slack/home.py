"""A person and the channel they look at to their App Home: digests to come, watches, saved stories, remarks, feeds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from adapters.slack.elements import FIELD, conversation
from adapters.slack.modals import MOST_BLOCKS, Opened
from adapters.slack.render import LIMITS, Json, to_blocks
from bot.commands.asking import line_of
from bot.commands.command import Asker, Request
from bot.commands.feed_words import common_feeds, health_words, name_of, own_feeds
from bot.commands.keeping import asker_of, called
from bot.commands.ledger import citations_in
from bot.commands.orders import next_digest_at, next_words, when_words
from bot.commands.places import zone_for
from bot.commands.services import Services
from bot.commands.watching import watch_words, watches_seen
from bot.ports import FeedStatus
from bot.storage.kept import KeptAs, kept_by
from bot.storage.remarks import remarks_said
from bot.storage.settings import save_setting, setting
from bot.storage.stories import stories_by_id
from bot.storage.subscriptions import subscriptions_of
from bot.subscriptions import Subscription
from bot.targets import Target
from digests.layout import counted, remark_quote, shortened
from digests.layout.remarks import is_verbatim, may_be_shown
from digests.message import Actions, Block, Bullets, Button, Heading, Message, Note, Paragraph, Plain, Strong, link
from digests.pages import pages
from digests.remarks import Remark

CHOSEN: Final = "home"
"""The setting of a person (`@` and their id) that holds the channel they look at."""
HOME_CHANNEL: Final = f"{FIELD}.{CHOSEN}"

ORDERS, WATCHES, SAVED, REMARKS, FEEDS = 8, 6, 5, 3, 5
"""The most of each that is shown."""
LATELY = timedelta(days=14)
_WELL = (FeedStatus.NEW, FeedStatus.OK, FeedStatus.DEGRADED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """An order with when it comes next, in words."""

    order: Subscription
    words: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What an App Home shows; `channel` is the one that its buttons act in."""

    channel: str
    coming: tuple[Coming, ...] = ()
    sections: tuple[Message, ...] = field(default=())


async def home_of(request: Request, services: Services) -> Home:
    """What a person sees of the channel they look at, and of their own."""
    target, zone = request.target, await zone_for(services, request.target)
    place = {"platform": target.platform, "workspace": target.workspace}
    seen = "" if request.asker.manager else target.channel
    orders = [one for one in await subscriptions_of(services.store, **place) if seen in ("", one.target.channel)]
    last = datetime.max.replace(tzinfo=request.now.tzinfo)
    orders.sort(key=lambda one: (one.target != target, next_digest_at(one, now=request.now) or last))
    sections = [
        await _watches(request, services, zone),
        await _saved(request, services),
        await _remarks(request, services, zone),
        *([await _feeds(request, services)] if request.asker.manager else []),
    ]
    return Home(
        channel=target.channel,
        coming=tuple(_coming(one, request) for one in orders[:ORDERS]),
        sections=tuple(sections),
    )


def home_view(home: Home) -> Json:
    """The App Home as Slack takes it."""
    blocks = [*to_blocks(_MASTHEAD), _chooser(home.channel), *to_blocks(Message((Heading("Next digests"),)))]
    blocks += [_orders(home.coming)] if home.coming else to_blocks(_NONE_ORDERED)
    here = [one.order for one in home.coming if one.here]
    if here:
        blocks += to_blocks(Message((Actions(_order_buttons(here)),)))
    for section in home.sections:
        blocks += [block for page in pages(section, LIMITS) for block in to_blocks(page, charts=0)]
    return {
        "type": "home",
        "blocks": blocks[:MOST_BLOCKS],
        "private_metadata": Opened(form=CHOSEN, channel=home.channel, home=True).written(),
    }


async def channel_chosen(services: Services, person: Target) -> str:
    """The channel that a person looks at, "" when they have chosen none; the target's channel is the person."""
    place = {"platform": person.platform, "workspace": person.workspace, "channel": person.channel}
    return await setting(services.store, CHOSEN, **place) or ""


async def choose_channel(services: Services, person: Target, channel: str) -> None:
    """Remember the channel that a person looks at."""
    place = {"platform": person.platform, "workspace": person.workspace, "channel": person.channel}
    await save_setting(services.store, CHOSEN, channel, **place)


def asked_at_home(target: Target, asker: Asker, now: datetime) -> Request:
    """The request that opening the App Home is."""
    return Request(command=CHOSEN, target=target, asker=asker, now=now)


def _coming(order: Subscription, request: Request) -> Coming:
    words = f"{order.title}: {next_words(order, now=request.now)} · {when_words(order)}"
    return Coming(order=order, words=words, here=order.target == request.target)


def _chooser(channel: str) -> Json:
    return {"type": "actions", "elements": [conversation(channel) | {"action_id": HOME_CHANNEL}]}


def _orders(coming: tuple[Coming, ...]) -> Json:
    lines: list[Json] = []
    for one in coming:
        where: Json = {"type": "channel", "channel_id": one.order.target.channel}
        named = [where] if one.order.target.channel.startswith(("C", "G")) else []
        words: Json = {"type": "text", "text": ("  " if named else "") + one.words}
        lines.append({"type": "rich_text_section", "elements": [*named, words]})
    bullets: Json = {"type": "rich_text_list", "style": "bullet", "elements": lines}
    return {"type": "rich_text", "elements": [bullets]}


def _order_buttons(orders: list[Subscription]) -> tuple[Button, ...]:
    buttons: list[Button] = []
    for one in orders[:2]:
        which = f" {shortened(one.title, 40)}" if len(orders) > 1 else ""
        buttons.append(Button(f"Preview{which}", line_of("preview", subscription=one.title)))
        buttons.append(Button(f"Pause{which}", line_of("pause", subscription=one.title)))
    return tuple(buttons)


async def _watches(request: Request, services: Services, zone: ZoneInfo) -> Message:
    found = await watches_seen(request, services)
    mine = request.asker.id
    nearest = sorted(found, key=lambda one: (one.target != request.target and one.owner != mine, int(one.id)))
    blocks: list[Block] = [Heading("Watches")]
    for one in nearest[:WATCHES]:
        words = f": {watch_words(one, request, zone=zone)}"
        blocks.append(Paragraph((Strong(f"{one.id}. {shortened(one.query, 200)}"), Plain(words))))
        blocks.append(Actions((_tested(one.query), Button(f"Stop {one.id}", line_of("unwatch", one.id)))))
    more = len(found) - WATCHES
    blocks += [Note((Plain("No watch yet. Name what you want to be told of, and hear of it at once."),))] * (not found)
    blocks += [Actions((Button(f"{more} more", "/brief watches"),))] if more > 0 else []
    return Message(tuple(blocks))


def _tested(query: str) -> Button:
    return Button("What it would have sent", line_of("test", query, days=30))


async def _saved(request: Request, services: Services) -> Message:
    kept = (await kept_by(services.store, asker_of(request), KeptAs.SAVED))[:SAVED]
    stories = {story.id: story for story in await stories_by_id(services.store, [one.story_id for one in kept])}
    shown = [stories[one.story_id] for one in kept if one.story_id in stories]
    lines = tuple(
        (
            link(shortened(called(story), 120), story.reports[0].article.url),
            Plain(f" · {shortened(story.reports[0].article.publisher, 60)}"),
        )
        for story in shown
    )
    if not lines:
        return Message((Heading("Saved stories"), Note((Plain("Press Save under a story to keep it here."),))))
    buttons = tuple(Button(f"Story {at}", line_of("story", story.id)) for at, story in enumerate(shown, start=1))
    return Message((Heading("Saved stories"), Bullets(lines), Actions(buttons)))


async def _remarks(request: Request, services: Services, zone: ZoneInfo) -> Message:
    """The latest words that somebody whose name is known is quoted with."""
    found = await remarks_said(services.store, since=request.now - LATELY, until=request.now, limit=40)
    lead = [one for one in citations_in(found) if _leads(one.remark)][:REMARKS]
    quotes: tuple[Block, ...] = tuple(remark_quote(one, zone=zone) for one in lead)
    if not quotes:
        return Message((Heading("Who said what lately"), Note((Plain("Nobody was quoted in the last two weeks."),))))
    return Message((Heading("Who said what lately"), *quotes, Actions((Button("More remarks", "/brief remarks"),))))


def _leads(remark: Remark) -> bool:
    return bool(remark.speaker) and is_verbatim(remark) and may_be_shown(remark)


async def _feeds(request: Request, services: Services) -> Message:
    feeds = [*await own_feeds(request, services), *await common_feeds(services)]
    ill = [one for one in feeds if one.state.status not in _WELL]
    said = f"{counted(len(feeds), 'feed')}, {f'{len(ill):,} in trouble' if ill else 'all well'}."
    lines = tuple(
        (link(name_of(one), one.feed.url), Plain(f": {health_words(one.state, now=request.now)}"))
        for one in ill[:FEEDS]
    )
    blocks: list[Block] = [Heading("Feeds"), Paragraph((Plain(said),)), *([Bullets(lines)] if lines else [])]
    return Message((*blocks, Actions((Button("All feeds", "/brief feeds"), Button("Status", "/brief status")))))


_MASTHEAD = Message(
    (
        Heading("Chipbrief"),
        Note((Plain("Chip policy, every line with its source. Choose the channel that you look after."),)),
        Actions(
            (
                Button("Order a digest", "/brief subscribe"),
                Button("Watch for something", "/brief watch"),
                Button("What happened", "/brief now"),
                Button("Settings", "/brief settings"),
                Button("Help", "/brief help"),
            )
        ),
    )
)
_NONE_ORDERED = Message((Note((Plain("No digest is ordered here. Order one, and it comes every morning."),)),))
