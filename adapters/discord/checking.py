"""Discord's settings to what is wrong with them: token, application, gateway and channels, each with its mend."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from adapters.discord.errors import Refused, delivery_error
from adapters.discord.forums import FORUMS, MUST_HAVE_TAG
from adapters.discord.gateway import LEAST_IDENTIFIES
from adapters.discord.pace import Pace
from adapters.discord.rest import Rest, session_for_discord
from adapters.discord.rights import (
    ALL,
    ATTACH,
    EMBED,
    HISTORY,
    OPEN_THREADS,
    SEND,
    SEND_IN_THREADS,
    VIEW,
    missing,
    rights_in,
)
from adapters.discord.signed_interactions import PATH
from bot.config import DiscordSettings
from bot.errors import GiveUp
from bot.targets import Target

ANNOUNCEMENTS: Final = 5
THREADS: Final = (10, 11, 12)
TAKE_POSTS: Final = (0, 2, ANNOUNCEMENTS, *THREADS, 13, *FORUMS)
"""The types of channels that have messages, or posts."""
MOST_NAMED: Final = 10
_GONE = (403, 404)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check says; `fine` or not."""

    says: str
    fine: bool = False


class _Wrong(Exception):  # noqa: N818
    """What is wrong, as a sentence with its mend."""


async def check_discord(settings: DiscordSettings, targets: Collection[Target]) -> tuple[Checked, ...]:
    """How the token, the application, the gateway and the channels of `targets` stand; nothing is posted."""
    async with session_for_discord() as session:
        rest = Rest(session, base=settings.api_url, token=settings.token.get_secret_value(), pace=Pace())
        try:
            us, application = await rest.get("/users/@me"), await rest.get("/oauth2/applications/@me")
        except Exception as problem:
            return (Checked(says=_not_signed_in(problem)),)
        found = [Checked(says=f"signed in as {us['username']}, of application {application['id']}", fine=True)]
        found += _application(settings, application)
        found += await _gateway(rest, settings)
        found += await _servers(rest)
        look = _Look(rest=rest, us=str(us["id"]), application=str(application["id"]), publish=settings.publish)
        for target in sorted(targets):
            found.append(await look.at(target))
        for channel in settings.publish:
            found += await look.published(channel)
        return tuple(found)


def install_link(application: str) -> str:
    """Where the bot is brought into a server, with the rights that it uses."""
    return (
        "https://discord.com/oauth2/authorize"
        f"?client_id={application}&scope=bot+applications.commands&permissions={ALL}"
    )


def _not_signed_in(problem: Exception) -> str:
    error = delivery_error(problem, doing="sign in to Discord")
    if isinstance(error, GiveUp):
        return f"{error}; copy the token again from the Bot page of your application to discord.token"
    return f"{error}; see whether discord.api_url can be reached from here"


def _application(settings: DiscordSettings, application: dict[str, Any]) -> list[Checked]:
    """Whether the settings are of this application, and Discord sends its commands where we listen."""
    id, address = str(application["id"]), str(application.get("interactions_endpoint_url") or "")
    problems = {
        f"discord.application is {settings.application}, but the token is of {id}; take it out": settings.application
        not in ("", id),
        "discord.public_key is not this application's; copy it again from its General Information page": bool(
            settings.public_key
        )
        and settings.public_key.lower() != str(application.get("verify_key")).lower(),
        f"Discord sends commands to {address}, and none over the gateway; take out the Interactions Endpoint URL of "
        "the General Information page, or set discord.public_key": bool(address) and not settings.public_key,
        "Discord sends no commands over HTTP; write [web] address and "
        f"{PATH} as Interactions Endpoint URL on the General Information page": bool(settings.public_key)
        and not address.endswith(PATH),
    }
    return [Checked(says=says) for says, wrong in problems.items() if wrong]


async def _gateway(rest: Rest, settings: DiscordSettings) -> list[Checked]:
    if settings.public_key:
        return [Checked(says="commands are taken over HTTP, when they are signed", fine=True)]
    try:
        told = await rest.get("/gateway/bot")
    except Exception as problem:
        return [Checked(says=f"{delivery_error(problem, doing='ask for the gateway')}; try again in a while")]
    limit, wanted = told["session_start_limit"], int(told["shards"])
    left, hours = int(limit["remaining"]), int(limit["reset_after"]) // 3_600_000 + 1
    if left < min(LEAST_IDENTIFIES, int(limit["total"])):
        return [Checked(says=f"only {left} sessions may be begun today; wait {hours} hours, and see what restarts it")]
    if 0 < settings.shard_count < wanted:
        says = f"discord.shard_count is {settings.shard_count}, and Discord recommends {wanted}; raise it"
        return [Checked(says=says)]
    shards = settings.shard_count or wanted
    says = f"the gateway is open to us: {left} sessions left of {limit['total']}, {shards} shard{'s' * (shards != 1)}"
    return [Checked(says=says, fine=True)]


