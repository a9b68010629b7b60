"""What people type, press and choose in Discord to answers; and what Discord tells us of servers and channels."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog

from adapters.discord.direct import remember_where
from adapters.discord.forms import Filled, filled, form, known, previewed, wants_form
from adapters.discord.happenings import (
    COMMAND,
    COMPLETION,
    COMPONENT,
    MODAL,
    Body,
    Place,
    fields_of,
    is_about_a_message,
    links_in,
    place_of,
    pressed,
    typed,
)
from adapters.discord.replies import Deferral, Replies
from adapters.discord.rest import Json
from adapters.discord.views import Pressed, read
from bot.commands import COMMANDS
from bot.commands.answer import (
    NO_LINK,
    SHARE,
    SHARED,
    Answer,
    answer,
    answer_line,
    first_known,
    problem_answer,
    refusal,
    settled,
)
from bot.commands.command import Asker, Command, Kind
from bot.commands.completing import complete
from bot.commands.line import Line, check_values, read_line
from bot.commands.services import Services
from bot.config import DiscordSettings
from bot.errors import CommandError
from bot.seen import Seen
from bot.storage.button_lines import kept_line
from bot.targets import Target

log = structlog.get_logger()

PLATFORM: Final = "discord"
MOST_LINKS: Final = 5
LONGEST_CHOICE: Final = 100
NOT_OURS: Final = "This button is not from here, or too old to be understood. Ask again with /brief."

Ask = Callable[[], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What has to be answered: where it belongs, whether to the asker only, and how it is worked out."""

    target: Target
    private: bool
    ask: Ask


