"""When the bot listens for HTTP, and what its health says."""

import aiohttp
import pytest

from bot.config import Settings
from bot.main import building


@pytest.mark.parametrize("enabled", [True, False])
async def test_the_bot_listens_when_it_is_asked_to(migrated_url: str, enabled: bool) -> None:
    settings = {
        "storage": {"url": migrated_url},
        "feeds": {"desk_sources": False},
        "web": {"enabled": enabled, "port": 0},
    }
    async with building(Settings.model_validate(settings)) as bot:
        if not enabled:
            assert bot.port == 0
            return
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{bot.port}/health/ready") as answer,
        ):
            assert (answer.status, (await answer.text()).strip()) == (200, "ready")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"http://127.0.0.1:{bot.port}/slack/events") as answer,
        ):
            assert answer.status == 404, "Slack comes over sockets, or not at all"


async def test_a_store_that_is_gone_is_told_to_whoever_watches(migrated_url: str) -> None:
    settings = {"storage": {"url": migrated_url}, "feeds": {"desk_sources": False}, "web": {"enabled": True, "port": 0}}
    async with building(Settings.model_validate(settings)) as bot:
        async with bot.store.writing() as connection:
            await connection.exec_driver_sql("DROP TABLE pauses")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{bot.port}/health/ready") as answer,
        ):
            assert (answer.status, (await answer.text()).strip()) == (503, "the store cannot be used")
