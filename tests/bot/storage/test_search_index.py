"""The full-text index follows the store; what it knows besides: counts by day, near words, near headlines."""

import pytest

from bot.storage import Store, open_store
from bot.storage.articles import forget_articles
from bot.storage.collected import Collected, save_collected
from bot.storage.search import count_by_day, nearest, suggest
from bot.storage.stories import Merge
from digests.query import parse
from tests.bot.storage.search_shelf import DESK, SHELF, numbers, put, told
from tests.builders import DAY, HOUR, NOW


async def test_the_index_follows_every_change_in_its_own_transaction(store: Store) -> None:
    await put(store, SHELF[:3])
    revised = told(1, "Bureau adds B30A", "Corrected.", speaker="Cy Speaker")
    await save_collected(store, Collected(at=NOW + HOUR, revised=(revised,)))
    assert await numbers(store, "h200") == [2]
    assert await numbers(store, "b30a speaker:cy") == [1]
    await save_collected(store, Collected(at=NOW, merges=(Merge(story_id="s3", into="s2"),)))
    assert await numbers(store, "gaming") == [2]
    assert await forget_articles(store, before=NOW + DAY) == 3
    assert await numbers(store, "b30a OR h20 OR speaker:cy") == []
    await put(store, SHELF[:1])
    assert await numbers(store, "h200") == [1]


async def test_what_fails_half_way_is_not_found(store: Store) -> None:
    async def stored_and_broken_off() -> None:
        async with store.writing() as connection:
            await put(connection, SHELF[:1])
            assert await numbers(connection, "h200") == [1]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await stored_and_broken_off()
    assert await numbers(store, "h200") == []


async def test_an_article_outside_any_story_is_not_found(store: Store) -> None:
    await save_collected(store, Collected(at=NOW, reports=tuple(SHELF[:1])))
    assert await numbers(store, "h200") == []


async def test_matches_are_counted_by_day(store: Store) -> None:
    old = told(24 * 3, "H200 again", seen_at=NOW - 3 * DAY + HOUR)
    await put(store, [*SHELF, old])
    window = {"now": NOW, "since": NOW - 4 * DAY, "until": NOW}
    for query, today in (("h200", 2), ("-gaming h20*", 2), ("h20* /h200/", 2), ("CHIPS", 0)):
        counted = await count_by_day(store, parse(query), **window)  # type: ignore[arg-type]
        assert list(counted) == [(NOW - n * DAY).date() for n in (4, 3, 2, 1, 0)]
        past = 0 if query == "CHIPS" else 1
        assert list(counted.values()) == [0, past, 0, 1 if query == "CHIPS" else 0, today], query


async def test_a_word_that_nothing_was_found_for_brings_near_ones(store: Store) -> None:
    await put(store, SHELF)
    assert await suggest(store, ["galium"]) == ("gallium",)
    assert await suggest(store, ["germanuim", "H200"]) == ("germanium",)
    assert await suggest(store, ["example"], desk=DESK) == ()
    assert await suggest(store, ["exmaple"], desk=DESK) == ("Example",)
    assert await suggest(store, ["qqqqqqqq", "光", ""]) == ()


async def test_a_headline_leads_to_the_stories_that_are_most_like_it(store: Store) -> None:
    await put(store, SHELF)
    assert (await nearest(store, "The ministry's new rule on exports of gallium, germanium"))[0][0] == "s11"
    assert (await nearest(store, "Café owners angry again"))[0][0] == "s9"
    assert await nearest(store, "荷兰限制出口") == await nearest(store, "荷兰限制出口!", limit=10)
    assert await nearest(store, "of the and") == await nearest(store, "unheard words") == ()


@pytest.fixture(params=["sqlite_url", pytest.param("empty_pg_url", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest) -> str:
    """A database with nothing in it, not even tables."""
    return str(request.getfixturevalue(request.param))


async def test_a_store_from_before_the_index_is_indexed_when_it_is_opened(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("bot.storage.migrate.HEAD", "0001")
        async with await open_store(new_url) as store:
            await put(store, SHELF[:6])
    async with await open_store(new_url) as store:
        assert await numbers(store, "h200 speaker:ada") == [2]
        assert await numbers(store, "光刻机 OR topic:export-controls") == [6, 1]
