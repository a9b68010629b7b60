"""Slack over HTTP: payloads to signed requests, as Slack sends them, and the answers it would take."""

import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack.state import Json

SECRET = "signing-secret-canary"
DEADLINE = 3.0
"""Seconds in which a request has to be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A request, ready to be sent, and to be sent again."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back, and after how long."""

    status: int
    text: str
    seconds: float


def request_of(kind: str, payload: Json, *, at: float, secret: str = SECRET, retry: int = 0) -> Signed:
    """A payload as Slack encodes and signs it: events are JSON, commands a form, the rest JSON inside a form."""
    form = "application/x-www-form-urlencoded"
    body, content = {
        "events_api": (json.dumps(payload), "application/json"),
        "slash_commands": (urlencode({name: str(value) for name, value in payload.items()}), form),
        "interactive": (urlencode({"payload": json.dumps(payload)}), form),
    }[kind]
    again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
    return signed(body.encode(), at=at, secret=secret, content=content, more=again)


def signed(body: bytes, *, at: float, secret: str = SECRET, content: str, more: dict[str, str] | None = None) -> Signed:
    """A body with the headers that say when and by whom it was sent."""
    timestamp = str(int(at))
    mark = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": content, "X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={mark}"}
    return Signed(body=body, headers=headers | (more or {}))


async def send(session: aiohttp.ClientSession, url: str, request: Signed) -> Answered:
    """Send a request; TimeoutError when it is not answered in three seconds."""
    began = time.monotonic()
    timeout = aiohttp.ClientTimeout(total=DEADLINE)
    async with session.post(url, data=request.body, headers=request.headers, timeout=timeout) as answer:
        return Answered(status=answer.status, text=await answer.text(), seconds=time.monotonic() - began)
