"""A line or a command of somebody in Slack to its answer, and the answer to where it belongs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from adapters.slack.guests import GUEST, home_of, is_guest, may_ask
from adapters.slack.people import People, Person
from adapters.slack.replies import Place, Replies
from adapters.slack.workspace import FindWorkspace, Workspace
from bot.commands import COMMANDS
from bot.commands.answer import Answer, answer, answer_line, problem_answer, settled
from bot.commands.command import Asker, Command
from bot.commands.services import Services
from bot.targets import Target

PLATFORM: Final = "slack"
ROOT: Final = "/brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Answers what people of any workspace ask; permission is checked by `bot.commands.answer` alone.

    `find` gives the workspace of guests: their rights are those of their own.
    """

    services: Services
    people: People
    replies: Replies
    find: FindWorkspace
    clock: Callable[[], datetime]

    async def reply(self, line: str, place: Place, workspace: Workspace) -> None:
        """Answer a line where it was asked."""
        await self.replies.post(workspace.client, await self.line(line, place, workspace), place)

    async def line(self, line: str, place: Place, workspace: Workspace) -> Answer:
        """The answer to a line."""

        async def run(asker: Asker, target: Target) -> Answer:
            return await answer_line(
                line, commands=COMMANDS, target=target, asker=asker, now=self.clock(), services=self.services
            )

        return await self._answered(run, place, workspace, guests=may_ask(line))

    async def command(self, command: Command, values: Mapping[str, str], place: Place, workspace: Workspace) -> Answer:
        """The answer to a command whose values are known by name."""

        async def run(asker: Asker, target: Target) -> Answer:
            return await answer(command, values, target=target, asker=asker, now=self.clock(), services=self.services)

        return await self._answered(run, place, workspace, guests=False)

    async def person(self, place: Place, workspace: Workspace) -> Person:
        """What Slack knows of whoever asks, with the rights that they have in this workspace: guests manage nothing."""
        found = await self.people.who(workspace.client, workspace.identity.workspace, place.user)
        return replace(found, manager=False) if is_guest(place, found, workspace) else found

    async def is_guest(self, place: Place, workspace: Workspace) -> bool:
        """Whether whoever asks is of another organisation."""
        return is_guest(place, await self.person(place, workspace), workspace)

    async def _answered(
        self, run: Callable[[Asker, Target], Awaitable[Answer]], place: Place, workspace: Workspace, *, guests: bool
    ) -> Answer:
        async def ask() -> Answer:
            person, whose = await self.person(place, workspace), workspace
            if is_guest(place, person, workspace):
                own = await home_of(place, person, self.find)
                if own is None and not guests:
                    return problem_answer(GUEST)
                whose = own or workspace
                person = await self.person(place, own) if own else person
            asker = Asker(id=place.user, name=place.name, manager=person.manager)
            return await run(asker, target_of(place, whose))

        return await settled(ask, platform=PLATFORM)


def target_of(place: Place, workspace: Workspace) -> Target:
    """The place as a target."""
    return Target(platform=PLATFORM, workspace=workspace.identity.workspace, channel=place.channel)
