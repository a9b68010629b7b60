"""Commands at the terminal: `chipbrief ask`, and lines typed where the bot runs."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.main import terminal_answer
from bot.storage import Store, open_store
from digests.message import plain_text
from digests.wire import from_wire
from tests.bot.commands.filled import ASKED_AT, filled

ROOT = Path(__file__).parents[3]


def environment(url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHIPBRIEF_")}
    return kept | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "CHIPBRIEF_STORAGE__URL": url}


def ask(url: str, *words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "ask", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
        env=environment(url),
        timeout=120,
    )


async def test_ask_answers_at_the_terminal_with_an_exit_code(sqlite_url: str, tmp_path: Path) -> None:
    async with await open_store(sqlite_url) as store:
        await filled(store)
    told = ask(sqlite_url, "topic h200", folder=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Bureau adds H200 to export rule" in told.stdout
    wire = ask(sqlite_url, "remarks", "--json", folder=tmp_path)
    assert wire.returncode == 0
    assert plain_text(from_wire(wire.stdout)).startswith("Remarks: everybody")
    wrong = ask(sqlite_url, "topik h200", folder=tmp_path)
    assert wrong.returncode == 2
    assert "Did you mean `topic`?" in wrong.stdout
    assert "Traceback" not in wrong.stderr


async def test_whoever_types_at_the_terminal_is_its_manager(sqlite_store: Store) -> None:
    asked = await filled(sqlite_store)
    answer = terminal_answer(asked.services, clock=lambda: ASKED_AT)
    assert "Ordered: Chip policy" in plain_text(await answer("/brief subscribe 08:00 UTC"))
    assert "There is no command" in plain_text(await answer("nonsense"))


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
def test_lines_typed_where_the_bot_runs_are_answered(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--only", "clean"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env=environment(f"sqlite:///{tmp_path}/run.sqlite"),
    ) as running:
        os.close(theirs)
        os.write(ours, b"help unwatch\n")
        assert running.stdout is not None
        lines = iter(running.stdout.readline, b"")
        assert any(b"/brief unwatch NUMBER" in line for line in lines)
        running.send_signal(signal.SIGTERM)
        running.stdout.read()
    os.close(ours)
    assert running.returncode == 0
