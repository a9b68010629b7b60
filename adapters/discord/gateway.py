"""Discord's gateway to what it tells us: held by one process, resumed when it can be, stopped when it must be."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.happenings import Body
from adapters.discord.rest import Rest
from bot.config import DiscordSettings
from bot.storage import Store
from bot.storage.tenure import Tenure, holding

log = structlog.get_logger()

IDENTIFY_SECONDS: Final = 5.0
"""Discord takes one IDENTIFY in five seconds."""
CLOSING_SECONDS: Final = 1.0
LEAST_IDENTIFIES: Final = 50
"""Below so many left of the thousand a day, nothing is begun anew: Discord resets the token of whoever uses them up."""
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0
_INTERACTION = '"INTERACTION_CREATE"'

FATAL: Final = {
    4004: "Discord refuses the bot token (4004): copy it again from the Bot page of your application to discord.token",
    4010: "Discord refuses the shard (4010): discord.shards must be below discord.shard_count",
    4011: "Discord wants more shards (4011): take out discord.shard_count, or raise it",
    4012: "Discord has given up this version of its gateway (4012): install a newer Chipbrief",
    4013: "Discord does not know what we ask for (4013): install a newer Chipbrief",
    4014: "Discord refuses an intent (4014): see whether discord.token is of the application that you mean",
}
"""Closes after which coming again is of no use, each with its mend."""


class Stopped(Exception):  # noqa: N818 - it is what happened
    """The gateway is closed to us until somebody mends what the text says."""


class NoBudget(Exception):  # noqa: N818
    """Too few IDENTIFYs are left; more come after `seconds`."""

    def __init__(self, seconds: float) -> None:
        """Keep how long."""
        super().__init__(f"few IDENTIFYs are left of today's; waiting {seconds:.0f} seconds")
        self.seconds = seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Whom to tell: of interactions, of servers where we are (with the channels that we may post to), and were."""

    interaction: Callable[[Body], Awaitable[None]]
    here: Callable[[str, frozenset[str]], Awaitable[None]]
    gone: Callable[[str], Awaitable[None]]


class Gateway:
    """The shards that this process serves; on PostgreSQL another process takes over when it dies."""

    def __init__(
        self,
        settings: DiscordSettings,
        *,
        application: str,
        rest: Rest,
        store: Store,
        ears: Ears,
        begin: Callable[[], Awaitable[None]],
        spacing: float = IDENTIFY_SECONDS,
    ) -> None:
        """`begin` is done once the gateway is ours, before it is opened."""
        self._settings = settings
        self._application = application
        self._rest = rest
        self._store = store
        self._ears = ears
        self._begin = begin
        self._spacing = spacing

    async def run(self) -> None:
        """Serve the gateway until cancelled; raises Stopped when Discord will not have us."""
        wait = _FIRST_WAIT
        while True:
            try:
                async with holding(self._store, self._names()) as tenure:
                    await self._begin()
                    await self._serve(tenure)
                wait = _FIRST_WAIT
            except Stopped:
                raise
            except NoBudget as error:
                log.error("discord_gateway_waits", problem=str(error))
                await asyncio.sleep(error.seconds)
            except Exception as error:
                log.warning("discord_gateway_failed", problem=f"{type(error).__name__} {error}", seconds=wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    def _names(self) -> list[str]:
        """What no other process may serve at the same time."""
        shards, count = self._settings.shards, self._settings.shard_count
        lead = f"discord {self._application}"
        return [f"{lead} shard {one} of {count}" for one in shards] or [f"{lead} gateway"]

    async def _serve(self, tenure: Tenure) -> None:
        """Open the shards; returns when they are not ours any more."""
        recommended = await check_budget(self._rest)
        Route.BASE = self._settings.api_url.rstrip("/")
        if self._settings.gateway_url:
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self._settings.gateway_url)
        client = Client(
            ears=self._ears,
            rest=self._rest,
            spacing=self._spacing,
            shards=list(self._settings.shards),
            shard_count=self._settings.shard_count or recommended,
        )
        async with client:
            serving = asyncio.create_task(client.start(self._settings.token.get_secret_value()))
            lost = asyncio.create_task(tenure.lost.wait())
            try:
                await asyncio.wait([serving, lost], return_when=asyncio.FIRST_COMPLETED)
                if serving.done():
                    _raise_why(serving)
            finally:
                lost.cancel()
                await client.close()  # before it is cancelled: a socket that is being opened would stay open
                await asyncio.wait([serving], timeout=CLOSING_SECONDS)
                serving.cancel()
                await asyncio.gather(serving, lost, return_exceptions=True)


