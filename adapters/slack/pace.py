"""Posts to turns: one a second in a channel, four a second in a workspace, which is what Slack allows."""

import asyncio
from dataclasses import dataclass, field

from bot.errors import TryLater

SPACING = 1.0
"""Seconds between two posts of a channel."""
ACROSS = 0.25
"""Seconds between two posts of a workspace: Slack allows "several hundred a minute" and does not say how many."""
LONGEST_WAIT = 2.0
"""Seconds that a post waits for its turn; with the call they stay under delivery's ten. Others come back later."""
_KEPT = 10_000


@dataclass(slots=True)
class _Line:
    """When a workspace takes the next post, and until when those that were sent away have been told to come back."""

    free_at: float = 0.0
    promised_until: float = 0.0
    channels: dict[str, float] = field(default_factory=dict)


class Pace:
    """Gives each post its turn, in the order asked."""

    def __init__(self, spacing: float = SPACING, *, across: float = ACROSS) -> None:
        """`spacing` is for a channel, `across` for all channels of a workspace; without any there is no waiting."""
        self._spacing = spacing
        self._across = across if spacing else 0.0
        self._lines: dict[str, _Line] = {}

    async def turn(self, workspace: str, channel: str) -> None:
        """Return when the workspace and the channel take the next post; TryLater when that is too long to wait."""
        now = asyncio.get_running_loop().time()
        line = self._lines.setdefault(workspace, _Line())
        at = max(now, line.free_at, line.channels.get(channel, now))
        if at - now > LONGEST_WAIT:
            raise self._come_back(line, now)
        if len(line.channels) > _KEPT:
            line.channels = {name: free_at for name, free_at in line.channels.items() if free_at > now}
        line.channels[channel] = at + self._spacing
        line.free_at = max(line.free_at, now) + self._across
        await asyncio.sleep(at - now)

    def _come_back(self, line: _Line, now: float) -> TryLater:
        """Those sent away come back one after the other, a little before it would be their turn."""
        line.promised_until = max(line.promised_until, now + LONGEST_WAIT / 2) + self._across
        return TryLater("many are posting to this workspace", retry_after=line.promised_until - now, tried=False)
