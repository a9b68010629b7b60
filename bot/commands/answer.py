"""A line, or a command with its values, to the answer: read, allowed, run; a problem is an answer too."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import structlog

from bot.commands.command import Asker, Command, Request, Who
from bot.commands.line import LONGEST_LINE, check_values, read_line
from bot.commands.services import Services
from bot.errors import BotError, CommandError
from bot.targets import Target
from digests.layout import problem_message
from digests.message import Message, visible

log = structlog.get_logger()

WRONG: Final = "Something went wrong here, and is noted for whoever runs this bot. Try again in a minute."
NO_LINK: Final = (
    "There is no link in this message. Use it on a message that has one, or write /brief why and an address."
)
SHARE, SHARED = "share", "here"
"""The option, and its value, that shows an answer to the whole channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to show, whether to the asker only, and whether it says that something is wrong, and with which option."""

    message: Message
    private: bool
    problem: bool = False
    option: str = ""


async def answer_line(
    line: str, *, commands: Sequence[Command], target: Target, asker: Asker, now: datetime, services: Services
) -> Answer:
    """The answer to a line such as `topic h200 7d`; never raises for what somebody typed."""
    try:
        read = read_line(visible(line), commands)
    except CommandError as error:
        return problem_answer(str(error))
    return await answer(read.command, read.values, target=target, asker=asker, now=now, services=services)


async def answer(
    command: Command, values: Mapping[str, str], *, target: Target, asker: Asker, now: datetime, services: Services
) -> Answer:
    """The answer to a command with its values; the one place where permission is checked."""
    if refused := refusal(command, asker):
        return problem_answer(refused)
    try:
        checked = check_values(command, {name: _cleaned(value) for name, value in values.items()})
    except CommandError as error:
        return problem_answer(str(error), option=error.option)
    request = Request(command=command.name, target=target, asker=asker, now=now, values=checked)
    try:
        async with nullcontext() if command.waits else services.turns:
            message = await command.run(request, services)
    except CommandError as error:
        return problem_answer(str(error), example=error.example or f"/brief {command.example}", option=error.option)
    return Answer(message=message, private=command.private and request.value(SHARE) != SHARED)


async def settled(ask: Callable[[], Awaitable[Answer]], *, platform: str) -> Answer:
    """What is answered, or what is wrong: whoever asked is not left without an answer."""
    try:
        return await ask()
    except BotError as error:
        return problem_answer(str(error))
    except Exception as error:
        log.error("command_failed", platform=platform, exc_info=error)
        return problem_answer(WRONG)


async def first_known(asks: Iterable[Callable[[], Awaitable[Answer]]]) -> Answer | None:
    """The first answer that is no problem, else the first one; what comes after it is not asked."""
    first: Answer | None = None
    for ask in asks:
        answered = await ask()
        if not answered.problem:
            return answered
        first = first or answered
    return first


def problem_answer(problem: str, *, example: str = "", option: str = "") -> Answer:
    """An answer that says what is wrong, to the asker only."""
    return Answer(message=problem_message(problem, example=example), private=True, problem=True, option=option)


def refusal(command: Command, asker: Asker) -> str:
    """Why somebody may not use a command; "" when they may."""
    if command.who is Who.MANAGERS and not asker.manager:
        return f"Only managers of this workspace may use `{command.name}`. Ask one of them to do it."
    return ""


def _cleaned(value: str) -> str:
    if len(value) > LONGEST_LINE:
        raise CommandError(f"That is too long; {LONGEST_LINE} characters are the most.")
    return " ".join(visible(value).split())
