"""A workspace to who we are there and the client that speaks to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its workspace, its user and bot id, and the organisation when it is installed for all of that."""

    workspace: str
    user: str
    bot: str
    enterprise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace that let us in: who we are there, and a client with its token."""

    identity: Identity
    client: AsyncWebClient


FindWorkspace = Callable[[str, str], Awaitable[Workspace | None]]
"""The workspace of a team's id and an organisation's id ("" when it is none); None for one that did not let us in."""
