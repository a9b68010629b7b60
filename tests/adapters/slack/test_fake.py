"""The fake Slack is held to Slack's own samples, so that it cannot drift into fiction."""

import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.slack.blocks import problem_of
from tests.fakes.slack.payloads import event, joined, mention, press, slash
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import ADA, APP_TOKEN, BOT_TOKEN, CHANNEL, Json

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


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (slash("topic h200", response_url="http://127.0.0.1/response/1"), "SlashCommandPayload"),
        (press({"type": "button", "action_id": "a", "value": "v"}, response_url="http://x"), "BlockActionPayload"),
        (mention("help"), "AppMentionPayload"),
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
    "conversations.history": {"channel": CHANNEL, "include_all_metadata": 1},
    "apps.connections.open": {},
}


async def test_its_answers_have_no_key_that_slack_does_not_give() -> None:
    async with FakeSlack() as slack, aiohttp.ClientSession() as session:
        slack.state.scopes += ",channels:history"
        for method, asked in ASKED.items():
            token = APP_TOKEN if method == "apps.connections.open" else BOT_TOKEN
            headers = {"Authorization": f"Bearer {token}"}
            async with session.post(slack.api_url + method, json=asked, headers=headers) as answer:
                content = await answer.json()
            assert content["ok"], method
            assert unknown_keys(content, sample(method)) == []


async def test_a_socket_ticket_serves_once() -> None:
    async with FakeSlack() as slack, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {APP_TOKEN}"}
        async with session.post(slack.api_url + "apps.connections.open", headers=headers) as answer:
            url = (await answer.json())["url"]
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(url)


HEADER: Json = {"type": "header", "text": {"type": "plain_text", "text": "x"}}


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
        ([HEADER | {"block_id": "x" * 200}] * 40 + [HEADER] * 10 + [], ""),
        ([{"type": "context", "elements": [{"type": "plain_text", "text": "x" * 2900}]}] * 5, "msg_blocks_too_long"),
        ("text", "invalid_blocks_format"),
    ],
)
def test_blocks_over_a_limit_are_refused(blocks: object, wanted: str) -> None:
    assert problem_of(blocks).split(":")[0] == wanted
