"""The web host: listens on one port for every part of the bot that answers over HTTP."""

import asyncio
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
import uvicorn

from adapters.web.app import Ready, web_app
from bot.config import WebSettings
from bot.errors import ConfigError
from bot.ports import Endpoint

log = structlog.get_logger()

IDLE = 20
"""Seconds after which a connection that asks nothing more is closed."""
LONGEST_STOP = 5
MOST_AT_ONCE = 500
"""Connections; a further one is told to come later."""


class WebHost:
    """Serves endpoints between `start` and `stop`. A proxy in front of it speaks TLS."""

    def __init__(self, settings: WebSettings, endpoints: Sequence[Endpoint], *, ready: Ready) -> None:
        self._settings = settings
        self._app = web_app(endpoints, ready=ready)
        self._server: uvicorn.Server | None = None
        self._serving: asyncio.Task[None] | None = None
        self.port = settings.port
        """The port that is listened on, as soon as it is."""

    async def start(self) -> None:
        """Listen; raises ConfigError when the place cannot be listened on."""
        listening = _listen(self._settings.host, self._settings.port)
        self.port = listening.getsockname()[1]
        self._server = _Server(
            uvicorn.Config(
                self._app,
                http="h11",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,  # addresses carry codes
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=IDLE,
                timeout_graceful_shutdown=LONGEST_STOP,
                limit_concurrency=MOST_AT_ONCE,
            )
        )
        self._serving = asyncio.create_task(self._server.serve(sockets=[listening]))
        while not (self._server.started or self._serving.done()):  # noqa: ASYNC110 - uvicorn rings no bell
            await asyncio.sleep(0.01)
        log.info("web_listens", host=self._settings.host, port=self.port)

    async def stop(self) -> None:
        """Finish the answers under way and listen no longer."""
        if self._server is None or self._serving is None:
            return
        self._server.should_exit = True
        await asyncio.wait([self._serving])


class _Server(uvicorn.Server):
    """Leaves signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        said = error.strerror or str(error)
        raise ConfigError(f"web.host {host!r}, web.port {port}: cannot be listened on ({said}).") from error
