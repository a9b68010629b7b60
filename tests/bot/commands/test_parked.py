"""Pages kept back: counted for everyone, shown to managers, released by them; and what `status` and `resume` add."""

import pytest

from bot.commands.parked import PARKED
from bot.commands.release import RELEASE
from bot.storage import Store
from bot.storage.notices import Notice, add_notice, stopped_notice
from bot.storage.outbox import PageState, count_pages
from bot.storage.pauses import Pause, pause, pauses_now
from tests.bot.commands.filled import (
    ASKED_AT,
    HERE,
    READER,
    STRANGER,
    THERE,
    Filled,
    filled,
    keep_back,
    lines_behind,
)
from tests.builders import NOW, a_target


@pytest.fixture
async def asked(store: Store) -> Filled:
    return await filled(store)


async def test_what_is_kept_back_is_counted_shown_and_posted_on_demand(asked: Filled) -> None:
    assert "Kept back: 1 page; /brief parked shows which" in await asked.says("status", asker=READER)
    shown = await asked.ask("parked")
    assert "msg_too_long" in str(shown.message)
    assert lines_behind(shown.message) == {"Post it after all": f"/brief {RELEASE.example}"}
    assert "It is posted now." in await asked.says(RELEASE.example)
    assert (await count_pages(asked.store))[PageState.PLANNED] == 1
    assert "No page is kept back" in await asked.says(PARKED.example)
    assert "Kept back: nothing" in await asked.says("status")
    assert (await asked.ask(RELEASE.example)).problem


async def test_what_is_kept_back_is_the_business_of_its_workspace_alone(asked: Filled) -> None:
    theirs = await keep_back(asked.store, THERE, source="secret")
    for asker, target in ((READER, HERE), (STRANGER, THERE)):
        assert (await asked.ask(RELEASE.example, asker=asker, target=target)).problem
    assert (await asked.ask(f"release {theirs}")).problem
    assert lines_behind((await asked.ask("parked")).message) == {"Post it after all": f"/brief {RELEASE.example}"}
    assert "1 page kept back" in await asked.says("parked", asker=STRANGER, target=THERE)
    assert (await count_pages(asked.store))[PageState.PARKED] == 2


async def test_of_many_pages_the_latest_are_shown(asked: Filled) -> None:
    for number in range(11):
        await keep_back(asked.store, a_target(f"c{number}"), source=f"kept-back-{number}")
    said = await asked.says("parked")
    assert "12 pages kept back, the latest 10 of them" in said
    assert "c10, 3 Mar" in said
    assert "c0, 3 Mar" not in said


async def test_the_operator_is_told_every_trouble_and_a_workspace_its_own(asked: Filled) -> None:
    for workspace, text in (("", "A feed is silent."), ("w2", "Secret trouble."), ("w1", "Own trouble.")):
        platform = "console" if workspace else ""
        await add_notice(
            asked.store, Notice(key="k", platform=platform, workspace=workspace, text=text, created_at=NOW)
        )
    assert "Own trouble." in await asked.says("status")
    assert "Own trouble." not in await asked.says("status", asker=READER)
    assert "Secret trouble." not in await asked.says("status")
    assert "A feed is silent." not in await asked.says("status")


async def test_resuming_tries_again_where_nothing_could_be_posted(asked: Filled) -> None:
    held = Pause(platform=HERE.platform, workspace=HERE.workspace, channel=HERE.channel, until=None, reason="archived")
    await pause(asked.store, held)
    key = stopped_notice(HERE.channel)
    notice = Notice(key=key, platform=HERE.platform, workspace=HERE.workspace, text="Stopped.", created_at=NOW)
    await add_notice(asked.store, notice)
    assert "held up: archived" in await asked.says("status")
    await asked.ask("resume")
    assert await pauses_now(asked.store, now=ASKED_AT) == ()
    assert "Stopped." not in await asked.says("status")
