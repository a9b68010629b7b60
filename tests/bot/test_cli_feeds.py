"""`chipbrief feeds`: what is removed is gone, and what the next start would add again is told."""

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.feeds import remove_feed_at
from bot.config import Settings, load_settings
from bot.errors import CommandError
from bot.standing import put_standing
from bot.storage import open_store
from bot.storage.feeds import add_feed, list_feeds
from digests.desk import Desk, Source
from digests.entries import Feed

NOW = datetime(2026, 3, 3, 8, tzinfo=UTC)
OWN, BY_HAND, DESKS = (f"https://{name}.example/feed" for name in ("wire", "hand", "desk"))
CONFIG = """
[storage]
url = "sqlite:///{folder}/feeds.sqlite"
[feeds]
desk_sources = true
[desk]
folder = "{folder}"
[[feed]]
url = "https://wire.example/feed"
"""
SOURCES = """
[[source]]
id = "desk"
publisher = "Desk Post"
url = "https://desk.example/feed"
enabled = true
"""


async def stored(settings: Settings) -> set[str]:
    async with await open_store(settings.storage.url.get_secret_value()) as store:
        return {one.feed.url for one in await list_feeds(store)}


async def started(settings: Settings, *others: str) -> None:
    """What a start of the bot puts into the store, and other feeds beside it."""
    desk = Desk(sources=(Source(id="desk", publisher="Desk Post", family="Desk Post", url=DESKS, enabled=True),))
    async with await open_store(settings.storage.url.get_secret_value()) as store:
        await put_standing(store, settings, desk, now=NOW)
        for url in others:
            await add_feed(store, Feed(url=url), now=NOW)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for name, text in (("topics", ""), ("people", ""), ("sources", SOURCES)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(folder=tmp_path), encoding="utf-8")
    asyncio.run(started(load_settings(path), BY_HAND))
    return path


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (OWN, "The config file asks for it: take its [[feed]] out there too, or the next start adds it again."),
        (DESKS, "It is a source of the desk, which the next start adds again: set desk_sources = false"),
        (BY_HAND, ""),
    ],
)
def test_who_removes_a_feed_is_told_when_it_would_come_back(
    config: Path, capsys: pytest.CaptureFixture[str], url: str, told: str
) -> None:
    remove_feed_at(config, url, as_json=False)
    said = capsys.readouterr().out
    assert said.startswith(f"Removed {url}; its articles stay.")
    assert told in said
    assert ("next start" in said) is bool(told)
    settings = load_settings(config)
    assert url not in asyncio.run(stored(settings))
    asyncio.run(started(settings))
    assert (url in asyncio.run(stored(settings))) is bool(told)


def test_programs_are_told_too(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    remove_feed_at(config, OWN, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"url": OWN, "removed": True, "comes_back": True}
    with pytest.raises(CommandError, match="There is no feed"):
        remove_feed_at(config, OWN, as_json=True)
