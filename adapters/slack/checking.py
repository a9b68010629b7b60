"""Slack's settings to what is wrong with them: each a sentence with its mend."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.client import client_of, new_session
from adapters.slack.errors import delivery_error
from adapters.slack.manifest import scopes
from bot.config import SlackSettings
from bot.errors import GiveUp, StorageError
from bot.storage import Store
from bot.storage.installations import Installation, installation_of, installations_on
from bot.storage.sealing import Seal
from bot.targets import Target

PLATFORM = "slack"


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
            workspace, found = await _signed_in(client, settings)
        except Exception as problem:
            return (Checked(says=_refused(problem, mend="copy slack.bot_token again from your app's page")),)
        found += await _requests(client, settings)
        for target in sorted(targets):
            found += await _channel(client, target, workspace=workspace)
        return tuple(found)


async def check_installations(
    settings: SlackSettings, store: Store, targets: Collection[Target]
) -> tuple[Checked, ...]:
    """How the token of each workspace that installed the app stands, and the channels of `targets`."""
    installed = await installations_on(store, PLATFORM)
    given = [one for one in installed if one.sealed]
    found = [Checked(says=f"{len(given)} workspaces have installed the app; others can at /slack/install", fine=True)]
    async with new_session() as session:
        for one in given:
            found += await _installation(one, settings, session)
        for target in sorted(targets):
            found += await _target(target, settings, store, session)
    return tuple(found)


async def _installation(one: Installation, settings: SlackSettings, session: ClientSession) -> list[Checked]:
    seal = Seal(settings.sealing_keys)
    place = f"{one.workspace} ({one.name})"
    try:
        client = client_of(settings, session, token=seal.open(one.sealed, owner=one.owner))
        _, found = await _signed_in(client, settings)
    except StorageError as problem:
        return [Checked(says=f"{place}: {problem}")]
    except Exception as problem:
        return [Checked(says=f"{place}: {_refused(problem, mend='install the app there again')}")]
    if one.key_id != seal.key_id:
        says = f"{place}: the token is under an older key; `chipbrief slack rotate-keys` seals it with the newest"
        found.append(Checked(says=says, fine=True))
    return found


async def _target(target: Target, settings: SlackSettings, store: Store, session: ClientSession) -> list[Checked]:
    one = await installation_of(store, platform=PLATFORM, workspace=target.workspace)
    if one is None:
        return [Checked(says=f"{target}: the app is not installed there; install it at /slack/install")]
    try:
        token = Seal(settings.sealing_keys).open(one.sealed, owner=one.owner)
    except StorageError:
        return []  # was told of the installation
    return await _channel(client_of(settings, session, token=token), target, workspace=target.workspace)


async def _signed_in(client: AsyncWebClient, settings: SlackSettings) -> tuple[str, list[Checked]]:
    """The workspace of a token, and how its scopes stand; raises what the client raises."""
    answer = await client.api_call("auth.test")
    granted = {name.strip() for name in _header(answer.headers, "x-oauth-scopes").split(",") if name}
    workspace = str(answer.get("team_id") or answer.get("enterprise_id"))
    found = [Checked(says=f"signed in to workspace {workspace} ({answer.get('team')})", fine=True)]
    return workspace, found + _missing(granted, settings)


def _missing(granted: set[str], settings: SlackSettings) -> list[Checked]:
    """The scopes that Slack does not name for the token; nothing when it names none at all, as a proxy may cause."""
    missing = [name for name in scopes(read_back=settings.read_back) if granted and name not in granted]
    mend = "add it under OAuth & Permissions and install the app again, or give Slack `chipbrief slack manifest`"
    return [Checked(says=f"the bot token lacks the scope {name}; {mend}") for name in missing]


async def _requests(client: AsyncWebClient, settings: SlackSettings) -> list[Checked]:
    if settings.mode == "http":
        return [Checked(says="requests are taken over HTTP, when they are signed", fine=True)]
    token = settings.app_token.get_secret_value()
    if not token:
        says = "slack.app_token is empty: digests are posted, but no command is answered; set it, or ignore this"
        return [Checked(says=says, fine=True)]
    try:
        await client.apps_connections_open(app_token=token)
    except Exception as problem:
        return [Checked(says=_refused(problem, mend="copy slack.app_token again from your app's page"))]
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


def _refused(problem: Exception, *, mend: str) -> str:
    error = delivery_error(problem, doing="sign in to Slack")
    if isinstance(error, GiveUp):
        return f"{error}; {mend}, where it may have been revoked"
    return f"{error}; see whether slack.api_url can be reached from here"


def _header(headers: Mapping[str, str], name: str) -> str:
    return next((value for key, value in headers.items() if key.lower() == name), "")
