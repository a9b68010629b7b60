"""The manifest and the check: what Slack is asked for, and what is said when something is missing."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from adapters.slack.checking import check_slack
from adapters.slack.manifest import LONGEST_HINT, manifest, scopes
from bot.cli.app import app
from bot.commands import COMMANDS
from bot.config import SlackSettings
from bot.targets import Target
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import APP_TOKEN, BOT_TOKEN, CHANNEL, WORKSPACE, Fault

SNAPSHOT = Path(__file__).parents[2] / "data" / "slack_manifest.json"
HERE = Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL)


def test_the_manifest_asks_for_what_it_asked_for_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(app, ["slack", "manifest"])
    assert printed.exit_code == 0
    wanted = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert json.loads(printed.output) == wanted, "when the change is wanted: chipbrief slack manifest, into that file"


def test_history_is_asked_for_only_to_read_back() -> None:
    assert not [name for name in scopes(read_back=False) if name in ("channels:history", "groups:history")]
    assert set(scopes(read_back=True)) - set(scopes(read_back=False)) == {"channels:history", "groups:history"}


def test_the_manifest_keeps_slacks_limits() -> None:
    made = json.loads(json.dumps(manifest(COMMANDS)))
    (command,) = made["features"]["slash_commands"]
    assert len(command["usage_hint"]) <= LONGEST_HINT
    assert len(command["description"]) <= 100
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        yield fake


async def said(slack: FakeSlack, *targets: Target, **changes: object) -> list[tuple[bool, str]]:
    settings = {"bot_token": BOT_TOKEN, "app_token": APP_TOKEN, "api_url": slack.api_url} | changes
    found = await check_slack(SlackSettings.model_validate(settings), targets)
    assert not slack.state.posts
    return [(one.fine, one.says) for one in found]


async def test_all_is_well(slack: FakeSlack) -> None:
    found = await said(slack, HERE)
    assert [fine for fine, _ in found] == [True, True, True]
    assert found[0][1] == f"signed in to workspace {WORKSPACE} (Sample)"
    assert found[2][1] == f"the bot is in {HERE}"


async def test_what_is_missing_is_said_with_its_mend(slack: FakeSlack) -> None:
    slack.state.scopes = slack.state.scopes.replace("users:read,", "")
    slack.state.members.clear()
    slack.state.archived.add("C0000002")
    elsewhere = Target(platform="slack", workspace="T0000009", channel=CHANNEL)
    archived = Target(platform="slack", workspace=WORKSPACE, channel="C0000002")
    unknown = Target(platform="slack", workspace=WORKSPACE, channel="G0000001")
    found = await said(slack, HERE, archived, unknown, elsewhere, app_token="xapp-other")
    problems = [says for fine, says in found if not fine]
    for words in (
        "lacks the scope users:read",
        "copy slack.app_token again",
        "invite it there with /invite @Chipbrief",
        "is archived; unarchive it",
        "Slack says channel_not_found",
        f"write slack:{WORKSPACE}/{CHANNEL}",
    ):
        assert [says for says in problems if words in says], words
    assert len(problems) == 6


async def test_a_token_that_is_no_good_or_a_slack_that_is_down_is_said(slack: FakeSlack) -> None:
    slack.state.faults.append(Fault(method="auth.test", status=503))
    ((fine, says),) = await said(slack)
    assert not fine
    assert "slack.api_url" in says
    ((fine, says),) = await said(slack, bot_token="xoxb-other")
    assert not fine
    assert "copy slack.bot_token again" in says


async def test_without_an_app_token_commands_are_not_answered(slack: FakeSlack) -> None:
    found = await said(slack, app_token="")
    assert [fine for fine, _ in found] == [True, True]
    assert "no command is answered" in found[1][1]
