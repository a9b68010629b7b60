"""The list that was shown last, to one person or to all of a channel, and nobody's of another workspace."""

from bot.storage import Store
from bot.storage.listings import Listing, forget_listings, keep_listing, listing_of
from tests.builders import DAY, HOUR, NOW, a_target

HERE, OTHER = a_target("c1"), a_target("c2")


async def test_the_newest_list_counts_whether_it_was_for_one_or_for_all(store: Store) -> None:
    assert await listing_of(store, HERE, person="ada") is None
    await keep_listing(store, HERE, story_ids=["s-1", "s-2"], now=NOW, person="ada")
    await keep_listing(store, HERE, story_ids=["s-3"], now=NOW + HOUR)
    assert await listing_of(store, HERE, person="ada") == Listing(story_ids=("s-3",), listed_at=NOW + HOUR)
    await keep_listing(store, HERE, story_ids=["s-4", "s-1"], now=NOW + 2 * HOUR, person="ada")
    assert await listing_of(store, HERE, person="ada") == Listing(story_ids=("s-4", "s-1"), listed_at=NOW + 2 * HOUR)
    assert await listing_of(store, HERE, person="ben") == Listing(story_ids=("s-3",), listed_at=NOW + HOUR)
    assert await listing_of(store, OTHER, person="ada") is None
    assert await listing_of(store, a_target("c1", workspace="w2"), person="ada") is None


async def test_old_lists_are_forgotten(store: Store) -> None:
    await keep_listing(store, HERE, story_ids=["s-1"], now=NOW, person="ada")
    await keep_listing(store, OTHER, story_ids=["s-1"], now=NOW + DAY, person="ada")
    assert await forget_listings(store, before=NOW + DAY) == 1
    assert await listing_of(store, HERE, person="ada") is None
