"""Posts to turns: at most one a second in a channel, which is what Slack allows."""

import asyncio

SPACING = 1.0
_KEPT = 10_000


class Pace:
    """Gives each post of a channel its turn, in the order asked."""

    def __init__(self, spacing: float = SPACING) -> None:
        self._spacing = spacing
        self._free_at: dict[str, float] = {}

    async def turn(self, channel: str) -> None:
        """Return when the channel takes the next post."""
        now = asyncio.get_running_loop().time()
        if len(self._free_at) > _KEPT:
            self._free_at = {name: free_at for name, free_at in self._free_at.items() if free_at > now}
        at = max(now, self._free_at.get(channel, now))
        self._free_at[channel] = at + self._spacing
        await asyncio.sleep(at - now)
