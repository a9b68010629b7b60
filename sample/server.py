"""The sample week over HTTP on the loopback interface, under a clock that the caller sets."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from gzip import compress

from aiohttp import web

from sample.render import Response, answer, unchanged
from sample.values import Week

Clock = Callable[[], datetime]


def application(week: Week, *, clock: Clock) -> web.Application:
    """The aiohttp application that shows every feed of the week as it stands at the clock's time."""
    zipped = {feed.path for feed in week.feeds if feed.gzip}

    async def show(request: web.Request) -> web.Response:
        response = answer(week, request.path, at=clock())
        response = unchanged(
            response,
            etag=request.headers.get("If-None-Match", ""),
            since=request.headers.get("If-Modified-Since", ""),
        )
        return _reply(response, zipped=request.path in zipped and "gzip" in request.headers.get("Accept-Encoding", ""))

    app = web.Application()
    app.router.add_get("/{path:.*}", show)
    return app


@asynccontextmanager
async def serving(week: Week, *, clock: Clock, port: int = 0) -> AsyncIterator[str]:
    """Serve the week on 127.0.0.1 while the block runs; gives the base address, without a slash at the end."""
    runner = web.AppRunner(application(week, clock=clock), access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        bound = runner.addresses[0][1]
        yield f"http://127.0.0.1:{bound}"
    finally:
        await runner.cleanup()


def _reply(response: Response, *, zipped: bool) -> web.Response:
    headers = dict(response.headers)
    body = response.body
    if zipped and response.status == 200:
        headers["content-encoding"] = "gzip"
        body = compress(body, mtime=0)
    return web.Response(status=response.status, headers=headers, body=body)
