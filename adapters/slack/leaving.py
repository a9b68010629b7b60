"""Word that we were removed to workspaces that are stopped: their tokens wiped, what is due to them kept."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.deliver import stop_workspace
from bot.storage import Store
from bot.storage.installations import covered_by, wipe_token
from bot.storage.store import Transaction

Body = dict[str, Any]
PLATFORM = "slack"
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """Whose installation was taken back, a workspace's or an organisation's, when if that is known, and why."""

    owner: str
    at: datetime | None
    reason: str


def removal_of(body: Body) -> Removal | None:
    """What an event says of our removal; None when only people's tokens were revoked, of which we have none."""
    event = body.get("event") or {}
    kind = event.get("type")
    if kind == "tokens_revoked" and not (event.get("tokens") or {}).get("bot"):
        return None
    first: Body = next(iter(body.get("authorizations") or ()), {})
    whole = first.get("is_enterprise_install") is True or body.get("is_enterprise_install") is True
    enterprise = body.get("enterprise_id") or first.get("enterprise_id")
    owner = enterprise if whole or not body.get("team_id") else body["team_id"]
    if not owner:
        return None
    return Removal(owner=str(owner), at=_time_of(body), reason=f"Slack says {kind}")


async def stop(store: Store, removal: Removal, *, wipe: bool, now: datetime) -> tuple[str, ...]:
    """Stop what a removal is about, and give one notice; which workspaces that were.

    With `wipe` the token is in the store: it is wiped, and a removal older than the token stops nothing, since Slack
    sends word of a removal even after the app is back. All is one transaction.
    """
    async with store.writing() as connection:
        places = await _wiped(connection, removal, now=now) if wipe else (removal.owner,)
        for workspace in places:
            await stop_workspace(connection, platform=PLATFORM, workspace=workspace, reason=removal.reason, now=now)
    return places


async def _wiped(connection: Transaction, removal: Removal, *, now: datetime) -> tuple[str, ...]:
    owner = removal.owner
    before = now if removal.at is None else removal.at + _SECOND
    gone = await wipe_token(
        connection, platform=PLATFORM, workspace=owner, reason=removal.reason, now=now, before=before
    )
    if not gone:
        return ()
    covered = await covered_by(connection, platform=PLATFORM, organisation=owner)
    return covered if owner.startswith("E") else (owner,)


def _time_of(body: Body) -> datetime | None:
    """When it happened, by Slack's clock, which tells whole seconds."""
    said = body.get("event_time")
    return datetime.fromtimestamp(said, UTC) if isinstance(said, int) and 0 < said < 2**35 else None
