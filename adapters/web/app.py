"""Endpoints and a health to an ASGI application; whatever is too large, too slow or goes wrong is answered plainly."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.ports import Endpoint, HttpReply, HttpRequest

log = structlog.get_logger()

LARGEST_BODY = 1_000_000
"""Bytes; Slack's largest payload, a pressed button with its whole message, is a tenth of that."""
SECONDS = 10.0
"""In which the body has to arrive."""
Ready = Callable[[], Awaitable[str]]
"""What keeps the bot from working, or ""."""


def web_app(endpoints: Sequence[Endpoint], *, ready: Ready) -> Starlette:
    """The application: every endpoint, and health for whoever watches over the process."""

    async def live(_: Request) -> Response:
        return PlainTextResponse("live\n")

    async def is_ready(_: Request) -> Response:
        problem = await ready()
        return PlainTextResponse(f"{problem or 'ready'}\n", status_code=503 if problem else 200)

    routes = [Route("/health/live", live), Route("/health/ready", is_ready)]
    return Starlette(routes=routes + [_route(one) for one in endpoints])


def _route(endpoint: Endpoint) -> Route:
    async def answer(request: Request) -> Response:
        try:
            async with asyncio.timeout(SECONDS):
                body = await _body(request)
        except TimeoutError:
            return PlainTextResponse("The request took too long.\n", status_code=408)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return PlainTextResponse("The request is too large.\n", status_code=413)
        return _response(await _answered(endpoint, request, body))

    return Route(endpoint.path, answer, methods=[endpoint.method])


async def _body(request: Request) -> bytes | None:
    """The body; None as soon as it is, or says that it will be, too large."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said[:20]) > LARGEST_BODY:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


async def _answered(endpoint: Endpoint, request: Request, body: bytes) -> HttpReply:
    asked = HttpRequest(query=dict(request.query_params), headers=dict(request.headers), body=body)
    try:
        return await endpoint.answer(asked)
    except Exception as error:  # whoever asked is answered, and the next one too
        log.error("web_failed", path=endpoint.path, exc_info=error)
        return HttpReply(status=500, body="Something went wrong here, and is noted.\n")


def _response(reply: HttpReply) -> Response:
    response = PlainTextResponse(reply.body, status_code=reply.status)
    for name, value in reply.headers:
        if name.lower() == "content-type":
            response.headers[name] = value
        else:
            response.headers.append(name, value)
    return response
