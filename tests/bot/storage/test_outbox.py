"""Pages are queued once, taken one a target in order, and only whoever holds a lease may say what became of them."""

from dataclasses import replace
from datetime import timedelta

from bot.storage import Store
from bot.storage.leases import EXPIRED, LEASE, Leased, Outcome, lease_pages, record_outcomes
from bot.storage.mending import doubt_everything, forget_settled, heal_lanes
from bot.storage.outbox import (
    PageKind,
    PageState,
    count_pages,
    page_key,
    pages_in_state,
    pages_of,
    queue_pages,
)
from bot.storage.pauses import Pause, next_wake, pause, pauses_now, resume
from tests.builders import DAY, HOUR, NOW, a_new_page, a_target

SECOND = timedelta(seconds=1)
HERE = ["console"]


async def lease(store: Store, *, owner: str = "me", now=NOW, limit: int = 100) -> tuple[Leased, ...]:  # type: ignore[no-untyped-def]
    return await lease_pages(store, owner=owner, now=now, limit=limit, platforms=HERE)


def sent(leased: Leased) -> Outcome:
    return Outcome(leased=leased, state=PageState.SENT, platform_id="p1")


def test_a_key_is_short_and_depends_on_source_target_and_part() -> None:
    keys = {
        page_key("d", a_target(), 1),
        page_key("e", a_target(), 1),
        page_key("d", a_target("c2"), 1),
        page_key("d", a_target(), 2),
    }
    assert {len(key) for key in keys} == {24}
    assert len(keys) == 4


async def test_a_page_is_queued_once_however_often_it_is_asked_for(store: Store) -> None:
    pages = [a_new_page(1), a_new_page(2)]
    assert await queue_pages(store, pages, now=NOW) == 2
    assert await queue_pages(store, pages, now=NOW + HOUR) == 0
    assert await count_pages(store) == {PageState.PLANNED: 2}
    assert [page.page for page in await pages_of(store, "d1")] == [page.page for page in pages]


async def test_only_the_oldest_open_page_of_each_target_is_taken(store: Store) -> None:
    for channel in ("c1", "c2"):
        await queue_pages(store, [a_new_page(part, target=a_target(channel)) for part in (1, 2)], now=NOW)
    taken = await lease(store)
    assert sorted((page.target.channel, page.key) for page in taken) == [
        ("c1", page_key("d1", a_target("c1"), 1)),
        ("c2", page_key("d1", a_target("c2"), 1)),
    ]
    assert await lease(store, owner="other") == ()
    await record_outcomes(store, [sent(taken[0])], now=NOW)
    (second,) = await lease(store)
    assert second.key == page_key("d1", taken[0].target, 2)


