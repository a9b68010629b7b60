"""Who asks and where to whose rights count: our own people ours, another organisation's people theirs, or nearly none.

In a channel that is shared with another organisation (Slack Connect) its people press our buttons and mention us.
"""

from typing import Final

from adapters.slack.people import Person
from adapters.slack.replies import Place
from adapters.slack.workspace import FindWorkspace, Workspace
from bot.commands import COMMANDS
from bot.commands.line import read_line
from bot.errors import CommandError

OPEN: Final = frozenset({"help", "story"})
"""What a guest may ask of us: the rest of what stands in the channel before their eyes."""
GUEST: Final = (
    "You are here as a guest of this workspace: what is posted you can read, and its stories you can open. "
    "For all else your own workspace needs Chipbrief"
)


def is_guest(place: Place, person: Person, workspace: Workspace) -> bool:
    """Whether whoever asks is of another organisation: by the request, unless Slack says of the person otherwise."""
    ours = workspace.identity
    if place.team in (ours.workspace, ours.enterprise) and place.team:
        return False
    told = place.team or person.team
    return bool(told) and not person.belongs_to(ours.workspace, ours.enterprise)


async def home_of(place: Place, person: Person, find: FindWorkspace) -> Workspace | None:
    """The guest's own workspace, when that has let us in too."""
    team = place.team if place.team.startswith("T") else person.team
    return await find(team, "") if team else None


def may_ask(line: str) -> bool:
    """Whether a guest may ask this."""
    try:
        return read_line(line, COMMANDS).command.name in OPEN
    except CommandError:
        return False
