"""Discord's payloads to where something was asked, by whom, and what: a command with values, a line, a link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

Body = dict[str, Any]

COMMAND, COMPONENT, COMPLETION, MODAL = 2, 3, 4, 5
MANAGE_GUILD: Final = 1 << 5
ADMINISTRATOR: Final = 1 << 3
_SUBCOMMAND, _GROUP, _MESSAGE_MENU = 1, 2, 3
_LINK = re.compile(r"https?://[^\s<>)\]\"]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer belongs, who asked, and the token that answers it for fifteen minutes.

    `guild` is "" where the bot is not at home: in direct messages, and where somebody brought it as their own.
    """

    id: str
    token: str
    application: str
    guild: str
    channel: str
    user: str
    name: str = ""
    rights: int = 0
    direct: bool = False

    @property
    def may_manage(self) -> bool:
        """Whether Discord says that the person manages this place; everybody manages what is theirs alone."""
        return not self.guild or bool(self.rights & (MANAGE_GUILD | ADMINISTRATOR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A command with its values; `focused` is the option that somebody is typing into."""

    command: str
    values: dict[str, str]
    focused: str = ""


def place_of(body: Body) -> Place:
    """Where an interaction came from."""
    member, owners = body.get("member") or {}, body.get("authorizing_integration_owners") or {}
    person = member.get("user") or body.get("user") or {}
    guild = _text(body, "guild_id")
    at_home = bool(guild) and (not owners or owners.get("0") == guild)
    return Place(
        id=_text(body, "id"),
        token=_text(body, "token"),
        application=_text(body, "application_id"),
        guild=guild if at_home else "",
        channel=_text(body, "channel_id"),
        user=_text(person, "id"),
        name=_text(person, "username"),
        rights=int(_text(member, "permissions") or 0),
        direct=body.get("context") == 1,
    )


def typed(body: Body) -> Typed:
    """The command and its values, out of the groups in which Discord nests them."""
    names: list[str] = []
    options: list[Body] = (body.get("data") or {}).get("options") or []
    while options and options[0].get("type") in (_SUBCOMMAND, _GROUP):
        names.append(_text(options[0], "name"))
        options = options[0].get("options") or []
    values = {_text(one, "name"): str(one.get("value", "")).strip() for one in options}
    focused = next((_text(one, "name") for one in options if one.get("focused")), "")
    return Typed(command=" ".join(names), values=values, focused=focused)


def pressed(body: Body) -> tuple[str, tuple[str, ...]]:
    """The custom id of what was pressed, and what was chosen in it."""
    inner = body.get("data") or {}
    return _text(inner, "custom_id"), tuple(str(one) for one in inner.get("values") or ())


def is_about_a_message(body: Body) -> bool:
    """Whether a command was used from the context menu of a message."""
    return bool((body.get("data") or {}).get("type") == _MESSAGE_MENU)


def links_in(body: Body) -> tuple[str, ...]:
    """The links of the message that a command was used on, each once, in their order."""
    inner = body.get("data") or {}
    messages = (inner.get("resolved") or {}).get("messages") or {}
    message = messages.get(_text(inner, "target_id")) or {}
    found = (link.rstrip(".,;:!?*_") for text in _texts(message) for link in _LINK.findall(text))
    return tuple(dict.fromkeys(found))


def fields_of(body: Body) -> dict[str, str]:
    """What was written into the fields of a modal, by their custom ids."""
    found: dict[str, str] = {}
    rows: list[Body] = (body.get("data") or {}).get("components") or []
    for row in rows:
        for one in [row.get("component") or {}, *(row.get("components") or ())]:
            values = one.get("values") or [one.get("value")]
            if name := _text(one, "custom_id"):
                found[name] = " ".join(str(value) for value in values if value is not None).strip()
    return found


def _texts(message: Body) -> Iterator[str]:
    """Every text of a message that may have a link in it."""
    yield _text(message, "content")
    for embed in message.get("embeds") or ():
        yield from (_text(embed, name) for name in ("url", "title", "description"))
        yield from (_text(one, "value") for one in embed.get("fields") or ())
    yield from _texts_of(message.get("components") or [])


def _texts_of(components: list[Body]) -> Iterator[str]:
    for one in components:
        yield _text(one, "content")
        yield _text(one, "url")
        inner = [*(one.get("components") or ()), *([one["accessory"]] if one.get("accessory") else ())]
        yield from _texts_of(inner)


def _text(values: Body, name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
