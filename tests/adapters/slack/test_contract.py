"""Slack under the contract that every platform keeps, over the wire."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.connection import SlackPlatform
from adapters.slack.pace import Pace
from bot.config import SlackSettings
from bot.targets import Target
from tests.adapters.slack.reading import seen_in
from tests.contracts.platforms import NOW, Case
from tests.contracts.test_platforms import (
    test_a_platform_says_its_name,
    test_a_post_is_found_by_its_key_and_by_no_other,
    test_every_page_of_a_message_is_taken_and_shown_in_order,
    test_pages_are_deterministic_and_none_is_empty,
)
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import BOT_TOKEN, CHANNEL, WORKSPACE, Post

__all__ = [
    "test_a_platform_says_its_name",
    "test_a_post_is_found_by_its_key_and_by_no_other",
    "test_every_page_of_a_message_is_taken_and_shown_in_order",
    "test_pages_are_deterministic_and_none_is_empty",
]


def _shown(post: Post) -> str:
    return " ".join(seen_in(post.blocks).words) or post.text


@pytest.fixture
async def case() -> AsyncIterator[Case]:
    async with FakeSlack() as slack:
        slack.state.scopes += ",channels:history"
        settings = SlackSettings.model_validate({"bot_token": BOT_TOKEN, "api_url": slack.api_url, "read_back": True})
        platform = SlackPlatform(settings, clock=lambda: NOW, pace=Pace(0.0))
        await platform.start()
        yield Case(
            platform=platform,
            target=Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL),
            shown=lambda: [_shown(post) for post in slack.state.posts],
        )
        await platform.stop()
