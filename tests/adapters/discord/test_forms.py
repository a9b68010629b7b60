"""Forms to the line that they ask for and back: what was filled in is what is done, and the form is one of Discord's."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.forms import Filled, filled, form, previewed, wants_form
from adapters.discord.happenings import fields_of
from bot.commands import COMMANDS
from bot.commands.line import read_line
from digests.message import Actions, Button, Message, Paragraph, Plain
from tests.fakes.discord.limits import units
from tests.fakes.discord.schema import body_problem

ROUTE = "POST /interactions/*/*/callback"
queries = st.lists(
    st.sampled_from(
        ["h200", "OR", "topic:export-controls", '"export rule"', "speaker:huang", "limit:3", "7d", "半導体"]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("command", "values", "wanted"),
    [
        ("watch", {}, True),
        ("watch", {"cadence": "daily"}, True),
        ("watch", {"query": "h200"}, False),
        ("subscribe", {}, True),
        ("subscribe", {"time": "08:00"}, False),
        ("now", {}, False),
        ("watches", {}, False),
    ],
)
def test_only_what_says_too_little_is_asked_for(command: str, values: dict[str, str], wanted: bool) -> None:
    assert wants_form(command, values) is wanted


@pytest.mark.parametrize("command", ["watch", "subscribe"])
@pytest.mark.parametrize(
    "values", [{}, {"query": "x" * 3000, "time": "07:30, 17:05", "days": "mon,sun", "limit": "25"}]
)
def test_a_form_is_one_of_discords_and_comes_back_as_it_was_filled_in(command: str, values: dict[str, str]) -> None:
    made: Any = form(command, values, workspace="80351110224678912")
    assert body_problem(ROUTE, {"type": 9, "data": made}) == ""
    assert len(made["components"]) <= 5
    assert all(units(one["label"]) <= 45 and units(one.get("description")) <= 100 for one in made["components"])
    back = filled(made["custom_id"], fields_of({"data": {"components": [_sent(one) for one in made["components"]]}}))
    assert back is not None
    assert (back.command, back.workspace) == (command, "80351110224678912")
    if command == "subscribe":
        assert back.values["time"] == values.get("time", "08:00").replace(" ", "")
        assert back.values["days"] == values.get("days", "mon,tue,wed,thu,fri")


def _sent(label: dict[str, Any]) -> dict[str, Any]:
    """A field as Discord sends it back when nothing was changed."""
    asked = label["component"]
    chosen = [one["value"] for one in asked.get("options", ()) if one["default"]]
    given = {"values": chosen} if chosen else {"value": asked.get("value", "")}
    return {"type": 18, "component": {"type": asked["type"], "custom_id": asked["custom_id"]} | given}


@given(query=queries, cadence=st.sampled_from(["now", "hourly", "daily"]), place=st.sampled_from(["here", "me"]))
@settings(deadline=None, max_examples=60)
def test_the_button_does_what_was_filled_in(query: str, cadence: str, place: str) -> None:
    values = {"query": query, "cadence": cadence, "place": place}
    read = read_line(Filled(command="watch", values=values).line, COMMANDS)
    assert (read.command.name, dict(read.values)) == ("watch", values)


@given(query=queries, time=st.sampled_from(["08:00", "07:30,17:05"]), days=st.sampled_from(["mon", "mon,wed,sun"]))
@settings(deadline=None, max_examples=60)
def test_the_button_orders_what_was_filled_in(query: str, time: str, days: str) -> None:
    values = {"query": query, "time": time, "days": days, "zone": "Europe/London", "limit": "9"}
    read = read_line(Filled(command="subscribe", values=values).line, COMMANDS)
    assert (read.command.name, dict(read.values)) == ("subscribe", values)


def test_what_is_shown_first_has_its_own_button_only() -> None:
    shown = Message((Paragraph((Plain("Three alerts."),)), Actions((Button("Watch this", "/brief watch h200"),))))
    made = previewed(shown, Filled(command="watch", values={"query": "h200", "cadence": "daily"}))
    assert [one.label for block in made.blocks if isinstance(block, Actions) for one in block.buttons] == [
        "Start this watch"
    ]
    assert made.blocks[0] == shown.blocks[0]


@pytest.mark.parametrize("foreign", ["", "brief1.form:mute", "brief1.0:now", "brief1.form@:watch", "x"])
def test_a_form_of_somebody_else_is_not_read(foreign: str) -> None:
    assert filled(foreign, {"query": "h200"}) is None
