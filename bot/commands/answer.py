"""A line, or a command with its values, to the answer: read, allowed, run; a problem is an answer too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.command import Asker, Command, Request, Who
from bot.commands.line import read_line
from bot.commands.services import Services
from bot.errors import CommandError
from bot.targets import Target
from digests.layout import problem_message
from digests.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to show, and whether to the asker only."""

    message: Message
    private: bool


async def answer_line(
    line: str, *, commands: Sequence[Command], target: Target, asker: Asker, now: datetime, services: Services
) -> Answer:
    """The answer to a line such as `topic h200 7d`; never raises for what somebody typed."""
    try:
        read = read_line(line, commands)
    except CommandError as error:
        return Answer(message=problem_message(str(error)), private=True)
    return await answer(read.command, read.values, target=target, asker=asker, now=now, services=services)


async def answer(
    command: Command, values: Mapping[str, str], *, target: Target, asker: Asker, now: datetime, services: Services
) -> Answer:
    """The answer to a command with its values; the one place where permission is checked."""
    if command.who is Who.MANAGERS and not asker.manager:
        refusal = f"Only managers of this workspace may use `{command.name}`. Ask one of them to do it."
        return Answer(message=problem_message(refusal), private=True)
    request = Request(command=command.name, target=target, asker=asker, now=now, values=values)
    try:
        return Answer(message=await command.run(request, services), private=command.private)
    except CommandError as error:
        return Answer(message=problem_message(str(error), example=f"/brief {command.example}"), private=True)
