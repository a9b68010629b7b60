"""Pages reach their platform once and in order, and every kind of failure comes to its own end."""

import pytest

from bot.deliver import resume_target, resume_workspace
from bot.errors import Ambiguous, GiveUp, TryLater
from bot.storage import Store
from bot.storage.leases import LEASE, lease_pages
from bot.storage.notices import open_notices
from bot.storage.outbox import PageKind, PageState, count_pages, pages_in_state, pages_of, queue_pages
from bot.storage.pauses import Pause, pauses_now
from tests.builders import DAY, HOUR, NOW, a_new_page, a_target
from tests.delivering import SECOND, a_deliverer, always, once
from tests.fakes.platforms import FakePlatform


async def test_pages_are_posted_once_and_in_order_within_a_target(store: Store) -> None:
    platform = FakePlatform()
    targets = [a_target(f"c{number}") for number in range(5)]
    for target in targets:
        await queue_pages(store, [a_new_page(part, target=target) for part in range(1, 5)], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 20
    assert await count_pages(store) == {PageState.SENT: 20}
    assert len(set(platform.keys)) == len(platform.keys) == 20
    for target in targets:
        here = [post.key for post in platform.posted if post.target == target]
        assert here == [a_new_page(part, target=target).key for part in range(1, 5)]
    assert await a_deliverer(store, platform).deliver_due(NOW + DAY) == 0


async def test_the_platforms_own_id_is_kept(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    await a_deliverer(store, FakePlatform()).deliver_due(NOW)
    assert [page.platform_id for page in await pages_of(store, "d1")] == ["p1"]


@pytest.mark.parametrize(
    "error", [Ambiguous("502"), TimeoutError(), RuntimeError("a fault of ours"), ConnectionResetError()]
)
async def test_a_page_accepted_without_an_answer_is_found_and_not_repeated(
    sqlite_store: Store, error: Exception
) -> None:
    platform = FakePlatform()
    platform.after = once(error)
    await queue_pages(sqlite_store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(sqlite_store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await count_pages(sqlite_store) == {PageState.AMBIGUOUS: 1, PageState.PLANNED: 1}
    assert await deliverer.deliver_due(NOW + HOUR) == 2
    assert platform.keys == [a_new_page(1).key, a_new_page(2).key]


async def test_an_ambiguous_page_that_is_not_there_is_posted_again(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(Ambiguous("reset"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await deliverer.deliver_due(NOW + HOUR) == 1
    assert (platform.keys, platform.finds) == ([a_new_page().key], 1)


async def test_a_page_of_a_process_that_died_is_looked_up_first(store: Store) -> None:
    platform = FakePlatform()
    store.takes_over()
    await queue_pages(store, [a_new_page()], now=NOW)
    (dead,) = await lease_pages(store, owner="dead", now=NOW, limit=1, platforms=["console"])
    await platform.send(dead.target, dead.page, key=dead.key)
    assert await a_deliverer(store, platform).deliver_due(NOW + LEASE - SECOND) == 0
    assert await a_deliverer(store, platform).deliver_due(NOW + LEASE) == 1
    assert platform.keys == [dead.key]


async def test_whoever_takes_a_file_over_waits_for_no_lease_of_the_dead(sqlite_store: Store) -> None:
    platform = FakePlatform()
    await queue_pages(sqlite_store, [a_new_page()], now=NOW)
    (dead,) = await lease_pages(sqlite_store, owner="dead", now=NOW, limit=1, platforms=["console"])
    await platform.send(dead.target, dead.page, key=dead.key)
    assert await a_deliverer(sqlite_store, platform).deliver_due(NOW + SECOND) == 1
    assert (platform.keys, platform.finds) == ([dead.key], 1)
    assert not sqlite_store.takes_over()


async def test_who_had_a_turn_waits_behind_those_who_wait(store: Store) -> None:
    platform = FakePlatform()
    targets = [a_target(f"c{at}") for at in range(3)]
    pages = [a_new_page(part, source=target.channel, target=target) for target in targets for part in (1, 2)]
    await queue_pages(store, pages, now=NOW)
    deliverer = a_deliverer(store, platform, concurrency=1)
    await deliverer.deliver_due(NOW + HOUR)
    by_key = {page.key: (page.part, page.target.channel) for page in pages}
    parts = [by_key[key][0] for key in platform.keys]
    assert parts == [1, 1, 1, 2, 2, 2]


async def test_what_cannot_be_read_back_is_kept_back_as_digest_and_repeated_as_alert(store: Store) -> None:
    platform = FakePlatform()
    platform.after = always(Ambiguous("502"))
    platform.reading = always(GiveUp("missing_scope"))
    await queue_pages(store, [a_new_page(1)], now=NOW)
    await queue_pages(store, [a_new_page(1, source="a1", kind=PageKind.ALERT, target=a_target("c2"))], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    platform.after = lambda: None
    assert await deliverer.deliver_due(NOW + HOUR) == 1
    assert [page.state for page in await pages_of(store, "d1")] == [PageState.PARKED]
    assert [page.state for page in await pages_of(store, "a1")] == [PageState.SENT]
    assert platform.keys.count(a_new_page(1).key) == 1
    (notice,) = await open_notices(store)
    assert "is kept" in notice.text


async def test_an_alert_that_is_too_old_is_not_repeated_where_nobody_can_look(store: Store) -> None:
    platform = FakePlatform()
    platform.after = once(Ambiguous("502"))
    platform.reading = always(GiveUp("missing_scope"))
    page = a_new_page(1, source="a1", kind=PageKind.ALERT, expires_at=NOW + HOUR)
    await queue_pages(store, [page], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    await deliverer.deliver_due(NOW + 2 * HOUR)
    assert await count_pages(store) == {PageState.REJECTED: 1}
    assert len(platform.posted) == 1


async def test_a_read_back_that_has_to_wait_leaves_the_page_ambiguous(store: Store) -> None:
    platform = FakePlatform()
    platform.after = once(Ambiguous("502"))
    platform.reading = always(TryLater("ratelimited", retry_after=60))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    await deliverer.deliver_due(NOW + HOUR)
    assert await count_pages(store) == {PageState.AMBIGUOUS: 1}
    platform.reading = lambda: None
    assert await deliverer.deliver_due(NOW + HOUR + 50 * SECOND) == 0
    assert await deliverer.deliver_due(NOW + 2 * HOUR) == 1
    assert len(platform.posted) == 1


async def test_a_page_is_tried_again_when_the_platform_says(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(TryLater("ratelimited", retry_after=90, scope="channel"))
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    assert await deliverer.deliver_due(NOW) == 0
    assert await deliverer.deliver_due(NOW + 89 * SECOND) == 0
    assert await deliverer.deliver_due(NOW + 91 * SECOND) == 2
    assert (platform.keys, platform.finds) == ([a_new_page(1).key, a_new_page(2).key], 0)


async def test_a_refusal_without_a_time_backs_off_with_jitter(store: Store) -> None:
    platform = FakePlatform()
    platform.before = always(TryLater("refused"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    waits, now = [], NOW
    for _ in range(12):
        await deliverer.deliver_due(now)
        (page,) = await pages_in_state(store, PageState.PLANNED)
        waits.append(round((page.due_at - now).total_seconds()))
        now = page.due_at
    assert waits[:4] == [2, 3, 6, 12]
    assert waits[-1] == 450


@pytest.mark.parametrize(("scope", "posted"), [("workspace", ["w2", "other"]), ("platform", ["other"])])
async def test_a_workspace_or_a_platform_waits_as_a_whole(sqlite_store: Store, scope: str, posted: list[str]) -> None:
    console, other = FakePlatform(), FakePlatform("other")
    console.before = once(TryLater("slow down", retry_after=600, scope=scope))
    deliverer = a_deliverer(sqlite_store, console, other)
    await queue_pages(sqlite_store, [a_new_page()], now=NOW)
    await deliverer.deliver_due(NOW)
    for target in (a_target("c2"), a_target(workspace="w2"), a_target(workspace="other", platform="other")):
        await queue_pages(sqlite_store, [a_new_page(target=target)], now=NOW)
    await deliverer.deliver_due(NOW + SECOND)
    assert [post.target.workspace for post in console.posted + other.posted] == posted
    await deliverer.deliver_due(NOW + 601 * SECOND)
    assert len(console.posted) == 3


async def test_a_refused_page_is_posted_once_as_plain_text(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(GiveUp("invalid_blocks"))
    await queue_pages(store, [a_new_page()], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 1
    assert platform.keys == [a_new_page().key]


async def test_a_page_refused_as_plain_text_too_is_parked_and_told_and_the_next_goes_on(store: Store) -> None:
    platform = FakePlatform()
    refusals: list[Exception] = [GiveUp("msg_too_long"), GiveUp("msg_too_long")]
    platform.before = lambda: refusals.pop() if refusals else None
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    assert await a_deliverer(store, platform).deliver_due(NOW) == 1
    assert [page.state for page in await pages_of(store, "d1")] == [PageState.PARKED, PageState.SENT]
    (notice,) = await open_notices(store)
    assert "msg_too_long" in notice.text


async def test_a_channel_that_is_gone_is_paused_told_once_and_resumed_when_invited_again(store: Store) -> None:
    platform = FakePlatform()
    platform.before = always(GiveUp("not_in_channel", scope="destination"))
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    for day in range(3):
        await deliverer.deliver_due(NOW + day * DAY)
    (notice,) = await open_notices(store)
    assert "not_in_channel" in notice.text
    (page, _) = await pages_of(store, "d1")
    assert (page.attempt, page.state) == (1, PageState.PLANNED)
    platform.before = lambda: None
    assert await resume_target(store, a_target())
    assert await deliverer.deliver_due(NOW + 4 * DAY) == 2
    assert await open_notices(store) == ()
    assert not await resume_target(store, a_target())


async def test_a_revoked_token_stops_its_workspace_and_keeps_the_queue(store: Store) -> None:
    platform = FakePlatform()
    platform.before = once(GiveUp("token_revoked", scope="credential"))
    deliverer = a_deliverer(store, platform, concurrency=1)
    targets = [a_target("c1"), a_target("c2"), a_target(workspace="w2")]
    for target in targets:
        await queue_pages(store, [a_new_page(target=target)], now=NOW)
    assert await deliverer.deliver_due(NOW) == 1
    assert [post.target.workspace for post in platform.posted] == ["w2"]
    assert await pauses_now(store, now=NOW) == (
        Pause(platform="console", workspace="w1", until=None, reason="token_revoked"),
    )
    assert await resume_workspace(store, platform="console", workspace="w1")
    assert await deliverer.deliver_due(NOW + HOUR) == 2


async def test_a_channel_lost_while_looking_keeps_the_page_unsure(store: Store) -> None:
    platform = FakePlatform()
    platform.after = once(Ambiguous("502"))
    platform.reading = once(GiveUp("account_inactive", scope="credential"))
    await queue_pages(store, [a_new_page()], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    await deliverer.deliver_due(NOW + HOUR)
    assert await count_pages(store) == {PageState.AMBIGUOUS: 1}
    await resume_workspace(store, platform="console", workspace="w1")
    assert await deliverer.deliver_due(NOW + 2 * HOUR) == 1
    assert len(platform.posted) == 1
