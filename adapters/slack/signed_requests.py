"""What Slack sends over HTTP to its answer: only what Slack signed, only once, and nothing of it in a log."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import parse_qsl

from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import Clock, SignatureVerifier

from bot.commands.once import Once
from bot.ports import HttpReply, HttpRequest
from bot.seen import Seen
from bot.storage import Store

Body = dict[str, Any]

REFUSED: Final = HttpReply(status=401, body="This is not signed by Slack.\n")
UNREADABLE: Final = HttpReply(status=400, body="This is nothing that Slack sends.\n")
AGAIN: Final = HttpReply()
"""The answer to what was answered before: nobody learns which it was, and Slack is content."""
KEPT_FOR = timedelta(minutes=10)
"""How long a request is known again; a signature is good for five minutes on either side of our clock."""
KIND: Final = "request"
_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class SignedRequests:
    """Checks, reads and answers requests; several processes that share a PostgreSQL store answer each one once."""

    def __init__(self, app: AsyncApp, *, secret: str, clock: Callable[[], datetime], store: Store) -> None:
        """`app` answers what is left after that; `secret` is the app's signing secret."""
        self._app = app
        self._clock = clock
        self._verifier = SignatureVerifier(secret, clock=_Clock(clock))
        self._seen = Seen()
        self._once = Once(store, KIND, kept_for=KEPT_FOR, clock=clock)

    async def answer(self, request: HttpRequest) -> HttpReply:
        """The answer to a request, within Slack's three seconds: what takes long is done after it."""
        signature = request.headers.get("x-slack-signature", "")
        if not self._is_signed(request, signature):
            return REFUSED
        body = body_of(request)
        if body is None:
            return UNREADABLE
        if body.get("type") == "url_verification":
            return HttpReply(body=str(body.get("challenge", "")))
        asked, name = _bolt_request(body), _short(name_of(body) or signature)
        if asked is None:
            return UNREADABLE
        if self._seen.again(signature) or not await self._once.is_new(name):
            return AGAIN
        reply = _reply(await self._app.async_dispatch(asked))
        if reply.status >= 500:
            await self._once.let_go(name)
        return reply

    def _is_signed(self, request: HttpRequest, signature: str) -> bool:
        """Whether Slack signed this, lately. Headers are looked at first: the verifier falls over those of no sense."""
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        if not (_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature)):
            return False
        try:
            return self._verifier.is_valid(request.body, timestamp, signature)
        except UnicodeDecodeError:
            return False


class _Clock(Clock):
    """The bot's clock, as the verifier reads it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock().timestamp()


def name_of(body: Body) -> str:
    """What Slack calls a request, however often it sends it; "" for one without a name."""
    return str(body.get("event_id") or body.get("trigger_id") or "")


def body_of(request: HttpRequest) -> Body | None:
    """The JSON of an event or inside a form's `payload`, or the form of a command; None for anything else."""
    try:
        text = request.body.decode("utf-8")
        if not request.headers.get("content-type", "").startswith("application/json"):
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
            if "payload" not in form or "command" in form:
                return dict(form) or None
            text = form["payload"]
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("event", {}), dict) else None


def _bolt_request(body: Body) -> AsyncBoltRequest | None:
    """The request as Bolt knows it; None when it has parts where Slack never puts them.

    The mode says how the body is given: Bolt's own reading of a form loses every command with "payload" in its text.
    """
    try:
        return AsyncBoltRequest(body=body, mode="socket_mode")
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _short(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _reply(response: BoltResponse) -> HttpReply:
    headers = tuple((name, value) for name, values in response.headers.items() for value in values)
    return HttpReply(status=response.status, body=str(response.body or ""), headers=headers)
