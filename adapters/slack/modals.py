"""What a form asks for to the modal that shows it, and what came back to the command and its values."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from adapters.slack.elements import (
    Field,
    chosen,
    chosen_many,
    conversation,
    looked_up,
    shown_choice,
    typed_number,
    typed_text,
)
from adapters.slack.render import LIMITS, Json, plain, to_blocks
from bot.commands.channel_settings import SETTINGS
from bot.commands.orders import DAYS
from bot.commands.subscribe import MOST_STORIES
from bot.commands.watching import CADENCES
from digests.layout import shortened
from digests.message import Actions, Bullets, Heading, Message
from digests.pages import pages

FORM: Final = "brief.form.v1"
SHOWN: Final = "brief.shown.v1"
"""The `callback_id` of a form, and of a modal that shows an answer."""

CHANNEL: Final = "channel"
LONGEST_TITLE, MOST_BLOCKS = 24, 100
_PREVIEW, _LINES = 12, 3  # blocks and lines of what a query would have matched

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What a view remembers: the form, the channel it was opened in, and whether that was from the App Home."""

    form: str = ""
    channel: str = ""
    home: bool = False

    def written(self) -> str:
        """As a view's `private_metadata`."""
        return json.dumps(asdict(self), separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its title, the word on its button, its fields when filled in so, and which field is looked at live."""

    name: str
    title: str
    submit: str
    fields: Callable[[Values], Sequence[Field]]
    live: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it came back: where it was opened, and what stands in it."""

    opened: Opened
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def channel(self) -> str:
        """The channel that it is about: the one chosen, else the one it was opened in."""
        return self.values.get(CHANNEL) or self.opened.channel


def opened_of(view: object) -> Opened:
    """What a view remembers; nothing for a view that is none of ours."""
    try:
        held = json.loads(str(view.get("private_metadata") or "{}")) if isinstance(view, dict) else {}
        return Opened(form=str(held["form"]), channel=str(held["channel"]), home=held["home"] is True)
    except (ValueError, KeyError, TypeError):
        return Opened()


def form_view(form: Form, opened: Opened, values: Values, *, preview: Message | None = None) -> Json:
    """The form as a modal; a preview stands below the field that it is of."""
    blocks: list[Json] = []
    for one in form.fields(values):
        blocks.append(one.block())
        if one.name == form.live:
            blocks += preview_blocks(preview) if preview else [_quiet("What it would have found is shown here.")]
    return _modal(form.title, blocks, opened, FORM) | {"submit": plain(form.submit), "close": plain("Cancel")}


def preview_blocks(message: Message) -> list[Json]:
    """What a query would have matched, without the heading and the buttons."""
    few = (Bullets(block.lines[:_LINES]) if isinstance(block, Bullets) else block for block in message.blocks)
    kept = tuple(block for block in few if not isinstance(block, Heading | Actions))
    return to_blocks(pages(Message(kept), LIMITS)[0], charts=0)[:_PREVIEW] if kept else []


def answer_view(message: Message, opened: Opened, *, title: str = "Chipbrief") -> Json:
    """An answer as a modal, with its buttons."""
    blocks = [block for page in pages(message, LIMITS) for block in to_blocks(page, charts=0)][:MOST_BLOCKS]
    return _modal(title, blocks, opened, SHOWN) | {"close": plain("Close")}


def working_view(opened: Opened) -> Json:
    """What is shown while an answer is made."""
    return _modal("Chipbrief", [_quiet("One moment …")], opened, SHOWN) | {"close": plain("Close")}


def _modal(title: str, blocks: list[Json], opened: Opened, callback: str) -> Json:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(shortened(title, LONGEST_TITLE)),
        "blocks": blocks,
        "private_metadata": opened.written(),
    }


def _quiet(words: str) -> Json:
    return {"type": "context", "elements": [plain(words)]}


def _subscribe(values: Values) -> Sequence[Field]:
    days = [(day.lower(), day) for day in DAYS]
    return (
        Field(name=CHANNEL, label="Channel", element=conversation(values.get(CHANNEL, "")), hint=_INVITE),
        Field(
            name="time",
            label="Times",
            element=typed_text(values.get("time", "08:00"), example="08:00, 17:00"),
            hint="Local times of day; several with commas between",
            needed=True,
        ),
        Field(name="zone", label="Time zone", element=looked_up(values.get("zone", "")), needed=True),
        Field(
            name="days",
            label="Days",
            element=chosen_many(values.get("days", "mon,tue,wed,thu,fri").split(","), days),
            needed=True,
        ),
        _query(values, label="Only stories that match", needed=False),
        Field(
            name="limit",
            label="Stories at most",
            element=typed_number(values.get("limit", "9"), least=1, most=MOST_STORIES),
        ),
        Field(
            name="title",
            label="Title",
            element=typed_text(values.get("title", ""), example="Chip policy"),
            hint="Another title is another digest in the same channel",
        ),
    )


def _watch(values: Values) -> Sequence[Field]:
    cadences = [(name, label.capitalize()) for name, label in CADENCES.items()]
    return (
        _query(values, label="What to watch for", needed=True),
        Field(
            name="cadence",
            label="How soon",
            element=shown_choice(values.get("cadence", "now"), cadences),
            needed=True,
        ),
        Field(
            name="place",
            label="Where to tell",
            element=shown_choice(values.get("place", "here"), (("here", "In a channel"), ("me", "Me alone"))),
            needed=True,
        ),
        Field(name=CHANNEL, label="Channel", element=conversation(values.get(CHANNEL, "")), hint=_INVITE),
    )


def _settings(values: Values) -> Sequence[Field]:
    return tuple(_setting(name, values.get(name, "")) for name in SETTINGS)


def _setting(name: str, value: str) -> Field:
    one = SETTINGS[name]
    hint = f"Empty: {one.unset}" if one.unset else ""
    label = one.summary[:1].upper() + one.summary[1:]
    if name == "zone":
        return Field(name=name, label=label, element=looked_up(value), hint=hint)
    if one.choices:
        choices = [(choice, choice.capitalize()) for choice in one.choices]
        return Field(name=name, label=label, element=chosen(value, choices), hint=hint)
    return Field(name=name, label=label, element=typed_text(value, example=one.example), hint=hint)


def _query(values: Values, *, label: str, needed: bool) -> Field:
    return Field(
        name="query",
        label=label,
        element=typed_text(values.get("query", ""), example="h200 OR “export rules” speaker:huang", live=True),
        hint="Words, “phrases”, OR, -not, speaker:, topic:, source:",
        needed=needed,
        live=True,
    )


_INVITE = "I have to be in it: /invite @Chipbrief"

FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form(name="subscribe", title="Order a digest", submit="Order", fields=_subscribe, live="query"),
        Form(name="watch", title="Watch for something", submit="Watch", fields=_watch, live="query"),
        Form(name="settings", title="Channel settings", submit="Save", fields=_settings),
    )
}
"""The commands that have a form."""
