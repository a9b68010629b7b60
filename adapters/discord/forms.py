"""A command that asks for more to the form that asks it, and a form that came back to what it would do, shown first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from adapters.discord.rest import Json
from adapters.discord.views import VERSION
from bot.commands.asking import line_of
from bot.commands.orders import DAYS
from bot.commands.services import Services
from bot.commands.subscribe import MOST_STORIES
from bot.commands.watching import CADENCES
from bot.storage.subscriptions import subscriptions_of
from bot.targets import Target
from digests.message import Actions, Button, ButtonStyle, Message, Note, Plain

LABEL, TEXT_INPUT, SELECT = 18, 4, 3
LINE, LINES = 1, 2
LONGEST_QUERY: Final = 500
PREVIEW_DAYS: Final = "30"
_ID = re.compile(rf"{VERSION}\.form(?:@([^:#/]{{1,40}}))?:([a-z]+)")
_WEEKDAYS = "mon,tue,wed,thu,fri"
_PLACES = {"here": "In this channel", "me": "To me alone"}

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it came back: the command, its values, and the workspace of the button that opened it in a message."""

    command: str
    values: Values
    workspace: str = ""

    @property
    def line(self) -> str:
        """The command line that does what the form asks."""
        named = {name: value for name, value in self.values.items() if name != "query"}
        return line_of(self.command, self.values.get("query", ""), **named)

    @property
    def preview(self) -> tuple[str, Values]:
        """The command that shows what would come of it, and its values."""
        query = self.values.get("query", "")
        if self.command == "watch":
            return "test", {"query": query, "days": PREVIEW_DAYS}
        return "now", {"topic": query} if query else {}


def wants_form(command: str, values: Values) -> bool:
    """Whether a command has to be asked what it is to do: a watch for nothing, an order that says nothing."""
    return (command == "watch" and not values.get("query")) or (command == "subscribe" and not values)


def form(command: str, values: Values, *, workspace: str = "") -> Json:
    """The form of a command as a modal, filled in with what is known."""
    made = _watch(values) if command == "watch" else _subscribe(values)
    name = f"{VERSION}.form" + (f"@{workspace}" if workspace else "")
    return {"custom_id": f"{name}:{command}", "title": _TITLES[command], "components": made}


def filled(custom_id: str, fields: Values) -> Filled | None:
    """The form that came back; None when it is none of ours."""
    found = _ID.fullmatch(custom_id)
    if found is None or found[2] not in _TITLES:
        return None
    values = {name: value.strip() for name, value in fields.items() if value.strip()}
    values |= {name: ",".join(re.findall(r"[^\s,]+", values[name])) for name in ("time", "days") if name in values}
    return Filled(command=found[2], values=values, workspace=found[1] or "")


def previewed(message: Message, form: Filled) -> Message:
    """What a form would do, with the button that does it; nothing is done yet."""
    does, label = _DONE[form.command]
    note = Note((Plain(f"{does} Press “{label}” if this is what you want."),))
    blocks = tuple(block for block in message.blocks if not isinstance(block, Actions))
    return replace(message, blocks=(*blocks, note, Actions((Button(label, form.line, ButtonStyle.PRIMARY),))))


async def known(command: str, target: Target, services: Services) -> dict[str, str]:
    """What a form begins with: the channel's order that is there."""
    if command != "subscribe":
        return {}
    place = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    order = next(iter(await subscriptions_of(services.store, **place)), None)
    if order is None:
        return {}
    return {
        "time": ", ".join(at.isoformat("minutes") for at in order.times),
        "zone": order.zone,
        "days": ",".join(DAYS[day].lower() for day in order.weekdays),
        "query": order.query,
        "limit": str(order.limit),
    }


_TITLES: Final = {"watch": "Be told when something happens", "subscribe": "A digest for this channel"}
_DONE: Final = {
    "watch": ("Nothing is watched yet: these are the alerts you would have had.", "Start this watch"),
    "subscribe": ("Nothing is ordered yet: this is what a digest would say now.", "Order this digest"),
}


def _watch(values: Values) -> list[Json]:
    return [
        _label(
            "What to look for",
            _text("query", values.get("query", ""), "h200 speaker:huang", style=LINES, longest=LONGEST_QUERY),
            "Words, names, topic:…, speaker:…; AND, OR and NOT",
        ),
        _label("How soon", _choice("cadence", {name: f"Told {how}" for name, how in CADENCES.items()}, values, "now")),
        _label("Where", _choice("place", _PLACES, values, "here")),
    ]


def _subscribe(values: Values) -> list[Json]:
    days = {day.lower(): day for day in DAYS}
    chosen = values.get("days", _WEEKDAYS).split(",")
    return [
        _label(
            "Times of day", _text("time", values.get("time", "08:00"), "08:00, 17:00"), "Several with commas between"
        ),
        _label("Time zone", _text("zone", values.get("zone", "UTC"), "Europe/London")),
        _label("Days", _select("days", days, chosen, most=len(days))),
        _label(
            "Only stories that match",
            _text("query", values.get("query", ""), "export-controls OR h200", longest=LONGEST_QUERY, needed=False),
            "Leave it empty for all of chip policy",
        ),
        _label(
            "How many stories at most",
            _text("limit", values.get("limit", "9"), "9", longest=2),
            f"From 1 to {MOST_STORIES}",
        ),
    ]


def _label(label: str, component: Json, description: str = "") -> Json:
    made: Json = {"type": LABEL, "label": label, "component": component}
    return made | {"description": description} if description else made


def _text(name: str, value: str, example: str, *, style: int = LINE, longest: int = 100, needed: bool = True) -> Json:
    made: Json = {"type": TEXT_INPUT, "custom_id": name, "style": style, "placeholder": example, "required": needed}
    made |= {"max_length": longest} | ({"min_length": 1} if needed else {})
    return made | {"value": value[:longest]} if value else made


def _choice(name: str, options: Mapping[str, str], values: Values, default: str) -> Json:
    return _select(name, options, [values.get(name) or default])


def _select(name: str, options: Mapping[str, str], chosen: list[str], *, most: int = 1) -> Json:
    shown = [{"label": label, "value": value, "default": value in chosen} for value, label in options.items()]
    return {"type": SELECT, "custom_id": name, "options": shown, "required": True, "min_values": 1, "max_values": most}
