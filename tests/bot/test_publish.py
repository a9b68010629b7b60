"""A digest is queued once a slot, covers all the time since the last one, and never piles up."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

import pytest

from bot.deliver import Deliverer
from bot.errors import GiveUp, TryLater
from bot.publish import FIRST_WINDOW, LONGEST_WINDOW, Editor, days_off, publish_due
from bot.storage import Store
from bot.storage.collected import Collected, save_collected
from bot.storage.digests import DigestState, digests_of, last_digest, shown_in
from bot.storage.notices import open_notices
from bot.storage.outbox import PageKind, PageState, count_pages, pages_of, queue_pages
from bot.storage.stories import Placement
from bot.storage.subscriptions import due_subscriptions, save_subscription, subscription
from bot.subscriptions import CatchUp, Subscription
from digests.digest import Digest, Receipt
from digests.message import Heading, Message
from digests.shown import Shown
from digests.stories import Story
from tests.builders import DAY, HOUR, NOW, a_brief, a_new_page, a_report, a_subscription, a_target
from tests.fakes.platforms import FakePlatform

EVE = NOW - HOUR  # when the orders of these tests are made; they come due at NOW
MINUTE = timedelta(minutes=1)


class Composed:
    """Remembers what it was asked to compose; shows every story that was not shown before."""

    def __init__(self) -> None:
        self.asked: list[Digest] = []

    def __call__(
        self,
        stories: Sequence[Story],
        *,
        subscription: Subscription,
        since: datetime,
        until: datetime,
        shown: Mapping[str, Shown],
    ) -> Digest:
        if subscription.title == "broken":
            raise ValueError("cannot be composed")
        new = [story for story in stories if story.id not in shown]
        receipt = Receipt(articles=len(stories), shown=len(new), dropped=(("seen", len(stories) - len(new)),))
        digest = Digest(since=since, until=until, briefs=tuple(a_brief(story) for story in new), receipt=receipt)
        self.asked.append(digest)
        return digest


def laid_out(digest: Digest, subscription: Subscription) -> Message:
    late = " (late)" if digest.late else ""
    heading = Heading(f"Digest of {subscription.target}{late}")
    return Message(blocks=(heading, *(Heading(brief.headline.text, 2) for brief in digest.briefs)))


async def publish(store: Store, now: datetime, *, composed: Composed | None = None) -> int:
    platforms = {"console": FakePlatform()}
    editor = Editor(compose=composed or Composed(), lay_out=laid_out)
    return await publish_due(store, now=now, platforms=platforms, editor=editor)


async def deliver(store: Store, now: datetime, platform: FakePlatform) -> int:
    return await Deliverer(store, {"console": platform}, owner="me").deliver_due(now)


async def a_story_arrives(store: Store, number: int, at: datetime) -> None:
    report = a_report(number, seen_at=at)
    placement = Placement(article_id=report.article.id, story_id=f"s{number}")
    await save_collected(store, Collected(at=at, reports=(report,), placements=(placement,)))


async def test_a_digest_its_items_and_its_pages_are_queued_together_once(store: Store) -> None:
    await save_subscription(store, a_subscription(), now=EVE)
    await a_story_arrives(store, 1, NOW - MINUTE)
    assert await publish(store, NOW - MINUTE) == 0
    assert await publish(store, NOW) == 1
    assert await publish(store, NOW + MINUTE) == 0
    digest = await last_digest(store, a_subscription())
    assert digest is not None
    assert (digest.since, digest.until, digest.late) == (NOW - FIRST_WINDOW, NOW, False)
    assert digest.receipt == Receipt(articles=1, shown=1, dropped=(("seen", 0),))
    assert [page.part for page in await pages_of(store, digest.id)] == [1, 2]
    assert list(await shown_in(store, a_target(), since=EVE)) == ["s1"]
    assert await due_subscriptions(store, now=NOW + DAY - MINUTE, platforms=["console"]) == ()
    assert len(await due_subscriptions(store, now=NOW + DAY, platforms=["console"])) == 1


async def test_the_next_digest_begins_where_the_last_one_ended_and_knows_what_it_showed(store: Store) -> None:
    platform, composed = FakePlatform(), Composed()
    await save_subscription(store, a_subscription(), now=EVE)
    await a_story_arrives(store, 1, NOW - MINUTE)
    await publish(store, NOW + MINUTE, composed=composed)
    await deliver(store, NOW + MINUTE, platform)
    await a_story_arrives(store, 2, NOW + HOUR)
    await publish(store, NOW + DAY, composed=composed)
    first, second = composed.asked
    assert (second.since, second.until) == (first.until, NOW + DAY)
    assert [[brief.story_id for brief in digest.briefs] for digest in composed.asked] == [["s1"], ["s2"]]


async def test_two_publishers_queue_one_digest(store: Store) -> None:
    for number in range(10):
        await save_subscription(store, a_subscription(f"sub{number}", target=a_target(f"c{number}")), now=EVE)
    counts = await asyncio.gather(publish(store, NOW), publish(store, NOW))
    assert sum(counts) == 10
    assert await count_pages(store) == {PageState.PLANNED: 10}


async def test_after_downtime_one_late_digest_covers_it_all(store: Store) -> None:
    platform, composed = FakePlatform(), Composed()
    await save_subscription(store, a_subscription(), now=EVE)
    await publish(store, NOW, composed=composed)
    await deliver(store, NOW, platform)
    back = NOW + 3 * DAY + 5 * HOUR
    assert await publish(store, back, composed=composed) == 1
    digest = await last_digest(store, a_subscription())
    assert digest is not None
    assert (digest.since, digest.until, digest.late) == (NOW, back, True)
    assert digest.local_date == (NOW + 3 * DAY).date()
    assert await publish(store, NOW + 4 * DAY) == 1


async def test_an_order_that_skips_has_no_late_digest(store: Store) -> None:
    await save_subscription(store, a_subscription(catch_up=CatchUp.SKIP), now=EVE)
    assert await publish(store, NOW + 5 * HOUR) == 0
    assert await publish(store, NOW + DAY + 14 * MINUTE) == 1


async def test_a_platform_that_is_down_for_days_gets_one_merged_late_digest(store: Store) -> None:
    platform = FakePlatform()
    platform.before = lambda: TryLater("refused", retry_after=3600)
    await save_subscription(store, a_subscription(), now=EVE)
    for day in range(4):
        await a_story_arrives(store, day, NOW + day * DAY - MINUTE)
        await publish(store, NOW + day * DAY)
        await deliver(store, NOW + day * DAY, platform)
    platform.before = lambda: None
    assert await deliver(store, NOW + 4 * DAY - HOUR, platform) == 5
    heading, *stories = [page.page.blocks[0] for page in platform.posted]
    assert heading == Heading("Digest of console:w1/c1 (late)")
    assert len(stories) == 4
    states = [digest.state for digest in await digests_of(store, a_target())]
    assert states == [DigestState.QUEUED, *[DigestState.SUPERSEDED] * 3]
    assert set(await shown_in(store, a_target(), since=EVE)) == {"s0", "s1", "s2", "s3"}


async def test_a_digest_that_was_begun_stands_and_the_next_follows_it(store: Store) -> None:
    platform = FakePlatform()
    answers: list[Exception | None] = [TryLater("refused", retry_after=DAY.total_seconds()), None]
    platform.before = lambda: answers.pop() if answers else None
    await save_subscription(store, a_subscription(), now=EVE)
    await a_story_arrives(store, 1, NOW - MINUTE)
    await publish(store, NOW)
    assert await deliver(store, NOW, platform) == 1
    await publish(store, NOW + DAY)
    assert await count_pages(store) == {PageState.SENT: 1, PageState.PLANNED: 2}
    await deliver(store, NOW + 3 * DAY, platform)
    assert len(platform.posted) == len(set(platform.keys)) == 3


async def test_a_paused_order_waits_and_goes_on_at_its_next_slot(store: Store) -> None:
    await save_subscription(store, a_subscription(paused_until=NOW + 2 * DAY - HOUR), now=EVE)
    assert await publish(store, NOW) == 0
    assert await publish(store, NOW + DAY) == 0
    assert await publish(store, NOW + 2 * DAY) == 1


async def test_nothing_is_composed_for_a_channel_that_cannot_be_posted_to(store: Store) -> None:
    platform = FakePlatform()
    platform.before = lambda: GiveUp("is_archived", scope="destination")
    await save_subscription(store, a_subscription(), now=EVE)
    await publish(store, NOW)
    await deliver(store, NOW, platform)
    for day in range(1, 30):
        assert await publish(store, NOW + day * DAY) == 0
    assert await count_pages(store) == {PageState.PLANNED: 1}


async def test_a_window_is_never_longer_than_a_week(store: Store) -> None:
    composed = Composed()
    await save_subscription(store, a_subscription(), now=EVE)
    await publish(store, NOW, composed=composed)
    await publish(store, NOW + 30 * DAY, composed=composed)
    assert composed.asked[-1].since == NOW + 30 * DAY - LONGEST_WINDOW


async def test_holidays_have_no_digest(store: Store) -> None:
    order = a_subscription(zone="America/New_York", times=(time(8),), holidays="US")
    christmas = datetime(2026, 12, 25, 14, tzinfo=UTC)
    await save_subscription(store, order, now=christmas - DAY)
    assert await publish(store, christmas) == 0
    assert await publish(store, christmas + DAY) == 1
    assert christmas.date() in days_off(order, christmas.date())
    assert christmas.date() in days_off(a_subscription(holidays="NYSE"), christmas.date())
    assert christmas.date() in days_off(a_subscription(holidays="DE-BY"), christmas.date())


@pytest.mark.parametrize("column", ["zone", "holidays"])
async def test_a_zone_or_calendar_that_is_gone_is_told_once_and_done_without(sqlite_store: Store, column: str) -> None:
    await save_subscription(sqlite_store, a_subscription(), now=EVE)
    async with sqlite_store.writing() as connection:
        await connection.exec_driver_sql(f"UPDATE subscriptions SET {column} = 'Mars/Olympus'")
    assert await publish(sqlite_store, NOW) == 1
    assert await publish(sqlite_store, NOW + DAY) == 1
    (notice,) = await open_notices(sqlite_store)
    assert "Mars/Olympus" in notice.text


async def test_one_channels_fault_is_not_anothers(store: Store) -> None:
    await save_subscription(store, a_subscription("a", title="broken"), now=EVE)
    await save_subscription(store, a_subscription("b", target=a_target("c2")), now=EVE)
    with pytest.raises(ExceptionGroup) as raised:
        await publish(store, NOW)
    assert "subscription a of console:w1/c1" in raised.value.exceptions[0].__notes__
    assert await count_pages(store) == {PageState.PLANNED: 1}
    await save_subscription(store, a_subscription("a"), now=EVE)
    assert await publish(store, NOW) == 1


async def test_orders_of_a_platform_that_is_not_here_stay_due(store: Store) -> None:
    await save_subscription(store, a_subscription(target=a_target(platform="slack")), now=EVE)
    assert await publish(store, NOW) == 0
    assert len(await due_subscriptions(store, now=NOW, platforms=["slack"])) == 1


async def test_the_repeated_hour_of_autumn_brings_one_digest(store: Store) -> None:
    order = a_subscription(zone="America/New_York", times=(time(1, 30),))
    night = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # 01:30 for the first time; an hour later for the second
    await save_subscription(store, order, now=night - HOUR)
    counts = [await publish(store, night + minutes * MINUTE) for minutes in (0, 30, 60, 90)]
    assert counts == [1, 0, 0, 0]


async def test_a_clock_set_back_brings_no_second_digest(store: Store) -> None:
    await save_subscription(store, a_subscription(), now=EVE)
    assert await publish(store, NOW + MINUTE) == 1
    assert await publish(store, NOW - HOUR) == 0
    assert await publish(store, NOW) == 0
    stored = await subscription(store, platform="console", workspace="w1", id="sub1")
    assert stored is not None
    await save_subscription(store, stored, now=NOW - HOUR)  # changed while the clock was wrong: due again today
    assert await publish(store, NOW + MINUTE) == 0
    assert await publish(store, NOW + DAY) == 1


async def test_other_pages_of_the_channel_are_not_superseded(store: Store) -> None:
    await save_subscription(store, a_subscription(), now=EVE)
    await queue_pages(store, [a_new_page(source="alert", kind=PageKind.ALERT)], now=EVE)
    await publish(store, NOW)
    await publish(store, NOW + DAY)
    assert await count_pages(store) == {PageState.PLANNED: 2, PageState.REJECTED: 1}


async def test_an_article_seen_before_a_digest_but_stored_after_it_is_in_the_next(store: Store) -> None:
    """A round of polling takes minutes; what it saw at its start may be stored when a digest has gone."""
    composed = Composed()
    await save_subscription(store, a_subscription(), now=EVE)
    await a_story_arrives(store, 1, NOW - 2 * MINUTE)
    await publish(store, NOW, composed=composed)
    await deliver(store, NOW, FakePlatform())
    await a_story_arrives(store, 2, NOW - MINUTE)
    await publish(store, NOW + DAY, composed=composed)
    assert [[brief.story_id for brief in digest.briefs] for digest in composed.asked] == [["s1"], ["s2"]]


async def test_a_clock_that_was_far_ahead_hides_no_article(store: Store) -> None:
    composed = Composed()
    await save_subscription(store, a_subscription(), now=EVE)
    await publish(store, NOW + 300 * DAY, composed=composed)
    await deliver(store, NOW + 300 * DAY, FakePlatform())
    await save_subscription(store, a_subscription(), now=EVE)  # the clock is right again, the order is set anew
    await a_story_arrives(store, 1, NOW - MINUTE)
    await publish(store, NOW, composed=composed)
    assert [brief.story_id for brief in composed.asked[-1].briefs] == ["s1"]


async def test_many_orders_read_the_stories_of_their_common_window_once(sqlite_store: Store) -> None:
    composed = Composed()
    for number in range(5):
        await save_subscription(sqlite_store, a_subscription(f"o{number}", target=a_target(f"c{number}")), now=EVE)
    await a_story_arrives(sqlite_store, 1, NOW - MINUTE)
    assert await publish(sqlite_store, NOW, composed=composed) == 5
    assert [len(digest.briefs) for digest in composed.asked] == [1] * 5
