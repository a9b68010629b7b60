"""What the parts of the bot promise each other: platforms, what they serve, and a feed's state between two polls."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from bot.targets import Target
from digests.message import Message


class Platform(Protocol):
    """A place that shows pages and takes commands."""

    name: str

    async def start(self) -> None:
        """Connect; returns when pages can be sent."""

    async def stop(self) -> None:
        """Disconnect; sends under way are finished by the caller first."""

    def pages(self, message: Message) -> tuple[Message, ...]:
        """As few pages as the platform's limits allow; one page is one post."""

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post a page and give the platform's id of the post; raises TryLater, GiveUp or Ambiguous only."""

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """The id of the post that carries our key, read back from the channel; None when it is not there.

        Raises GiveUp when the channel cannot be read back, TryLater when it can be later.
        """


@runtime_checkable
class Threaded(Protocol):
    """A platform that can also put a page under a post, where it disturbs nobody; others show such a page nowhere."""

    async def reply(self, target: Target, page: Message, *, key: str, to: str) -> str:
        """Post a page under the post with the platform's id `to`; promises and raises what `send` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """What somebody asks over HTTP; names of headers are small letters, and of a name given twice the last counts."""

    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpReply:
    """What is answered over HTTP; a header may be given twice."""

    status: int = 200
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A path that is answered over HTTP, for one method."""

    method: str
    path: str
    answer: Callable[[HttpRequest], Awaitable[HttpReply]]


@runtime_checkable
class Hosted(Protocol):
    """A platform that is reached over HTTP; the web host listens for it."""

    def endpoints(self) -> tuple[Endpoint, ...]:
        """What it answers; nothing when it is reached in another way."""


@runtime_checkable
class FindsBelow(Protocol):
    """A platform whose `find` does not see what stands under posts, and which looks there for itself."""

    async def find_below(self, target: Target, *, key: str, since: datetime, to: str) -> str | None:
        """The id of the post with our key under the post `to`; promises and raises what `find` does."""


@runtime_checkable
class HasStyle(Protocol):
    """A platform on which digests come in a style of their own (`whole`, `short`, `thread`) unless a channel chose."""

    digests: str


class FeedStatus(StrEnum):
    """How a feed is doing, in one word."""

    NEW = "new"
    OK = "ok"
    DEGRADED = "degraded"
    FAILING = "failing"
    QUARANTINED = "quarantined"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What is remembered of a host: its failures one after another, and before when nothing is asked of it."""

    host: str
    not_before: datetime | None = None
    failures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between two polls; one row of the `feeds` table.

    Intervals are seconds. `moved_to`/`moved_count` count consecutive permanent redirects to one address.
    `notified` names the last problem its owner was told about, so that nobody is told twice.
    """

    url: str
    status: FeedStatus = FeedStatus.NEW
    etag: str = ""
    last_modified: str = ""
    content_hash: str = ""
    next_poll_at: datetime | None = None
    interval: float = 1800.0
    failures: int = 0
    failing_since: datetime | None = None
    last_ok_at: datetime | None = None
    last_new_at: datetime | None = None
    last_error: str = ""
    last_reason: str = ""
    parser_kills: int = 0
    moved_to: str = ""
    moved_count: int = 0
    notified: str = ""
