"""Troubles are told once, to those who asked for what is in trouble, else to whoever runs the bot."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.deliver import tell_notices
from bot.deliver.notices import notice_message, places_of
from bot.errors import GiveUp
from bot.feed_troubles import note_troubles, trouble_key
from bot.feeds.notices import Notice as FeedNotice
from bot.feeds.notices import NoticeKind
from bot.feeds.poll import Outcome, Polled
from bot.ports import FeedState
from bot.storage import Store
from bot.storage.feeds import Owner, add_feed
from bot.storage.notices import Notice, add_notice, forget_notices, open_notices, stopped_notice, untold_notices
from bot.storage.outbox import PageKind, PageState, count_pages, pages_in_state, queue_pages
from bot.storage.subscriptions import save_subscription
from bot.storage.watches import save_watch
from bot.targets import Target
from digests.entries import Entry
from digests.message import plain_text
from tests.bot.watching import OnePage, a_watch
from tests.builders import DAY, HOUR, NOW, a_feed, a_new_page, a_subscription, a_target
from tests.delivering import a_deliverer, always
from tests.fakes.platforms import FakePlatform

OPERATOR = a_target("ops", workspace="w0")
ADA = a_target("@ada")


async def tell(store: Store, platform: FakePlatform, *, operator: Target | None = OPERATOR) -> int:
    return await tell_notices(store, now=NOW, platforms={"console": platform}, operator=operator)


async def told(store: Store) -> dict[str, str]:
    """What is queued: place to words."""
    pages = await pages_in_state(store, PageState.PLANNED)
    return {str(page.target): plain_text(page.page) for page in pages if page.kind is PageKind.NOTICE}


def a_notice(key: str = "k", *, channel: str = "", **changes: object) -> Notice:
    notice = Notice(key=key, platform="console", workspace="w1", channel=channel, text="Trouble.", created_at=NOW)
    return replace(notice, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("notice", "places"),
    [
        (a_notice(platform="", workspace=""), [OPERATOR]),
        (a_notice(stopped_notice("")), [OPERATOR]),
        (a_notice(stopped_notice("c1"), channel="c1"), [ADA, a_target("@bo")]),
        (a_notice(stopped_notice("c2"), channel="c2"), [OPERATOR]),
        (a_notice(stopped_notice("@ada"), channel="@ada"), [OPERATOR]),
        (a_notice("page:1", channel="c1"), [ADA, a_target("@bo")]),
        (a_notice("page:1", channel="c2"), [a_target("c2")]),
        (a_notice("feed trouble 1", channel="@cy"), [a_target("@cy")]),
        (a_notice(stopped_notice(""), workspace="w0"), []),
        (a_notice(stopped_notice("ops"), workspace="w0", channel="ops"), []),
    ],
    ids=lambda one: one.key if isinstance(one, Notice) else None,
)
async def test_a_notice_goes_to_whoever_can_do_something(
    sqlite_store: Store, notice: Notice, places: list[Target]
) -> None:
    await save_subscription(sqlite_store, a_subscription(created_by="ada"), now=NOW)
    await save_subscription(sqlite_store, a_subscription("sub2", target=a_target("c2"), created_by="config"), now=NOW)
    await save_watch(sqlite_store, a_watch(channel="c1", owner="bo"))
    assert list(await places_of(sqlite_store, notice, operator=OPERATOR)) == places


async def test_a_channel_that_is_gone_is_told_once_to_who_ordered_there(store: Store) -> None:
    platform = OnePage()
    await save_subscription(store, a_subscription(created_by="ada"), now=NOW)
    platform.before = always(GiveUp("is_archived", scope="destination"))
    await queue_pages(store, [a_new_page(1), a_new_page(2)], now=NOW)
    deliverer = a_deliverer(store, platform)
    await deliverer.deliver_due(NOW)
    assert [await tell(store, platform) for _ in range(3)] == [1, 0, 0]
    assert await untold_notices(store) == ()
    platform.before = lambda: None
    assert await deliverer.deliver_due(NOW) == 1
    (post,) = platform.posted
    assert post.target == ADA
    assert "Nothing can be posted to console:w1/c1: is_archived" in plain_text(post.page)


async def test_of_two_processes_that_look_at_once_one_tells(pg_store: Store) -> None:
    await add_notice(pg_store, a_notice(channel="c1"))
    first = await untold_notices(pg_store)
    assert await tell(pg_store, OnePage()) == 1
    assert first
    assert await tell(pg_store, OnePage()) == 0
    assert await count_pages(pg_store) == {PageState.PLANNED: 1}


async def test_where_nobody_can_be_written_to_the_log_is_all(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    await add_notice(store, a_notice(platform="", workspace="", text="A feed is silent."))
    assert await tell(store, OnePage(), operator=None) == 1
    assert await told(store) == {}
    assert "A feed is silent." in capsys.readouterr().out
    assert len(await open_notices(store)) == 1


async def test_a_process_without_the_platform_leaves_a_notice_to_others(sqlite_store: Store) -> None:
    await add_notice(sqlite_store, a_notice(channel="c1"))
    assert await tell_notices(sqlite_store, now=NOW, platforms={"slack": OnePage("slack")}) == 0
    assert await tell(sqlite_store, OnePage()) == 1


async def test_where_no_process_has_the_platform_the_log_says_it_in_the_end(
    sqlite_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    await add_notice(sqlite_store, a_notice(platform="", workspace="", text="A feed is silent.", created_at=NOW))
    nowhere = Target(platform="slack", workspace="T1", channel="C1")
    for minutes, expected in ((9, 0), (10, 1)):
        later = NOW + timedelta(minutes=minutes)
        done = await tell_notices(sqlite_store, now=later, platforms={"console": OnePage()}, operator=nowhere)
        assert done == expected
    assert "A feed is silent." in capsys.readouterr().out


def test_a_parked_page_comes_with_the_button_that_posts_it() -> None:
    words = plain_text(notice_message(a_notice("page:abc", channel="c1")))
    assert "Trouble." in words
    assert "/brief release abc" in str(notice_message(a_notice("page:abc")))
    assert "/brief" not in str(notice_message(a_notice()))


async def test_a_notice_is_forgotten_a_while_after_it_was_told_and_can_come_again(sqlite_store: Store) -> None:
    await add_notice(sqlite_store, a_notice(channel="c1"))
    assert await forget_notices(sqlite_store, before=NOW + DAY) == 0
    await tell(sqlite_store, OnePage())
    assert await forget_notices(sqlite_store, before=NOW) == 0
    assert await forget_notices(sqlite_store, before=NOW + DAY) == 1
    assert await add_notice(sqlite_store, a_notice(channel="c1", created_at=NOW + HOUR))
    await tell(sqlite_store, OnePage())
    assert await count_pages(sqlite_store) == {PageState.PLANNED: 2}


def polled(*kinds: NoticeKind, outcome: Outcome = Outcome.FAILED, notified: str = "", new: int = 0) -> Polled:
    """A poll of the feed that brought notices of these kinds."""
    url = a_feed().url
    return Polled(
        feed=a_feed(),
        state=FeedState(url=url, notified=notified),
        outcome=outcome,
        entries=tuple(Entry(key=str(number), title="t") for number in range(new)),
        notices=tuple(FeedNotice(feed_url=url, kind=kind, text=f"It is {kind}.") for kind in kinds),
    )


async def note(store: Store, one: Polled, *, after: int = 0) -> None:
    async with store.writing() as connection:
        await note_troubles(connection, one, now=NOW + after * HOUR)


async def test_a_broken_feed_is_told_in_each_workspace_to_who_added_it(store: Store) -> None:
    for owner, person in ((Owner(platform="console", workspace="w1"), "ada"), (Owner(), "config")):
        await add_feed(store, a_feed(), owner=owner, added_by=person, now=NOW)
    await note(store, polled(NoticeKind.FAILING))
    await tell(store, OnePage())
    assert await told(store) == {str(ADA): "It is failing.", str(OPERATOR): "It is failing."}


async def test_the_trouble_of_a_feed_ends_with_it_and_is_told_again_when_it_comes_again(store: Store) -> None:
    await add_feed(store, a_feed(), owner=Owner(platform="console", workspace="w1"), added_by="ada", now=NOW)
    failing = f"{NoticeKind.FAILING}@{NOW.isoformat()}"
    await note(store, polled(NoticeKind.FAILING))
    await note(store, polled(notified=failing))
    await tell(store, OnePage())
    assert [one.key for one in await open_notices(store)] == [trouble_key(a_feed().url)]
    await note(store, polled(NoticeKind.MOVED, outcome=Outcome.READ, notified=failing))
    assert [one.text for one in await open_notices(store)] == ["It is moved."]
    await note(store, polled(NoticeKind.GONE), after=9)
    await tell(store, OnePage())
    assert await count_pages(store) == {PageState.PLANNED: 3}


async def test_a_silent_feed_is_well_again_when_it_brings_something(sqlite_store: Store) -> None:
    await add_feed(sqlite_store, a_feed(), now=NOW)
    silent = f"{NoticeKind.SILENT}@{NOW.isoformat()}"
    await note(sqlite_store, polled(NoticeKind.SILENT, outcome=Outcome.UNCHANGED, notified=silent))
    await note(sqlite_store, polled(outcome=Outcome.UNCHANGED, notified=silent))
    assert len(await open_notices(sqlite_store)) == 1
    await note(sqlite_store, polled(outcome=Outcome.READ, notified=silent, new=1))
    assert await open_notices(sqlite_store) == ()
