"""Installations keep their tokens under seal, know what their organisation covers, and names serve once."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StorageError
from bot.storage import Store
from bot.storage.installations import (
    Installation,
    cover,
    covered_by,
    installation_of,
    installations_on,
    reseal,
    save_installation,
    wipe_token,
)
from bot.storage.one_time import drop_name, forget_names, put_name
from bot.storage.schema import metadata
from bot.storage.sealing import Seal, new_key
from tests.builders import DAY, HOUR, NOW

OLD, NEW = new_key(), new_key()
TOKEN = "xoxb-canary-1"
ONE = Installation(
    platform="slack",
    workspace="T1",
    name="Sample",
    bot_user="U1",
    bot="B1",
    scopes=("commands", "chat:write"),
    installed_by="U2",
    installed_at=NOW,
)
WHOLE = replace(ONE, workspace="E1", name="Sample Holdings", bot_user="W1")


async def dump(store: Store) -> str:
    """Every value of every table."""
    async with store.reading() as connection:
        rows = [await connection.execute(table.select()) for table in metadata.sorted_tables]
        return "\n".join(str(row) for result in rows for row in result)


def opened(found: Installation | None, seal: Seal) -> str:
    assert found is not None
    return seal.open(found.sealed, owner=found.owner)


async def test_a_token_comes_back_and_stands_nowhere_in_the_store(store: Store) -> None:
    seal = Seal([OLD])
    await save_installation(store, ONE, token=TOKEN, seal=seal)
    found = await installation_of(store, platform="slack", workspace="T1")
    assert found == replace(ONE, sealed=found.sealed if found else "", key_id=seal.key_id)
    assert opened(found, seal) == TOKEN
    shown = await dump(store)
    assert "Sample" in shown
    assert not re.search("xox|canary", shown)
    assert await installation_of(store, platform="slack", workspace="T2") is None
    assert await installation_of(store, platform="discord", workspace="T1") is None


async def test_a_seal_opens_for_its_owner_and_with_its_key_only(store: Store) -> None:
    sealed = Seal([OLD]).close(TOKEN, owner="slack:T1")
    with pytest.raises(StorageError, match="another's"):
        Seal([OLD]).open(sealed, owner="slack:T2")
    with pytest.raises(StorageError, match="No key"):
        Seal([NEW]).open(sealed, owner="slack:T1")
    with pytest.raises(StorageError, match="No key"):
        Seal([OLD]).open("nonsense", owner="slack:T1")
    assert Seal([NEW, OLD]).open(sealed, owner="slack:T1") == TOKEN


async def test_tokens_are_sealed_anew_and_the_old_key_can_go(store: Store) -> None:
    await save_installation(store, ONE, token=TOKEN, seal=Seal([OLD]))
    await save_installation(store, WHOLE, token="xoxb-canary-2", seal=Seal([NEW]))
    both = Seal([NEW, OLD])
    assert await reseal(store, platform="slack", seal=both) == 1
    assert await reseal(store, platform="slack", seal=both) == 0
    tokens = [opened(one, Seal([NEW])) for one in await installations_on(store, "slack")]
    assert tokens == ["xoxb-canary-2", TOKEN]


async def test_a_token_that_no_key_opens_changes_nothing(store: Store) -> None:
    await save_installation(store, ONE, token=TOKEN, seal=Seal([OLD]))
    with pytest.raises(StorageError, match="slack:T1"):
        await reseal(store, platform="slack", seal=Seal([NEW]))
    assert opened(await installation_of(store, platform="slack", workspace="T1"), Seal([OLD])) == TOKEN


async def test_a_token_taken_back_is_gone_unless_it_was_given_since(store: Store) -> None:
    seal = Seal([OLD])
    await save_installation(store, ONE, token=TOKEN, seal=seal)
    gone = {"platform": "slack", "workspace": "T1", "reason": "app_uninstalled"}
    assert not await wipe_token(store, **gone, now=NOW, before=NOW - timedelta(seconds=1))
    assert await wipe_token(store, **gone, now=NOW + HOUR, before=NOW + HOUR)
    assert not await wipe_token(store, **gone, now=NOW + HOUR, before=NOW + HOUR)
    assert await installation_of(store, platform="slack", workspace="T1") is None
    (kept,) = await installations_on(store, "slack")
    assert (kept.name, kept.sealed, kept.key_id) == ("Sample", "", "")
    assert (kept.stopped_at, kept.stop_reason) == (NOW + HOUR, "app_uninstalled")
    await save_installation(store, replace(ONE, installed_at=NOW + DAY), token="xoxb-canary-3", seal=seal)
    again = await installation_of(store, platform="slack", workspace="T1")
    assert opened(again, seal) == "xoxb-canary-3"
    assert again is not None
    assert again.stopped_at is None


async def test_an_organisation_lets_us_into_its_workspaces(store: Store) -> None:
    seal = Seal([OLD])
    await save_installation(store, WHOLE, token=TOKEN, seal=seal)
    assert await installation_of(store, platform="slack", workspace="T5") is None
    part = {"platform": "slack", "workspace": "T5", "organisation": "E1"}
    assert await cover(store, **part, now=NOW)
    assert not await cover(store, **part, now=NOW)
    found = await installation_of(store, platform="slack", workspace="T5")
    assert found is not None
    assert (found.workspace, opened(found, seal)) == ("E1", TOKEN)
    assert await covered_by(store, platform="slack", organisation="E1") == ("T5",)
    await save_installation(store, replace(ONE, workspace="T5", organisation="E1"), token="xoxb-own", seal=seal)
    assert opened(await installation_of(store, platform="slack", workspace="T5"), seal) == "xoxb-own"
    assert await covered_by(store, platform="slack", organisation="E1") == ()
    await wipe_token(store, platform="slack", workspace="T5", reason="x", now=NOW, before=NOW)
    assert opened(await installation_of(store, platform="slack", workspace="T5"), seal) == TOKEN
    await wipe_token(store, platform="slack", workspace="E1", reason="x", now=NOW, before=NOW)
    assert await installation_of(store, platform="slack", workspace="T5") is None


async def test_a_name_serves_once_until_it_is_forgotten(store: Store) -> None:
    assert await put_name(store, "state", "a", until=NOW + HOUR)
    assert not await put_name(store, "state", "a", until=NOW + DAY)
    assert await put_name(store, "request", "a", until=NOW + DAY)
    assert [await forget_names(store, now=at) for at in (NOW, NOW + HOUR)] == [0, 1]
    assert not await put_name(store, "request", "a", until=NOW + HOUR)
    await drop_name(store, "request", "a")
    assert await put_name(store, "request", "a", until=NOW + HOUR)


async def test_of_many_who_bring_a_name_at_once_one_is_first(store: Store) -> None:
    brought = await asyncio.gather(*(put_name(store, "state", "a", until=NOW + HOUR) for _ in range(10)))
    assert sum(brought) == 1