class Conversation:
    """Answers interactions; each is acknowledged before anything is done for it, and once however often it comes."""

    def __init__(
        self, *, replies: Replies, settings: DiscordSettings, services: Services, clock: Callable[[], datetime]
    ) -> None:
        """Keep what answers are made with."""
        self._replies = replies
        self._managers = frozenset(settings.managers)
        self._services = services
        self._clock = clock
        self._seen = Seen()
        self._under_way: set[asyncio.Task[object]] = set()
        self._commands = {command.name: command for command in COMMANDS}

    async def hear(self, body: Body) -> None:
        """Answer an interaction as Discord sends it; never raises."""
        place = place_of(body)
        if not (place.id and place.token and place.user) or self._seen.again(place.id):
            return
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        try:
            if body.get("type") == COMPLETION:
                await self._suggest(body, place)
            elif (wanted := self._form_wanted(body, place)) is not None:
                await self._open(wanted, place)
            elif (asked := await self._asked(body, place)) is not None:
                await self._reply(asked, place)
        except Exception as error:  # one interaction must not take the others with it
            log.error("discord_interaction_failed", exc_info=error)

    async def finish(self, seconds: float) -> None:
        """Let the answers that are being given come to their end; what takes longer is given up."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _asked(self, body: Body, place: Place) -> Asked | None:
        match body.get("type"):
            case kind if kind == COMMAND and is_about_a_message(body):
                return self._about(links_in(body), place)
            case kind if kind == COMMAND:
                return self._typed(body, place)
            case kind if kind == COMPONENT:
                return await self._pressed(body, place)
            case kind if kind == MODAL:
                return self._filled(body, place)
            case _:
                return None

    def _form_wanted(self, body: Body, place: Place) -> Filled | None:
        """The form that has to be filled in before a command can be carried out, when whoever asks may do it at all."""
        wanted: Filled | None = None
        if body.get("type") == COMMAND and not is_about_a_message(body):
            asked = typed(body)
            wanted = Filled(command=asked.command, values=asked.values)
        elif body.get("type") == COMPONENT and (found := read(*pressed(body))) is not None:
            wanted = Filled(command=found.line.removeprefix("/brief "), values={}, workspace=found.workspace)
        if wanted is None or not wants_form(wanted.command, wanted.values):
            return None
        command = self._commands.get(wanted.command)
        return wanted if command and not refusal(command, self._asker(place, wanted.workspace)) else None

    async def _open(self, wanted: Filled, place: Place) -> None:
        target = target_of(place, workspace=wanted.workspace)
        values = await known(wanted.command, target, self._services)
        await self._replies.ask(place, form(wanted.command, values | dict(wanted.values), workspace=wanted.workspace))

    def _filled(self, body: Body, place: Place) -> Asked:
        """A form that came back: what it would do is shown, with the button that does it."""
        done = filled(pressed(body)[0], fields_of(body))
        if done is None or (place.guild and done.workspace not in ("", place.guild)):
            return _refused(target_of(place), NOT_OURS)
        target, asker = target_of(place, workspace=done.workspace), self._asker(place, done.workspace)
        name, values = done.preview

        async def ask() -> Answer:
            command = self._commands[done.command]
            if problem := refusal(command, asker):
                raise CommandError(problem)
            check_values(command, done.values)
            shown = await answer(
                self._commands[name], values, target=target, asker=asker, now=self._clock(), services=self._services
            )
            return shown if shown.problem else replace(shown, message=previewed(shown.message, done))

        return Asked(target=target, private=True, ask=ask)

    def _typed(self, body: Body, place: Place) -> Asked:
        asked, target = typed(body), target_of(place)
        command = self._commands.get(asked.command)
        if command is None:
            return _refused(target, f"There is no command {asked.command[:40]!r} here any more. See /brief help.")

        async def ask() -> Answer:
            if asked.values.get("place") == "me":
                await remember_where(self._services.store, target, place.user)
            return await answer(
                command,
                asked.values,
                target=target,
                asker=self._asker(place),
                now=self._clock(),
                services=self._services,
            )

        return Asked(target=target, private=is_private(command, asked.values), ask=ask)

    async def _pressed(self, body: Body, place: Place) -> Asked:
        found = read(*pressed(body))
        if found is None or (place.guild and found.workspace not in ("", place.guild)):
            return _refused(target_of(place), NOT_OURS)
        target, line = target_of(place, workspace=found.workspace), found.line
        if found.kept_as:
            line = await self._kept(found, target)
        if not line:
            return _refused(target, NOT_OURS)
        return self._line(line, target, self._asker(place, found.workspace))

    def _about(self, links: tuple[str, ...], place: Place) -> Asked:
        """Where the articles behind a message's links went: the first one that we know."""
        target, asker = target_of(place), self._asker(place)

        async def ask() -> Answer:
            asks = (self._line(f"/brief why {link}", target, asker).ask for link in links[:MOST_LINKS])
            return await first_known(asks) or problem_answer(NO_LINK)

        return Asked(target=target, private=True, ask=ask)

    def _line(self, line: str, target: Target, asker: Asker) -> Asked:
        known: Line | None = None
        with suppress(CommandError):
            known = read_line(line, COMMANDS)

        async def ask() -> Answer:
            if known and known.values.get("place") == "me":
                await remember_where(self._services.store, target, asker.id)
            return await answer_line(
                line, commands=COMMANDS, target=target, asker=asker, now=self._clock(), services=self._services
            )

        return Asked(target=target, private=known is None or is_private(known.command, known.values), ask=ask)

    async def _kept(self, found: Pressed, target: Target) -> str:
        kept = await kept_line(
            self._services.store, found.kept_as, platform=target.platform, workspace=target.workspace
        )
        return kept or ""

    async def _reply(self, asked: Asked, place: Place) -> None:
        deferral = await self._replies.defer(place, private=asked.private)
        if deferral is Deferral.TAKEN:
            return
        answered = await settled(asked.ask, platform=PLATFORM)
        await self._replies.post(answered, place, asked.target, deferral)

    async def _suggest(self, body: Body, place: Place) -> None:
        asked = typed(body)
        command = self._commands.get(asked.command)
        options = command.options if command else ()
        option = next((one for one in options if one.name == asked.focused), None)
        if option is None:
            return
        found = await complete(option, asked.values.get(option.name, ""), self._services, target_of(place))
        whole = option.kind is Kind.NUMBER
        choices: list[Json] = [
            {"name": label, "value": int(value) if whole else value}
            for value, label in found
            if len(value) <= LONGEST_CHOICE and (value.isdigit() or not whole)
        ]
        await self._replies.suggest(place, choices)

    def _asker(self, place: Place, workspace: str = "") -> Asker:
        """Who asks, about the workspace that a button names: in direct messages nobody says what they may do there."""
        may_manage = place.may_manage and (bool(place.guild) or not workspace)
        return Asker(id=place.user, name=place.name, manager=may_manage or place.user in self._managers)


def target_of(place: Place, *, workspace: str = "") -> Target:
    """Where a command belongs; outside of our servers each person has a workspace of their own, told directly.

    `workspace` is the one that a button names.
    """
    if place.guild:
        return Target(platform=PLATFORM, workspace=place.guild, channel=place.channel)
    own = f"@{place.user}"
    return Target(platform=PLATFORM, workspace=workspace or own, channel=own)


def is_private(command: Command, values: object) -> bool:
    """Whether an answer is for the asker only, as far as can be told before it is worked out."""
    shared = isinstance(values, dict) and values.get(SHARE) == SHARED
    return command.private and not shared


def _refused(target: Target, problem: str) -> Asked:
    async def ask() -> Answer:
        return problem_answer(problem)

    return Asked(target=target, private=True, ask=ask)
