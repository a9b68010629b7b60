"""Discord on 127.0.0.1: its REST interface and its gateway, on the real wire, held against its own documents."""

import json
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.fakes.discord.calls import Answer, Call, error
from tests.fakes.discord.gateway import Gateway
from tests.fakes.discord.rates import Limits, bucket_of
from tests.fakes.discord.routes import ROUTES, authorized
from tests.fakes.discord.schema import answer_problem, body_problem, error_problem
from tests.fakes.discord.state import Fault, Interaction, Json, State, route_of
from tests.fakes.discord.uploads import Files, body_of

BASE = "/api/v10"
HTML = "<html><title>error code: 1015</title></html>"


class FakeDiscord:
    """Guilds, channels and a gateway; whatever the documents do not allow is in `state.violations`."""

    def __init__(self) -> None:
        self.state = State()
        self.gateway = Gateway(self.state)
        self._limits = Limits()
        self._runner: web.AppRunner | None = None
        self._host = ""
        self._answered = 0

    @property
    def api_url(self) -> str:
        """Where its REST interface is."""
        return f"http://{self._host}{BASE}"

    @property
    def gateway_url(self) -> str:
        """Where its gateway is."""
        return f"ws://{self._host}/gateway"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=8_000_000)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_route("*", BASE + "/{path:.*}", self._rest)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._host = f"{host}:{port}"
        self.gateway.url = self.gateway_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.gateway.drop(dead=True, code=1001)
        assert self._runner is not None
        await self._runner.cleanup()

    async def has_sessions(self, number: int = 1) -> None:
        """Return when so many shards are connected."""
        await self.state.until(lambda: len(self.gateway.live()) == number)

    async def deliver(self, payload: Json) -> Interaction:
        """Send something that a person did, and count it if somebody hears it."""
        one = self.state.interactions[str(payload["id"])]
        heard = await self.gateway.dispatch("INTERACTION_CREATE", payload, guild_id=str(payload.get("guild_id") or ""))
        one.sent += heard
        return one

    async def answered(self, payload: Json) -> Interaction:
        """Send something that a person did; it is acknowledged and, where a message is due, answered."""
        one = await self.deliver(payload)
        await self.state.until(lambda: one.acknowledged is not None)
        if one.callback["type"] == 5:
            await self.state.until(lambda: one.post is not None)
        return one

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        route = route_of(request.method, path)
        self.state.calls.append(route)
        fault = self.state.fault_for(route, after=False) or (self.state.chance(route) if self.state.chance else None)
        if fault is not None and not fault.after:
            return _failed(request, fault)
        body, files, problem = await body_of(request)
        if problem:
            self.state.blame(f"{route}: {problem}")
        status, answer, headers = self._answer(request, route, path, body, files)
        late = fault or self.state.fault_for(route, after=True)
        if late is not None:
            return _failed(request, late)
        return self._written(route, status, answer, headers)

    def _answer(
        self, request: web.Request, route: str, path: str, body: Any, files: Files
    ) -> tuple[int, Any, dict[str, str]]:
        state, bucket = self.state, bucket_of(request.method, path)
        counted = not route.startswith(("POST /interactions", "PATCH /webhooks", "DELETE /webhooks", "POST /webhooks"))
        if counted and (wait := self._limits.global_wait(state.rates)):
            return self._too_fast(route, wait, scope="global")
        if counted and (wait := self._limits.bucket_wait(bucket, state.rates)):
            return self._too_fast(route, wait, scope="user")
        headers = self._limits.headers(bucket, state.rates) if counted else {}
        status, answer = self._done(request, route, path, body, files)
        return status, answer, headers

    def _done(self, request: web.Request, route: str, path: str, body: Any, files: Files) -> Answer:
        state = self.state
        if not authorized(state, route, request.headers.get("Authorization", "")):
            return error(401, 0, "401: Unauthorized")
        if problem := body_problem(route, body):
            state.blame(problem)
            return error(400, 50035, "Invalid Form Body") if route in ROUTES else error(404, 0, "404: Not Found")
        ids = [part for part in path.split("/")[1:] if part.isdigit() and len(part) > 5]
        if route.startswith(("POST /interactions", "PATCH /webhooks", "DELETE /webhooks", "POST /webhooks")):
            ids = path.split("/")[2:4]
        query = dict(request.query)
        call = Call(state=state, ids=ids, query=query, body=body, files=files, gateway_url=self.gateway_url)
        return ROUTES[route](call)

    def _too_fast(self, route: str, wait: float, *, scope: str) -> tuple[int, Any, dict[str, str]]:
        self.state.overruns.append(f"{route}: too fast ({scope})")
        answer = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": scope == "global"}
        return 429, answer | {"code": 0}, {"X-RateLimit-Scope": scope, "Retry-After": str(int(wait) + 1)}

    def _written(self, route: str, status: int, answer: Any, headers: dict[str, str]) -> web.Response:
        self._answered += 1
        if self._answered % self.state.checked == 0:
            problem = error_problem(status, answer) if status >= 400 else answer_problem(route, status, answer)
            if problem:
                self.state.blame(f"the fake itself: {problem}")
        headers = headers | {"Via": "1.1 fake"}
        if answer is None:
            return web.Response(status=status, headers=headers)
        return _json(status, answer, headers)


def _json(status: int, answer: Any, headers: dict[str, str]) -> web.Response:
    """An answer whose Content-Type is `application/json` and no more, as Discord's is."""
    body = json.dumps(answer).encode()
    return web.Response(body=body, status=status, headers=headers | {"Content-Type": "application/json"})


def _failed(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.close:
        assert request.transport is not None
        request.transport.abort()
    if fault.html or not (fault.code or fault.retry_after is not None):
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return web.Response(text=HTML, status=fault.status, headers=headers, content_type="text/html")
    answer: Json = {"message": "fault", "code": fault.code}
    headers = {"Via": "1.1 fake"}
    if fault.retry_after is not None:
        answer |= {"retry_after": fault.retry_after, "global": fault.scope == "global"}
        headers |= {"X-RateLimit-Scope": fault.scope}
    return _json(fault.status, answer, headers)
