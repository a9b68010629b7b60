"""Time that two processes share and that only goes by while the bot has nothing to do, however loaded the machine is.

One process owns the clock and lets it go on; the other runs its event loop by it.
"""

import asyncio
import mmap
import selectors
import struct
from collections.abc import Callable
from pathlib import Path

STEP, LEAST = 0.25, 0.01
"""The most and the fewest seconds that go by at once."""
_REAL_WAIT = 0.0005


class SharedClock:
    """Seconds since the beginning; how often the loop that goes by them had nothing to do, and until when."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(24))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 24)

    def now(self) -> float:
        """The time."""
        return float(struct.unpack_from("d", self._shared, 0)[0])

    def advance(self, seconds: float) -> None:
        """Let time go by."""
        struct.pack_into("d", self._shared, 0, self.now() + seconds)

    @property
    def idle(self) -> int:
        """How often there was nothing to do."""
        return int(struct.unpack_from("q", self._shared, 8)[0])

    def beat(self, until: float | None) -> None:
        """There was nothing to do, and there will not be until some time."""
        struct.pack_into("d", self._shared, 16, self.now() + STEP if until is None else until)
        struct.pack_into("q", self._shared, 8, self.idle + 1)

    async def run(self) -> None:
        """Let time go by whenever the other process has nothing to do, to when it has, or a step."""
        seen = self.idle
        while True:
            await asyncio.sleep(_REAL_WAIT)
            if self.idle != seen:
                seen = self.idle
                ahead = struct.unpack_from("d", self._shared, 16)[0] - self.now()
                self.advance(min(max(ahead, LEAST), STEP))


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop that goes by a shared clock; `busy` says when work is under way that is not to take time."""

    def __init__(self, clock: SharedClock, busy: Callable[[], bool]) -> None:
        super().__init__(_Selector(clock, busy))
        self._shared_clock = clock

    def time(self) -> float:
        """The clock's time."""
        return self._shared_clock.now()


class _Selector(selectors.DefaultSelector):
    """Waits for sockets until the clock, not the machine, says that it has waited long enough."""

    def __init__(self, clock: SharedClock, busy: Callable[[], bool]) -> None:
        super().__init__()
        self._clock = clock
        self._busy = busy

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """The sockets that are ready."""
        until = None if timeout is None else self._clock.now() + timeout
        while True:
            ready = super().select(0 if timeout == 0 else _REAL_WAIT)
            if ready or (until is not None and self._clock.now() >= until):
                return ready
            if not self._busy():
                self._clock.beat(until)
