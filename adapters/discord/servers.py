"""What Discord tells of the servers where we are to pauses that begin and end, and to who is told."""

from collections.abc import Callable
from datetime import datetime

from adapters.discord.commands import PLATFORM
from bot.deliver import resume_target, resume_workspace, stop_workspace
from bot.storage import Store
from bot.storage.notices import Notice, add_notice, end_notice
from bot.storage.pauses import pauses_now
from bot.targets import Target

STOPPED = "discord gateway"
"""The key of the notice that no command can be answered."""


class Servers:
    """Keeps the store in step with where the bot may post."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime]) -> None:
        """Keep what is kept in step."""
        self._store = store
        self._clock = clock

    async def here(self, guild: str, channels: frozenset[str]) -> None:
        """We are in a server: post there again, in the channels that let us."""
        held = [
            one
            for one in await pauses_now(self._store, now=self._clock())
            if (one.platform, one.workspace, one.until) == (PLATFORM, guild, None)
        ]
        if any(not one.channel for one in held):
            await resume_workspace(self._store, platform=PLATFORM, workspace=guild)
        for one in held:
            if one.channel in channels:
                target = Target(platform=PLATFORM, workspace=guild, channel=one.channel)
                await resume_target(self._store, target)

    async def gone(self, guild: str) -> None:
        """We were removed from a server: its queue is kept until we are invited again."""
        reason = "the bot was removed from this server"
        async with self._store.writing() as connection:
            await stop_workspace(connection, platform=PLATFORM, workspace=guild, reason=reason, now=self._clock())

    async def gateway_stopped(self, problem: str) -> None:
        """Tell the operator, once, that commands are not answered."""
        text = f"Commands in Discord are not answered: {problem}."
        await add_notice(self._store, Notice(key=STOPPED, text=text, created_at=self._clock()))

    async def gateway_works(self) -> None:
        """End that notice."""
        await end_notice(self._store, key=STOPPED)