async def _servers(rest: Rest) -> list[Checked]:
    try:
        guilds = await rest.get("/users/@me/guilds", limit=200)
    except Exception as problem:
        return [Checked(says=f"{delivery_error(problem, doing='list the servers')}; try again in a while")]
    named = [f"{one['name']} ({one['id']})" for one in guilds[:MOST_NAMED]]
    more = f" and {len(guilds) - MOST_NAMED} more" if len(guilds) > MOST_NAMED else ""
    return [Checked(says=f"the bot is in {', '.join(named) or 'no server'}{more}", fine=True)]


@dataclass(slots=True, kw_only=True)
class _Look:
    """Looks at channels; a server and our place in it are asked for once."""

    rest: Rest
    us: str
    application: str
    publish: Collection[str]
    _guilds: dict[str, tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=dict)

    async def at(self, target: Target) -> Checked:
        """Whether a target can be posted to."""
        if target.channel.startswith("@"):
            return Checked(says=f"{target}: direct messages, which only a post can try", fine=True)
        try:
            guild, member = await self._guild(target)
            channel = await self._channel(target)
            rights = rights_in(guild, member, await self._around(channel))
            self._check(target, channel, rights)
        except _Wrong as problem:
            return Checked(says=f"{target}: {problem}")
        except Exception as problem:
            return Checked(says=f"{delivery_error(problem, doing=f'look at {target}')}; try again in a while")
        less = "" if rights & ATTACH else ", charts as words: it lacks Attach Files"
        return Checked(says=f"{target}: the bot may post to #{channel['name']} of {guild['name']}{less}", fine=True)

    async def published(self, channel: str) -> list[Checked]:
        """What is wrong with a channel whose posts are to be published."""
        try:
            found = await self.rest.get(f"/channels/{channel}")
        except Exception as problem:
            error = delivery_error(problem, doing=f"look at channel {channel}")
            return [Checked(says=f"{error}; take it out of discord.publish, or let the bot see it")]
        if found.get("type") == ANNOUNCEMENTS:
            return [Checked(says=f"posts of #{found['name']} are published to whoever follows it", fine=True)]
        mend = "make it one in its settings, or take it out of discord.publish"
        return [Checked(says=f"#{found.get('name')} ({channel}) is no announcement channel; {mend}")]

    async def _guild(self, target: Target) -> tuple[dict[str, Any], dict[str, Any]]:
        id = target.workspace
        if id not in self._guilds:
            try:
                guild = await self.rest.get(f"/guilds/{id}")
                self._guilds[id] = guild, await self.rest.get(f"/guilds/{id}/members/{self.us}")
            except Refused as problem:
                if problem.refusal.status not in _GONE:
                    raise
                link = install_link(self.application)
                raise _Wrong(f"the bot is not in that server; bring it there: {link}") from None
        return self._guilds[id]

    async def _channel(self, target: Target) -> dict[str, Any]:
        try:
            found: dict[str, Any] = await self.rest.get(f"/channels/{target.channel}")
        except Refused as problem:
            if problem.refusal.status == 404:
                raise _Wrong("there is no such channel any more; take out the subscription") from None
            if problem.refusal.status == 403:
                raise _Wrong(_mend(["View Channels"])) from None
            raise
        guild = str(found.get("guild_id"))
        if guild != target.workspace:
            raise _Wrong(f"that channel is of another server; write discord:{guild}/{target.channel}")
        return found

    async def _around(self, channel: dict[str, Any]) -> dict[str, Any]:
        """The channel whose rights count: of a thread it is the one above."""
        if channel["type"] not in THREADS:
            return channel
        return dict(await self.rest.get(f"/channels/{channel['parent_id']}"))

    def _check(self, target: Target, channel: dict[str, Any], rights: int) -> None:
        """Raise _Wrong with what keeps us from posting there."""
        kind = channel["type"]
        if kind not in TAKE_POSTS:
            raise _Wrong("that is no channel that takes posts; choose a text, announcement or forum channel")
        if kind in THREADS and channel["thread_metadata"].get("locked"):
            raise _Wrong("that thread is locked; unlock it, or choose another")
        if lacking := missing(rights, _needed(kind)):
            raise _Wrong(_mend(lacking))
        tags = channel.get("available_tags") or []
        if int(channel.get("flags") or 0) & MUST_HAVE_TAG and all(one.get("moderated") for one in tags):
            raise _Wrong("posts of that forum must have a tag, and only moderators may give one; add one for everybody")


def _needed(kind: int) -> Iterable[int]:
    if kind in THREADS:
        return (VIEW, SEND_IN_THREADS, EMBED, HISTORY)
    if kind in FORUMS:
        return (VIEW, SEND, SEND_IN_THREADS, EMBED, HISTORY)
    return (VIEW, SEND, EMBED, HISTORY, OPEN_THREADS, SEND_IN_THREADS)


def _mend(lacking: Collection[str]) -> str:
    named = ", ".join(lacking)
    return f"the bot lacks {named}; under Edit Channel, Permissions give {'it' if len(lacking) == 1 else 'them'} to it"
