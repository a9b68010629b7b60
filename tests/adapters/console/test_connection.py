"""The console as a platform: a page is printed and recorded, and a broken stream or disk says what to do."""

import asyncio
import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from adapters.console.connection import ConsolePlatform
from adapters.console.ledger import Ledger
from bot.errors import GiveUp, TryLater
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TARGET = Target(platform="console", workspace="local", channel="terminal")
PAGE = Message((Heading("Chip policy"), Paragraph((Plain("One story."),))), "One story")


def _clock() -> datetime:
    return NOW


async def test_a_page_is_printed_and_recorded(tmp_path: Path) -> None:
    out, path = StringIO(), tmp_path / "ledger.jsonl"
    console = ConsolePlatform(out, clock=_clock, ledger=path)
    await console.start()
    post_id = await console.send(TARGET, PAGE, key="k1")
    await console.stop()
    assert "One story." in out.getvalue()
    (post,) = Ledger(path).posts()
    assert (post.key, post.target, post.id) == ("k1", "console:local/terminal", post_id)
    assert (post.text, post.posted_at) == ("Chip policy\n\nOne story.", NOW)
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_post_is_found_by_its_key_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    first = await ConsolePlatform(StringIO(), clock=_clock, ledger=path).send(TARGET, PAGE, key="k1")
    second = await ConsolePlatform(StringIO(), clock=_clock, ledger=path).send(TARGET, PAGE, key="k2")
    reader = ConsolePlatform(StringIO(), clock=_clock, ledger=path)
    assert first != second
    assert await reader.find(TARGET, key="k1", since=NOW) == first
    assert await reader.find(TARGET, key="k2", since=NOW) == second
    assert await reader.find(TARGET, key="k3", since=NOW) is None
    other = Target(platform="console", workspace="local", channel="other")
    assert await reader.find(other, key="k1", since=NOW) is None


async def test_without_a_ledger_nothing_can_be_read_back() -> None:
    console = ConsolePlatform(StringIO(), clock=_clock)
    assert await console.send(TARGET, PAGE, key="k1") == "console-1"
    with pytest.raises(GiveUp, match="cannot be read back"):
        await console.find(TARGET, key="k1", since=NOW)


@pytest.mark.parametrize(
    "torn", ['{"key":"k0","tar', '{"key":"k0"}\n', "\x00\x00\n", "[]\n", '{"key":1,"posted_at":2}']
)
async def test_a_line_torn_by_a_crash_is_skipped_and_never_joined(tmp_path: Path, torn: str) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_text(torn, encoding="utf-8")
    console = ConsolePlatform(StringIO(), clock=_clock, ledger=path)
    assert await console.find(TARGET, key="k0", since=NOW) is None
    post_id = await console.send(TARGET, PAGE, key="k1")
    assert await console.find(TARGET, key="k1", since=NOW) == post_id


async def test_a_page_sent_twice_is_recorded_twice_so_that_a_repeat_can_be_seen(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    console = ConsolePlatform(StringIO(), clock=_clock, ledger=path)
    ids = [await console.send(TARGET, PAGE, key="k1") for _ in range(2)]
    assert len(set(ids)) == 2
    assert await console.find(TARGET, key="k1", since=NOW) == ids[0]


async def test_many_pages_at_once_are_all_recorded_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    console = ConsolePlatform(StringIO(), clock=_clock, ledger=path)
    ids = await asyncio.gather(*(console.send(TARGET, PAGE, key=f"k{number}") for number in range(20)))
    assert {post.key: post.id for post in Ledger(path).posts()} == {f"k{n}": ids[n] for n in range(20)}


async def test_a_page_that_cannot_be_recorded_is_not_shown(tmp_path: Path) -> None:
    """It would be shown again once the ledger is mended."""
    out = StringIO()
    with pytest.raises(GiveUp, match="Cannot record the page in the ledger: No such file") as raised:
        await ConsolePlatform(out, clock=_clock, ledger=tmp_path / "none" / "ledger").send(TARGET, PAGE, key="k1")
    assert raised.value.scope == "destination"
    assert out.getvalue() == ""


async def test_a_reader_that_has_gone_is_given_up() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        with pytest.raises(GiveUp, match="Cannot print the page") as raised:
            await ConsolePlatform(stream, clock=_clock).send(TARGET, PAGE, key="k1")
        assert raised.value.scope == "destination"


async def test_a_closed_stream_is_given_up() -> None:
    out = StringIO()
    out.close()
    with pytest.raises(GiveUp, match="closed"):
        await ConsolePlatform(out, clock=_clock).send(TARGET, PAGE, key="k1")


async def test_a_ledger_that_cannot_be_written_is_given_up(tmp_path: Path) -> None:
    console = ConsolePlatform(StringIO(), clock=_clock, ledger=tmp_path)
    with pytest.raises(GiveUp, match="Cannot record the page"):
        await console.send(TARGET, PAGE, key="k1")
    with pytest.raises(GiveUp, match="Cannot read the ledger"):
        await console.find(TARGET, key="k1", since=NOW)


async def test_a_full_disk_waits_and_does_not_print_the_page_later() -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    with os.fdopen(full, "w", encoding="utf-8") as stream:
        with pytest.raises(TryLater, match="No space") as raised:
            await ConsolePlatform(stream, clock=_clock).send(TARGET, PAGE, key="k1")
        assert raised.value.retry_after == 60
        stream.flush()


async def test_a_ledger_that_may_not_grow_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    console = ConsolePlatform(StringIO(), clock=_clock, ledger=path)
    await console.send(TARGET, PAGE, key="k1")
    before = path.read_bytes()
    with _file_size_limit(len(before) + 20), pytest.raises(OSError, match="File too large"):
        Ledger(path).append(key="k2", target=str(TARGET), text="x" * 100, posted_at=NOW)
    assert path.read_bytes() == before
    await console.send(TARGET, PAGE, key="k2")
    assert [post.key for post in Ledger(path).posts()] == ["k1", "k2"]


@contextmanager
def _file_size_limit(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


async def test_a_stream_that_knows_few_letters_still_shows_the_page() -> None:
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="ascii")
    await ConsolePlatform(out, clock=_clock).send(TARGET, Message((Heading("半導體 chips"),)), key="k1")
    out.flush()
    assert b"??? chips" in raw.getvalue()


def test_the_console_shows_a_message_as_one_page() -> None:
    console = ConsolePlatform(StringIO(), clock=_clock)
    assert console.pages(PAGE) == (PAGE,)
