"""Slack on 127.0.0.1: its methods, its sockets and its response addresses, on the real wire."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from itertools import count
from types import TracebackType
from typing import Self

from aiohttp import WSMsgType, web

from tests.fakes.slack.methods import METHODS, authorized, content_problem, refused, remember
from tests.fakes.slack.oauth import Consent
from tests.fakes.slack.state import ADA, APP_TOKEN, CHANNEL, Ack, Fault, Json, State

DEADLINE = 3.0
"""Seconds in which an envelope has to be acknowledged."""
USES = 5


class FakeSlack:
    """One workspace; every envelope goes to exactly one socket, and must be acknowledged in three seconds."""

    def __init__(self) -> None:
        self.state = State()
        self.consent = Consent(self.state)
        self.sockets: dict[int, web.WebSocketResponse] = {}
        self.acks: list[Ack] = []
        self.over_http: Callable[[str, Json, int], Awaitable[Ack]] | None = None
        """What is used instead of sockets, when the app takes requests over HTTP."""
        self._tickets: set[str] = set()
        self._numbers = count(1)
        self._waiting: dict[str, asyncio.Future[Ack]] = {}
        self._turn = count()
        self._runner: web.AppRunner | None = None
        self._host = ""

    @property
    def api_url(self) -> str:
        """Where its methods are."""
        return f"http://{self._host}/api/"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_get("/link", self._link)
        app.router.add_get("/oauth/v2/authorize", self.consent.authorize)
        app.router.add_post("/response/{id}", self._response)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._host = f"{host}:{port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self.sockets.values()):
            await socket.close()
        assert self._runner is not None
        await self._runner.cleanup()

    def response_url(self, *, user: str = ADA, channel: str = CHANNEL, dead: bool = False) -> str:
        """A fresh response address; a dead one is past its thirty minutes."""
        name = str(next(self._numbers))
        self.state.response_place[name] = (channel, user)
        if dead:
            self.state.dead_responses.add(name)
        return f"http://{self._host}/response/{name}"

    async def has_sockets(self, number: int) -> None:
        """Return when so many sockets are open."""
        async with asyncio.timeout(20):
            while len(self.sockets) != number:  # noqa: ASYNC110 - a test looks from outside
                await asyncio.sleep(0.01)

    async def deliver(self, kind: str, payload: Json, *, envelope: str = "", retry: int = 0) -> Ack:
        """Send an envelope over one socket, and give its acknowledgement; TimeoutError without one in three seconds."""
        if self.over_http is not None:
            ack = await self.over_http(kind, payload, retry)
            self.acks.append(ack)
            return ack
        name = envelope or f"envelope-{next(self._numbers)}"
        numbers = sorted(self.sockets)
        socket = self.sockets[numbers[next(self._turn) % len(numbers)]]
        content: Json = {"envelope_id": name, "type": kind, "payload": payload}
        content |= {"accepts_response_payload": kind != "events_api"}
        if kind == "events_api":
            content |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        waiting = self._waiting[name] = asyncio.get_running_loop().create_future()
        began = time.monotonic()
        await socket.send_json(content)
        async with asyncio.timeout(DEADLINE):
            heard = await waiting
        ack = Ack(seconds=time.monotonic() - began, socket=heard.socket, payload=heard.payload)
        self.acks.append(ack)
        return ack

    async def disconnect(self, reason: str) -> None:
        """Ask for one socket to be renewed, as Slack does every hour or so."""
        socket = self.sockets[min(self.sockets)]
        await socket.send_json({"type": "disconnect", "reason": reason, "debug_info": {"host": "fake"}})

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method, asked = request.match_info["method"], await _arguments(request)
        self.state.calls.append((method, asked))
        fault = self.state.fault_for(method, after=False)
        if fault is not None:
            return _failed(request, fault)
        answer = self._answer(method, asked, token=_token_of(request))
        late = self.state.fault_for(method, after=True)
        if late is not None:
            return _failed(request, late)
        return web.json_response(answer, headers={"x-oauth-scopes": self.state.scopes})

    def _answer(self, method: str, asked: Json, *, token: str) -> Json:
        if method == "apps.connections.open":
            return self._opened(token)
        if method == "oauth.v2.access":
            return self.consent.exchange(asked, basic=token)
        if not authorized(self.state, token):
            return refused("token_revoked" if token in self.state.grants else "invalid_auth")
        known = METHODS.get(method)
        return known(self.state, asked) if known else refused("unknown_method")

    def _opened(self, token: str) -> Json:
        if token != APP_TOKEN:
            return refused("invalid_auth")
        ticket = f"ticket-{next(self._numbers)}"
        self._tickets.add(ticket)
        return {"ok": True, "url": f"ws://{self._host}/link?ticket={ticket}"}

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.remove(ticket)
        socket, number = web.WebSocketResponse(), next(self._numbers)
        await socket.prepare(request)
        self.sockets[number] = socket
        hello = {"type": "hello", "num_connections": len(self.sockets), "connection_info": {"app_id": "A0000001"}}
        await socket.send_json(hello | {"debug_info": {"host": "fake", "approximate_connection_time": 3600}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._hear(json.loads(message.data), number)
        finally:
            self.sockets.pop(number, None)
        return socket

    def _hear(self, content: Json, number: int) -> None:
        waiting = self._waiting.pop(str(content.get("envelope_id")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(Ack(seconds=0.0, socket=number, payload=content.get("payload")))

    async def _response(self, request: web.Request) -> web.StreamResponse:
        name, asked = request.match_info["id"], await _arguments(request)
        uses = self.state.response_uses[name] = self.state.response_uses.get(name, 0) + 1
        if name in self.state.dead_responses or uses > USES:
            return web.json_response(refused("used_url" if uses > USES else "expired_url"), status=404)
        problem = content_problem(self.state, asked)
        if problem:
            return web.json_response(refused(problem), status=400)
        channel, user = self.state.response_place[name]
        only_for = "" if asked.get("response_type") == "in_channel" else user
        remember(self.state, asked, channel=channel, only_for=only_for, via="response_url")
        return web.Response(text="ok")


async def _arguments(request: web.Request) -> Json:
    """The arguments of a call, as JSON, form or query."""
    asked: Json = dict(request.query)
    if request.content_type == "application/json":
        return asked | (await request.json() if request.can_read_body else {})
    return asked | dict(await request.post())


def _token_of(request: web.Request) -> str:
    """The token, or for an app that gives its id and secret these two."""
    return request.headers.get("Authorization", "").removeprefix("Bearer ").removeprefix("Basic ")


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.close:
        assert request.transport is not None
        request.transport.abort()
    headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    if fault.error:
        return web.json_response(refused(fault.error), status=fault.status, headers=headers)
    return web.Response(text=fault.body or "<html>", status=fault.status, headers=headers, content_type="text/html")
