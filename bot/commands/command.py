"""A command as a value: its name, its options, who may use it, and what it answers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.targets import Target
from digests.message import Message

if TYPE_CHECKING:
    from bot.commands.services import Services


class Kind(StrEnum):
    """What an option holds, and so how a line is read and which field a platform shows."""

    TEXT = "text"
    QUERY = "query"
    NUMBER = "number"
    CHOICE = "choice"
    AGE = "age"
    TIME = "time"
    ZONE = "zone"
    DAYS = "days"
    UNTIL = "until"
    URL = "url"
    CURSOR = "cursor"


class Completion(StrEnum):
    """Where suggestions for an option come from."""

    NONE = "none"
    TOPICS = "topics"
    SPEAKERS = "speakers"
    WATCHES = "watches"
    ZONES = "zones"
    COMMANDS = "commands"
    FEEDS = "feeds"
    SUBSCRIPTIONS = "subscriptions"


class Who(StrEnum):
    """Who may use a command; a manager is who may change a workspace's settings."""

    EVERYONE = "everyone"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing a command can be told.

    A `named` option is given by its name only (`share:here`); a `hidden` one is for our own buttons, so neither help
    nor a platform shows it.
    """

    name: str
    kind: Kind
    summary: str
    required: bool = False
    choices: tuple[str, ...] = ()
    completion: Completion = Completion.NONE
    default: str = ""
    named: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who uses a command: the platform's id of the person, and whether platform or config call them a manager."""

    id: str
    name: str = ""
    manager: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command as somebody used it: the options' values as written, where, by whom and when."""

    command: str
    target: Target
    asker: Asker
    now: datetime
    values: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """The value of an option, "" when it was not given."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, defined once and shown natively by each platform.

    `example` is a line that runs, without `/brief`; `private` answers are shown to the asker only, unless told
    `share:here`. A `hidden` command is for our own buttons: neither help nor a platform shows it. One that `waits` asks
    somebody else's server.
    `run` raises CommandError with a sentence when the request cannot be answered.
    """

    name: str
    summary: str
    run: "Callable[[Request, Services], Awaitable[Message]]"
    example: str
    options: tuple[Option, ...] = ()
    who: Who = Who.EVERYONE
    private: bool = True
    hidden: bool = False
    waits: bool = False

    @property
    def shown_options(self) -> tuple[Option, ...]:
        """The options that people see."""
        return tuple(option for option in self.options if not option.hidden)
