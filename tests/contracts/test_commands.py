"""What every command owes, whatever it does: help, an example that runs, limits that platforms have, calm at the worst."""

import random
from collections.abc import Iterator

import pytest

from bot.commands import COMMANDS
from bot.commands.answer import answer
from bot.commands.command import Command, Completion, Kind, Option, Who
from bot.commands.completing import complete
from bot.commands.line import read_line, usage
from bot.storage import Store
from bot.storage.feeds import Owner, list_feeds
from bot.storage.subscriptions import subscriptions_of
from bot.storage.watches import watches_of
from digests.message import Message, plain_text
from digests.pages import Limits, pages
from digests.wire import from_wire, to_wire
from tests.bot.commands.filled import (
    ASKED_AT,
    COMMON_FEED,
    HERE,
    MANAGER,
    OTHER_FEED,
    READER,
    THERE,
    Filled,
    filled,
)

SMALLEST = Limits(blocks=48, total=5_800, text=3_000, heading=150)
"""A page that every platform of ours takes."""
SHOWN = [command for command in COMMANDS if not command.hidden]
IDS = [command.name for command in COMMANDS]
WORST = (
    "",
    "x" * 2_000,
    "\x00\x1b[31m\u202e\u200b\ud800",
    "'; DROP TABLE watches; --",
    "\" OR ''='",
    "<!channel> <@U1> @everyone [x](https://evil.example) <https://a|b> `*_~",
    "((((((((((",
    "/(a+)+$/",
    "speaker: topic: near/99",
    "9" * 400,
    "-1",
    "%s %n {0} ../../etc/passwd",
    "𝟗𝟗 ٣ ４",
    "order-2",
    "Secret plans",
    OTHER_FEED,
    "https://user:pass@wire.example/",
    "9999-12-31",
    "0000-00-00",
    "after:99999999999-99999",
    "share:here",
    "since:9999w",
)


def one_page(message: Message) -> bool:
    return len(pages(message, SMALLEST)) == 1


@pytest.mark.parametrize("command", COMMANDS, ids=IDS)
def test_a_command_fits_the_platforms(command: Command) -> None:
    words = command.name.split()
    assert len(words) <= 2
    assert all(word.isascii() and word.islower() and word.isalpha() and len(word) <= 32 for word in words)
    assert 0 < len(command.summary) <= 100
    assert not command.summary.endswith(".")
    assert len(command.shown_options) <= 25
    names = [option.name for option in command.options]
    assert len(set(names)) == len(names)
    needed = [option.required for option in command.shown_options]
    assert needed == sorted(needed, reverse=True), "options that are needed come first"


@pytest.mark.parametrize(
    ("command", "option"),
    [(command, option) for command in COMMANDS for option in command.options],
    ids=lambda one: one.name,
)
def test_an_option_fits_the_platforms(command: Command, option: Option) -> None:
    assert option.name.isascii()
    assert option.name.islower()
    assert len(option.name) <= 32
    assert 0 < len(option.summary) <= 100
    assert len(option.choices) <= 25
    assert all(0 < len(choice) <= 100 for choice in option.choices)
    assert (option.kind is Kind.CHOICE) == bool(option.choices)
    assert not option.default or not option.required
    assert not option.hidden or (option.named and not option.required)


def test_a_root_command_has_room_for_all_that_people_see() -> None:
    tops = {command.name.split()[0] for command in SHOWN}
    assert len(tops) <= 25
    for top in tops:
        assert len([command for command in SHOWN if command.name.split()[0] == top]) <= 25
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


def test_the_commands_of_the_table_are_there() -> None:
    asking = {"now", "topic", "story", "remarks", "why", "trend", "help", "status"}
    ordering = {"subscribe", "unsubscribe", "pause", "resume", "preview"}
    watching = {"watch", "watches", "unwatch", "test", "snooze"}
    keeping = {"save", "saved", "feeds", "feed add", "feed remove", "feed check", "settings", "parked"}
    assert asking | ordering | watching | keeping == {command.name for command in SHOWN}


def test_who_may_change_a_workspace_is_a_manager() -> None:
    managers = {command.name for command in COMMANDS if command.who is Who.MANAGERS}
    changing = {"subscribe", "unsubscribe", "pause", "resume", "settings", "feed add", "feed remove", "feed check"}
    assert managers == changing | {"mute", "feedback", "parked", "release"}


def test_every_answer_is_private_unless_it_is_shared() -> None:
    assert all(command.private for command in COMMANDS)
    sharing = {command.name for command in COMMANDS if any(option.name == "share" for option in command.options)}
    assert sharing == {"now", "topic", "story", "remarks", "trend"}


