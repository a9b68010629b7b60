"""What a form asks for, as Block Kit: an input with its label, its hint and what stands in it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from adapters.slack.render import Json, plain
from digests.layout import shortened
from digests.message import visible

FIELD: Final = "brief.field.v1"
"""Begins the id of whatever can be filled in or chosen."""

LONGEST_OPTION, LONGEST_VALUE, MOST_OPTIONS = 75, 150, 100
LONGEST_TYPED = 2000

Choice = tuple[str, str]
"""A value and its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a form asks for; `name` is the option it fills, `live` that what is typed is looked at at once."""

    name: str
    label: str
    element: Json
    hint: str = ""
    needed: bool = False
    live: bool = False

    def block(self) -> Json:
        """The field as an input block; messages about it stand below it, because its id is the field's name."""
        made: Json = {
            "type": "input",
            "block_id": self.name,
            "label": plain(self.label),
            "element": self.element | {"action_id": f"{FIELD}.{self.name}"},
            "optional": not self.needed,
            "dispatch_action": self.live,
        }
        return made | {"hint": plain(self.hint)} if self.hint else made


def typed_text(value: str, *, example: str, live: bool = False) -> Json:
    """Words in one line."""
    made: Json = {
        "type": "plain_text_input",
        "max_length": LONGEST_TYPED,
        "placeholder": plain(shortened(example, 150)),
    }
    if value:
        made |= {"initial_value": visible(value)[:LONGEST_TYPED]}
    if live:
        made |= {"dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}}
    return made


def typed_number(value: str, *, least: int, most: int) -> Json:
    """A whole number."""
    made: Json = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    return made | {"initial_value": value} if value.isascii() and value.isdigit() else made


def chosen(value: str, choices: Sequence[Choice]) -> Json:
    """One of a few."""
    options = [option(*choice) for choice in choices][:MOST_OPTIONS]
    return {"type": "static_select", "options": options} | _initial(value, options)


def shown_choice(value: str, choices: Sequence[Choice]) -> Json:
    """One of a few that are all in sight."""
    options = [option(*choice) for choice in choices]
    return {"type": "radio_buttons", "options": options} | _initial(value, options)


def chosen_many(values: Sequence[str], choices: Sequence[Choice]) -> Json:
    """Some of a few."""
    options = [option(*choice) for choice in choices]
    made: Json = {"type": "multi_static_select", "options": options, "placeholder": plain("Choose")}
    initial = [one for one in options if one["value"] in values]
    return made | {"initial_options": initial} if initial else made


def looked_up(value: str, label: str = "") -> Json:
    """One of many, found by typing; the suggestions are asked for."""
    made: Json = {"type": "external_select", "min_query_length": 2, "placeholder": plain("Type to search")}
    return made | {"initial_option": option(value, label or value)} if value else made


def conversation(channel: str) -> Json:
    """A channel that whoever fills in the form can see."""
    made: Json = {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        "placeholder": plain("Choose a channel"),
    }
    return made | {"initial_conversation": channel} if channel.startswith(("C", "G")) else made


def option(value: str, label: str) -> Json:
    """A value that can be chosen."""
    return {"text": plain(shortened(label, LONGEST_OPTION) or "-"), "value": value[:LONGEST_VALUE]}


def _initial(value: str, options: Sequence[Json]) -> Json:
    return next(({"initial_option": one} for one in options if one["value"] == value), {})


def values_in(state: object) -> dict[str, str]:
    """What stands in the fields of a view's `state`, by name: choices by their values, several with commas between."""
    blocks = state.get("values") if isinstance(state, dict) else None
    found: dict[str, str] = {}
    for name, actions in (blocks if isinstance(blocks, dict) else {}).items():
        filled = actions.get(f"{FIELD}.{name}") if isinstance(actions, dict) else None
        if isinstance(filled, dict):
            found[str(name)] = _value_of(filled)
    return found


def _value_of(filled: Json) -> str:
    for key in ("value", "selected_conversation"):
        if isinstance(filled.get(key), str):
            return str(filled[key]).strip()
    chosen_one, several = filled.get("selected_option"), filled.get("selected_options")
    if isinstance(chosen_one, dict):
        return str(chosen_one.get("value") or "")
    return (
        ",".join(str(one.get("value")) for one in several if isinstance(one, dict)) if isinstance(several, list) else ""
    )
