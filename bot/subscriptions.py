"""A channel's standing order for digests, and the slots of local time that it asks for."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.targets import Target

FROM_CONFIG = "config"
"""Who asked for what stands in config.toml."""
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WORKING_DAYS = (0, 1, 2, 3, 4)
ON_TIME = timedelta(minutes=15)
_LOOK_AHEAD = 400  # days: longer than any run of holidays and unwanted weekdays


class CatchUp(StrEnum):
    """What happens to slots that passed while nothing ran: the latest one only, marked late, or none."""

    LATEST = "latest"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel's standing order.

    `times` are local wall-clock times in `zone` (an IANA name); `weekdays` count from Monday = 0.
    `holidays` names a calendar of the `holidays` package ("US", "GB", "DE-BY", "NYSE") whose days are skipped, or "".
    `query` narrows what is shown, `limit` is the number of stories.
    """

    id: str
    target: Target
    times: tuple[time, ...] = (time(8, 0),)
    zone: str = "UTC"
    weekdays: tuple[int, ...] = WORKING_DAYS
    holidays: str = ""
    catch_up: CatchUp = CatchUp.LATEST
    query: str = ""
    limit: int = 9
    title: str = ""
    paused_until: datetime | None = None
    pause_reason: str = ""
    created_by: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """One moment a subscription asks for: due in UTC, and the local date and time that name it.

    (subscription, local date, time) is a digest's identity, so the repeated hour of autumn gives one slot, not two.
    """

    due_at: datetime
    local_date: date
    local_time: time


def slots_after(subscription: Subscription, after: datetime, *, days_off: Collection[date] = ()) -> Iterator[Slot]:
    """The slots due later than `after`, in order; `days_off` are local dates without a digest."""
    zone = ZoneInfo(subscription.zone)
    first = after.astimezone(zone).date() - timedelta(days=1)
    for ahead in range(_LOOK_AHEAD):
        day = first + timedelta(days=ahead)
        if day.weekday() not in subscription.weekdays or day in days_off:
            continue
        slots = (Slot(due_at=due_at(day, at, zone), local_date=day, local_time=at) for at in subscription.times)
        yield from (slot for slot in sorted(slots) if slot.due_at > after)


def next_slot(subscription: Subscription, after: datetime, *, days_off: Collection[date] = ()) -> Slot | None:
    """The first slot due later than `after`; None when the order never comes due."""
    return next(slots_after(subscription, after, days_off=days_off), None)


def slots_between(
    subscription: Subscription, after: datetime, until: datetime, *, days_off: Collection[date] = ()
) -> tuple[Slot, ...]:
    """The slots due later than `after` and no later than `until`."""
    found = []
    for slot in slots_after(subscription, after, days_off=days_off):
        if slot.due_at > until:
            break
        found.append(slot)
    return tuple(found)


def slot_to_publish(
    subscription: Subscription, due: datetime, now: datetime, *, days_off: Collection[date] = ()
) -> Slot | None:
    """The one slot to publish now for an order that came due at `due`; None when the policy says to skip.

    Of all slots missed while nothing ran only the latest counts. A skipping order lets it go too once it is more than
    `ON_TIME` late.
    """
    missed = slots_between(subscription, due - timedelta(microseconds=1), now, days_off=days_off)
    if not missed:
        return None
    latest = missed[-1]
    if subscription.catch_up is CatchUp.SKIP and is_late(latest, now):
        return None
    return latest


def is_late(slot: Slot, now: datetime) -> bool:
    """Whether a slot published now has to be marked late."""
    return now - slot.due_at > ON_TIME


def due_at(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When a local wall-clock time comes, in UTC.

    In the gap of spring it is the first valid minute after it, in the repeated hour of autumn the first of the two.
    """
    wall = datetime.combine(day, at, tzinfo=zone)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return _end_of_gap(moment, zone)


def _end_of_gap(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment the clocks jump forward, near a wall-clock time that they leave out."""
    low, high = moment - timedelta(days=1), moment + timedelta(days=1)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(second=0, microsecond=0)
