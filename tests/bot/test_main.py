"""The bot as one: what its ticks do beyond what their parts do."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from io import StringIO

import pytest

from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.config import Settings
from bot.main import MANAGER, SETTLED_KEPT, TERMINAL, Bot, building
from bot.schedule import Tick
from bot.storage.notices import Notice, add_notice
from bot.storage.outbox import pages_of, queue_pages
from digests.message import plain_text
from tests.builders import DAY, NOW, a_new_page, a_target
from tests.delivering import eventually

PLAIN = {"feeds": {"desk_sources": False}}
SCREEN = a_target("terminal", workspace="local")


@pytest.fixture
async def bot(store_url: str) -> AsyncIterator[Bot]:
    settings = Settings.model_validate(PLAIN | {"storage": {"url": store_url}})
    async with building(settings, clock=lambda: NOW, stream=StringIO()) as built:
        yield built


async def test_cleaning_forgets_pages_a_month_after_their_end(bot: Bot) -> None:
    for source, at in (("old", NOW - timedelta(days=2)), ("new", NOW)):
        await queue_pages(bot.store, [a_new_page(source=source, target=SCREEN)], now=at)
        await bot.deliver(at)
    await bot.clean(NOW - timedelta(days=1) + SETTLED_KEPT)
    assert [len(await pages_of(bot.store, source)) for source in ("old", "new")] == [0, 1]
    await bot.clean(NOW + timedelta(days=1) + SETTLED_KEPT)
    assert await pages_of(bot.store, "new") == ()


async def test_the_tick_of_delivery_posts_what_is_queued_while_it_looks(bot: Bot) -> None:
    tick = asyncio.ensure_future(bot.work([Tick.DELIVER])[Tick.DELIVER](NOW))
    await asyncio.sleep(0.2)
    await queue_pages(bot.store, [a_new_page(target=SCREEN)], now=NOW)
    assert await tick == 1


async def test_a_delivery_under_a_virtual_clock_does_not_wait(bot: Bot) -> None:
    delivering = asyncio.create_task(bot.deliver(NOW))
    await eventually(delivering.done)
    assert await delivering == 0


async def test_a_trouble_of_the_operators_own_is_in_the_log_in_the_status_and_where_the_settings_say(
    store_url: str,
) -> None:
    content = PLAIN | {"storage": {"url": store_url}, "operator": {"target": "console:local/ops"}}
    shown = StringIO()
    async with building(Settings.model_validate(content), clock=lambda: NOW, stream=shown) as bot:
        await add_notice(bot.store, Notice(key="k", text="A feed is silent.", created_at=NOW))
        assert await bot.deliver(NOW) == 1
        assert await bot.deliver(NOW) == 0
        told = await answer_line(
            "status", commands=COMMANDS, target=TERMINAL, asker=MANAGER, now=NOW, services=bot.services
        )
    assert "A feed is silent." in shown.getvalue()
    assert "A feed is silent." in plain_text(told.message)


async def test_a_channel_has_its_digest_the_next_morning_after_the_clock_was_a_year_ahead(store_url: str) -> None:
    order = {"target": str(SCREEN), "times": ["08:00"], "weekdays": ["tue", "wed"]}
    content = PLAIN | {"storage": {"url": store_url}, "subscription": [order]}
    async with building(Settings.model_validate(content), clock=lambda: NOW - DAY, stream=StringIO()) as bot:
        year_ahead = NOW + timedelta(days=364)
        assert await bot.publish(year_ahead) == 1
        assert await bot.publish(NOW) == 0
        await bot.clean(NOW - timedelta(minutes=1))
        assert await bot.publish(NOW) == 1
        await bot.clean(NOW)
        assert await bot.publish(NOW + DAY) == 1
