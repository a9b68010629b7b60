"""A call of the bot's to what every route has to know: its parts, the channel it is about, what is wrong with it."""

from dataclasses import dataclass
from typing import Any

from tests.fakes.discord.limits import house_problem, message_problem
from tests.fakes.discord.state import ATTACH, HISTORY, SEND, VIEW, Channel, Json, State
from tests.fakes.discord.uploads import LARGEST, Files, files_problem

Answer = tuple[int, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call: the ids in its path, its query, its body and its files."""

    state: State
    ids: list[str]
    query: dict[str, str]
    body: Any
    files: Files
    gateway_url: str


def error(status: int, code: int, says: str) -> Answer:
    """An answer that says what is wrong."""
    return status, {"code": code, "message": says}


def channel_of(call: Call, id: str, *, right: int = VIEW) -> Channel | Answer:
    one = call.state.channels.get(id)
    if one is None:
        return error(404, 10003, "Unknown Channel")
    if one.person:
        closed = one.person in call.state.closed_to_us
        return error(403, 50007, "Cannot send messages to this user") if closed and right == SEND else one
    if one.guild not in call.state.guilds or not one.rights & VIEW:
        return error(403, 50001, "Missing Access")
    if not one.rights & right and right != HISTORY:
        return error(403, 50013, "Missing Permissions")
    return one


def refused(call: Call, body: Json, *, place: Channel | None = None, edit: bool = False) -> Answer | None:
    """What Discord says against a message; what only our own house forbids is noted."""
    state = call.state
    if call.files and place is not None and not place.person and not place.rights & ATTACH:
        return error(403, 50013, "Missing Permissions")
    if sum(map(len, call.files.values())) > min(state.largest_files, LARGEST):
        return error(413, 40005, "Request entity too large")
    if problem := files_problem(body, call.files):
        state.blame(f"files: {problem}")
        return error(400, 50035, "Invalid Form Body")
    if problem := message_problem(body, edit=edit):
        state.blame(f"message: {problem}")
        code = 50006 if problem.startswith("50006") else 50035
        return error(400, code, "Invalid Form Body")
    if problem := house_problem(body):
        state.blame(f"house: {problem}")
    return None
