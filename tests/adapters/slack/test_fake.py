"""The fake Slack is held to Slack's own samples, so that it cannot drift into fiction."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.slack.blocks import problem_of
from tests.fakes.slack.elements import field_problem
from tests.fakes.slack.payloads import event, joined, mention, press, slash
from tests.fakes.slack.screens import Shown, a_trigger
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import ADA, APP_TOKEN, BOT_TOKEN, CHANNEL, Json, State
from tests.fakes.slack.views import (
    closed,
    home_opened,
    open_view,
    press_in,
    shortcut,
    submission,
    update_view,
    view_problem,
)

HEADER: Json = {"type": "header", "text": {"type": "plain_text", "text": "x"}}
SAMPLES = Path(__file__).parents[2] / "data" / "slack"


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def unknown_keys(made: object, known: object, path: str = "") -> list[str]:
    """The keys that a payload has and Slack's sample has not; what the sample leaves empty is not looked into."""
    if isinstance(made, list) and isinstance(known, list) and known:
        return [wrong for one in made for wrong in unknown_keys(one, known[0], path)]
    if not isinstance(made, dict) or not isinstance(known, dict) or not known:
        return []
    wrong = [f"{path}/{key}" for key in made if key not in known]
    return wrong + [
        one for key in made.keys() & known.keys() for one in unknown_keys(made[key], known[key], f"{path}/{key}")
    ]


VIEW: Json = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Form"},
    "submit": {"type": "plain_text", "text": "Go"},
    "callback_id": "form",
    "blocks": [
        {
            "type": "input",
            "block_id": "words",
            "label": {"type": "plain_text", "text": "Words"},
            "element": {"type": "plain_text_input", "action_id": "typed", "initial_value": "h200"},
        }
    ],
}
FORM = Shown(id="V1", content=VIEW, hash="1.1")


def without_blocks(payload: Json) -> Json:
    """Slack's sample of what comes back from a form leaves out the blocks that were shown."""
    view = payload["view"]
    assert isinstance(view, dict)
    return payload | {"view": {name: value for name, value in view.items() if name != "blocks"}}


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (slash("topic h200", response_url="http://127.0.0.1/response/1"), "SlashCommandPayload"),
        (press({"type": "button", "action_id": "a", "value": "v"}, response_url="http://x"), "BlockActionPayload"),
        (mention("help"), "AppMentionPayload"),
        (home_opened(), "AppHomeOpenedPayload"),
        (shortcut({"text": "<https://wire.example/1>"}, callback_id="w", response_url=""), "MessageShortcutPayload"),
        (without_blocks(submission(FORM)), "ViewSubmissionPayload"),
        (without_blocks(closed(FORM)), "ViewClosedPayload"),
        (press_in(FORM, {"type": "button", "action_id": "a", "value": "v"}), "BlockActionPayload"),
        (joined(), "MemberJoinedChannelPayload"),
        (event({"type": "app_uninstalled"}), "AppUninstalledPayload"),
        (event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U1"]}}), "TokensRevokedPayload"),
    ],
)
def test_what_it_sends_has_no_key_that_slack_does_not_send(payload: Json, name: str) -> None:
    assert unknown_keys(payload, sample(name)) == []


ASKED: dict[str, Json] = {
    "auth.test": {},
    "conversations.info": {"channel": CHANNEL},
    "chat.postMessage": {"channel": CHANNEL, "text": "Hello", "metadata": {"event_type": "x", "event_payload": {}}},
    "chat.postEphemeral": {"channel": CHANNEL, "user": ADA, "text": "Hello"},
    "users.info": {"user": ADA},
    "conversations.open": {"users": ADA},
    "views.open": {"trigger_id": "1.2.9000001", "view": VIEW},
    "views.publish": {"user_id": ADA, "view": {"type": "home", "blocks": []}},
    "views.update": {"view_id": "V0000001", "view": VIEW},
    "conversations.history": {"channel": CHANNEL, "include_all_metadata": 1},
    "apps.connections.open": {},
}


