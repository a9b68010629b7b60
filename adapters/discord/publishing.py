"""Posts of announcement channels to those who follow them: each is published once, as fast as Discord allows.

What is still to be published stands in the store, for Discord takes ten an hour from a channel.
"""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Final

import structlog

from adapters.discord.errors import ALREADY_PUBLISHED, Refused, delivery_error
from adapters.discord.rest import Rest
from bot.errors import GiveUp, StorageError, TryLater
from bot.storage import Store
from bot.storage.settings import save_setting, setting
from bot.storage.tenure import holding

log = structlog.get_logger()

WAITING: Final = "to publish"
MOST_WAITING: Final = 50
"""Posts of a channel that may wait; what waited longest is left unpublished."""
_AGAIN, _LONGEST = 1.0, 3600.0
_ANNOUNCEMENTS: Final = "announcements"


@dataclass(slots=True)
class Publishing:
    """Publishes posts of some channels, the oldest first."""

    rest: Rest
    store: Store | None
    channels: Collection[str]
    _waiting: dict[str, list[str]] = field(default_factory=dict)
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def go_on(self) -> None:
        """Publish what an earlier run left."""
        for channel in self.channels:
            await self._add(channel, ())

    async def posted(self, channel: str, post: str) -> None:
        """Have a post published, when it stands in a channel that is; posted twice it is published once."""
        if post and channel in self.channels:
            await self._add(channel, (post,))

    async def stop(self) -> None:
        """Leave what is still to be published to the next run."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _add(self, channel: str, posts: Sequence[str]) -> None:
        if not await self._changed(channel, add=posts):
            return
        self._told.add(channel)
        running = self._tasks.get(channel)
        if running is None or running.done():
            self._tasks[channel] = asyncio.create_task(self._run(channel))

    async def _run(self, channel: str) -> None:
        """Publish what waits, and what is told of meanwhile; a store that fails is asked again."""
        while channel in self._told:
            self._told.discard(channel)
            try:
                await self._publish_all(channel)
            except StorageError as problem:
                log.warning("discord_publishing_waits", channel=channel, problem=str(problem))
                self._told.add(channel)
                await asyncio.sleep(_AGAIN)

    async def _publish_all(self, channel: str) -> None:
        wait = _AGAIN
        while posts := await self._kept(channel):
            problem = await self._published(channel, posts[0])
            if isinstance(problem, GiveUp) and problem.scope == "credential":
                return
            if problem is None or isinstance(problem, GiveUp):
                await self._changed(channel, remove=posts[0])
                wait = _AGAIN
                continue
            later = problem.retry_after if isinstance(problem, TryLater) else None
            await asyncio.sleep(min(later or wait, _LONGEST))
            wait = min(2 * wait, _LONGEST)

    async def _published(self, channel: str, post: str) -> Exception | None:
        """What was wrong when a post was published; None when it is, or was before."""
        try:
            await self.rest.publish(channel, post)
        except Exception as problem:
            if isinstance(problem, Refused) and problem.refusal.code == ALREADY_PUBLISHED:
                return None
            error = delivery_error(problem, doing="publish a post")
            if isinstance(error, GiveUp):
                log.warning("discord_not_published", channel=channel, post=post, problem=str(error))
            return error
        return None

    async def _changed(self, channel: str, *, add: Sequence[str] = (), remove: str = "") -> list[str]:
        """What waits after a change, which no other process makes at the same time."""
        async with self._one_at_a_time, self._held(channel):
            known = await self._kept(channel)
            new = [one for one in (*known, *(post for post in add if post not in known)) if one != remove]
            new = new[-MOST_WAITING:]
            if new != known:
                await self._keep(channel, new)
        return new

    def _held(self, channel: str) -> AbstractAsyncContextManager[object]:
        return holding(self.store, [f"discord publishing {channel}"]) if self.store else nullcontext()

    async def _kept(self, channel: str) -> list[str]:
        if self.store is None:
            return list(self._waiting.get(channel, ()))
        return (await setting(self.store, WAITING, **_place(channel)) or "").split()

    async def _keep(self, channel: str, posts: Sequence[str]) -> None:
        if self.store is None:
            self._waiting[channel] = list(posts)
        else:
            await save_setting(self.store, WAITING, " ".join(posts), **_place(channel))


def _place(channel: str) -> dict[str, str]:
    return {"platform": "discord", "workspace": _ANNOUNCEMENTS, "channel": channel}