async def test_every_example_runs_in_order_on_a_filled_store(store: Store) -> None:
    asked = await filled(store)
    for command in COMMANDS:
        assert read_line(command.example, COMMANDS).command is command
        given = await asked.ask(f"/brief {command.example}")
        assert not given.problem, (command.name, plain_text(given.message))
        assert given.private
        assert given.message.blocks
        assert given.message.summary
        assert one_page(given.message), command.name
        assert from_wire(to_wire(given.message)) == given.message


async def test_help_explains_every_command_and_lists_those_that_people_see(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store)
    listed = await asked.says("help")
    for command in COMMANDS:
        told = await asked.ask(f"help {command.name}")
        assert not told.problem
        assert one_page(told.message)
        assert usage(command) in plain_text(told.message)
        assert command.example in plain_text(told.message)
        assert (usage(command) in listed) is not command.hidden


async def test_a_command_of_managers_refuses_others_and_changes_nothing(store: Store) -> None:
    asked = await filled(store)
    before = await _kept(asked)
    for command in COMMANDS:
        if command.who is Who.MANAGERS:
            given = await asked.ask(command.example, asker=READER)
            assert (given.problem, given.private) == (True, True)
            assert "Only managers" in plain_text(given.message)
    assert await _kept(asked) == before


async def test_the_worst_that_people_type_gets_a_calm_answer(store: Store) -> None:
    asked = await filled(store)
    for command in COMMANDS:
        for worst in WORST:
            given = await asked.ask(f"/brief {command.name} {worst}")
            assert plain_text(given.message).strip()
            assert one_page(given.message), (command.name, worst)
            to_wire(given.message).encode("ascii")


async def test_the_worst_that_platforms_send_in_an_option_gets_a_calm_answer(store: Store) -> None:
    asked = await filled(store)
    for command in COMMANDS:
        for values in _worst_values(command):
            given = await answer(command, values, target=HERE, asker=MANAGER, now=ASKED_AT, services=asked.services)
            assert plain_text(given.message).strip()
            assert one_page(given.message), (command.name, values)


def _worst_values(command: Command) -> Iterator[dict[str, str]]:
    fine = dict(read_line(command.example, COMMANDS).values)
    yield {"no-such-option": "1"}
    for option in command.options:
        for worst in (*WORST, "x" * 5_000):
            yield fine | {option.name: worst}


async def test_nothing_of_another_workspace_can_be_named(store: Store) -> None:
    asked = await filled(store)
    theirs = await _kept(asked, workspace="w2")
    chance = random.Random(4)
    names = [
        "1",
        "order-2",
        "Secret plans",
        OTHER_FEED,
        "c9",
        "w2",
        "u9",
        *(str(chance.randrange(99)) for _ in range(9)),
    ]
    taking = ("unwatch", "snooze", "unsubscribe subscription:x", "preview", "feed remove", "feed check")
    for command in taking:
        for name in names:
            given = await asked.ask(f"{command.split()[0] if ':' in command else command} {name}")
            assert "ecret" not in plain_text(given.message) or name == "Secret plans"
    for name in names:
        for lines in (f"unsubscribe {name}", f"snooze {name} 2d", f"unwatch {name}", f"feed remove {name}"):
            await asked.ask(lines)
    assert await _kept(asked, workspace="w2") == theirs
    for line in ("watches", "saved", "feeds", "status", "settings", "unsubscribe", "preview"):
        told = await asked.says(line)
        assert "ecret" not in told
        assert "other.example" not in told


async def _kept(asked: Filled, *, workspace: str = "w1") -> tuple[object, ...]:
    """What a workspace has asked for."""
    place = {"platform": "console", "workspace": workspace}
    return (
        await watches_of(asked.store, **place),
        await subscriptions_of(asked.store, **place),
        await list_feeds(asked.store, owner=Owner(**place)),
    )


@pytest.mark.parametrize("prefix", ["", "e", "h2", "export co", "zzz", "x" * 300, "\x00'%", "h200 exp"])
async def test_suggestions_fit_the_platforms_and_stay_in_the_workspace(sqlite_store: Store, prefix: str) -> None:
    asked = await filled(sqlite_store)
    for command in COMMANDS:
        for option in command.options:
            found = await complete(option, prefix, asked.services, HERE)
            assert len(found) <= 25
            assert all(0 < len(value) <= 100 and 0 < len(label) <= 100 for value, label in found)
            assert not any("ecret" in label or "other.example" in label for _, label in found)
            assert found == () or option.completion is not Completion.NONE


async def test_a_stranger_sees_nothing_of_this_workspace(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store)
    for line in ("watches", "feeds", "status", "unwatch 1", f"feed remove {COMMON_FEED}"):
        assert "Feed of wire" not in await asked.says(line, target=THERE)
    assert len((await _kept(asked))[0]) == 1  # type: ignore[arg-type]
