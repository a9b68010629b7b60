"""What Slack sends, as the line that is asked and where; and who is a manager."""

import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.connection import client_of
from adapters.slack.happenings import pressed, said, typed, words_of
from adapters.slack.people import People
from adapters.slack.replies import Place
from bot.config import SlackSettings
from tests.fakes.slack.payloads import direct_message, mention, press, slash
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import ADA, BEN, BOT_TOKEN, BOT_USER, CHANNEL, WORKSPACE, Fault, Json

DIRECT = "D0000001"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("topic h200 7d", "topic h200 7d"),
        ("  help ", "help"),
        ("why <https://wire.example/1>", "why https://wire.example/1"),
        ("why <https://wire.example/1?a=1&amp;b=2|wire.example>", "why https://wire.example/1?a=1&b=2"),
        ("topic AT&amp;T &lt;chips&gt;", "topic AT&T <chips>"),
        ("topic <#C0000001|chips> news", "topic chips news"),
        ("topic <@U000BEN>", "topic"),
        ("topic “export rules”", "topic “export rules”"),
        ("topic &amp;lt;", "topic &lt;"),
        ("", ""),
    ],
)
def test_what_somebody_typed_comes_out_of_slacks_notation(text: str, words: str) -> None:
    assert words_of(text) == words


def test_a_command_a_press_and_a_mention_say_where_and_who() -> None:
    address = "http://127.0.0.1/response/1"
    place = Place(workspace=WORKSPACE, channel=CHANNEL, user=ADA, team=WORKSPACE)
    here = replace(place, name=ADA.lower(), response_url=address)
    assert typed(slash("help", response_url=address)) == (here, "help")
    assert pressed(press({"value": "/brief now"}, response_url=address)) == (here, "/brief now")
    assert said(mention("topic h200", of="T9"), bot_user=BOT_USER) == (
        replace(place, workspace="T9", team="T9"),
        "topic h200",
    )
    assert said(mention("topic h200"), bot_user=BOT_USER) == (place, "topic h200")
    assert typed(slash("help", response_url="", channel=DIRECT))[0].direct


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B000BOT"},
        {"subtype": "message_changed"},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
def test_only_what_a_person_says_to_us_is_answered(changes: Json) -> None:
    body = direct_message("topic h200")
    assert said(body, bot_user=BOT_USER) is not None
    event = body["event"]
    assert isinstance(event, dict)
    assert said(body | {"event": event | changes}, bot_user=BOT_USER) is None


def test_a_payload_that_lacks_what_it_should_have_breaks_nothing() -> None:
    assert pressed({})[1] == ""
    assert typed({})[1] == ""
    assert said({}, bot_user=BOT_USER) is None


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
async def client(slack: FakeSlack) -> AsyncIterator[AsyncWebClient]:
    settings = SlackSettings.model_validate({"bot_token": BOT_TOKEN, "api_url": slack.api_url})
    async with aiohttp.ClientSession() as session:
        yield client_of(settings, session)


async def test_admins_and_those_whom_the_settings_name_are_managers(slack: FakeSlack, client: AsyncWebClient) -> None:
    people = People(managers=("U000CYD",))
    assert [(await people.who(client, WORKSPACE, one)).manager for one in (ADA, BEN)] == [True, False]
    assert [(await people.who(client, WORKSPACE, one)).manager for one in (ADA, BEN)] == [True, False]
    assert len(slack.state.calls) == 2, "Slack is asked once"
    assert (await people.who(client, WORKSPACE, "U000CYD")).manager


async def test_nobody_is_a_manager_because_slack_cannot_say(slack: FakeSlack, client: AsyncWebClient) -> None:
    people = People(managers=())
    slack.state.faults.append(Fault(method="users.info", error="missing_scope"))
    assert not (await people.who(client, WORKSPACE, ADA)).manager
    assert (await people.who(client, WORKSPACE, ADA)).manager, "a failure is not remembered"


async def test_a_persons_zone_is_known_and_what_is_known_in_one_workspace_says_nothing_of_another(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    people = People(managers=())
    assert (await people.who(client, WORKSPACE, BEN)).zone == "Europe/London"
    await people.who(client, "T0000002", BEN)
    assert len(slack.state.calls) == 2


def test_slacks_libraries_are_not_imported_without_a_token() -> None:
    program = "import bot.main, sys; sys.exit(any(name.startswith('slack_') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
