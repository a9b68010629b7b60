"""Zones and calendars of a subscription: the days without a digest, and what to do when one does not exist."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.storage.notices import Notice, add_notice
from bot.storage.store import Store
from bot.subscriptions import Subscription


def days_off(subscription: Subscription, around: date) -> frozenset[date]:
    """The public holidays of the calendar that a subscription names, in the years about a date.

    Raises NotImplementedError for a calendar that does not exist.
    """
    if not subscription.holidays:
        return frozenset()
    return _holidays(subscription.holidays, around.year)


@cache
def _holidays(calendar: str, year: int) -> frozenset[date]:
    import holidays  # 60 ms, and few ask for it

    years = (year - 1, year, year + 1)
    country, _, region = calendar.partition("-")
    if country in holidays.list_supported_financial():
        return frozenset(holidays.financial_holidays(country, years=years))
    return frozenset(holidays.country_holidays(country, subdiv=region or None, years=years))


async def usable(store: Store, subscription: Subscription, *, now: datetime) -> Subscription:
    """The subscription without a zone or calendar that does not exist (any more); its manager is told once."""
    changed = subscription
    if not _exists(lambda: ZoneInfo(subscription.zone)):
        await _tell(store, subscription, f"time zone {subscription.zone!r}", "they come in UTC", now=now)
        changed = replace(changed, zone="UTC")
    if not _exists(lambda: days_off(subscription, now.date())):
        await _tell(store, subscription, f"calendar {subscription.holidays!r}", "they come on every holiday", now=now)
        changed = replace(changed, holidays="")
    return changed


def _exists(look_up: Callable[[], object]) -> bool:
    try:
        look_up()
    except (ZoneInfoNotFoundError, ValueError, NotImplementedError):
        return False
    return True


async def _tell(store: Store, subscription: Subscription, what: str, effect: str, *, now: datetime) -> None:
    place = subscription.target
    notice = Notice(
        key=f"{what} of {subscription.id}",
        platform=place.platform,
        workspace=place.workspace,
        channel=place.channel,
        text=f"The {what} of the digests in {place} does not exist: {effect} until it is set again.",
        created_at=now,
    )
    await add_notice(store, notice)
