"""What the fake Slack knows and has seen: channels, people, posts, faults, acknowledgements."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.fakes.slack.charts import MOST_CHARTS
from tests.fakes.slack.screens import Screens

Json = dict[str, object]

WORKSPACE, BOT_USER, BOT_ID, APP = "T0000001", "U000BOT", "B000BOT", "A0000001"
BOT_TOKEN, APP_TOKEN = "xoxb-fake-1", "xapp-fake-1"
CHANNEL, ADA, BEN = "C0000001", "U000ADA", "U000BEN"
GUEST, GUESTS = "U000GIA", "T0000002"
"""Somebody of another organisation, in a channel that is shared with it, and their workspace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token lets into: a workspace, or with `enterprise` and `whole` every workspace of an organisation."""

    workspace: str
    name: str = "Sample"
    enterprise: str = ""
    whole: bool = False
    bot_user: str = BOT_USER
    bot: str = BOT_ID


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What stands in a channel; `only_for` names the one person who sees it, `by` the workspace of the token used."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    metadata: Json
    content: Json
    only_for: str = ""
    via: str = "chat.postMessage"
    by: str = WORKSPACE

    @property
    def key(self) -> str:
        """The key that the bot put into the metadata."""
        payload = self.metadata.get("event_payload")
        return str(payload.get("key", "")) if isinstance(payload, dict) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one call: an error name or a status, before or after the call is accepted."""

    method: str
    error: str = ""
    status: int = 200
    after: bool = False
    retry_after: str = ""
    close: bool = False
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """An acknowledgement of an envelope: after how long, over which socket, with what."""

    seconds: float
    socket: int
    payload: object = None


@dataclass(slots=True)
class State:
    """Everything that a test may look at or change."""

    scopes: str = "commands,chat:write,users:read,app_mentions:read,im:history,im:write,channels:read,groups:read"
    members: set[str] = field(default_factory=lambda: {CHANNEL})
    archived: set[str] = field(default_factory=set)
    admins: set[str] = field(default_factory=lambda: {ADA})
    teams: dict[str, Json] = field(default_factory=lambda: {GUEST: {"team_id": GUESTS}})
    """What is told of people who are not simply of the workspace that asks."""
    tokens: set[str] = field(default_factory=lambda: {BOT_TOKEN})
    grants: dict[str, Grant] = field(default_factory=lambda: {BOT_TOKEN: Grant(workspace=WORKSPACE)})
    caller: Grant = field(default_factory=lambda: Grant(workspace=WORKSPACE))
    posts: list[Post] = field(default_factory=list)
    calls: list[tuple[str, Json]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    posted_at: dict[str, list[float]] = field(default_factory=dict)
    response_uses: dict[str, int] = field(default_factory=dict)
    dead_responses: set[str] = field(default_factory=set)
    response_place: dict[str, tuple[str, str]] = field(default_factory=dict)
    history_limit: int = 100
    charts: int = MOST_CHARTS
    """How many charts a message may have; 0 is a Slack that does not know them yet."""
    screens: Screens = field(default_factory=Screens)
    time: Callable[[], float] = time.time

    def fault_for(self, method: str, *, after: bool) -> Fault | None:
        """Take the first fault for a method, at this side of acceptance."""
        for fault in self.faults:
            if fault.method == method and fault.after is after:
                self.faults.remove(fault)
                return fault
        return None
