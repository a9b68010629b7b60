"""The way in for any workspace: /slack/install to Slack's consent, and back with a code for a token to keep."""

import base64
import html
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import urlencode

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.errors import delivery_error
from adapters.slack.manifest import INSTALLED, scopes
from bot.config import SlackSettings
from bot.deliver import resume_workspace
from bot.errors import BotError, StorageError
from bot.ports import Endpoint, HttpReply, HttpRequest
from bot.storage import Store
from bot.storage.installations import Installation, covered_by, save_installation
from bot.storage.one_time import put_name
from bot.storage.sealing import Seal

log = structlog.get_logger()

PLATFORM: Final = "slack"
BEGIN: Final = "/slack/install"
LIFETIME = timedelta(seconds=600)
COOKIE = "chipbrief_slack_state"
_OWNER = "slack:state"
"""For whom a state is sealed, so that no token of a workspace can be passed off as one."""


class _NotInstalledError(BotError):
    """Why the app was not installed, as a sentence for whoever tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installing:
    """Sends people to Slack and takes them back: a state is sealed, bound to the browser, and good once for 600 s."""

    settings: SlackSettings
    address: str
    store: Store
    seal: Seal
    client: AsyncWebClient
    clock: Callable[[], datetime]
    installed: Callable[[str], None]
    """Is told the id of a workspace or organisation whose token is new."""

    def endpoints(self) -> tuple[Endpoint, ...]:
        """The two addresses of the flow."""
        return (
            Endpoint(method="GET", path=BEGIN, answer=self.begin),
            Endpoint(method="GET", path=INSTALLED, answer=self.back),
        )

    async def begin(self, _: HttpRequest) -> HttpReply:
        """Send the browser to Slack's consent, with a state that only this browser can bring back."""
        nonce = secrets.token_urlsafe(24)
        state = self.seal.close(json.dumps([nonce, self.clock().timestamp()]), owner=_OWNER)
        asked = {
            "client_id": self.settings.client_id,
            "scope": ",".join(scopes(read_back=self.settings.read_back)),
            "redirect_uri": self.address + INSTALLED,
            "state": state,
        }
        return _found(f"{consent_address(self.settings.api_url)}?{urlencode(asked)}", cookie=self._cookie(nonce))

    async def back(self, request: HttpRequest) -> HttpReply:
        """Take the browser back: change its code for a token, keep that, and go on posting there."""
        try:
            await self._check_state(request)
            if refused := request.query.get("error"):
                raise _NotInstalledError(f"Slack says {refused[:100]}.")
            installation, token = self._read(await self._granted(request.query.get("code", "")))
            await self._keep(replace(installation, bot=await self._bot(token)), token)
        except _NotInstalledError as problem:
            log.warning("slack_not_installed", problem=str(problem))
            return _page("Chipbrief was not installed", f"{problem} Begin again at {self.address}{BEGIN}", status=400)
        name = installation.name or installation.workspace
        log.info("slack_installed", workspace=installation.workspace)
        said = f"It is installed in {name}. Invite it to a channel with /invite @Chipbrief, then type /brief subscribe"
        return _page("Chipbrief is installed", said, cookie=self._cookie("", seconds=0))

    async def _check_state(self, request: HttpRequest) -> None:
        """Use the state up; whoever began is the one who comes back, once and in time."""
        try:
            nonce, begun = json.loads(self.seal.open(request.query.get("state", ""), owner=_OWNER))
        except (StorageError, ValueError, TypeError) as error:
            raise _NotInstalledError("The state is not one of ours.") from error
        if not secrets.compare_digest(_cookie_of(request).encode(), str(nonce).encode()):
            raise _NotInstalledError("The installation was begun in another browser, or its cookie is gone.")
        now = self.clock()
        if now.timestamp() - float(begun) > LIFETIME.total_seconds():
            raise _NotInstalledError("The installation took longer than ten minutes.")
        if not await put_name(self.store, "state", str(nonce), until=now + LIFETIME):
            raise _NotInstalledError("This installation was finished before.")

    async def _granted(self, code: str) -> AsyncSlackResponse:
        """Slack's answer to the code."""
        if not code:
            raise _NotInstalledError("Slack sent no code.")
        try:
            return await self.client.api_call(
                "oauth.v2.access",
                data={"code": code, "redirect_uri": self.address + INSTALLED},
                headers={"Authorization": f"Basic {self._app_id_and_secret()}"},
            )
        except Exception as problem:
            raise _NotInstalledError(f"{delivery_error(problem, doing='change the code for a token')}.") from problem

    def _app_id_and_secret(self) -> str:
        """What shows Slack that it is us; the SDK's own way to send it is deprecated in aiohttp."""
        both = f"{self.settings.client_id}:{self.settings.client_secret.get_secret_value()}"
        return base64.b64encode(both.encode()).decode()

    def _read(self, answer: AsyncSlackResponse) -> tuple[Installation, str]:
        """The installation and the token that Slack's answer tells of."""
        team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
        whole = answer.get("is_enterprise_install") is True
        place = enterprise if whole else team
        token = answer.get("access_token")
        if not (isinstance(token, str) and token and place.get("id")):
            raise _NotInstalledError("Slack gave no bot token.")
        if answer.get("refresh_token"):
            raise _NotInstalledError("The app rotates its tokens, which Chipbrief does not; turn that off in Slack.")
        installation = Installation(
            platform=PLATFORM,
            workspace=str(place["id"]),
            name=str(place.get("name") or ""),
            organisation="" if whole else str(enterprise.get("id") or ""),
            bot_user=str(answer.get("bot_user_id") or ""),
            scopes=tuple(str(answer.get("scope") or "").split(",")),
            installed_by=str((answer.get("authed_user") or {}).get("id") or ""),
            installed_at=self.clock(),
        )
        return installation, token

    async def _bot(self, token: str) -> str:
        """The id of our bot there; that Slack tells it shows that the token is good."""
        try:
            return str((await self.client.auth_test(token=token)).get("bot_id") or "")
        except Exception as problem:
            raise _NotInstalledError(f"{delivery_error(problem, doing='use the token')}.") from problem

    async def _keep(self, installation: Installation, token: str) -> None:
        """Keep the token, and go on with what waited for it there."""
        try:
            await save_installation(self.store, installation, token=token, seal=self.seal)
            workspaces: tuple[str, ...] = (installation.workspace,)
            if installation.workspace.startswith("E"):
                workspaces = await covered_by(self.store, platform=PLATFORM, organisation=installation.workspace)
            self.installed(installation.workspace)
            for workspace in workspaces:
                await resume_workspace(self.store, platform=PLATFORM, workspace=workspace)
        except StorageError as error:
            log.error("slack_installation_not_kept", workspace=installation.workspace, problem=str(error))
            raise _NotInstalledError(
                "The installation could not be kept; whoever runs Chipbrief can say why."
            ) from error

    def _cookie(self, nonce: str, *, seconds: int = int(LIFETIME.total_seconds())) -> str:
        """A cookie that comes back from Slack's site with a click, that no script reads and no plain http carries."""
        secure = "; Secure" if self.address.startswith("https://") else ""
        return f"{COOKIE}={nonce}; Path=/slack; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def consent_address(api_url: str) -> str:
    """Where people agree: beside the methods, so that GovSlack's are sent to GovSlack."""
    return api_url.removesuffix("/").removesuffix("/api") + "/oauth/v2/authorize"


def _cookie_of(request: HttpRequest) -> str:
    try:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found is not None else ""


def _found(address: str, *, cookie: str) -> HttpReply:
    return HttpReply(status=302, headers=(("location", address), ("set-cookie", cookie), *_SAFE))


_SAFE = (
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ("x-content-type-options", "nosniff"),
)


def _page(title: str, words: str, *, status: int = 200, cookie: str = "") -> HttpReply:
    """A page of one paragraph; what came from elsewhere is only ever text in it."""
    style = "body{font:18px/1.5 system-ui,sans-serif;max-width:36em;margin:4em auto;padding:0 1em}"
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{style}</style>"
        f"<h1>{html.escape(title)}</h1><p>{html.escape(words)}</p></html>\n"
    )
    cookies = (("set-cookie", cookie),) if cookie else ()
    return HttpReply(status=status, body=body, headers=(("content-type", "text/html; charset=utf-8"), *cookies, *_SAFE))
