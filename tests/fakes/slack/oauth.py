"""Slack's consent: a browser that agrees is sent back with a code, and a code becomes a token once."""

import base64
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.slack.state import ADA, APP, WORKSPACE, Grant, Json, State

CLIENT_ID, CLIENT_SECRET = "111.222", "client-secret-canary"
_numbers = count(1)


@dataclass(slots=True)
class Consent:
    """The pages where somebody agrees, and what they agreed to; `installs` is where the next one installs the app."""

    state: State
    redirect_uris: set[str] = field(default_factory=set)
    installs: Grant = field(default_factory=lambda: Grant(workspace=WORKSPACE))
    denies: bool = False
    rotates: bool = False
    codes: dict[str, tuple[Grant, str, str]] = field(default_factory=dict)

    async def authorize(self, request: web.Request) -> web.StreamResponse:
        """Agree, or not, and send the browser back."""
        asked = request.query
        if asked.get("client_id") != CLIENT_ID or asked.get("redirect_uri") not in self.redirect_uris:
            return web.Response(status=400, text="invalid_client_id or bad_redirect_uri")
        back = {"state": asked.get("state", "")}
        if self.denies:
            back |= {"error": "access_denied"}
        else:
            code = f"code-{next(_numbers)}"
            self.codes[code] = (self.installs, asked["redirect_uri"], asked.get("scope", ""))
            back |= {"code": code}
        return web.Response(status=302, headers={"location": f"{asked['redirect_uri']}?{urlencode(back)}"})

    def exchange(self, asked: Json, *, basic: str) -> Json:
        """A token for a code, once, for the app that shows its secret and the address that the code was sent to."""
        if basic != base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode():
            return {"ok": False, "error": "bad_client_secret"}
        grant, address, scope = self.codes.pop(str(asked.get("code")), (None, "", ""))
        if grant is None:
            return {"ok": False, "error": "invalid_code"}
        if asked.get("redirect_uri") != address:
            return {"ok": False, "error": "bad_redirect_uri"}
        token = f"xoxb-granted-{next(_numbers)}"
        self.state.tokens.add(token)
        self.state.grants[token] = grant
        whole = {"id": grant.enterprise, "name": f"{grant.name} Holdings"} if grant.enterprise else None
        answer: Json = {
            "ok": True,
            "app_id": APP,
            "authed_user": {"id": ADA},
            "scope": scope,
            "token_type": "bot",
            "access_token": token,
            "bot_user_id": grant.bot_user,
            "team": None if grant.whole else {"id": grant.workspace, "name": grant.name},
            "enterprise": whole,
            "is_enterprise_install": grant.whole,
        }
        return answer | ({"refresh_token": "xoxe-1", "expires_in": 43200} if self.rotates else {})

    def revoke(self, workspace: str) -> None:
        """Take every token of a workspace, or of an organisation, back."""
        for token, grant in self.state.grants.items():
            if workspace == (grant.enterprise if grant.whole else grant.workspace):
                self.state.tokens.discard(token)
