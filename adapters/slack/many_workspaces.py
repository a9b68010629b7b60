"""The workspaces that installed the app themselves: each spoken to with the token that the store keeps under seal."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.leaving import Removal, stop
from adapters.slack.workspace import Identity, Workspace
from bot.deliver import resume_workspace
from bot.errors import DeliveryError, GiveUp, StorageError, TryLater
from bot.storage import Store
from bot.storage.installations import Installation, cover, installation_of
from bot.storage.sealing import Seal

log = structlog.get_logger()

PLATFORM = "slack"
FRESH = 2.0
"""Seconds for which an installation is not read again; another process may have changed it since."""
_KEPT = 10_000
_SEALED_WAIT = 300.0
"""Seconds until a token that no key opens is looked at again; an operator has to add the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A workspace as it was read at a time of the loop, and the seal of its token then."""

    workspace: Workspace
    sealed: str
    read_at: float


class ManyWorkspaces:
    """Finds the installation of each request and page: the workspace's own, or that of its organisation."""

    def __init__(
        self,
        store: Store,
        *,
        seal: Seal,
        client_with: Callable[[str], AsyncWebClient],
        clock: Callable[[], datetime],
    ) -> None:
        """`client_with` makes a client of a token."""
        self._store = store
        self._seal = seal
        self._client_with = client_with
        self._clock = clock
        self._entries: OrderedDict[str, _Entry] = OrderedDict()

    async def enter(self) -> bool:
        """True: each workspace lets us in by itself."""
        return True

    async def find(self, team: str, enterprise: str) -> Workspace | None:
        """The workspace of a request, its token read from the store; None when it is not installed."""
        workspace = team or enterprise
        found = await self._workspace(workspace)
        if found is not None or not (team and enterprise):
            return found
        known = {"platform": PLATFORM, "workspace": team}
        if await installation_of(self._store, platform=PLATFORM, workspace=enterprise) is None:
            return None
        if await cover(self._store, **known, organisation=enterprise, now=self._clock()):
            await resume_workspace(self._store, **known)
        return await self._workspace(team)

    async def leave(self, removal: Removal, now: datetime) -> None:
        """Stop what let us go, and wipe its token, unless it was installed again since."""
        await stop(self._store, removal, wipe=True, now=now)
        self.forget(removal.owner)

    async def client(self, workspace: str) -> AsyncWebClient:
        """What posts to a workspace; GiveUp when it is not installed, TryLater when its token cannot be read."""
        try:
            found = await self._workspace(workspace)
        except StorageError as error:
            log.error("slack_token_unreadable", workspace=workspace, problem=str(error))
            raise TryLater(str(error), retry_after=_SEALED_WAIT, scope="workspace") from error
        if found is None:
            said = f"Chipbrief is not installed in workspace {workspace} any more, or not yet"
            raise GiveUp(said, scope="credential")
        return found.client

    async def after(self, error: GiveUp, *, workspace: str) -> DeliveryError:
        """The refusal, or TryLater when the workspace was installed again since its token was read."""
        before = self._entries.get(workspace)
        self.forget(workspace)
        if before is None or await self._workspace(workspace) is None:
            return error
        same = self._entries[workspace].sealed == before.sealed
        return error if same else TryLater("the workspace was installed again", retry_after=1.0)

    def forget(self, workspace: str) -> None:
        """Read an installation anew: it was changed; that of an organisation is every workspace's."""
        if workspace.startswith("E"):
            self._entries.clear()
        self._entries.pop(workspace, None)

    async def _workspace(self, workspace: str) -> Workspace | None:
        now = asyncio.get_running_loop().time()
        known = self._entries.get(workspace)
        if known is not None and now - known.read_at < FRESH:
            return known.workspace
        found = await installation_of(self._store, platform=PLATFORM, workspace=workspace)
        if found is None:
            self._entries.pop(workspace, None)
            return None
        same = known is not None and known.sealed == found.sealed
        entered = known.workspace if known is not None and same else self._entered(workspace, found)
        self._entries[workspace] = _Entry(workspace=entered, sealed=found.sealed, read_at=now)
        self._entries.move_to_end(workspace)
        if len(self._entries) > _KEPT:
            self._entries.popitem(last=False)
        return entered

    def _entered(self, workspace: str, found: Installation) -> Workspace:
        token = self._seal.open(found.sealed, owner=found.owner)
        enterprise = "" if found.workspace == workspace else found.workspace
        identity = Identity(workspace=workspace, user=found.bot_user, bot=found.bot, enterprise=enterprise)
        return Workspace(identity=identity, client=self._client_with(token))
