"""Slack's settings to what is wrong with them: each a sentence with its mend."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import client_of, new_session
from adapters.slack.errors import delivery_error
from adapters.slack.manifest import scopes
from bot.config import SlackSettings
from bot.errors import GiveUp
from bot.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check says; `fine` or not."""

    says: str
    fine: bool = False


async def check_slack(settings: SlackSettings, targets: Collection[Target]) -> tuple[Checked, ...]:
    """How the tokens, the scopes and the channels of `targets` stand; nothing is posted."""
    async with new_session() as session:
        client = client_of(settings, session)
        try:
            answer = await client.api_call("auth.test")
        except Exception as problem:
            return (Checked(says=_refused(problem, setting="slack.bot_token")),)
        granted = {name.strip() for name in _header(answer.headers, "x-oauth-scopes").split(",") if name}
        workspace = str(answer["team_id"])
        found = [Checked(says=f"signed in to workspace {workspace} ({answer['team']})", fine=True)]
        found += _missing(granted, settings)
        found += await _app_token(client, settings)
        for target in sorted(targets):
            found += await _channel(client, target, workspace=workspace)
        return tuple(found)


def _missing(granted: set[str], settings: SlackSettings) -> list[Checked]:
    """The scopes that Slack does not name for the token; nothing when it names none at all, as a proxy may cause."""
    missing = [name for name in scopes(read_back=settings.read_back) if granted and name not in granted]
    mend = "add it under OAuth & Permissions and install the app again, or give Slack `chipbrief slack manifest`"
    return [Checked(says=f"the bot token lacks the scope {name}; {mend}") for name in missing]


async def _app_token(client: AsyncWebClient, settings: SlackSettings) -> list[Checked]:
    token = settings.app_token.get_secret_value()
    if not token:
        says = "slack.app_token is empty: digests are posted, but no command is answered; set it, or ignore this"
        return [Checked(says=says, fine=True)]
    try:
        await client.apps_connections_open(app_token=token)
    except Exception as problem:
        return [Checked(says=_refused(problem, setting="slack.app_token"))]
    return [Checked(says="Socket Mode is open to us", fine=True)]


async def _channel(client: AsyncWebClient, target: Target, *, workspace: str) -> list[Checked]:
    if target.workspace != workspace:
        says = f"{target}: the bot's token is for workspace {workspace}; write slack:{workspace}/{target.channel}"
        return [Checked(says=says)]
    try:
        answer = await client.api_call("conversations.info", http_verb="GET", params={"channel": target.channel})
    except Exception as problem:
        error = delivery_error(problem, doing=f"look at {target}")
        return [Checked(says=f"{error}; invite the bot there with /invite @Chipbrief, or take out the subscription")]
    channel = answer["channel"]
    if channel.get("is_archived"):
        return [Checked(says=f"{target} is archived; unarchive it, or take out the subscription")]
    if not channel.get("is_member") and not channel.get("is_im"):
        return [Checked(says=f"the bot is not in {target}; invite it there with /invite @Chipbrief")]
    return [Checked(says=f"the bot is in {target}", fine=True)]


def _refused(problem: Exception, *, setting: str) -> str:
    error = delivery_error(problem, doing="sign in to Slack")
    if isinstance(error, GiveUp):
        return f"{error}; copy {setting} again from your app's page, where it may have been revoked"
    return f"{error}; see whether slack.api_url can be reached from here"


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")
