"""What config.toml and the desk ask for, put into the store: feeds and subscriptions, and gone again when taken out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.config import FeedSettings, Settings, SubscriptionSettings
from bot.storage.feeds import OPERATOR, add_feed, remove_feed
from bot.storage.settings import save_setting, setting
from bot.storage.store import Store
from bot.storage.subscriptions import remove_subscription, save_subscription, subscription
from bot.subscriptions import FROM_CONFIG, Subscription
from bot.targets import Target, parse_target
from digests.desk import Desk, Source
from digests.entries import Feed

_FEEDS = "config.feeds"
_SUBSCRIPTIONS = "config.subscriptions"


async def put_standing(store: Store, settings: Settings, desk: Desk, *, now: datetime) -> None:
    """Bring the store in line with the settings; what people added by command stays."""
    await _put_feeds(store, wanted_feeds(settings, desk), now=now)
    await _put_subscriptions(store, [subscription_from(one) for one in settings.subscription], now=now)


def wanted_feeds(settings: Settings, desk: Desk) -> tuple[Feed, ...]:
    """The feeds of the settings, then the desk's enabled sources unless `feeds.desk_sources` is off."""
    own = [_feed(one, desk) for one in settings.feed]
    known = {feed.url for feed in own}
    sources = desk.sources if settings.feeds.desk_sources else ()
    return (*own, *(feed_of(one) for one in sources if one.enabled and one.url and one.url not in known))


def feed_of(source: Source) -> Feed:
    """The feed of a source of the desk."""
    return Feed(
        url=source.url,
        title=source.publisher,
        publisher=source.publisher,
        family=source.family,
        kind=source.kind,
        language=source.language,
        jurisdiction=source.jurisdiction,
    )


def subscription_from(one: SubscriptionSettings) -> Subscription:
    """The subscription of the settings; its id comes from target and title, so that its other values may change."""
    name = hashlib.sha256(f"{one.target}\n{one.title}".encode()).hexdigest()[:12]
    values = {key: getattr(one, key) for key in SubscriptionSettings.model_fields}
    return Subscription(id=f"{FROM_CONFIG}-{name}", created_by=FROM_CONFIG, **values)


def _feed(one: FeedSettings, desk: Desk) -> Feed:
    """A feed of the settings; what they leave out the desk may know."""
    known = desk.source_for(one.publisher, one.url)
    from_desk = feed_of(known) if known else Feed(url=one.url)
    told = {key: value for key, value in one.model_dump().items() if value and key in one.model_fields_set}
    return replace(from_desk, **told)


async def _put_feeds(store: Store, wanted: Iterable[Feed], *, now: datetime) -> None:
    feeds = {feed.url: feed for feed in wanted}
    for url in await _left_out(store, _FEEDS, feeds):
        await remove_feed(store, url, owner=OPERATOR)
    async with store.writing() as connection:
        for feed in feeds.values():
            await add_feed(connection, feed, owner=OPERATOR, added_by=FROM_CONFIG, now=now)


async def _put_subscriptions(store: Store, wanted: Iterable[Subscription], *, now: datetime) -> None:
    orders = {f"{one.target} {one.id}": one for one in wanted}
    for name in await _left_out(store, _SUBSCRIPTIONS, orders):
        text, _, id = name.rpartition(" ")
        target = parse_target(text)
        await remove_subscription(store, platform=target.platform, workspace=target.workspace, id=id)
    for order in orders.values():
        await _put_subscription(store, order, now=now)


async def _put_subscription(store: Store, order: Subscription, *, now: datetime) -> None:
    """Store an order that is new or changed; one that stands as it was keeps the time it is due."""
    place: Target = order.target
    stored = await subscription(store, platform=place.platform, workspace=place.workspace, id=order.id)
    if stored is None:
        await save_subscription(store, order, now=now)
        return
    kept = replace(
        order,
        paused_until=stored.paused_until,
        pause_reason=stored.pause_reason,
        created_by=stored.created_by,
        created_at=stored.created_at,
    )
    if kept != stored:
        await save_subscription(store, kept, now=now)


async def _left_out(store: Store, name: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """What the settings asked for the last time and no longer do; remembers what they ask for now."""
    before: list[str] = json.loads(await setting(store, name) or "[]")
    now = sorted(wanted)
    await save_setting(store, name, json.dumps(now))
    return tuple(one for one in before if one not in now)
