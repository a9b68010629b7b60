"""What the fake Discord knows and has seen: guilds, channels, posts, interactions, sessions, faults, violations."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Json = dict[str, object]

EPOCH_MS = 1_420_070_400_000
APP, OTHER_BOT = "1001000000000000001", "1001000000000000002"
TOKEN = "fake-discord-token"
GUILD, OTHER_GUILD = "1002000000000000001", "1002000000000000002"
CHANNEL, OTHER_CHANNEL = "1003000000000000001", "1003000000000000002"
ADA, BEN = "1004000000000000001", "1004000000000000002"
MANAGE_GUILD, VIEW, SEND, ATTACH, HISTORY, THREADS = 1 << 5, 1 << 10, 1 << 11, 1 << 15, 1 << 16, 1 << 38
FORUM, ANNOUNCEMENTS = 15, 5
BOT_RIGHTS = VIEW | SEND | ATTACH | HISTORY | THREADS | (1 << 14) | (1 << 35)
V2, EPHEMERAL, SUPPRESS, SILENT = 1 << 15, 1 << 6, 1 << 2, 1 << 12

_last_id = [0]


def new_id() -> str:
    """A fresh snowflake, later than all others."""
    _last_id[0] = max(_last_id[0] + 1, (int(time.time() * 1000) - EPOCH_MS) << 22)
    return str(_last_id[0])


@dataclass(slots=True, kw_only=True)
class Post:
    """A message in a channel; `only_for` names the one person who sees it."""

    id: str
    channel: str
    content: Json
    only_for: str = ""
    via: str = "message"
    interaction: str = ""
    nonce: str = ""
    at: float = 0.0
    deleted: bool = False
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What happens to one call of a route (`POST /channels/*/messages`), before or after it is accepted."""

    route: str
    status: int = 502
    code: int = 0
    after: bool = False
    retry_after: float | None = None
    scope: str = "user"
    close: bool = False
    html: bool = False


@dataclass(slots=True, kw_only=True)
class Interaction:
    """Something a person did: when it was delivered, acknowledged and answered."""

    id: str
    token: str
    user: str
    channel: str
    kind: int
    created: float
    sent: int = 0
    acknowledged: float | None = None
    callback: Json = field(default_factory=dict)
    expired: bool = False
    fills: int = 0
    post: Post | None = None

    @property
    def private(self) -> bool:
        """Whether the deferral was for the person alone."""
        said = self.callback.get("data")
        return isinstance(said, dict) and bool(int(said.get("flags") or 0) & EPHEMERAL)


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel; `parent` makes it a thread, `person` a direct message, a `kind` of 5 or 15 what Discord means by it."""

    id: str
    kind: int = 0
    name: str = "chips"
    guild: str = ""
    parent: str = ""
    person: str = ""
    rights: int = BOT_RIGHTS
    archived: bool = False
    tags: list[Json] = field(default_factory=list)
    must_have_tag: bool = False
    applied: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """What Discord allows: calls a second in all, posts in a channel within some seconds, and publishing in an hour."""

    per_second: int = 50
    window: float = 1.0
    posts: int = 5
    within: float = 5.0
    publishes: int = 10
    hour: float = 3600.0


@dataclass(slots=True)
class State:
    """Everything that a test may look at or change."""

    rates: Rates = field(default_factory=Rates)
    guilds: set[str] = field(default_factory=lambda: {GUILD})
    channels: dict[str, Channel] = field(
        default_factory=lambda: {
            CHANNEL: Channel(id=CHANNEL, guild=GUILD),
            OTHER_CHANNEL: Channel(id=OTHER_CHANNEL, guild=OTHER_GUILD),
        }
    )
    closed_to_us: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=lambda: {TOKEN})
    posts: list[Post] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    synced: int = 0
    calls: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chance: Callable[[str], Fault | None] | None = None
    interactions: dict[str, Interaction] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    overruns: list[str] = field(default_factory=list)
    """Calls that came faster than Discord allows; how many depends on how evenly this machine runs."""
    nonce_window: float = 180.0
    largest_files: int = 10_000_000
    """Bytes of files that a message may have."""
    endpoint_url: str | None = None
    shards: int = 1
    identifies_left: int = 1000
    identified: list[Json] = field(default_factory=list)
    resumed: int = 0
    checked: int = 1
    """Every how many-th answer is held against the schema."""
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def in_channel(self, channel: str = CHANNEL, *, person: str = "") -> list[Post]:
        """What stands in a channel, for everybody or for a person."""
        return [one for one in self.posts if one.channel == channel and one.only_for == person and not one.deleted]

    def fault_for(self, route: str, *, after: bool) -> Fault | None:
        """Take the first fault for a route, at this side of acceptance."""
        for fault in self.faults:
            if fault.route == route and fault.after is after:
                self.faults.remove(fault)
                return fault
        return None

    def blame(self, what: str) -> None:
        """Note what Discord does not allow."""
        self.violations.append(what)

    def note(self) -> None:
        """Wake whoever waits for something to happen."""
        self.changed.set()

    async def until(self, happened: Callable[[], bool], *, seconds: float = 30.0) -> None:
        """Return when something holds."""
        async with asyncio.timeout(seconds):
            while not happened():
                self.changed.clear()
                try:
                    async with asyncio.timeout(0.1):
                        await self.changed.wait()
                except TimeoutError:
                    continue


def route_of(method: str, path: str) -> str:
    """A call with its ids and tokens left out: `POST /channels/*/messages`."""
    short = re.sub(r"/(interactions|webhooks)/[^/]+/[^/]+", r"/\1/*/*", path)
    return f"{method} {re.sub(r'/[0-9]{5,}', '/*', short)}"
