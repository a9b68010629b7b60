"""Parked pages are listed to their workspace and released by it, and by no other."""

from typing import Any

from bot.storage import Store
from bot.storage.leases import Outcome, lease_pages, record_outcomes
from bot.storage.notices import Notice, add_notice, open_notices, page_notice
from bot.storage.outbox import PageState, queue_pages
from bot.storage.parked import count_parked, parked_pages, release_parked
from tests.builders import HOUR, NOW, a_new_page, a_target

HERE: dict[str, Any] = {"platform": "console", "workspace": "w1"}
THERE: dict[str, Any] = {"platform": "console", "workspace": "w2"}


async def park(store: Store, *channels: str, workspace: str = "w1") -> list[str]:
    """Queue a page for each channel and park it; the keys."""
    targets = [a_target(channel, workspace=workspace) for channel in channels]
    await queue_pages(store, [a_new_page(target=target, expires_at=NOW + HOUR) for target in targets], now=NOW)
    leased = await lease_pages(store, owner="me", now=NOW, limit=9, platforms=["console"])
    done = [Outcome(leased=page, state=PageState.PARKED, reason="?") for page in leased]
    await record_outcomes(store, done, now=NOW)
    return [page.key for page in leased]


async def test_parked_pages_are_listed_latest_first_to_their_workspace(store: Store) -> None:
    first, second = await park(store, "c1", "c2")
    await park(store, "c9", workspace="w2")
    assert [page.key for page in await parked_pages(store, **HERE, limit=9)] == [second, first]
    assert [page.reason for page in await parked_pages(store, **HERE, limit=1)] == ["?"]
    assert (await count_parked(store, **HERE), await count_parked(store, **THERE)) == (2, 1)
    assert await count_parked(store, platform="slack", workspace="w1") == 0


async def test_a_parked_page_is_posted_once_when_its_workspace_says_so_however_old_it_is(store: Store) -> None:
    (key,) = await park(store, "c1")
    await add_notice(store, Notice(key=page_notice(key), **HERE, channel="c1", text="Kept.", created_at=NOW))
    assert not await release_parked(store, key, **THERE, now=NOW)
    assert not await release_parked(store, "nothing", **HERE, now=NOW)
    assert await release_parked(store, key, **HERE, now=NOW)
    assert not await release_parked(store, key, **HERE, now=NOW)
    assert await open_notices(store) == ()
    (again,) = await lease_pages(store, owner="me", now=NOW + 99 * HOUR, limit=9, platforms=["console"])
    assert (again.key, again.unsure_since) == (key, None)
    assert await count_parked(store, **HERE) == 0
