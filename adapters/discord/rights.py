"""A server, our place in it and a channel to what we may do there, as Discord reckons it."""

from collections.abc import Iterable
from typing import Any, Final

Json = dict[str, Any]

ADMINISTRATOR: Final = 1 << 3
VIEW, SEND, EMBED, ATTACH, HISTORY = 1 << 10, 1 << 11, 1 << 14, 1 << 15, 1 << 16
OPEN_THREADS, SEND_IN_THREADS = 1 << 35, 1 << 38
NAMES: Final = {
    VIEW: "View Channels",
    SEND: "Send Messages",
    EMBED: "Embed Links",
    ATTACH: "Attach Files",
    HISTORY: "Read Message History",
    OPEN_THREADS: "Create Public Threads",
    SEND_IN_THREADS: "Send Messages in Threads",
}
"""The rights that the bot uses, as Discord's settings call them."""
ALL: Final = sum(NAMES)
_ROLE, _MEMBER = 0, 1


def rights_in(guild: Json, member: Json, channel: Json) -> int:
    """The rights of a member in a channel: the roles', then what the channel denies and allows to each, then to all."""
    us, everybody = str(member["user"]["id"]), str(guild["id"])
    roles = {everybody, *map(str, member.get("roles") or ())}
    base = _together(int(one["permissions"]) for one in guild.get("roles") or () if str(one["id"]) in roles)
    if str(guild.get("owner_id")) == us or base & ADMINISTRATOR:
        return ALL
    changes = channel.get("permission_overwrites") or []
    for named in (
        [one for one in changes if _is(one, _ROLE) and str(one["id"]) == everybody],
        [one for one in changes if _is(one, _ROLE) and str(one["id"]) in roles - {everybody}],
        [one for one in changes if _is(one, _MEMBER) and str(one["id"]) == us],
    ):
        base &= ~_together(int(one["deny"]) for one in named)
        base |= _together(int(one["allow"]) for one in named)
    return base if base & VIEW else 0


def missing(rights: int, needed: Iterable[int]) -> list[str]:
    """The names of rights that are needed and not given; without the first, to see a channel, nothing else counts."""
    lacking = [one for one in needed if not rights & one]
    return [NAMES[VIEW]] if VIEW in lacking else [NAMES[one] for one in lacking]


def _is(change: Json, kind: int) -> bool:
    return int(change["type"]) == kind


def _together(rights: Iterable[int]) -> int:
    whole = 0
    for one in rights:
        whole |= one
    return whole
