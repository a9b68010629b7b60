"""A backup from before a post is restored: the bot, as a user runs it, looks before it posts, and stops when told."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from adapters.console.ledger import Ledger
from bot.config import Settings
from bot.main import TERMINAL, building
from bot.schedule import utc_now
from bot.storage import open_store
from bot.storage.outbox import queue_pages
from tests.builders import a_new_page

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def restored(migrated_url: str, tmp_path: Path) -> Path:
    """A folder whose store was put back to a moment before its one page was posted; gives the ledger."""
    ledger, file = tmp_path / "ledger.jsonl", Path(migrated_url.removeprefix("sqlite:///"))
    content = {"storage": {"url": migrated_url}, "feeds": {"desk_sources": False}, "console": {"ledger": str(ledger)}}
    async with await open_store(migrated_url) as store:
        await queue_pages(store, [a_new_page(target=TERMINAL)], now=utc_now())
    shutil.copy(file, tmp_path / "backup")
    async with building(Settings.model_validate(content), stream=StringIO()) as bot:
        assert await bot.deliver(utc_now()) == 1
    for leftover in file.parent.glob(f"{file.name}-*"):
        leftover.unlink()
    shutil.copy(tmp_path / "backup", file)
    (tmp_path / "config.toml").write_text(
        f'storage.url = "{migrated_url}"\nfeeds.desk_sources = false\nconsole.ledger = "{ledger}"\n', encoding="utf-8"
    )
    return ledger


def run_until(done: Callable[[], bool], folder: Path, *options: str) -> int:
    """Run the bot until something holds, then tell it to end; its exit code."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIPBRIEF_")}
    command = [sys.executable, "-m", "bot", "run", "--only", "deliver", *options]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        try:
            for _ in range(1200):
                if done() or running.poll() is not None:
                    break
                time.sleep(0.05)
        finally:
            running.send_signal(signal.SIGTERM)
        return running.wait()


def is_sent(folder: Path) -> bool:
    with sqlite3.connect(folder / "chipbrief.sqlite") as connection:
        return connection.execute("SELECT state FROM outbox").fetchall() == [("sent",)]


@pytest.mark.parametrize(("options", "posts"), [(("--restored",), 1), ((), 2)])
async def test_a_restored_store_repeats_what_was_posted_only_where_nobody_says_that_it_is_one(
    restored: Path, tmp_path: Path, options: tuple[str, ...], posts: int
) -> None:
    assert run_until(lambda: is_sent(tmp_path), tmp_path, *options) == 0
    assert is_sent(tmp_path)
    assert len(list(Ledger(restored).posts())) == posts
