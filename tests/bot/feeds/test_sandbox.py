"""The judge in its worker process: killed when it takes too long or too much, and the next feed is read all the same."""

import asyncio
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import FeedError
from bot.feeds.sandbox import Sandbox
from tests.fakes.feeds import item, rss

BASE = "https://weekly.example/feed"
LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
<rss version="2.0"><channel><item><title>x &f;</title></item></channel></rss>"""
SECRET = "not for publishers"


@pytest.fixture(scope="module")
def strict() -> Iterator[Sandbox]:
    """A sandbox with little patience."""
    one = Sandbox(seconds=0.5)
    yield one
    asyncio.run(one.close())


async def test_the_worker_reads_what_the_judge_reads_and_says_why_not(sandbox: Sandbox) -> None:
    assert [entry.key for entry in (await sandbox.parse(rss(item(1)), base=BASE)).entries] == ["id-1"]
    with pytest.raises(FeedError) as caught:
        await sandbox.parse(b"nothing of the kind", base=BASE)
    assert caught.value.reason == "unreadable"


async def test_what_takes_too_long_is_killed_and_the_next_feed_is_read(strict: Sandbox) -> None:
    """Row 11: an author that takes feedparser minutes."""
    author = "a@" + "a." * 40_000
    with pytest.raises(FeedError) as caught:
        await strict.parse(f"<rss><channel><item><author>{author}</author></item></channel></rss>".encode(), base=BASE)
    assert caught.value.reason == "parser_killed"
    assert (await strict.parse(rss(item(1)), base=BASE)).entries


@pytest.mark.parametrize(
    "inside",
    [
        "<a " + " ".join(f"a{n}='b'" for n in range(20_000)) + ">&nbsp;</a>",
        "<!" + "-" * 50_000 + "<b>&nbsp;",
        "<div>" * 50_000 + "&nbsp;",
    ],
    ids=["attributes", "dashes", "depth"],
)
async def test_known_slow_inputs_end_in_time(strict: Sandbox, inside: str) -> None:
    """Row 11."""
    body = f"<rss><channel><item><title>x</title><description>{inside}</description></item></channel></rss>".encode()
    with contextlib.suppress(FeedError):
        assert (await strict.parse(body, base=BASE)).found <= 1
    assert (await strict.parse(rss(item(1)), base=BASE)).entries


async def test_entities_are_neither_blown_up_nor_looked_up(sandbox: Sandbox, tmp_path: Path) -> None:
    """Row 10, threat 4."""
    laughed = await sandbox.parse(LAUGHS.encode(), base=BASE)
    assert all(len(entry.title) < 1000 for entry in laughed.entries)
    path = tmp_path / "secret"
    path.write_text(SECRET)
    stolen = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{path}">]><rss><channel><item><title>a&x;</title></item></channel></rss>'
    found = await sandbox.parse(stolen.encode(), base=BASE)
    assert SECRET not in str(found)
    assert [entry.title for entry in (*laughed.entries, *found.entries)] == ["x", "a"]


def hungry() -> int:
    return len(b"x" * 1_000_000_000)


def dying() -> None:
    os._exit(3)


async def test_a_worker_that_wants_too_much_memory_or_dies_is_an_error_in_words(sandbox: Sandbox) -> None:
    """Row 11."""
    for work in (hungry, dying):
        with pytest.raises(FeedError) as caught:
            await sandbox.run(work)
        assert caught.value.reason == "parser_killed"
    assert (await sandbox.parse(rss(item(1)), base=BASE)).entries


async def test_a_sandbox_that_nobody_used_started_nothing() -> None:
    unused = Sandbox()
    await unused.close()
    assert unused._pool is None
