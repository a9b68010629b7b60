"""Buttons say all that a press needs, in a hundred characters, for as long as their post stands."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.placing import placed
from adapters.discord.render import pages, payload
from adapters.discord.sizes import Style
from adapters.discord.views import Pressed, custom_id, lines_to_keep, name_of, read, select_id
from digests.message import Actions, Button, Heading, Message, Note, Paragraph, Plain
from tests.adapters.discord.posts import post_of
from tests.digests.messages import long_words

LONG = "/brief topic share:here after:1763280000-5 " + "export " * 20
GUILD = "80351110224678912"


@pytest.mark.parametrize(
    ("line", "number", "workspace", "made"),
    [
        ("/brief story s-1", 0, "", "brief1.0:story s-1"),
        ("story s-1", 12, "", "brief1.12:story s-1"),
        ("/brief now", 3, GUILD, f"brief1.3@{GUILD}:now"),
        ("/brief topic #5G : /x@y", 1, "", "brief1.1:topic #5G : /x@y"),
        (LONG, 2, "", f"brief1.2#{name_of(LONG)}"),
        (LONG, 2, GUILD, f"brief1.2@{GUILD}#{name_of(LONG)}"),
        ("/brief topic \u202e", 1, "", "brief1.1#" + name_of("topic \u202e")),
    ],
)
def test_a_line_has_its_custom_id(line: str, number: int, workspace: str, made: str) -> None:
    assert custom_id(line, number=number, workspace=workspace) == made


def test_a_button_of_the_first_release_is_understood_for_ever() -> None:
    """These stand in channels: change the version, never what they mean."""
    assert read("brief1.0:story s-af5039aded09fff6") == Pressed(line="/brief story s-af5039aded09fff6")
    name = "0123456789abcdef0123456789abcdef"
    assert read(f"brief1.4#{name}") == Pressed(kept_as=name)
    assert read(f"brief1.7@{GUILD}:now") == Pressed(line="/brief now", workspace=GUILD)
    assert read("brief1.0/pick", ("brief1.1:story s-2",)) == Pressed(line="/brief story s-2")


@pytest.mark.parametrize(
    "foreign",
    ["", "brief1", "brief1.0", "brief1.0:", "brief2.0:now", "brief1.0#abc", "other.1:now", "brief1.0@:now", "brief1.0/pick",
     "brief1.1000:now", "brief1.0:" + "x" * 100],
)  # fmt: skip
def test_what_is_none_of_ours_is_not_read(foreign: str) -> None:
    assert read(foreign) is None


def test_a_choice_must_be_one_of_ours_and_of_the_same_workspace() -> None:
    ours = select_id(number=0, workspace=GUILD)
    assert read(ours, (custom_id("now", number=1, workspace=GUILD),)) == Pressed(line="/brief now", workspace=GUILD)
    assert read(ours, (custom_id("now", number=1, workspace="1"),)) is None
    assert read(ours, ("/brief now",)) is None
    assert read(ours, ("a", "b")) is None


@given(line=long_words, number=st.integers(0, 999), workspace=st.sampled_from(["", GUILD]))
@settings(deadline=None, max_examples=200)
def test_every_line_comes_back_or_is_kept_under_its_name(line: str, number: int, workspace: str) -> None:
    made = custom_id(line, number=number, workspace=workspace)
    assert len(made.encode("utf-16-le")) // 2 <= 100
    said = re.sub(r"^\s*/?brief\s+", "", line, count=1, flags=re.IGNORECASE).strip()
    if said:
        found = read(made)
        assert found is not None
        assert found.workspace == workspace
        assert found in (replace(found, line=f"/brief {said}"), replace(found, kept_as=name_of(line)))


@given(line=long_words)
@settings(deadline=None, max_examples=100)
def test_what_no_button_can_say_is_kept_before_the_page_is_posted(line: str) -> None:
    page = Message((Paragraph((Plain("x"),)), Actions((Button("A", line), Button("B", "/brief now")))))
    kept = lines_to_keep(page)
    for _, made in post_of(payload(page, style=Style.COMPONENTS)).actions:
        found = read(made)
        assert found is not None
        assert found.line or found.kept_as in kept
    assert set(kept) <= {name_of(line)}


def test_no_two_buttons_of_a_post_have_one_id() -> None:
    buttons = (
        tuple(Button(f"Story {number}", "/brief story s") for number in range(1, 24)) + (Button("More", LONG),) * 9
    )
    page = Message((Heading("x"), Actions(buttons)))
    for style in Style:
        made = [payload(one, style=style) for one in pages(page, style=style)]
        for one in made:
            ids = [id for _, id in post_of(one).actions]
            assert len(set(ids)) == len(ids)
        shown = [label for one in made for label, _ in post_of(one).actions]
        assert sorted(shown) == sorted(button.label for button in buttons)


def test_a_numbered_button_finds_its_headline_and_none_is_lost() -> None:
    story = tuple(Button(f"Story {number}", f"/brief story s-{number}") for number in (1, 2, 3))
    more = Button("More", "/brief now")
    message = Message((Heading("2. Two", 2), Note((Plain("x"),)), Heading("1. One", 2), Actions((*story, more))))
    assert placed(message).blocks == (
        Heading("2. Two", 2),
        Actions((story[1],)),
        Note((Plain("x"),)),
        Heading("1. One", 2),
        Actions((story[0],)),
        Actions((story[2], more)),
    )
