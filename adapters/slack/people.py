"""A person's id to whether they manage the workspace: named in the settings, or its admin or owner."""

import asyncio
from collections.abc import Collection

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import delivery_error

log = structlog.get_logger()

REMEMBERED = 600.0
"""Seconds until Slack is asked again."""
_KEPT = 10_000


class People:
    """Who manages the workspace; an answer of Slack is remembered for ten minutes, a failure for none."""

    def __init__(self, client: AsyncWebClient, *, managers: Collection[str]) -> None:
        self._client = client
        self._named = frozenset(managers)
        self._known: dict[str, tuple[bool, float]] = {}

    async def manages(self, person: str) -> bool:
        """Whether a person may change the workspace's settings; no, when Slack cannot say."""
        if person in self._named:
            return True
        now = asyncio.get_running_loop().time()
        says, until = self._known.get(person, (False, 0.0))
        return says if until > now else await self._ask(person, now)

    async def _ask(self, person: str, now: float) -> bool:
        try:
            answer = await self._client.api_call("users.info", http_verb="GET", params={"user": person})
        except Exception as problem:  # an answer to a command must not fail for this
            log.warning("slack_person_unknown", problem=str(delivery_error(problem, doing="look up a person")))
            return False
        user = answer.get("user") or {}
        says = any(user.get(name) is True for name in ("is_admin", "is_owner", "is_primary_owner"))
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[person] = (says, now + REMEMBERED)
        return says
