"""A person's id to what Slack knows of them: whether they manage the workspace, and the zone they live in."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import delivery_error

log = structlog.get_logger()

REMEMBERED = 600.0
"""Seconds until Slack is asked again."""
_KEPT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of a person; nothing is, when Slack cannot say. `zone` is an IANA name or "".

    `team` is the workspace that they are of, `teams` those of their organisation that they are in, `enterprise` that
    organisation: in a channel that is shared with others Slack tells us of others' people too.
    """

    manager: bool = False
    zone: str = ""
    team: str = ""
    teams: frozenset[str] = frozenset()
    enterprise: str = ""

    def belongs_to(self, workspace: str, enterprise: str) -> bool:
        """Whether Slack says that they are of a workspace, or of the organisation that it is part of."""
        of_organisation = bool(enterprise) and self.enterprise == enterprise
        return workspace == self.team or workspace in self.teams or of_organisation


NOBODY = Person()


class People:
    """Who manages a workspace; an answer of Slack is remembered for ten minutes, a failure for none."""

    def __init__(self, *, managers: Collection[str]) -> None:
        self._named = frozenset(managers)
        self._known: dict[tuple[str, str], tuple[Person, float]] = {}

    async def who(self, client: AsyncWebClient, workspace: str, person: str) -> Person:
        """What is known of a person of a workspace."""
        now = asyncio.get_running_loop().time()
        known, until = self._known.get((workspace, person), (NOBODY, 0.0))
        found = known if until > now else await self._ask(client, (workspace, person), now)
        return replace(found, manager=True) if person in self._named else found

    async def _ask(self, client: AsyncWebClient, key: tuple[str, str], now: float) -> Person:
        try:
            answer = await client.api_call("users.info", http_verb="GET", params={"user": key[1]})
        except Exception as problem:  # an answer to a command must not fail for this
            log.warning("slack_person_unknown", problem=str(delivery_error(problem, doing="look up a person")))
            return NOBODY
        found = _read(answer.get("user") or {}, workspace=key[0])
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[key] = (found, now + REMEMBERED)
        return found


def _read(user: dict[str, Any], *, workspace: str) -> Person:
    """A person as Slack tells of them; an admin of another workspace manages nothing in this one."""
    whole = user.get("enterprise_user") or {}
    team = str(user.get("team_id") or "")
    teams = frozenset(map(str, whole.get("teams") or ()))
    ours = team in ("", workspace) or workspace in teams
    return Person(
        manager=ours and any(user.get(name) is True for name in ("is_admin", "is_owner", "is_primary_owner")),
        zone=str(user.get("tz") or ""),
        team=team,
        teams=teams,
        enterprise=str(whole.get("enterprise_id") or ""),
    )
