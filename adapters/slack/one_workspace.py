"""The one workspace of the settings: signed in to with their bot token, again and again until Slack answers."""

import asyncio
from datetime import datetime

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import delivery_error
from adapters.slack.leaving import Removal, stop
from adapters.slack.workspace import Identity, Workspace
from bot.deliver import resume_workspace
from bot.errors import DeliveryError, GiveUp, TryLater
from bot.storage import Store

log = structlog.get_logger()

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_PATIENCE = 2.0
"""Seconds that a request waits for us to be signed in; Slack waits three."""


class OneWorkspace:
    """The workspace that the bot token is for; with a store, its queue goes on when the token is good again."""

    def __init__(self, client: AsyncWebClient, *, store: Store | None) -> None:
        self._client = client
        self._store = store
        self._identity: Identity | None = None
        self._entered = asyncio.Event()

    async def enter(self) -> bool:
        """Sign in; false when Slack says that the token is no good."""
        self._identity = await _signed_in(self._client)
        if self._identity is None:
            return False
        self._entered.set()
        log.info("slack_signed_in", workspace=self._identity.workspace)
        if self._store is not None:
            await resume_workspace(self._store, platform="slack", workspace=self._identity.workspace)
        return True

    async def find(self, team: str, _: str) -> Workspace | None:
        """The workspace, when a request comes from it; waits a little for us to be signed in, and raises TryLater."""
        try:
            await asyncio.wait_for(self._entered.wait(), _PATIENCE)
        except TimeoutError as error:
            raise TryLater("Slack has not let us in yet") from error
        ours = self._identity
        return Workspace(identity=ours, client=self._client) if ours is not None and team == ours.workspace else None

    async def leave(self, removal: Removal, now: datetime) -> None:
        """Stop the workspace, when it is ours; a start with a good token goes on."""
        ours = self._identity
        if self._store is not None and ours is not None and removal.owner == ours.workspace:
            await stop(self._store, removal, wipe=False, now=now)

    async def client(self, workspace: str) -> AsyncWebClient:
        """The client; GiveUp when the token is known to be for another workspace."""
        ours = self._identity
        if ours is not None and workspace != ours.workspace:
            raise GiveUp(f"the bot's token is for workspace {ours.workspace}, not {workspace}", scope="credential")
        return self._client

    async def after(self, error: GiveUp, *, workspace: str) -> DeliveryError:
        """The refusal itself: the settings have no other token."""
        return error


async def _signed_in(client: AsyncWebClient) -> Identity | None:
    """Who we are; tried until Slack answers, None when it says that the token is no good."""
    wait = _FIRST_WAIT
    while True:
        try:
            answer = await client.api_call("auth.test")
            return Identity(
                workspace=str(answer["team_id"]), user=str(answer["user_id"]), bot=str(answer.get("bot_id"))
            )
        except Exception as problem:
            error = delivery_error(problem, doing="sign in to Slack")
        log.error("slack_not_signed_in", problem=str(error))
        if isinstance(error, GiveUp):
            return None
        await asyncio.sleep(wait)
        wait = min(2 * wait, _LONGEST_WAIT)
