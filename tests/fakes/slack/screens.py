"""What people have before them besides channels: modals and App Homes, and what they have typed into them."""

import time
from dataclasses import dataclass, field
from itertools import count

Json = dict[str, object]

TRIGGER_SECONDS = 3.0
"""How long a trigger opens a view."""


@dataclass(slots=True, kw_only=True)
class Shown:
    """A view as it stands on a screen; what was typed stays when the view is updated, as long as its field does."""

    id: str
    content: Json
    hash: str
    typed: dict[str, Json] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        blocks = self.content["blocks"]
        assert isinstance(blocks, list)
        return blocks

    def input(self, block_id: str) -> Json:
        """The element of a field."""
        element = next(one["element"] for one in self.blocks if one.get("block_id") == block_id)
        assert isinstance(element, dict)
        return element

    def fill(self, block_id: str, value: str | list[str]) -> None:
        """Type or choose something; what is chosen must be there to be chosen, unless suggestions are asked for."""
        element = self.input(block_id)
        kind, action = str(element["type"]), str(element["action_id"])
        self.typed[block_id] = {action: {"type": kind} | _filled(element, value)}

    def state(self) -> Json:
        """The state of its fields, as Slack sends it back."""
        values = {str(one["block_id"]): _begun(one) for one in self.blocks if one.get("type") == "input"}
        return {"values": values | {name: typed for name, typed in self.typed.items() if name in values}}

    def replace(self, content: Json) -> None:
        """Show another content in its place."""
        self.content = content
        asked = [str(one["block_id"]) for one in self.blocks if one.get("type") == "input"]
        actions = {name: self.input(name)["action_id"] for name in asked}
        self.typed = {name: typed for name, typed in self.typed.items() if actions.get(name) in typed}
        self.hash = f"{self.hash.split('.')[0]}.{int(self.hash.split('.')[1]) + 1}"


@dataclass(slots=True)
class Screens:
    """Every view by its id, the App Homes by their person, and the triggers that were given out and used."""

    shown: dict[str, Shown] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    triggers: dict[str, float] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def put(self, content: Json) -> Shown:
        """Show a new view."""
        number = next(self.numbers)
        view = Shown(id=f"V{number:07d}", content=content, hash=f"{number}.1")
        self.shown[view.id] = view
        return view

    def trigger_problem(self, trigger: str) -> str:
        """Why a trigger opens nothing; it opens one view, within three seconds."""
        if trigger in self.triggers:
            return "exchanged_trigger_id"
        self.triggers[trigger] = time.monotonic()
        given = GIVEN.get(trigger)
        if given is None:
            return "invalid_trigger_id"
        return "expired_trigger_id" if time.monotonic() - given > TRIGGER_SECONDS else ""

    @property
    def latest(self) -> Shown:
        """The modal on top."""
        return next(view for view in reversed(self.shown.values()) if view.content["type"] == "modal")


GIVEN: dict[str, float] = {}
"""When each trigger was given out with a payload."""


def a_trigger(number: int) -> str:
    """A fresh trigger."""
    trigger = f"1.2.{number}"
    GIVEN[trigger] = time.monotonic()
    return trigger


def _filled(element: Json, value: str | list[str]) -> Json:
    match element["type"]:
        case "plain_text_input" | "number_input":
            return {"value": value or None}
        case "conversations_select":
            return {"selected_conversation": value or None}
        case "multi_static_select":
            return {"selected_options": [_option(element, one) for one in value]}
        case "external_select":
            text = {"type": "plain_text", "text": value, "emoji": False}
            return {"selected_option": {"text": text, "value": value} if value else None}
        case _:
            return {"selected_option": _option(element, str(value)) if value else None}


def _option(element: Json, value: str) -> Json:
    options = element["options"]
    assert isinstance(options, list)
    found = next(one for one in options if one["value"] == value)
    assert isinstance(found, dict)
    return found


def _begun(block: Json) -> Json:
    """What stands in a field that nobody touched."""
    element = block["element"]
    assert isinstance(element, dict)
    begun = {
        "plain_text_input": ("value", element.get("initial_value")),
        "number_input": ("value", element.get("initial_value")),
        "conversations_select": ("selected_conversation", element.get("initial_conversation")),
        "multi_static_select": ("selected_options", element.get("initial_options", [])),
    }
    name, value = begun.get(str(element["type"]), ("selected_option", element.get("initial_option")))
    return {str(element["action_id"]): {"type": element["type"], name: value}}
