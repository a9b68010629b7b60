"""`settings [name] [value]`: what managers can set for a channel: its zone, its quiet hours, its most alerts."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.commands.command import Command, Kind, Option, Request, Who
from bot.commands.services import Services
from bot.commands.shapes import read_zone
from bot.commands.words import said
from bot.errors import CommandError
from bot.publish.threads import DIGESTS, SHORT, THREAD, WHOLE
from bot.storage.alert_places import ZONE
from bot.storage.settings import save_setting, settings_of
from bot.storage.watches import hours_text, read_hours
from bot.watch.times import A_DAY, AN_HOUR, PER_DAY, PER_HOUR, QUIET
from digests.message import Bullets, Heading, Message, Note, Plain, Strong

OFF = "off"
MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What can be set: `read` gives a value as it is stored, "" to unset it, None for one that cannot be read.

    One with `choices` takes one of these.
    """

    summary: str
    example: str
    unset: str
    read: Callable[[str], str | None]
    choices: tuple[str, ...] = ()


def _quiet(word: str) -> str | None:
    if word.lower() == OFF:
        return ""
    hours = read_hours(word)
    return hours_text(hours) if hours and hours[0] != hours[1] else None


def _number(word: str) -> str | None:
    if word.lower() == OFF:
        return ""
    number = int(word) if word.isascii() and word.isdigit() and len(word) < 5 else 0
    return str(number) if 1 <= number <= MOST else None


STYLES = (WHOLE, SHORT, THREAD)


def _digests(word: str) -> str | None:
    lowered = word.lower()
    return "" if lowered == OFF else lowered if lowered in STYLES else None


SETTINGS = {
    ZONE: Setting(
        summary="the time zone in which times are told here",
        example="Europe/London",
        unset="that of the first subscription, else UTC",
        read=lambda word: "" if word.lower() == OFF else read_zone(word),
    ),
    QUIET: Setting(
        summary="the local hours without alerts, which wait until then",
        example="22:00-07:00",
        unset="none",
        read=_quiet,
    ),
    PER_DAY: Setting(summary="the most alerts of one watch in a day", example="10", unset=f"{A_DAY}", read=_number),
    PER_HOUR: Setting(summary="the most alerts here in an hour", example="30", unset=f"{AN_HOUR}", read=_number),
    DIGESTS: Setting(
        summary="how digests come: whole, short (a line a story), or short with the rest in a thread",
        example=THREAD,
        unset="as is usual on the platform",
        read=_digests,
        choices=STYLES,
    ),
}


async def run(request: Request, services: Services) -> Message:
    """What is set for this channel, or one setting changed."""
    name, value, target = request.value("name"), request.value("value"), request.target
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    if value and not name:
        raise CommandError(f"`{value[:40]}` is nothing that can be set here; {', '.join(SETTINGS)} can", option="name")
    if not name:
        return _overview(await settings_of(services.store, **place))
    setting = SETTINGS[name]
    if not value:
        raise CommandError(
            f"Write what {name} should be: /brief settings {name} {setting.example}, or {OFF}",
            example=f"/brief settings {name} {setting.example}",
        )
    read = setting.read(value)
    if read is None:
        example = f"/brief settings {name} {setting.example}"
        raise CommandError(f"`{value[:40]}` {_refusal(setting)}, or {OFF}", option=name, example=example)
    await save_setting(services.store, name, read, **place)
    return said(f"For this channel, {name} is now {read or setting.unset}")


def _refusal(setting: Setting) -> str:
    if setting.choices:
        return f"is none of {', '.join(setting.choices)}; write one of them"
    return f"cannot be {setting.summary}; write one such as {setting.example}"


def _overview(held: dict[str, str]) -> Message:
    lines = tuple(
        (Strong(name), Plain(f": {held.get(name) or f'not set, so {one.unset}'} ({one.summary})"))
        for name, one in SETTINGS.items()
    )
    note = Note((Plain("Change one: /brief settings quiet 22:00-07:00. Unset it: /brief settings quiet off"),))
    return Message((Heading("Settings of this channel"), Bullets(lines), note), "Settings of this channel")


SETTINGS_COMMAND = Command(
    name="settings",
    summary="What is set for this channel, and how to change it",
    run=run,
    example="settings quiet 22:00-07:00",
    options=(
        Option(name="name", kind=Kind.CHOICE, summary="What to set", choices=tuple(SETTINGS)),
        Option(name="value", kind=Kind.TEXT, summary="What it should be, or off"),
    ),
    who=Who.MANAGERS,
)
