"""What Discord sends over HTTP to its acknowledgement: only what Discord signed, lately, and only once."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

from adapters.discord.happenings import Body
from bot.commands.once import Once
from bot.ports import Endpoint, HttpReply, HttpRequest
from bot.storage import Store
from bot.storage.signatures import is_signed

PATH: Final = "/discord/interactions"
REFUSED: Final = HttpReply(status=401, body="This is not signed by Discord.\n")
UNREADABLE: Final = HttpReply(status=400, body="This is nothing that Discord sends.\n")
NOT_YET: Final = HttpReply(status=503, body="Not signed in yet.\n")
PONG: Final = HttpReply(body='{"type":1}', headers=(("Content-Type", "application/json"),))
TAKEN: Final = HttpReply(status=202)
"""The answer comes through the interaction's callback, as over the gateway."""
WINDOW: Final = timedelta(minutes=5)
"""How far a signature's time may be from ours; as long an interaction is known again."""
KIND: Final = "discord interaction"
_TIMESTAMP, _SIGNATURE = re.compile(r"[0-9]{1,12}"), re.compile(r"[0-9a-fA-F]{128}")

Hear = Callable[[Body], Awaitable[None]]


class SignedInteractions:
    """Takes interactions over HTTP; several processes that share a PostgreSQL store answer each one once."""

    def __init__(self, *, public_key: str, clock: Callable[[], datetime], store: Store) -> None:
        """`public_key` is the one that the application's page shows."""
        self._public_key = public_key
        self._clock = clock
        self._once = Once(store, KIND, kept_for=2 * WINDOW, clock=clock)
        self._hear: Hear | None = None
        self._under_way: set[asyncio.Task[None]] = set()

    def heard_by(self, hear: Hear) -> None:
        """Answer from now on."""
        self._hear = hear

    def endpoints(self) -> tuple[Endpoint, ...]:
        """Where Discord sends to."""
        return (Endpoint(method="POST", path=PATH, answer=self.answer),)

    async def answer(self, request: HttpRequest) -> HttpReply:
        """The acknowledgement of a request; Discord itself tries with signatures that must be refused."""
        if not self._is_signed(request):
            return REFUSED
        body = _read(request.body)
        if body is None:
            return UNREADABLE
        if body.get("type") == 1:
            return PONG
        if self._hear is None:
            return NOT_YET
        if await self._once.is_new(str(body.get("id"))[:40]):
            task = asyncio.create_task(_heard(self._hear, body))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return TAKEN

    def _is_signed(self, request: HttpRequest) -> bool:
        signature = request.headers.get("x-signature-ed25519", "")
        timestamp = request.headers.get("x-signature-timestamp", "")
        if not (_SIGNATURE.fullmatch(signature) and _TIMESTAMP.fullmatch(timestamp)):
            return False
        if abs(self._clock().timestamp() - int(timestamp)) > WINDOW.total_seconds():
            return False
        return is_signed(timestamp.encode() + request.body, signature=signature, public_key=self._public_key)


async def _heard(hear: Hear, body: Body) -> None:
    await hear(body)


def _read(body: bytes) -> Body | None:
    try:
        read: Any = json.loads(body)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
