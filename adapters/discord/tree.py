"""COMMANDS to the commands of the Discord application, told to Discord only when they have changed."""

import asyncio
import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Final

import structlog

from adapters.discord.errors import delivery_error
from adapters.discord.forms import wants_form
from adapters.discord.rest import Json, Rest
from bot.commands.command import Command, Completion, Kind, Option
from bot.storage import Store
from bot.storage.settings import save_setting, setting
from bot.storage.tenure import holding
from digests.layout import shortened

log = structlog.get_logger()

ROOT: Final = "brief"
BEHIND: Final = "What is behind this?"
"""The command in the context menu of a message."""
SUMMARY: Final = "Chip policy: what happened, who said what, and where it stands"
CHAT, MESSAGE_MENU = 1, 3
SUBCOMMAND, GROUP, TEXT, WHOLE_NUMBER = 1, 2, 3, 4
EVERYWHERE: Final = {"integration_types": [0, 1], "contexts": [0, 1, 2]}
"""For servers and for people; in servers, in direct messages with the bot, and in those between people."""
LONGEST_SUMMARY, LARGEST_NUMBER = 100, 2**53 - 1
_HASH = "commands"


def tree(commands: Sequence[Command]) -> list[Json]:
    """The application's commands: `/brief` with every command under it, and one in the menu of messages.

    Discord keeps permissions for whole roots only, so who may manage is checked when a command is used.
    """
    root: Json = {"type": CHAT, "name": ROOT, "description": SUMMARY, "options": list(_parts(commands))}
    return [root | EVERYWHERE, {"type": MESSAGE_MENU, "name": BEHIND} | EVERYWHERE]


async def sync(rest: Rest, store: Store, commands: Sequence[Command], *, application: str, platform: str) -> bool:
    """Tell Discord the commands, unless it was told the same before; false then. Raises what `Rest` raises.

    One process does, and others wait for it.
    """
    async with holding(store, [f"discord {application} commands"]):
        return await _sync(rest, store, commands, application=application, platform=platform)


async def _sync(rest: Rest, store: Store, commands: Sequence[Command], *, application: str, platform: str) -> bool:
    wanted = tree(commands)
    written = json.dumps(wanted, sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    if await setting(store, _HASH, platform=platform, workspace=_place(application)) == digest:
        return False
    await rest.put(f"/applications/{application}/commands", wanted)
    await save_setting(store, _HASH, digest, platform=platform, workspace=_place(application))
    log.info("discord_commands_told", commands=len(commands))
    return True


async def keep_syncing(
    rest: Rest, store: Store, commands: Sequence[Command], *, application: str, platform: str
) -> None:
    """The same, tried until it is done."""
    wait = 1.0
    while True:
        try:
            await sync(rest, store, commands, application=application, platform=platform)
            return
        except Exception as problem:
            log.warning("discord_commands_not_told", problem=str(delivery_error(problem, doing="tell the commands")))
        await asyncio.sleep(wait)
        wait = min(2 * wait, 60.0)


def _place(application: str) -> str:
    """Where the hash is kept: not among the settings of a workspace."""
    return f"application {application}"


def _parts(commands: Sequence[Command]) -> Iterator[Json]:
    """Subcommands in their order; those of two words in a group where the first of them stands."""
    shown = [command for command in commands if not command.hidden]
    told: set[str] = set()
    for command in shown:
        group, _, rest = command.name.partition(" ")
        if not rest:
            yield _subcommand(command, command.name)
        elif group not in told:
            told.add(group)
            inside = [one for one in shown if one.name.startswith(f"{group} ")]
            members = [_subcommand(one, one.name.removeprefix(f"{group} ")) for one in inside]
            summary = shortened("; ".join(one.summary for one in inside), LONGEST_SUMMARY)
            yield {"type": GROUP, "name": group, "description": summary, "options": members}


def _subcommand(command: Command, name: str) -> Json:
    options = sorted(command.shown_options, key=lambda one: not one.required)
    return {
        "type": SUBCOMMAND,
        "name": name,
        "description": shortened(command.summary, LONGEST_SUMMARY),
        "options": [_option(option) | _asked_later(command, option) for option in options],
    }


def _asked_later(command: Command, option: Option) -> Json:
    """What a form asks for when it is not given need not be given."""
    return {"required": False} if option.required and wants_form(command.name, {}) else {}


def _option(option: Option) -> Json:
    made: Json = {
        "type": WHOLE_NUMBER if option.kind is Kind.NUMBER else TEXT,
        "name": option.name,
        "description": shortened(option.summary, LONGEST_SUMMARY),
        "required": option.required,
    }
    if option.kind is Kind.NUMBER:
        made |= {"min_value": 0, "max_value": LARGEST_NUMBER}
    if option.choices:
        return made | {"choices": [{"name": choice, "value": choice} for choice in option.choices]}
    return made | {"autocomplete": True} if option.completion is not Completion.NONE else made
