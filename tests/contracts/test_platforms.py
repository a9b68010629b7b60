"""What delivery may rely on, whatever the platform: every page fits, a post is found by its key, errors are ours."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.ports import Platform
from digests.message import Heading, Message, Note, Paragraph, Plain
from digests.wire import from_wire, to_wire
from tests.contracts.platforms import MAKERS, NOW, Case
from tests.digests.messages import long_words, messages

FOLDERS = Path(__file__).parents[2] / "adapters"
WIRE = Path(__file__).parents[1] / "data" / "wire" / "v1"
SAMPLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(WIRE.glob("*.json"))}


@pytest.fixture(params=sorted(MAKERS))
async def case(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Case]:
    made = MAKERS[request.param](tmp_path)
    await made.platform.start()
    yield made
    await made.platform.stop()


def test_a_platform_is_a_folder_with_the_same_four_modules_and_is_under_this_contract() -> None:
    folders = {path.name for path in FOLDERS.iterdir() if path.is_dir() and not path.name.startswith("_")} - {"web"}
    for folder in folders:
        names = {path.name for path in (FOLDERS / folder).glob("*.py")}
        assert {"connection.py", "commands.py", "render.py", "errors.py"} <= names


async def test_a_platform_says_its_name(case: Case) -> None:
    platform: Platform = case.platform
    assert platform.name == case.target.platform


@pytest.mark.parametrize("sample", sorted(SAMPLES))
async def test_every_page_of_a_message_is_taken_and_shown_in_order(case: Case, sample: str) -> None:
    message = from_wire(SAMPLES[sample])
    made = [from_wire(to_wire(page)) for page in case.platform.pages(message)]
    ids = [await case.platform.send(case.target, page, key=f"key-{at}") for at, page in enumerate(made)]
    assert len(set(ids)) == len(made) == len(case.shown())
    text = "".join(" ".join(case.shown()).split())
    for block in message.blocks:
        if isinstance(block, Heading):
            assert "".join(block.text.split()) in text


async def test_a_post_is_found_by_its_key_and_by_no_other(case: Case) -> None:
    page = Message((Heading("A digest"), Paragraph((Plain("One story."),))), "One story")
    since = NOW
    post = await case.platform.send(case.target, page, key="key-1")
    assert await case.platform.find(case.target, key="key-1", since=since) == post
    assert await case.platform.find(case.target, key="key-2", since=since) is None


@given(message=messages(long_words))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_pages_are_deterministic_and_none_is_empty(case: Case, message: Message) -> None:
    made = case.platform.pages(message)
    assert made == case.platform.pages(message)
    assert all(page.blocks for page in made)
    assert bool(made) or not any(isinstance(block, Paragraph | Note) for block in message.blocks)
