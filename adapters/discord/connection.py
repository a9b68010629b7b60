"""The Discord platform: a page is one message that carries our key twice; the gateway brings the commands."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

import aiohttp
import structlog

from adapters.discord.commands import PLATFORM, Conversation
from adapters.discord.direct import CLOSED, WHY, DirectMessages
from adapters.discord.errors import Refused, delivery_error
from adapters.discord.forums import Forums
from adapters.discord.gateway import IDENTIFY_SECONDS, Ears, Gateway, Stopped
from adapters.discord.identity import Identity, sign_in
from adapters.discord.lookback import found_in
from adapters.discord.marks import marked
from adapters.discord.pace import Pace
from adapters.discord.posting import posted, posted_under
from adapters.discord.publishing import Publishing
from adapters.discord.render import pages, payload
from adapters.discord.replies import Replies
from adapters.discord.rest import Json, Rest, session_for_discord
from adapters.discord.servers import Servers
from adapters.discord.signed_interactions import SignedInteractions
from adapters.discord.sizes import Style
from adapters.discord.tree import keep_syncing, sync
from adapters.discord.uploads import illustrated
from adapters.discord.views import lines_to_keep, workspace_told
from bot.commands import COMMANDS
from bot.commands.services import Services
from bot.config import DiscordSettings
from bot.errors import DeliveryError, GiveUp
from bot.ports import Endpoint
from bot.storage.button_lines import keep_lines
from bot.targets import Target
from digests.message import Message

log = structlog.get_logger()

START_SECONDS: Final = 5.0
STOP_SECONDS: Final = 5.0


class DiscordPlatform:
    """Posts with the bot's token and, with `services`, answers commands that come over the gateway.

    When Discord cannot be reached at the start the rest of the bot runs on, and this goes on trying.
    """

    name = PLATFORM
    digests = "short"

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        clock: Callable[[], datetime],
        services: Services | None = None,
        pace: Pace | None = None,
        spacing: float = IDENTIFY_SECONDS,
    ) -> None:
        """`spacing` is how many seconds apart sessions of the gateway begin."""
        self._settings = settings
        self._style = Style(settings.style)
        self._clock = clock
        self._services = services
        self._pace = pace or Pace()
        self._spacing = spacing
        self._session: aiohttp.ClientSession | None = None
        self._rest: Rest | None = None
        self._identity: Identity | None = None
        self._closed_because = ""
        self._direct: DirectMessages | None = None
        self._forums: Forums | None = None
        self._publishing: Publishing | None = None
        self._conversation: Conversation | None = None
        self._signed: SignedInteractions | None = None
        if settings.public_key and services is not None:
            self._signed = SignedInteractions(public_key=settings.public_key, clock=clock, store=services.store)
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Sign in and open the gateway; returns after a few seconds even when Discord does not answer."""
        self._session = session_for_discord()
        token = self._settings.token.get_secret_value()
        self._rest = Rest(self._session, base=self._settings.api_url, token=token, pace=self._pace)
        store = self._services.store if self._services else None
        self._direct = DirectMessages(self._rest, store)
        self._forums = Forums(self._rest, self._clock)
        self._publishing = Publishing(self._rest, store, self._settings.publish)
        signed_in = asyncio.Event()
        self._connecting = asyncio.create_task(self._connect(self._rest, signed_in))
        waiting = asyncio.create_task(signed_in.wait())
        await asyncio.wait([self._connecting, waiting], timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    async def stop(self) -> None:
        """Close the gateway, finish the answers under way, and close the session."""
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.wait([self._connecting])
        if self._conversation is not None:
            await self._conversation.finish(STOP_SECONDS)
        if self._publishing is not None:
            await self._publishing.stop()
        if self._session is not None:
            await self._session.close()

    def endpoints(self) -> tuple[Endpoint, ...]:
        """Where Discord sends interactions, when they come over HTTP; known from the start on."""
        return self._signed.endpoints() if self._signed is not None else ()

    def pages(self, message: Message) -> tuple[Message, ...]:
        """As few pages as Discord's limits allow."""
        return pages(message, style=self._style)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post a page and give its id; the same key within minutes gives the first post again."""
        rest = self._ready()
        try:
            content = marked(await self._content(target, page), key)
            return await self._posted(rest, target, page, content, key)
        except Exception as problem:
            error = delivery_error(problem, doing="post the page")
            elsewhere = await self._where_asked(target, problem)
            if not elsewhere:
                raise error from problem
        try:
            await self._explain(rest, target, elsewhere, key)
            return await posted(rest, elsewhere, marked(await self._content(target, page), key))
        except Exception as problem:
            raise delivery_error(problem, doing="post the page where it was asked for") from problem

    async def reply(self, target: Target, page: Message, *, key: str, to: str) -> str:
        """Post a page in the thread under a post; where there can be none, as a reply that calls nobody."""
        rest = self._ready()
        try:
            content = marked(await self._content(target, page), key)
            channel = await self._channel(target)
            try:
                return await posted_under(rest, channel, to, page, content)
            except Refused as problem:
                if await self._in_forums().is_one(channel, problem):  # and somebody has deleted the post
                    return await self._in_forum(target, channel, page, content, key)
                elsewhere = await self._where_asked(target, problem)
                if not elsewhere:
                    raise
            return await posted_under(rest, elsewhere, to, page, content)
        except Exception as problem:
            raise delivery_error(problem, doing="post the page") from problem

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """The id of the post that carries a key.

        Within the time that Discord remembers nonces nothing is asked: posting again gives the first post.
        """
        rest, identity = self._ready(), self._identity
        try:
            channel = await self._channel(target)
            guild = "" if target.channel.startswith("@") else target.workspace
            author = identity.user if identity else ""
            found = await found_in(rest, channel, guild=guild, author=author, key=key, since=since, now=self._clock())
            elsewhere = await self._asked_in(target)
            if found is not None:
                await self._publishing_there().posted(channel, found)
            if found is not None or not elsewhere:
                return found
            return await found_in(rest, elsewhere, guild="", author=author, key=key, since=since, now=self._clock())
        except DeliveryError:
            raise
        except Exception as problem:
            raise delivery_error(problem, doing="read the channel back") from problem

    async def _posted(self, rest: Rest, target: Target, page: Message, content: Json, key: str) -> str:
        """Post to a channel; to a post of it, where it turns out to be a forum."""
        channel, forums = await self._channel(target), self._in_forums()
        if channel not in forums.known:
            try:
                id = await posted(rest, channel, content)
                await self._publishing_there().posted(channel, id)
                return id
            except Refused as problem:
                if not await forums.is_one(channel, problem):
                    raise
        return await self._in_forum(target, channel, page, content, key)

    async def _in_forum(self, target: Target, channel: str, page: Message, content: Json, key: str) -> str:
        author = self._identity.user if self._identity else ""
        return await self._in_forums().post(channel, page, content, guild=target.workspace, author=author, key=key)

    async def _content(self, target: Target, page: Message) -> Json:
        """What a page says; lines that its buttons cannot hold are kept first."""
        workspace = workspace_told(target.workspace) if target.channel.startswith("@") else ""
        kept = lines_to_keep(page, workspace=workspace)
        if kept and self._services is not None:
            place = {"platform": self.name, "workspace": target.workspace}
            await keep_lines(self._services.store, kept, **place, now=self._clock())
        return await illustrated(payload(page, style=self._style, workspace=workspace, pictured=True), page)

    async def _channel(self, target: Target) -> str:
        """The id of the channel; direct messages with `@person` have one that Discord tells."""
        if not target.channel.startswith("@"):
            return target.channel
        return await self._directly().channel(target.channel[1:])

    async def _asked_in(self, target: Target) -> str:
        """The channel where somebody asked to be told directly; "" for a channel."""
        return await self._directly().asked_in(target) if target.channel.startswith("@") else ""

    async def _where_asked(self, target: Target, problem: Exception) -> str:
        """Where to post instead when a person takes no direct messages; "" when that is not what is wrong."""
        closed = isinstance(problem, Refused) and problem.refusal.code in CLOSED
        return await self._asked_in(target) if closed else ""

    async def _explain(self, rest: Rest, target: Target, channel: str, key: str) -> None:
        """Say once in a channel why something is told there."""
        if await self._directly().has_to_explain(target, channel):
            await posted(rest, channel, marked(payload(WHY, style=self._style), f"why {key}"))
            await self._directly().has_explained(target, channel)

    def _directly(self) -> DirectMessages:
        if self._direct is None:
            raise GiveUp("Discord is not started")
        return self._direct

    def _in_forums(self) -> Forums:
        if self._forums is None:
            raise GiveUp("Discord is not started")
        return self._forums

    def _publishing_there(self) -> Publishing:
        if self._publishing is None:
            raise GiveUp("Discord is not started")
        return self._publishing

    def _ready(self) -> Rest:
        if self._closed_because:
            raise GiveUp(self._closed_because, scope="credential")
        if self._rest is None:
            raise GiveUp("Discord is not started")
        return self._rest

    async def _connect(self, rest: Rest, signed_in: asyncio.Event) -> None:
        try:
            identity = self._identity = await sign_in(rest, application=self._settings.application)
        except GiveUp as problem:
            self._closed_because = str(problem)
            log.error("discord_not_signed_in", problem=str(problem))
            return
        signed_in.set()
        await self._publishing_there().go_on()
        if self._services is None:
            return
        services = self._services
        servers = Servers(services.store, clock=self._clock)
        replies = Replies(rest=rest, store=services.store, style=self._style, clock=self._clock)
        conversation = self._conversation = Conversation(
            replies=replies, settings=self._settings, services=services, clock=self._clock
        )

        if self._signed is not None:
            self._signed.heard_by(conversation.hear)
            told = {"application": identity.application, "platform": self.name}
            await keep_syncing(rest, services.store, COMMANDS, **told)
            return

        async def begin() -> None:
            await sync(rest, services.store, COMMANDS, application=identity.application, platform=self.name)
            await servers.gateway_works()

        gateway = Gateway(
            self._settings,
            application=identity.application,
            rest=rest,
            store=services.store,
            ears=Ears(interaction=conversation.hear, here=servers.here, gone=servers.gone),
            begin=begin,
            spacing=self._spacing,
        )
        try:
            await gateway.run()
        except Stopped as problem:
            log.error("discord_gateway_stopped", problem=str(problem))
            await servers.gateway_stopped(str(problem))
