"""A request that came over HTTP to whether this process answers it, among all that share a store."""

import asyncio
from datetime import datetime
from typing import Final

import structlog

from bot.errors import StorageError
from bot.storage import Store
from bot.storage.one_time import drop_name, put_name

log = structlog.get_logger()

LONGEST_CLAIM: Final = 1.0
"""Seconds that a shared store may take to say whether another process has answered; platforms wait three for us."""


async def is_ours(store: Store, kind: str, name: str, *, until: datetime) -> bool:
    """Whether nobody has taken a request before. A store that is slow or gone is not waited for: then it is ours."""
    try:
        async with asyncio.timeout(None if store.on_sqlite else LONGEST_CLAIM):
            return await put_name(store, kind, name, until=until)
    except (StorageError, TimeoutError) as problem:
        log.warning("request_not_claimed", kind=kind, problem=type(problem).__name__)
        return True


async def let_go(store: Store, kind: str, name: str) -> None:
    """Let another process, or us, answer a request when it is sent again."""
    try:
        await drop_name(store, kind, name)
    except StorageError as problem:
        log.warning("request_not_released", kind=kind, problem=type(problem).__name__)
