"""What collecting found is stored whole, once, and comes back as it was."""

from datetime import timedelta

import pytest

from bot.errors import StorageError
from bot.ports import FeedState, FeedStatus, HostState
from bot.storage import Store
from bot.storage.articles import ArticleEnd, End, article, article_by_url, count_ends, near_copies
from bot.storage.collected import Collected, save_collected
from bot.storage.feeds import SeenEntry, add_feed, feed_by_url, host_states, seen_entries
from bot.storage.remarks import remarks_said
from bot.storage.stories import Merge, Placement, placements_since, stories_between, story_by_id
from tests.builders import DAY, HOUR, NOW, a_feed, a_report


def a_round(numbers: range = range(1, 4), story: str = "s1") -> Collected:
    """One round that found a few reports of one story."""
    reports = tuple(a_report(number) for number in numbers)
    return Collected(
        at=NOW,
        feeds=(FeedState(url=a_feed().url, status=FeedStatus.OK, etag='"1"', next_poll_at=NOW + HOUR),),
        hosts=(HostState(host="feeds.example", not_before=NOW + HOUR, failures=2),),
        entries=tuple(SeenEntry(feed_url=a_feed().url, key=f"k{n}", content_hash=f"h{n}") for n in numbers),
        reports=reports,
        placements=tuple(Placement(article_id=r.article.id, story_id=story, features="{}") for r in reports),
        ends=tuple(ArticleEnd(article_id=r.article.id, end=End.GROUPED) for r in reports),
    )


async def test_everything_comes_back_as_it_was(store: Store) -> None:
    await add_feed(store, a_feed(), now=NOW)
    found = a_round()
    assert await save_collected(store, found) == {report.article.id for report in found.reports}
    stored = await feed_by_url(store, a_feed().url)
    assert stored is not None
    assert stored.state == found.feeds[0]
    assert (await host_states(store, ["feeds.example"]))["feeds.example"] == found.hosts[0]
    assert await seen_entries(store, a_feed().url) == {"k1": "h1", "k2": "h2", "k3": "h3"}
    (story,) = await stories_between(store, since=NOW - DAY, until=NOW)
    assert story.id == "s1"
    assert story.reports == found.reports
    assert await count_ends(store, since=NOW - DAY, until=NOW) == {End.GROUPED: 3}


async def test_saving_the_same_round_twice_changes_nothing(store: Store) -> None:
    await add_feed(store, a_feed(), now=NOW)
    await save_collected(store, a_round())
    before = await stories_between(store, since=NOW - DAY, until=NOW)
    assert await save_collected(store, a_round()) == frozenset()
    assert await stories_between(store, since=NOW - DAY, until=NOW) == before


async def test_a_round_that_fails_half_way_leaves_nothing(store: Store) -> None:
    await add_feed(store, a_feed(), now=NOW)
    broken = Collected(at=NOW, reports=(a_report(1),), placements=(Placement(article_id="nobody", story_id="s"),))
    with pytest.raises(Exception, match=r"FOREIGN KEY|foreign key"):
        await save_collected(store, broken)
    assert await article(store, a_report(1).article.id) is None


async def test_merged_stories_go_on_as_one_and_old_ids_lead_there(store: Store) -> None:
    await save_collected(store, a_round(range(1, 3), "s1"))
    await save_collected(store, a_round(range(3, 5), "s2"))
    await save_collected(store, a_round(range(5, 6), "s3"))
    await save_collected(store, Collected(at=NOW, merges=(Merge(story_id="s3", into="s2"),)))
    await save_collected(store, Collected(at=NOW, merges=(Merge(story_id="s2", into="s1"),)))
    for old in ("s1", "s2", "s3"):
        story = await story_by_id(store, old)
        assert story is not None
        assert (story.id, len(story.reports)) == ("s1", 5)
    await save_collected(store, a_round(range(6, 7), "s3"))
    assert {placed.placement.story_id for placed in await placements_since(store, since=NOW - DAY)} == {"s1"}


async def test_two_stories_merged_into_each_other_stay_one(store: Store) -> None:
    await save_collected(store, a_round(range(1, 2), "s1"))
    await save_collected(store, a_round(range(2, 3), "s2"))
    crossed = (Merge(story_id="s1", into="s2"), Merge(story_id="s2", into="s1"))
    await save_collected(store, Collected(at=NOW, merges=crossed))
    (story,) = await stories_between(store, since=NOW - DAY, until=NOW)
    assert len(story.reports) == 2


async def test_what_a_new_feed_held_counts_only_if_it_is_fresh(store: Store) -> None:
    old, fresh = a_report(1, published_at=NOW - 30 * DAY), a_report(2)
    both = Collected(
        at=NOW,
        reports=(old, fresh),
        baseline=frozenset({old.article.id, fresh.article.id}),
        placements=tuple(Placement(article_id=r.article.id, story_id=r.article.id) for r in (old, fresh)),
    )
    await save_collected(store, both)
    (story,) = await stories_between(store, since=NOW - DAY, until=NOW)
    assert story.reports == (fresh,)


async def test_a_window_leaves_out_its_beginning_and_holds_its_end(store: Store) -> None:
    await save_collected(store, a_round(range(1, 2)))
    assert await stories_between(store, since=NOW, until=NOW + HOUR) == ()
    assert len(await stories_between(store, since=NOW - timedelta(microseconds=1), until=NOW)) == 1


async def test_a_revised_article_keeps_its_place_and_is_read_anew(store: Store) -> None:
    await save_collected(store, a_round(range(1, 2)))
    revised = a_report(1, title="Corrected", body='New. "It is final," Ada Example said again.', seen_at=NOW + HOUR)
    await save_collected(store, Collected(at=NOW + HOUR, revised=(revised,)))
    stored = await article(store, revised.article.id)
    assert stored is not None
    assert (stored.article.title, stored.article.seen_at, stored.seq) == ("Corrected", NOW, 1)
    (said,) = await remarks_said(store, speaker="ada example", since=NOW - DAY, until=NOW)
    assert said.remark == revised.remarks[0]


async def test_articles_are_found_by_address_and_near_key(store: Store) -> None:
    first, second = a_report(1, near_key="same"), a_report(2, near_key="same")
    await save_collected(store, Collected(at=NOW, reports=(first, second)))
    found = await article_by_url(store, first.article.url)
    assert found is not None
    assert found.article == first.article
    assert await near_copies(store, ["same", "other", ""], since=NOW - DAY) == {"same": first.article.id}


async def test_a_closed_database_is_a_storage_error(sqlite_store: Store) -> None:
    async with sqlite_store.writing() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StorageError, match="full"):
        await save_collected(sqlite_store, a_round(range(1, 500)))
