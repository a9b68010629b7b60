"""When an alert may be told: batches by the hour and by the day, quiet hours, and the most messages of a day and hour.

All of it in the local time of the watch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.storage.alert_places import ZONE
from bot.storage.watches import Cadence, Watch, options_of, read_hours
from bot.subscriptions import due_at

QUIET, PER_DAY, PER_HOUR = "quiet", "alerts_per_day", "alerts_per_hour"
"""The settings of a channel or workspace: hours as `22:00-07:00`, the most messages of a watch and of a channel."""
A_DAY, AN_HOUR = 10, 30
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds for a watch where it is told."""

    cadence: Cadence = Cadence.NOW
    zone: ZoneInfo = ZoneInfo("UTC")  # noqa: RUF009 - zones never change
    at: time = time(9, 0)
    quiet: tuple[time, time] | None = None
    per_day: int = A_DAY
    per_hour: int = AN_HOUR


def rules_of(watch: Watch, settings: Mapping[str, str]) -> Rules:
    """The rules of a watch: its own options over the settings of its channel; what cannot be read is left out."""
    options = options_of(watch)
    known = {cadence.value for cadence in Cadence}
    return Rules(
        cadence=Cadence(watch.cadence) if watch.cadence in known else Cadence.NOW,
        zone=_zone(options.zone) or _zone(settings.get(ZONE, "")) or ZoneInfo("UTC"),
        at=options.at,
        quiet=options.quiet or read_hours(settings.get(QUIET, "")),
        per_day=_most(settings.get(PER_DAY, ""), A_DAY) if options.budget is None else max(1, options.budget),
        per_hour=_most(settings.get(PER_HOUR, ""), AN_HOUR),
    )


def batch_at(rules: Rules, moment: datetime) -> datetime:
    """When what is found at a moment is due: then, at the next full hour, or at the watch's time of day."""
    if rules.cadence is Cadence.HOURLY:
        return _full_hour(moment, rules.zone)
    if rules.cadence is Cadence.DAILY:
        return _next_time(moment, rules.at, rules.zone)
    return moment


def may_tell_at(
    rules: Rules, moment: datetime, *, of_watch: Sequence[datetime] = (), in_channel: Sequence[datetime] = ()
) -> datetime:
    """The moment itself when a message may be sent then, else when to ask again.

    `of_watch` and `in_channel` are the times of earlier messages, oldest first.
    """
    quiet = quiet_until(rules, moment)
    if quiet is not None:
        return quiet
    lately = [at for at in in_channel if at > moment - _HOUR]
    if len(lately) >= rules.per_hour:
        return lately[-rules.per_hour] + _HOUR
    midnight = due_at(moment.astimezone(rules.zone).date(), time(0), rules.zone)
    if sum(at >= midnight for at in of_watch) >= rules.per_day:
        return _next_time(moment + timedelta(microseconds=1), time(0), rules.zone)
    return moment


def quiet_until(rules: Rules, moment: datetime) -> datetime | None:
    """When the quiet hours around a moment end; None outside them."""
    if rules.quiet is None:
        return None
    begin, end = rules.quiet
    local = moment.astimezone(rules.zone).time()
    inside = begin <= local < end if begin <= end else local >= begin or local < end
    return _next_time(moment + timedelta(microseconds=1), end, rules.zone) if inside else None


def _next_time(moment: datetime, at: time, zone: ZoneInfo) -> datetime:
    """When a local time of day comes next: at the moment itself or after it."""
    today = moment.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(3))
    return next(due for due in (due_at(day, at, zone) for day in days) if due >= moment)


def _full_hour(moment: datetime, zone: ZoneInfo) -> datetime:
    """The next full hour on the clocks of a zone; the moment itself when it is one."""
    local = moment.astimezone(zone)
    past = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return moment.astimezone(UTC) + (_HOUR - past if past else timedelta(0))


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _most(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and int(text) else otherwise