class Client(discord.AutoShardedClient):
    """Discord's gateway without privileged intents, members or messages: it hears interactions and where we are."""

    def __init__(self, *, ears: Ears, rest: Rest, spacing: float, shards: list[int], shard_count: int) -> None:
        """Nothing is opened yet."""
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # nobody speaks here
        super().__init__(
            intents=discord.Intents(guilds=True),
            shard_ids=shards or list(range(shard_count)),
            shard_count=shard_count,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            enable_debug_events=True,
        )
        self._connection.parsers.pop("INTERACTION_CREATE", None)  # a model that lacks a key would close the shard
        self._ears = ears
        self._rest = rest
        self._spacing_seconds = spacing

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Let Discord have its time between two IDENTIFYs, and never use up those of a day."""
        if not initial:
            await asyncio.sleep(self._spacing_seconds)
            await check_budget(self._rest)

    async def on_socket_raw_receive(self, message: str) -> None:
        """An event as it came: interactions are read from it, so that nothing is lost on the way through a model."""
        if _INTERACTION not in message:
            return
        event = json.loads(message)
        if event.get("t") == "INTERACTION_CREATE":
            await self._ears.interaction(event["d"])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """We were invited."""
        await self._ears.here(str(guild.id), self._open(guild))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is told of when the gateway begins, and after an outage."""
        await self._ears.here(str(guild.id), self._open(guild))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were removed."""
        await self._ears.gone(str(guild.id))

    async def on_guild_channel_update(self, before: object, after: discord.abc.GuildChannel) -> None:
        """What we may do in a channel may have changed."""
        await self._ears.here(str(after.guild.id), self._open(after.guild))

    async def on_guild_role_update(self, before: object, after: discord.Role) -> None:
        """What we may do in a server may have changed."""
        await self._ears.here(str(after.guild.id), self._open(after.guild))

    def _open(self, guild: discord.Guild) -> frozenset[str]:
        """The channels and threads of a server that we may post to."""
        us = guild.get_member(self.user.id) if self.user else None
        return open_channels(guild, us) if us else frozenset()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """What went wrong in one of these; the gateway lives on."""
        log.error("discord_event_failed", during=event_method, exc_info=True)


def open_channels(guild: discord.Guild, us: discord.Member) -> frozenset[str]:
    """The channels and threads of a server that a member may post to."""
    places = [*guild.channels, *guild.threads]
    rights = ((place.id, place.permissions_for(us)) for place in places)
    return frozenset(str(id) for id, may in rights if may.view_channel and may.send_messages)


async def check_budget(rest: Rest) -> int:
    """How many shards Discord recommends; NoBudget when too few sessions may still be begun today."""
    told = await rest.get("/gateway/bot")
    limit = told["session_start_limit"]
    if limit["remaining"] < min(LEAST_IDENTIFIES, limit["total"]):
        raise NoBudget(limit["reset_after"] / 1000)
    return int(told["shards"])


def _raise_why(serving: "asyncio.Task[None]") -> None:
    """Raise Stopped for an end that somebody has to mend, and any other as it is."""
    error = serving.exception()
    if isinstance(error, discord.PrivilegedIntentsRequired):
        raise Stopped(FATAL[4014]) from error
    if isinstance(error, discord.LoginFailure):
        raise Stopped(FATAL[4004]) from error
    if isinstance(error, discord.ConnectionClosed) and error.code in FATAL:
        raise Stopped(FATAL[error.code]) from error
    raise error or aiohttp.ClientError("the gateway was closed")