async def test_its_answers_have_no_key_that_slack_does_not_give() -> None:
    async with FakeSlack() as slack, aiohttp.ClientSession() as session:
        slack.state.scopes += ",channels:history"
        assert a_trigger(9_000_001) == ASKED["views.open"]["trigger_id"]
        for method, asked in ASKED.items():
            token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
            headers = {"Authorization": f"Bearer {token}"}
            async with session.post(slack.api_url + method, json=asked, headers=headers) as answer:
                content = await answer.json()
            assert content["ok"], method
            assert unknown_keys(content, sample(method)) == []


async def test_what_was_typed_stays_when_a_view_is_updated_and_goes_with_its_field() -> None:
    shown = Shown(id="V1", content=VIEW, hash="1.1")
    shown.fill("words", "h20")
    shown.replace(VIEW | {"blocks": [*shown.blocks, HEADER]})
    assert shown.state() == {"values": {"words": {"typed": {"type": "plain_text_input", "value": "h20"}}}}
    shown.replace(VIEW | {"blocks": [HEADER]})
    assert (shown.state(), shown.hash) == ({"values": {}}, "1.3")


def test_a_trigger_opens_one_view_and_only_a_given_one() -> None:
    state = State()
    asked: Json = {"trigger_id": a_trigger(9_000_002), "view": VIEW}
    assert open_view(state, asked)["ok"]
    assert open_view(state, asked)["error"] == "exchanged_trigger_id"
    assert open_view(state, asked | {"trigger_id": "made-up"})["error"] == "invalid_trigger_id"
    assert update_view(state, {"view_id": "V9", "view": VIEW})["error"] == "not_found"
    assert update_view(state, {"view_id": "V0000001", "view": VIEW, "hash": "old"})["error"] == "hash_conflict"


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ""),
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "/title"),
        ({"private_metadata": "x" * 3001}, "too long"),
        ({"colour": "red"}, "unknown keys"),
        ({"type": "home"}, "must be a modal"),
        ({"callback_id": "x" * 256}, "too long"),
        ({"blocks": [HEADER] * 101}, "more than 100"),
        ({"blocks": 3}, "invalid_blocks_format"),
    ],
)
def test_views_over_a_limit_are_refused(changes: Json, wanted: str) -> None:
    assert wanted in view_problem(VIEW | changes, kind="modal")
    assert bool(view_problem(VIEW | changes, kind="modal")) is bool(wanted)


def test_a_form_needs_a_button_and_a_choice_needs_its_options() -> None:
    unsent = {name: value for name, value in VIEW.items() if name != "submit"}
    assert view_problem(unsent, kind="modal") == "/submit is missing"
    option = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
    chosen: Json = {"type": "static_select", "action_id": "a", "options": [option]}
    assert field_problem(chosen) == ""
    assert field_problem(chosen | {"initial_option": {**option, "value": "2"}}) == "begins with what is no option"
    assert field_problem(chosen | {"options": []}) == "must have 1 to 100 options"
    assert field_problem({"type": "number_input", "action_id": "a"}) == "must say whether decimals are allowed"
    assert field_problem({"type": "plain_text_input", "action_id": "a", "max_length": 3001}) == "has a wrong max_length"
    assert field_problem({"type": "video"}) == "is nothing that can be filled in"


async def test_a_socket_ticket_serves_once() -> None:
    async with FakeSlack() as slack, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {APP_TOKEN}"}
        async with session.post(slack.api_url + "apps.connections.open", headers=headers) as answer:
            url = (await answer.json())["url"]
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)


@pytest.mark.parametrize(
    ("blocks", "wanted"),
    [
        ([HEADER], ""),
        ([HEADER] * 51, "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": ""}}], "invalid_blocks"),
        ([{"type": "rich_text", "elements": []}], "invalid_blocks"),
        ([{"type": "actions", "elements": [{"type": "button"}]}], "invalid_blocks"),
        ([HEADER | {"block_id": "x"}] * 2, "invalid_blocks"),
        ([{"type": "context", "elements": [{"type": "plain_text", "text": "x" * 2900}]}] * 5, "msg_blocks_too_long"),
        ("text", "invalid_blocks_format"),
    ],
)
def test_blocks_over_a_limit_are_refused(blocks: object, wanted: str) -> None:
    assert problem_of(blocks).split(":")[0] == wanted
