"""A workspace to who we are there and the client that speaks to it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.leaving import Removal
from bot.errors import DeliveryError, GiveUp


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


def workspace_of(context: AsyncBoltContext) -> Workspace:
    """The workspace that authorization found for a request."""
    found = context["workspace"]
    assert isinstance(found, Workspace)  # noqa: S101 - no request comes here without one
    return found


FindWorkspace = Callable[[str, str], Awaitable[Workspace | None]]
"""The workspace of a team's id and an organisation's id ("" when it is none); None for one that did not let us in."""

LeaveWorkspace = Callable[[Removal, datetime], Awaitable[None]]
"""Stops what a removal is about, at a time."""


class Workspaces(Protocol):
    """The workspaces that let us in: the one of the settings, or those that installed the app themselves."""

    async def enter(self) -> bool:
        """Whether requests can be answered; waits until Slack says so."""

    async def find(self, team: str, enterprise: str) -> Workspace | None:
        """The workspace that a request comes from; None when it did not let us in."""

    async def leave(self, removal: Removal, now: datetime) -> None:
        """Stop what let us go, and forget its token."""

    async def client(self, workspace: str) -> AsyncWebClient:
        """What speaks to a workspace; raises GiveUp, or TryLater, when nothing does."""

    async def after(self, error: GiveUp, *, workspace: str) -> DeliveryError:
        """What a refusal of our token comes to, when it may be out of date."""