async def test_an_attempt_counts_before_the_call(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    (leased,) = await lease(store)
    (page,) = await pages_in_state(store, PageState.SENDING)
    assert (leased.attempt, page.attempt, leased.unsure_since) == (1, 1, None)


async def test_a_page_whose_lease_ran_out_is_unsure_since_its_first_attempt(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    await lease(store)
    assert await lease(store, owner="other", now=NOW + LEASE - SECOND) == ()
    (again,) = await lease(store, owner="other", now=NOW + LEASE)
    assert (again.attempt, again.unsure_since) == (2, NOW)
    (third,) = await lease(store, owner="third", now=NOW + 2 * LEASE)
    assert (third.attempt, third.unsure_since) == (3, NOW)


async def test_a_zombie_cannot_record(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    (zombie,) = await lease(store, owner="zombie")
    (taken,) = await lease(store, owner="other", now=NOW + LEASE)
    refused = sent(zombie)
    assert await record_outcomes(store, [refused], now=NOW + LEASE) == (refused,)
    assert await record_outcomes(store, [sent(replace(zombie, owner="other"))], now=NOW + LEASE) != ()
    assert await count_pages(store) == {PageState.SENDING: 1}
    assert await record_outcomes(store, [sent(taken)], now=NOW + LEASE) == ()
    assert await count_pages(store) == {PageState.SENT: 1}


async def test_a_late_record_counts_while_nobody_took_the_page(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    (leased,) = await lease(store)
    assert await record_outcomes(store, [sent(leased)], now=NOW + HOUR) == ()
    assert await count_pages(store) == {PageState.SENT: 1}


async def test_a_page_waits_for_its_time_and_holds_up_its_target_only(store: Store) -> None:
    await queue_pages(store, [a_new_page(1), a_new_page(2), a_new_page(3, target=a_target("c2"))], now=NOW)
    first, other = sorted(await lease(store), key=lambda page: page.target)
    later = Outcome(leased=first, state=PageState.PLANNED, due_at=NOW + HOUR, reason="rate limited")
    await record_outcomes(store, [later, sent(other)], now=NOW)
    assert await lease(store, now=NOW + HOUR - SECOND) == ()
    assert await next_wake(store, now=NOW) == NOW + HOUR
    (again,) = await lease(store, now=NOW + HOUR)
    assert (again.key, again.attempt, again.unsure_since) == (first.key, 2, None)


async def test_an_ambiguous_page_stays_unsure_until_it_is_settled(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    (leased,) = await lease(store)
    unsure = Outcome(leased=leased, state=PageState.AMBIGUOUS, due_at=NOW + SECOND, reason="502")
    await record_outcomes(store, [unsure], now=NOW)
    (again,) = await lease(store, now=NOW + HOUR)
    assert again.unsure_since == NOW
    refused = Outcome(leased=again, state=PageState.PLANNED, due_at=NOW + HOUR, reason="429")
    await record_outcomes(store, [refused], now=NOW + HOUR)
    (sure,) = await lease(store, now=NOW + HOUR)
    assert sure.unsure_since is None


async def test_a_page_asked_for_as_plain_text_stays_so(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    (leased,) = await lease(store)
    plain = Outcome(leased=leased, state=PageState.PLANNED, due_at=NOW, plain=True)
    await record_outcomes(store, [plain], now=NOW)
    (again,) = await lease(store)
    assert again.plain
    await record_outcomes(store, [Outcome(leased=again, state=PageState.PLANNED, due_at=NOW)], now=NOW)
    (third,) = await lease(store)
    assert third.plain


async def test_an_alert_too_old_is_rejected_unless_it_may_have_been_posted(store: Store) -> None:
    alerts = [a_new_page(1, kind=PageKind.ALERT, target=a_target(c), expires_at=NOW + DAY) for c in ("c1", "c2")]
    await queue_pages(store, alerts, now=NOW)
    tried = [page for page in await lease(store) if page.target.channel == "c2"]
    back = [Outcome(leased=tried[0], state=PageState.AMBIGUOUS, due_at=NOW)]
    await record_outcomes(store, back, now=NOW)
    first = await lease(store, now=NOW + DAY)
    assert {page.key for page in first} == {page_key("d1", a_target(), 1), tried[0].key}
    assert all(page.unsure_since for page in first)


async def test_an_old_alert_gives_way_to_what_is_behind_it(store: Store) -> None:
    await queue_pages(store, [a_new_page(1, expires_at=NOW + DAY), a_new_page(2)], now=NOW)
    (taken,) = await lease(store, now=NOW + DAY)
    assert taken.key == page_key("d1", a_target(), 2)
    (old,) = await pages_in_state(store, PageState.REJECTED)
    assert (old.reason, old.settled_at) == (EXPIRED, NOW + DAY)


async def test_a_pause_holds_its_own_place_and_nothing_else(store: Store) -> None:
    places = [a_target(), a_target("c2"), a_target(workspace="w2"), a_target(platform="slack")]
    await queue_pages(store, [a_new_page(target=place) for place in places], now=NOW)
    both = ["console", "slack"]
    await pause(store, Pause(platform="console", workspace="w1", channel="c1", until=NOW + HOUR))
    await pause(store, Pause(platform="console", workspace="w2", until=None, reason="token revoked"))
    await pause(store, Pause(platform="slack", until=NOW + 2 * HOUR))
    assert await next_wake(store, now=NOW) == NOW
    now = await lease_pages(store, owner="me", now=NOW, limit=9, platforms=both)
    assert [page.target for page in now] == [a_target("c2")]
    later = await lease_pages(store, owner="me", now=NOW + HOUR, limit=9, platforms=both)
    assert a_target() in [page.target for page in later]
    assert await next_wake(store, now=NOW + HOUR + SECOND) <= NOW + 2 * HOUR  # type: ignore[operator]
    assert await resume(store, platform="console", workspace="w2")
    last = await lease_pages(store, owner="me", now=NOW + HOUR, limit=9, platforms=both)
    assert [page.target for page in last] == [a_target(workspace="w2")]


async def test_of_two_pauses_of_a_place_the_longer_holds(store: Store) -> None:
    for until in (NOW + HOUR, NOW + DAY, NOW + SECOND):
        await pause(store, Pause(platform="slack", until=until))
    assert [one.until for one in await pauses_now(store, now=NOW)] == [NOW + DAY]
    await pause(store, Pause(platform="slack", until=None, reason="revoked"))
    await pause(store, Pause(platform="slack", until=NOW + DAY))
    assert [(one.until, one.reason) for one in await pauses_now(store, now=NOW)] == [(None, "revoked")]


async def test_a_platform_that_is_not_here_keeps_its_queue(store: Store) -> None:
    await queue_pages(store, [a_new_page(target=a_target(platform="slack"))], now=NOW)
    assert await lease(store) == ()
    assert await count_pages(store) == {PageState.PLANNED: 1}


async def test_a_restored_store_doubts_every_page_old_and_new_for_a_day(store: Store) -> None:
    await queue_pages(store, [a_new_page(1)], now=NOW)
    assert await doubt_everything(store, now=NOW) == 1
    await queue_pages(store, [a_new_page(1, target=a_target("c2"))], now=NOW + HOUR)
    await queue_pages(store, [a_new_page(1, target=a_target("c3"))], now=NOW + DAY)
    taken = await lease(store, now=NOW + DAY)
    assert {page.target.channel: page.unsure_since for page in taken} == {
        "c1": NOW - DAY,
        "c2": NOW + HOUR - DAY,
        "c3": None,
    }


async def test_lanes_that_lost_their_way_are_healed(sqlite_store: Store) -> None:
    await queue_pages(sqlite_store, [a_new_page()], now=NOW)
    async with sqlite_store.writing() as connection:
        await connection.exec_driver_sql("UPDATE lanes SET wake_at = NULL")
    assert await lease(sqlite_store) == ()
    await heal_lanes(sqlite_store, now=NOW)
    assert len(await lease(sqlite_store)) == 1


async def test_a_lease_made_while_the_clock_was_ahead_does_not_last(store: Store) -> None:
    await queue_pages(store, [a_new_page()], now=NOW)
    await lease(store, now=NOW + 300 * DAY)
    await heal_lanes(store, now=NOW)
    assert await lease(store, now=NOW + LEASE - SECOND) == ()
    (again,) = await lease(store, now=NOW + LEASE)
    assert again.unsure_since is not None


async def test_pages_settled_long_ago_are_forgotten_and_open_ones_never(store: Store) -> None:
    await queue_pages(store, [a_new_page(part, target=a_target(f"c{part}")) for part in (1, 2, 3)], now=NOW)
    old, *_ = await lease(store)
    await record_outcomes(store, [sent(old)], now=NOW)
    assert await forget_settled(store, before=NOW) == 0
    assert await forget_settled(store, before=NOW + DAY) == 1
    assert await count_pages(store) == {PageState.SENDING: 2}
