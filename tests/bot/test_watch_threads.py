"""Later reports of a story go quietly under its alert where the platform has threads, and nowhere elsewhere."""

from datetime import time, timedelta

from bot.deliver import Deliverer
from bot.storage import Store
from bot.storage.outbox import queue_pages
from bot.storage.watches import Cadence, WatchOptions, save_watch
from bot.targets import Target
from bot.watch import Watched, WatchIndex, watch_due
from digests.message import Message, plain_text
from tests.bot.watching import DESK, MINUTE, OnePage, a_watch, about, arrive, queued
from tests.builders import HOUR, NOW, a_new_page, a_target


class WithThreads(OnePage):
    """A platform that remembers which post each reply went under."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: list[tuple[str, str]] = []

    async def reply(self, target: Target, page: Message, *, key: str, to: str) -> str:
        """Post under a post."""
        posted = await self.send(target, page, key=key)
        self.replies.append((to, plain_text(page)))
        return posted


async def look(store: Store, platform: OnePage, after: timedelta) -> Watched:
    now = NOW + after
    done = await watch_due(store, now=now, index=WatchIndex(DESK), platforms={"console": platform})
    deliverer = Deliverer(store, {"console": platform}, owner="me")
    await deliverer.deliver_due(now)
    await deliverer.stop()
    return done


async def test_later_reports_go_under_the_alert(store: Store) -> None:
    platform = WithThreads()
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store, platform, timedelta(0))
    assert platform.replies == []
    await arrive(store, about(2, at=NOW + HOUR))
    await arrive(store, about(3, "Something else.", at=NOW + HOUR))
    await look(store, platform, HOUR)
    await look(store, platform, HOUR + MINUTE)
    ((above, text),) = platform.replies
    assert above == "p1"
    assert text == "Also reported: \n\n• Report 2 · Sample Wire\n• Report 3 · Sample Wire"
    assert len(platform.posted) == 2


async def test_news_pings_instead_of_going_under(store: Store) -> None:
    platform = WithThreads()
    await save_watch(store, a_watch())
    await arrive(store, about(1))
    await look(store, platform, timedelta(0))
    await arrive(store, about(2, at=NOW + 4 * HOUR), about(3, "The H200 rule is 90 FR 12345.", at=NOW + 4 * HOUR))
    await look(store, platform, 4 * HOUR)
    assert platform.replies == []
    assert len(platform.posted) == 2


async def test_batches_quiet_hours_and_platforms_without_threads_have_no_replies(store: Store) -> None:
    platform = WithThreads()
    await save_watch(store, a_watch("hourly", channel="c1", cadence=Cadence.HOURLY))
    await save_watch(store, a_watch("quiet", channel="c2", options=WatchOptions(quiet=(time(8, 30), time(10)))))
    await arrive(store, about(1))
    await look(store, platform, timedelta(0))
    await arrive(store, about(2, at=NOW + HOUR))
    await look(store, platform, HOUR)
    assert platform.replies == []
    plain = OnePage()
    await save_watch(store, a_watch("plain", "gallium", channel="c3"))
    await arrive(store, about(3, "Gallium.", at=NOW + 2 * HOUR), story="s2")
    await look(store, plain, 2 * HOUR)
    await arrive(store, about(4, "Gallium.", at=NOW + 3 * HOUR), story="s2")
    await look(store, plain, 3 * HOUR)
    assert len(plain.posted) == 1
    assert await queued(store) == ()


async def test_a_reply_to_a_page_that_was_never_posted_is_a_post_of_its_own(store: Store) -> None:
    platform = WithThreads()
    await queue_pages(store, [a_new_page(target=a_target(), reply_to="gone")], now=NOW)
    await look(store, platform, timedelta(0))
    assert platform.replies == []
    assert len(platform.posted) == 1
