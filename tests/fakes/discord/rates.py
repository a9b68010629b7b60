"""Calls to whether Discord takes them now: so many a second in all, so many a while in a bucket."""

import time
from collections import deque

from tests.fakes.discord.state import Rates


class Limits:
    """Counts calls; `headers` says what is left, as Discord does on every answer."""

    def __init__(self) -> None:
        self._all: deque[float] = deque()
        self._buckets: dict[str, tuple[float, int]] = {}

    def global_wait(self, rates: Rates) -> float:
        """Seconds until the next call of any kind is taken; 0.0 takes this one."""
        now = time.monotonic()
        while self._all and self._all[0] <= now - rates.window:
            self._all.popleft()
        if len(self._all) >= rates.per_second:
            return self._all[0] + rates.window - now
        self._all.append(now)
        return 0.0

    def bucket_wait(self, bucket: str, rates: Rates) -> float:
        """Seconds until the next call in a bucket is taken; 0.0 takes this one."""
        now = time.monotonic()
        until, used = self._buckets.get(bucket, (0.0, 0))
        if until <= now:
            until, used = now + self._within(bucket, rates), 0
        if used >= self._most(bucket, rates):
            return until - now
        self._buckets[bucket] = (until, used + 1)
        return 0.0

    def headers(self, bucket: str, rates: Rates) -> dict[str, str]:
        """What is left of a bucket."""
        until, used = self._buckets.get(bucket, (0.0, 0))
        left = max(0.0, until - time.monotonic())
        return {
            "X-RateLimit-Limit": str(self._most(bucket, rates)),
            "X-RateLimit-Remaining": str(max(0, self._most(bucket, rates) - used)),
            "X-RateLimit-Reset": f"{time.time() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": bucket.replace("/", "-").strip("-"),
        }

    def _most(self, bucket: str, rates: Rates) -> int:
        if _is_publishing(bucket):
            return rates.publishes
        return rates.posts if _is_post(bucket) else 50

    def _within(self, bucket: str, rates: Rates) -> float:
        if _is_publishing(bucket):
            return rates.hour
        return rates.within if _is_post(bucket) else 1.0


def bucket_of(method: str, path: str) -> str:
    """What is counted together: all publishing of a channel, and all calls of one path."""
    parts = path.split("/")
    return f"{method} {'/'.join(parts[:3])}/crosspost" if parts[-1] == "crosspost" else f"{method} {path}"


def _is_publishing(bucket: str) -> bool:
    return bucket.endswith("/crosspost")


def _is_post(bucket: str) -> bool:
    return bucket.startswith("POST /channels/") and bucket.endswith("/messages")
