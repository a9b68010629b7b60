"""A workspace learns nothing of another one, and changes nothing there, whatever it names in whatever command."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.commands import COMMANDS
from bot.commands.answer import answer
from bot.commands.command import Command
from bot.commands.completing import complete
from bot.commands.line import read_line
from bot.storage import Store
from bot.storage.kept import Keeper, KeptAs, keep_story
from bot.storage.notices import Notice, add_notice, stopped_notice
from bot.storage.pauses import Pause, pause
from bot.storage.schema import metadata
from bot.storage.settings import save_setting
from digests.message import plain_text
from digests.wire import to_wire
from tests.bot.commands.filled import (
    ASKED_AT,
    HERE,
    MANAGER,
    OTHER_FEED,
    STRANGER,
    THERE,
    Filled,
    filled,
    keep_back,
    save_stories,
    told,
)
from tests.builders import NOW, a_target

SECRETS = ("ecret", "other.example", "feed of other", "w2", "c9", "u9", "clandestine")
"""What only the other workspace may read, in small letters."""
NAMES = (
    "1",
    "2",
    "order-2",
    "Secret plans",
    OTHER_FEED,
    "https://wire.example/800",
    "c9",
    "w2",
    "u9",
    "s-other",
)


async def two_workspaces(store: Store) -> tuple[Filled, tuple[str, ...]]:
    """A filled store in which the other workspace has one of everything; and the names of its things."""
    asked = await filled(store)
    brought = told(800, "Fab eight hundred opens", "Fab eight hundred opened in Lyon.", hours=2, feed_url=OTHER_FEED)
    await save_stories(store, [("s-other", (brought,))])
    key = await keep_back(store, THERE, source="secret")
    place: dict[str, Any] = {"platform": THERE.platform, "workspace": THERE.workspace}
    held = Pause(**place, channel=THERE.channel, until=None, reason="secretly archived")
    await pause(store, held)
    note = Notice(key=stopped_notice("c9"), **place, channel="c9", text="Secret trouble.", created_at=NOW)
    await add_notice(store, note)
    await save_setting(store, "quiet", "01:02-03:04", **place, channel=THERE.channel)
    await keep_story(store, Keeper(**place, id="u9"), "s-other", kind=KeptAs.SAVED, now=NOW)
    return asked, (*NAMES, key)


async def rows_of(store: Store, workspace: str) -> dict[str, list[str]]:
    """Everything that is kept of a workspace, table by table."""
    found: dict[str, list[str]] = {}
    async with store.reading() as connection:
        for table in metadata.sorted_tables:
            if "workspace" in table.c:
                rows = await connection.execute(select(table).where(table.c.workspace == workspace))
                found[table.name] = sorted(repr(tuple(row)) for row in rows)
        pages = select(metadata.tables["outbox"]).join(metadata.tables["lanes"])
        rows = await connection.execute(pages.where(metadata.tables["lanes"].c.workspace == workspace))
        found["outbox"] = sorted(repr(tuple(row)) for row in rows)
    return found


def given_values(command: Command, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The command's example, then with each of the names in each of its options."""
    fine = dict(read_line(command.example, COMMANDS).values)
    yield fine
    for option in command.options:
        kept = option.name in ("title", "query")  # our own words come back: they must be no secrets
        for name in names:
            if not (kept and leaks(name, {})):
                yield fine | {option.name: name}


def leaks(text: str, typed: dict[str, str]) -> list[str]:
    """The secrets in an answer, but for the words that it says back."""
    said = text.casefold()
    for word in sorted((value.casefold() for value in typed.values() if value), key=len, reverse=True):
        said = said.replace(word, "")
    return [secret for secret in SECRETS if secret in said]


async def test_no_command_shows_or_changes_anything_of_another_workspace(store: Store) -> None:
    asked, names = await two_workspaces(store)
    theirs = await rows_of(store, THERE.workspace)
    assert all(theirs[table] for table in ("subscriptions", "watches", "feed_owners", "notices", "pauses", "outbox"))
    for command in COMMANDS:
        for values in given_values(command, names):
            given = await answer(command, values, target=HERE, asker=MANAGER, now=ASKED_AT, services=asked.services)
            shown = plain_text(given.message) + json.dumps(json.loads(to_wire(given.message)))
            assert leaks(shown, values) == [], (command.name, values, plain_text(given.message))
    assert await rows_of(store, THERE.workspace) == theirs


async def test_no_suggestion_comes_from_another_workspace(sqlite_store: Store) -> None:
    asked, names = await two_workspaces(sqlite_store)
    for command in COMMANDS:
        for option in command.options:
            for prefix in ("", *(name[:3] for name in names)):
                found = await complete(option, prefix, asked.services, HERE)
                assert leaks(" ".join(f"{value} {label}" for value, label in found), {"typed": prefix}) == []


async def test_the_other_workspace_sees_all_of_its_own(sqlite_store: Store) -> None:
    """Or the tests above would find nothing because there is nothing."""
    asked, _ = await two_workspaces(sqlite_store)
    for line, says in (
        ("feeds", "Feed of other"),
        ("watches", "secret* plans"),
        ("status", "Secret trouble."),
        ("status", "held up: secretly archived"),
        ("why https://wire.example/800", OTHER_FEED),
        ("parked", "1 page kept back"),
        ("unsubscribe", "Secret plans"),
        ("saved", "Fab eight hundred opens"),
        ("settings", "01:02-03:04"),
    ):
        assert says in await asked.says(line, asker=STRANGER, target=THERE), line


async def test_a_channel_of_the_same_name_elsewhere_is_another_channel(sqlite_store: Store) -> None:
    asked, _ = await two_workspaces(sqlite_store)
    namesake = a_target(THERE.channel)
    for line in ("status", "settings", "watches", "preview", "unsubscribe", "parked"):
        assert leaks(await asked.says(line, target=namesake), {"typed": line}) == [], line


async def test_a_page_of_an_article_does_not_say_whose_feed_brought_it(sqlite_store: Store) -> None:
    asked, _ = await two_workspaces(sqlite_store)
    assert "by a feed that is not of this workspace" in await asked.says("why https://wire.example/800")
    assert "Feeds: 2, all well" in await asked.says("status"), "its own and the common one"
