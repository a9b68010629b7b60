"""Whatever happens in whatever order, every page ends posted once and in order, or parked and not posted."""

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.deliver import Deliverer, resume_target
from bot.errors import Ambiguous, GiveUp, TryLater
from bot.storage import Store, open_store
from bot.storage.leases import LEASE, Leased, Outcome, lease_pages, record_outcomes
from bot.storage.outbox import PageState, pages_of, queue_pages
from tests.builders import DAY, NOW, a_new_page, a_target
from tests.fakes.platforms import FakePlatform

CHANNELS = ("c1", "c2", "c3")
FAULTS: dict[str, tuple[Callable[[], Exception | None], Callable[[], Exception | None]]] = {
    "none": (lambda: None, lambda: None),
    "later": (lambda: TryLater("429", retry_after=30), lambda: None),
    "workspace later": (lambda: TryLater("429", retry_after=30, scope="workspace"), lambda: None),
    "lost before": (lambda: Ambiguous("reset"), lambda: None),
    "lost after": (lambda: None, lambda: Ambiguous("502")),
    "refused": (lambda: GiveUp("invalid_blocks"), lambda: None),
    "gone": (lambda: GiveUp("is_archived", scope="destination"), lambda: None),
}


class AnyOrder(RuleBasedStateMachine):
    """Pages are queued, posted, refused, lost; processes die and wake again."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.now = NOW
        self.platform = FakePlatform()
        self.sources: dict[str, list[str]] = {channel: [] for channel in CHANNELS}
        self.zombies: list[Leased] = []

    @initialize()
    def open(self) -> None:
        shutil.copy(self.template, self.folder / "store.sqlite")
        self.store: Store = self.runner.run(open_store(f"sqlite:///{self.folder / 'store.sqlite'}"))

    def teardown(self) -> None:
        self.runner.run(self._settle())
        self.runner.run(self.store.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    async def _settle(self) -> None:
        """When all is well again, every page comes to its end."""
        self.platform.before = self.platform.after = lambda: None
        for channel in CHANNELS:
            await resume_target(self.store, a_target(channel))
        self.now += 2 * DAY
        await self._deliverer().deliver_due(self.now)
        for channel, sources in self.sources.items():
            pages = [page for source in sources for page in await pages_of(self.store, source)]
            assert {page.state for page in pages} <= {PageState.SENT, PageState.PARKED}
            sent = [page.key for page in pages if page.state is PageState.SENT]
            assert [post.key for post in self.platform.posted if post.target.channel == channel] == sent

    def _deliverer(self) -> Deliverer:
        return Deliverer(self.store, {"console": self.platform}, owner="me", concurrency=2, chance=lambda: 0.5)

    @rule(channel=st.sampled_from(CHANNELS), parts=st.integers(1, 3))
    def queue(self, channel: str, parts: int) -> None:
        source = f"{channel} {len(self.sources[channel])}"
        pages = [a_new_page(part, source=source, target=a_target(channel)) for part in range(1, parts + 1)]
        assert self.runner.run(queue_pages(self.store, pages, now=self.now)) == parts
        assert self.runner.run(queue_pages(self.store, pages, now=self.now)) == 0
        self.sources[channel].append(source)

    @rule(names=st.lists(st.sampled_from(sorted(FAULTS)), max_size=8))
    def deliver(self, names: list[str]) -> None:
        left = [FAULTS[name] for name in names]
        current: list[Callable[[], Exception | None]] = []

        def before() -> Exception | None:
            first, after = left.pop() if left else FAULTS["none"]
            current[:] = [after]
            return first()

        self.platform.before, self.platform.after = before, lambda: current[0]()
        self.runner.run(self._deliverer().deliver_due(self.now))

    @rule(seconds=st.sampled_from([1, 29, 31, 46, 600]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(posts=st.booleans(), limit=st.integers(1, 3))
    def a_process_dies(self, posts: bool, limit: int) -> None:
        leased = self.runner.run(
            lease_pages(self.store, owner="dead", now=self.now, limit=limit, platforms=["console"])
        )
        self.platform.before = self.platform.after = lambda: None
        for page in leased:
            known = self.runner.run(self.platform.find(page.target, key=page.key, since=self.now))
            if posts and known is None:
                self.runner.run(self.platform.send(page.target, page.page, key=page.key))
        self.zombies += leased

    @rule()
    def the_dead_wake(self) -> None:
        """A process that slept says that it posted nothing: it is heard only while nobody has taken its pages."""
        back = [
            Outcome(leased=page, state=PageState.AMBIGUOUS, due_at=self.now)
            for page in self.zombies
            if page.lease_until <= self.now - LEASE
        ]
        self.runner.run(record_outcomes(self.store, back, now=self.now))
        self.zombies = []

    @rule(channel=st.sampled_from(CHANNELS))
    def a_channel_is_back(self, channel: str) -> None:
        self.runner.run(resume_target(self.store, a_target(channel)))

    @invariant()
    def nothing_is_posted_twice(self) -> None:
        assert len(self.platform.keys) == len(set(self.platform.keys))


def test_every_page_ends_posted_once_and_in_order_or_parked(migrated_file: Path) -> None:
    AnyOrder.template = migrated_file
    state = settings(max_examples=20, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(AnyOrder, settings=state)
