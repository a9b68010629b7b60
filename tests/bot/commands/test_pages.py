"""A long answer in parts: nothing lost, nothing twice, nothing cut; and the lines behind its buttons read as meant."""

import re
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.commands.asking import Page, line_of, page_of
from bot.commands.command import Asker, Request
from bot.commands.line import read_line
from bot.commands.manual import manual
from bot.errors import CommandError
from digests.briefs import write_brief
from digests.layout.chart import chart_message, sparkline
from digests.layout.found import Finding, found_message
from digests.layout.parts import MOST, part_of
from digests.message import Actions, Bullets, Button, Heading, Message, Plain, Quote, block_text
from digests.stories import Story
from tests.builders import DAY, NOW, a_remark, a_report, a_target
from tests.digests.messages import long_words, messages


def parts(message: Message, largest: int) -> list[Message]:
    found, first = [], 0
    while True:
        part = part_of(message, first, largest=largest)
        found.append(part.message)
        if part.next is None:
            return found
        assert part.next > first
        first = part.next


def pieces(message: Message) -> list[str]:
    """Every block but buttons, bullets one by one."""
    blocks = [block for block in message.blocks if not isinstance(block, Actions)]
    lines = [block.lines if isinstance(block, Bullets) else (block,) for block in blocks]
    return [block_text(Bullets((one,)) if isinstance(one, tuple) else one) for each in lines for one in each]


@given(message=messages(long_words), largest=st.integers(50, 4_000))
@settings(deadline=None, max_examples=60)
def test_the_parts_of_a_message_are_the_message(message: Message, largest: int) -> None:
    found = parts(message, largest)
    titled = bool(message.blocks) and isinstance(message.blocks[0], Heading) and message.blocks[0].level == 1
    again = [pieces(part)[1:] if titled and number else pieces(part) for number, part in enumerate(found)]
    assert [piece for part in again for piece in part] == pieces(message)


@given(message=messages(long_words))
@settings(deadline=None, max_examples=40)
def test_a_part_is_no_longer_than_it_may_be_unless_it_is_one_piece(message: Message) -> None:
    for part in parts(message, 500):
        held = pieces(part)
        assert len(held) <= 2 or (sum(map(len, held)) <= 500 + len(held) and len(held) <= MOST + 1)


def test_buttons_stand_on_every_part() -> None:
    lines = tuple((Plain(f"line {at}"),) for at in range(100))
    message = Message((Bullets(lines), Actions((Button("Go", "/brief help"),))), "x")
    found = parts(message, 4_000)
    assert len(found) == 3
    assert all(part.blocks[-1] == message.blocks[-1] for part in found)


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp", "Zs"]), min_size=1, max_size=30
    )
)
def test_a_value_in_a_button_is_read_as_it_was_given(word: str) -> None:
    value = re.sub(r'["“”]', "", word)
    line = line_of("preview", subscription=f"My {value}")
    assert read_line(line, COMMANDS).values["subscription"] == f"My {value}"


def asked(after: str) -> Request:
    return Request(
        command="now", target=a_target(), asker=Asker(id="u"), now=NOW, values={"after": after} if after else {}
    )


@given(st.integers(0, 10_000), st.integers(0, 400 * 86_400))
def test_a_cursor_is_read_as_it_was_written(offset: int, age: int) -> None:
    page = Page(as_of=NOW - age * DAY / 86_400, offset=offset)
    assert page_of(asked(str(page))) == page


@pytest.mark.parametrize(
    "after", ["1", "1-", "-1-1", "1-1-1", "99999999999-1", "1-99999", "١-١", "x" * 300, "1-1 ", "0x1-1"]
)
def test_a_cursor_that_is_none_of_ours_is_refused_with_a_sentence(after: str) -> None:
    with pytest.raises(CommandError, match="This list cannot be continued: ask again"):
        page_of(asked(after))


def test_stories_that_are_found_fit_one_page_however_much_is_said_in_them() -> None:
    words = "We shall " + "see and " * 34 + "end."
    body = f'{"The rule changes " + "again and " * 24}now. "{words}" Ada Example said.'
    reports = [
        a_report(at, remarks=False, title="Rule " * 60, body=body, publisher=f"{at} {'Paper ' * 20}") for at in range(6)
    ]
    said = [replace(one, remarks=(a_remark(one.article, words),)) for one in reports]
    first = body[: body.index('"') - 1]
    findings = [
        Finding(brief=write_brief(Story(id=f"s{at}", reports=tuple(said)), limit=1), words=first) for at in range(5)
    ]
    alone = found_message(findings[:1], title="x", zone=UTC)
    assert any(isinstance(block, Quote) for block in alone.blocks)
    message = found_message(findings, title="x", zone=UTC, notes=["y" * 400] * 2)
    assert sum(len(block_text(block)) for block in message.blocks) < 5_500
    assert len([block for block in message.blocks if isinstance(block, Heading)]) == 6


@pytest.mark.parametrize(
    ("counts", "marks"),
    [([], ""), ([0, 0], "▁▁"), ([1], "█"), ([0, 1, 2, 4], "▁▃▅█"), ([7, 6, 5, 4, 3, 2, 1, 0], "█▇▆▅▄▃▂▁")],
)
def test_a_chart_is_as_high_as_its_counts(counts: list[int], marks: str) -> None:
    assert sparkline(counts) == marks


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=200))
@settings(deadline=None)
def test_more_is_never_lower_and_something_is_never_nothing(counts: list[int]) -> None:
    marks = sparkline(counts)
    assert len(marks) == len(counts)
    for one, mark in zip(counts, marks, strict=True):
        assert (mark == "▁") == (one == 0)
        assert all(mark <= other for more, other in zip(counts, marks, strict=True) if more >= one)


def test_a_chart_of_many_days_has_a_mark_a_week() -> None:
    days = [(NOW - at * DAY).date() for at in range(100)]
    message = chart_message(dict.fromkeys(days, 1), title="x", what=("article", "articles"))
    chart = block_text(message.blocks[2])
    assert "100 articles in 100 days" in block_text(message.blocks[1])
    assert chart.endswith("3 Mar 2026 (a mark a week)")
    assert chart.count("█") == 14
    assert chart.count("▃") == 1


def test_the_manual_lists_the_commands_as_they_are() -> None:
    page = Path(__file__).parents[3] / "docs" / "commands.md"
    assert page.read_text(encoding="utf-8") == manual(COMMANDS), "run: python -m bot.cli.manual > docs/commands.md"
