"""Calls to turns: at most so many a second in all, and in each bucket what Discord's headers say is left."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import TryLater

PER_SECOND = 48.0
"""Discord takes fifty a second of a bot; two are left for what is not counted here."""
LONGEST_WAIT = 1.0
"""Seconds that a call waits for its bucket; a longer wait is a due time in the store, so that others go first."""
_KEPT = 10_000
_BURST = 1  # calls that may make up for time lost in waking; with them a second still has no more than fifty
_MOST_INVALID, _INVALID_SECONDS = 2_000, 600.0


@dataclass(slots=True)
class _Bucket:
    remaining: int
    reset_at: float


class Pace:
    """Gives each call its turn, in the order asked; learns from every answer."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        """Begin with nothing known."""
        self._spacing = 1.0 / per_second
        self._free_at = 0.0
        self._line = asyncio.Lock()
        self._buckets: dict[str, _Bucket] = {}
        self._invalid: list[float] = []

    async def turn(self, bucket: str) -> None:
        """Return when the call may go; TryLater when its bucket is empty for longer than a moment."""
        self._check_invalid(_now())
        await asyncio.sleep(self._taken(bucket, _now()))
        async with self._line:  # one after the other, so that no stall of ours ends in a burst
            await asyncio.sleep(self._free_at - _now())
            self._free_at = max(self._free_at, _now() - _BURST * self._spacing) + self._spacing

    def learn(self, bucket: str, headers: Mapping[str, str]) -> None:
        """Remember what is left of a bucket, and until when."""
        try:
            remaining = int(headers["X-RateLimit-Remaining"])
            reset_after = float(headers["X-RateLimit-Reset-After"])
        except (KeyError, ValueError):
            return
        if len(self._buckets) > _KEPT:
            now = _now()
            self._buckets = {name: one for name, one in self._buckets.items() if one.reset_at > now}
        self._buckets[bucket] = _Bucket(remaining, _now() + reset_after)

    def count_invalid(self) -> None:
        """Remember a request of the kind that Discord bans for: ten thousand in ten minutes."""
        self._invalid.append(_now())

    def _check_invalid(self, now: float) -> None:
        """Stop far before Discord bans us."""
        if len(self._invalid) < _MOST_INVALID:
            return
        self._invalid = [at for at in self._invalid if at > now - _INVALID_SECONDS]
        if len(self._invalid) >= _MOST_INVALID:
            said = f"{_MOST_INVALID} requests were refused within ten minutes, and Discord bans whoever goes on"
            raise TryLater(said, retry_after=_INVALID_SECONDS, scope="platform")

    def _taken(self, bucket: str, now: float) -> float:
        """Take one of what is left of a bucket; how long until it may be used."""
        known = self._buckets.get(bucket)
        if known is None or known.reset_at <= now:
            return 0.0
        if known.remaining > 0:
            known.remaining -= 1
            return 0.0
        wait = known.reset_at - now
        if wait > LONGEST_WAIT:
            raise TryLater("the channel has taken what Discord allows it for now", retry_after=wait)
        return wait


def _now() -> float:
    return asyncio.get_running_loop().time()
