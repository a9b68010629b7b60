"""Lines typed at the terminal: each is answered, a problem is an answer, and leaving ends it."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from adapters.console.commands import converse, lines_from
from adapters.console.connection import ConsolePlatform
from bot.errors import CommandError
from digests.message import Message, Paragraph, Plain, plain_text


async def _answer(line: str) -> Message:
    if line.endswith("wrong"):
        raise CommandError("There is no command wrong; the nearest is why.")
    return Message((Paragraph((Plain(f"You said {line}"),)),))


async def _lines(*typed: str) -> AsyncIterator[str]:
    for line in typed:
        yield line


async def _conversation(*typed: str) -> list[str]:
    shown: list[Message] = []
    await converse(_lines(*typed), answer=_answer, show=shown.append)
    return [plain_text(message) for message in shown]


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        (["/brief now"], ["You said /brief now"]),
        (["now", "  topic h200 "], ["You said /brief now", "You said /brief topic h200"]),
        (["/brief"], ["You said /brief"]),
        (["briefly"], ["You said /brief briefly"]),
        (["", "   "], []),
        (["quit", "now"], []),
        (["/brief exit", "now"], []),
        (["wrong", "now"], ["There is no command wrong; the nearest is why.", "You said /brief now"]),
    ],
)
async def test_every_line_gets_an_answer_until_somebody_leaves(typed: list[str], answers: list[str]) -> None:
    assert await _conversation(*typed) == answers


async def test_a_line_without_end_is_cut() -> None:
    (answer,) = await _conversation("x" * 100_000)
    assert len(answer) < 5000


async def test_lines_are_read_from_a_pipe_across_chunks_and_letters() -> None:
    reading, writing = os.pipe()
    text = "now\ntopic 半導體\nlast".encode()
    read = asyncio.create_task(_all(reading))
    for at in range(len(text)):
        os.write(writing, text[at : at + 1])
        await asyncio.sleep(0)
    os.close(writing)
    assert await read == ["now", "topic 半導體", "last"]
    os.close(reading)


async def _all(descriptor: int) -> list[str]:
    return [line async for line in lines_from(descriptor)]


async def test_lines_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"now\n\xff\xfe\n")
    with path.open("rb") as file:
        assert await _all(file.fileno()) == ["now", "\ufffd\ufffd"]


async def test_the_platform_answers_what_is_typed_and_stops_while_waiting() -> None:
    reading, writing = os.pipe()
    out = StringIO()
    console = ConsolePlatform(
        out, clock=lambda: datetime(2026, 11, 23, tzinfo=UTC), answer=_answer, input_descriptor=reading
    )
    await console.start()
    os.write(writing, b"now\nquit\n")
    await console.left()
    assert "You said /brief now" in out.getvalue()
    await console.stop()
    await console.start()
    await asyncio.sleep(0)
    await console.stop()
    await console.left()
    os.close(reading)
    os.close(writing)
