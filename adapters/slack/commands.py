"""What people type, press and say in Slack to answers; and what Slack tells us of channels and workspaces."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.happenings import pressed, said, told_of_channel, typed
from adapters.slack.people import People
from adapters.slack.render import ACTION
from adapters.slack.replies import Place, Replies
from adapters.slack.seen import Seen
from bot.commands import COMMANDS
from bot.commands.answer import Answer, answer_line
from bot.commands.command import Asker
from bot.commands.services import Services
from bot.config import SlackSettings
from bot.deliver import resume_target
from bot.errors import BotError
from bot.storage.notices import Notice, add_notice
from bot.storage.pauses import Pause, pause
from bot.targets import Target
from digests.layout import problem_message

log = structlog.get_logger()

PLATFORM = "slack"
ROOT = "/brief"
AT_ONCE = 4
"""Answers worked at together; more would hold up the acknowledgements of those that come."""
Body = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its workspace, its user and its bot id."""

    workspace: str
    user: str
    bot: str


class Conversation:
    """Answers over Socket Mode; every request is acknowledged before anything is done for it."""

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        session: aiohttp.ClientSession,
        identity: Identity,
        settings: SlackSettings,
        services: Services,
        clock: Callable[[], datetime],
    ) -> None:
        self._identity = identity
        self._services = services
        self._clock = clock
        self._token = settings.bot_token.get_secret_value()
        self._people = People(client, managers=settings.managers)
        self._replies = Replies(client=client, session=session)
        self._seen = Seen()
        self._at_work = asyncio.Semaphore(AT_ONCE)
        app = self._app(client)
        app_token = settings.app_token.get_secret_value()
        self._sockets = [
            AsyncSocketModeHandler(app, app_token=app_token, web_client=client) for _ in range(settings.sockets)
        ]
        for socket in self._sockets:
            socket.client.proxy = None

    async def open(self) -> None:
        """Open the sockets; Slack gives each request to one of them, and one serves while another is renewed."""
        for socket in self._sockets:
            await socket.connect_async()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Close the sockets."""
        for socket in self._sockets:
            await socket.close_async()  # type: ignore[no-untyped-call]

    def _app(self, client: AsyncWebClient) -> AsyncApp:
        ours, token = self._identity, self._token

        async def authorize(team_id: str | None = None) -> AuthorizeResult | None:
            """Our own token for our own workspace, without asking Slack for every request."""
            if team_id != ours.workspace:
                return None
            return AuthorizeResult(
                enterprise_id=None, team_id=team_id, bot_user_id=ours.user, bot_id=ours.bot, bot_token=token
            )

        bare = AsyncWebClient(base_url=client.base_url, session=client.session, retry_handlers=[])
        bare.proxy = None  # with a token in it, Bolt would warn that it prefers `authorize`
        app = AsyncApp(client=bare, authorize=authorize, name="chipbrief")  # type: ignore[arg-type]
        app.use(self._once)
        app.command(ROOT)(self._typed)
        app.action(re.compile(re.escape(ACTION) + r"\."))(self._pressed)
        for event in ("app_mention", "message"):
            app.event(event)(self._said)
        for event in ("member_joined_channel", "channel_unarchive", "group_unarchive"):
            app.event(event)(self._invited)
        for event in ("app_uninstalled", "tokens_revoked"):
            app.event(event)(self._let_go)
        return app

    async def _once(self, body: Body, next: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse:
        """Let a request through once, however often Slack sends it."""
        name = str(body.get("event_id") or body.get("trigger_id") or "")
        if name and self._seen.again(name):
            return BoltResponse(status=200, body="")
        return await next()

    async def _typed(self, ack: Callable[[], Awaitable[object]], body: Body) -> None:
        await ack()
        place, line = typed(body)
        await self._reply(f"{ROOT} {line}", place)

    async def _pressed(self, ack: Callable[[], Awaitable[object]], body: Body) -> None:
        await ack()
        place, line = pressed(body)
        if line and place.channel:
            await self._reply(line, place)

    async def _said(self, body: Body) -> None:
        heard = said(body, bot_user=self._identity.user)
        if heard is not None:
            place, line = heard
            await self._reply(f"{ROOT} {line}", place)

    async def _invited(self, body: Body) -> None:
        channel, person = told_of_channel(body)
        joined = body["event"]["type"] == "member_joined_channel"
        if channel and (not joined or person == self._identity.user):
            await resume_target(self._services.store, self._target(channel))

    async def _let_go(self, body: Body) -> None:
        """Stop the workspace: its queue is kept until the app is installed again."""
        event = body["event"]
        if event["type"] == "tokens_revoked" and not event.get("tokens", {}).get("bot"):
            return
        reason = f"Slack says {event['type']}"
        text = f"Nothing can be posted to {PLATFORM}:{self._identity.workspace}: {reason}. What is due is kept."
        notice = Notice(
            key="stopped:",
            platform=PLATFORM,
            workspace=self._identity.workspace,
            text=text,
            created_at=self._clock(),
        )
        held = Pause(platform=PLATFORM, workspace=self._identity.workspace, until=None, reason=reason)
        async with self._services.store.writing() as connection:
            await pause(connection, held)
            await add_notice(connection, notice)

    async def _reply(self, line: str, place: Place) -> None:
        async with self._at_work:
            answered = await self._answer(line, place)
        await self._replies.post(answered, place)

    async def _answer(self, line: str, place: Place) -> Answer:
        asker = Asker(id=place.user, name=place.name, manager=await self._people.manages(place.user))
        try:
            return await answer_line(
                line,
                commands=COMMANDS,
                target=self._target(place.channel),
                asker=asker,
                now=self._clock(),
                services=self._services,
            )
        except BotError as error:
            problem = str(error)
        except Exception as error:  # whoever asked must not be left without an answer
            log.error("command_failed", platform=PLATFORM, exc_info=error)
            problem = "Something went wrong here, and is noted for whoever runs this bot. Try again in a minute."
        return Answer(message=problem_message(problem), private=True, problem=True)

    def _target(self, channel: str) -> Target:
        return Target(platform=PLATFORM, workspace=self._identity.workspace, channel=channel)
