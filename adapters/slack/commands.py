"""What people type, press and say in Slack to answers; and what Slack tells us of channels and workspaces."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answering import PLATFORM, ROOT, Answering
from adapters.slack.happenings import pressed, said, told_of_channel, typed
from adapters.slack.leaving import Removal, removal_of, stop
from adapters.slack.people import People
from adapters.slack.render import ACTION
from adapters.slack.replies import Replies
from adapters.slack.screens import Screens
from adapters.slack.workspace import FindWorkspace, LeaveWorkspace, workspace_of
from bot.commands.answer import Answer
from bot.commands.services import Services
from bot.commands.words import said as said_so
from bot.config import SlackSettings
from bot.deliver import resume_target, resume_workspace
from bot.seen import Seen
from bot.targets import Target
from digests.desk import Desk
from digests.query import expand, parse
from digests.text import sentences

ALREADY_SHARED = Answer(message=said_so("That was shared here already"), private=True)
Body = dict[str, Any]
GONE = "Chipbrief is not installed in this workspace any more. Whoever runs it can tell where to install it again."
Ack = Callable[..., Awaitable[object]]


class Conversation:
    """Answers what Slack sends, over sockets or through `app`; all is acknowledged before anything is done for it."""

    def __init__(
        self,
        *,
        find: FindWorkspace,
        leave: LeaveWorkspace,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        settings: SlackSettings,
        services: Services,
        clock: Callable[[], datetime],
    ) -> None:
        """`client` says where Slack is; its token is not used for any workspace."""
        self._find = find
        self._services = services
        self._clock = clock
        self._leave = leave
        people = People(managers=settings.managers)
        self._answering = Answering(
            services=services, people=people, replies=Replies(session=session), find=find, clock=clock
        )
        self._screens = Screens(self._answering)
        self._seen = Seen()
        self._shared = Seen()
        self.app = self._app(client, settings)
        self._sockets = _sockets(self.app, client, settings)

    async def open(self) -> None:
        """Open the sockets; Slack gives each request to one of them, and one serves while another is renewed."""
        await asyncio.to_thread(_made_ready, self._services.desk)
        for socket in self._sockets:
            await socket.connect_async()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close the sockets."""
        for socket in self._sockets:
            await socket.close_async()  # type: ignore[no-untyped-call]

    def _app(self, client: AsyncWebClient, settings: SlackSettings) -> AsyncApp:
        async def authorize(
            context: AsyncBoltContext, team_id: str | None = None, enterprise_id: str | None = None
        ) -> AuthorizeResult | None:
            """The workspace's own token, without asking Slack for every request."""
            found = await self._find(team_id or "", enterprise_id or "")
            if found is None:
                return None
            context["workspace"] = found
            ours = found.identity
            return AuthorizeResult(
                enterprise_id=ours.enterprise or None,
                team_id=team_id,
                bot_user_id=ours.user,
                bot_id=ours.bot,
                bot_token=found.client.token,
            )

        bare = AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[])
        bare.proxy = None  # with a token in it, Bolt would warn that it prefers `authorize`
        app = AsyncApp(client=bare, authorize=authorize, name="chipbrief", user_facing_authorize_error_message=GONE)  # type: ignore[arg-type]
        app.use(self._once)
        app.command(ROOT)(self._typed)
        app.action(re.compile(re.escape(ACTION) + r"\."))(self._pressed)
        self._screens.listen(app)
        for event in ("app_mention", "message"):
            app.event(event)(self._said)
        for event in ("member_joined_channel", "channel_unarchive", "group_unarchive"):
            app.event(event)(self._invited)
        app.event("team_access_granted")(self._let_in)
        app.event("team_access_revoked")(self._shut_out)
        for event in ("app_uninstalled", "tokens_revoked"):
            app.event(event)(self._let_go)
        return app

    async def _once(self, body: Body, next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Let a request through once, however often Slack sends it."""
        name = str(body.get("event_id") or body.get("trigger_id") or "")
        if name and self._seen.again(name):
            return BoltResponse(status=200, body="")
        return await next()

    async def _typed(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        await ack()
        (place, line), workspace = typed(body), workspace_of(context)
        if not await self._screens.took(line, place, workspace):
            await self._answering.reply(f"{ROOT} {line}", place, workspace)

    async def _pressed(self, ack: Ack, body: Body, context: AsyncBoltContext) -> None:
        await ack()
        (place, line), workspace = pressed(body), workspace_of(context)
        if not line or not place.channel or await self._screens.took(line, place, workspace):
            return
        answered = await self._answering.line(line, place, workspace)
        if not answered.private and self._shared.again(f"{place.channel} {place.message} {line}"):
            answered = ALREADY_SHARED
        await self._answering.replies.post(workspace.client, answered, place)

    async def _said(self, body: Body, context: AsyncBoltContext) -> None:
        workspace = workspace_of(context)
        heard = said(body, bot_user=workspace.identity.user)
        if heard is not None:
            place, line = heard
            await self._answering.reply(f"{ROOT} {line}", place, workspace)

    async def _invited(self, body: Body, context: AsyncBoltContext) -> None:
        ours = workspace_of(context).identity
        channel, person = told_of_channel(body)
        joined = body["event"]["type"] == "member_joined_channel"
        if channel and (not joined or person == ours.user):
            target = Target(platform=PLATFORM, workspace=ours.workspace, channel=channel)
            await resume_target(self._services.store, target)

    async def _let_in(self, body: Body) -> None:
        """Go on in the workspaces to which an organisation gave us access."""
        for team in body["event"].get("team_ids") or ():
            if await self._find(str(team), str(body.get("enterprise_id") or "")) is not None:
                await resume_workspace(self._services.store, platform=PLATFORM, workspace=str(team))

    async def _shut_out(self, body: Body) -> None:
        """Stop in the workspaces to which an organisation takes our access back; its installation stays."""
        for team in body["event"].get("team_ids") or ():
            found = await self._find(str(team), "")
            if found is not None and found.identity.enterprise:
                removal = Removal(owner=str(team), at=None, reason="Slack says team_access_revoked")
                await stop(self._services.store, removal, wipe=False, now=self._clock())

    async def _let_go(self, body: Body) -> None:
        """Stop what let us go: what is due is kept until the app is installed again. Bolt asks no token for these."""
        removal = removal_of(body)
        if removal is not None:
            await self._leave(removal, self._clock())


def _made_ready(desk: Desk) -> None:
    """Load what reading a query and a text needs, which would hold up everybody when the first one asks."""
    expand(parse("chips"), desk)
    sentences("It is so. It is not.")


def _sockets(app: AsyncApp, client: AsyncWebClient, settings: SlackSettings) -> list[AsyncSocketModeHandler]:
    token = settings.app_token.get_secret_value()
    if not token:
        return []
    sockets = [AsyncSocketModeHandler(app, app_token=token, web_client=client) for _ in range(settings.sockets)]
    for socket in sockets:
        socket.client.proxy = None
    return sockets
