"""What people type into an option to what they may mean."""

import pytest

from bot.commands import COMMANDS
from bot.commands.completing import complete
from bot.storage import Store
from tests.bot.commands.filled import HERE, Filled, filled


@pytest.fixture
async def asked(sqlite_store: Store) -> Filled:
    return await filled(sqlite_store)


async def suggested(asked: Filled, command: str, option: str, prefix: str) -> tuple[tuple[str, str], ...]:
    [one] = [one for each in COMMANDS if each.name == command for one in each.options if one.name == option]
    return await complete(one, prefix, asked.services, HERE)


@pytest.mark.parametrize(
    ("command", "option", "prefix", "found"),
    [
        ("topic", "query", "exp", (("topic:export-controls", "Export controls"),)),
        ("topic", "query", "h200 h20", (("h200 topic:h20", "h200 H20 chip"),)),
        ("topic", "query", "acts", ()),
        ("now", "topic", "chip", (("topic:h20", "H20 chip"),)),
        ("remarks", "speaker", "ada", (("Ada Example", "Ada Example, 艾达"),)),
        ("remarks", "speaker", "艾", (("Ada Example", "Ada Example, 艾达"),)),
        ("unwatch", "number", "", (("1", "1. h200"),)),
        ("subscribe", "zone", "europe/lond", (("Europe/London", "Europe/London"),)),
        ("help", "command", "unw", (("unwatch", "unwatch"),)),
        ("feed remove", "url", "", (("https://wire.example/feed.xml", "Feed of wire. https://wire.example/feed.xml"),)),
        ("preview", "subscription", "chip", (("Chip policy", "Chip policy"),)),
        ("trend", "days", "3", ()),
    ],
)
async def test_an_option_is_completed(
    asked: Filled, command: str, option: str, prefix: str, found: tuple[tuple[str, str], ...]
) -> None:
    assert await suggested(asked, command, option, prefix) == found


async def test_what_begins_with_the_typed_words_comes_first(asked: Filled) -> None:
    found = [value for value, _ in await suggested(asked, "help", "command", "s")]
    assert found[0].startswith("s")
    assert {"story", "save", "status"} < set(found)
    assert found.index("status") < found.index("watches")


async def test_a_suggested_topic_runs_as_it_is(asked: Filled) -> None:
    [(value, _)] = await suggested(asked, "topic", "query", "exp")
    assert "No story found" not in await asked.says(f"topic {value}")
    assert not (await asked.ask(f"now {value}")).problem
