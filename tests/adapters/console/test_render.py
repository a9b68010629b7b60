"""A message as terminal text: legible, complete, and unable to steer the terminal."""

import re
from io import StringIO

import pytest
from hypothesis import given, settings
from rich.cells import cell_len
from rich.console import Console

from adapters.console.render import to_renderable, to_text
from digests.message import (
    Actions,
    Bullets,
    Button,
    Divider,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Strong,
)
from tests.digests.messages import messages

WIRE = Link("Sample Wire", "https://sample-wire.example/a?b=c")
OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")


def test_a_message_on_paper() -> None:
    message = Message(
        (
            Heading("Chip policy: Monday"),
            Quote("We will not wait", (Strong("Ada Verne"), Plain(" · "), WIRE)),
            Heading("1. A licence", 2),
            Paragraph((Strong("Update: "), Plain("it is asked for."))),
            Note((Plain("Source: "), WIRE, Plain(", "), Link("Ledger", "https://ledger.example/"))),
            Divider(),
            Bullets(((Plain("one"),), (Plain("two"),))),
            Actions((Button("More", "/brief now"),)),
        )
    )
    assert to_text(message, width=40) == (
        "Chip policy: Monday\n"
        "═══════════════════\n"
        "\n"
        "    “We will not wait”\n"
        "    — Ada Verne · Sample Wire [1]\n"
        "\n"
        "1. A licence\n"
        "Update: it is asked for.\n"
        "Source: Sample Wire [1], Ledger [2]\n"
        "\n"
        "────────────────────────────────────────\n"
        "\n"
        "• one\n"
        "• two\n"
        "\n"
        "More: /brief now\n"
        "\n"
        "[1] https://sample-wire.example/a?b=c\n"
        "[2] https://ledger.example/\n"
    )


def test_on_a_terminal_a_link_is_live_and_shows_its_host() -> None:
    text = to_text(Message((Paragraph((WIRE,)),)), terminal=True)
    assert ";https://sample-wire.example/a?b=c\x1b\\" in text
    assert "(sample-wire.example)" in OURS.sub("", text)


def test_elsewhere_there_are_no_escape_sequences_and_long_addresses_are_not_folded() -> None:
    url = "https://sample-wire.example/" + "x" * 300
    text = to_text(Message((Paragraph((Link("Wire", url),)),)), width=40)
    assert "\x1b" not in text
    assert url in text.splitlines()[-1]


def test_words_that_are_not_verbatim_stand_without_quotation_marks() -> None:
    text = to_text(Message((Quote("they would not wait", (), verbatim=False),)))
    assert text == "    they would not wait\n"


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b[2J\x1b[H",
        "\x1b]0;owned\x07",
        "\x1b]8;;https://evil.example/\x1b\\click\x1b]8;;\x1b\\",
        "\x1bP+q544e\x1b\\",
        "\x9b31m",
        "\x9d0;owned\x9c",
        "\r\x1b[Koverwritten",
        "\b\b\b\x7f",
        "\u202egnp.exe\u2066",
        "\x0e\x0f\x05",
        "[bold red]markup[/] :smile:",
    ],
)
@pytest.mark.parametrize("terminal", [True, False])
def test_no_word_of_a_publisher_can_steer_the_terminal(attack: str, terminal: bool) -> None:
    line = (Plain(attack), Strong(attack), Link(attack, "https://a.example/"))
    blocks = (
        Heading(attack),
        Heading(attack, 2),
        Paragraph(line),
        Quote(attack, line),
        Bullets((line,)),
        Note(line),
        Actions((Button(attack, attack),)),
    )
    text = to_text(Message(blocks), terminal=terminal)
    _assert_harmless(text, terminal=terminal)
    if attack.startswith("[bold"):
        assert attack in OURS.sub("", text)


@given(messages())
@settings(deadline=None, max_examples=100)
def test_any_message_can_be_shown_and_is_harmless(message: Message) -> None:
    for terminal in (True, False):
        _assert_harmless(to_text(message, width=60, terminal=terminal), terminal=terminal)


def _assert_harmless(text: str, *, terminal: bool) -> None:
    bare = OURS.sub("", text) if terminal else text
    assert not [letter for letter in bare if letter != "\n" and (letter < " " or "\x7f" <= letter <= "\x9f")]
    assert not set(bare) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


def test_lines_keep_to_the_width_in_cells_of_the_terminal() -> None:
    text = to_text(Message((Paragraph((Plain("半導體出口管制 " * 20),)),)), width=40)
    assert max(map(cell_len, text.splitlines())) <= 40


def test_a_rich_console_shows_the_same_words() -> None:
    out = StringIO()
    Console(file=out, width=60).print(to_renderable(Message((Heading("Digest"), Paragraph((WIRE,))))))
    assert "Sample Wire (sample-wire.example)" in out.getvalue()
