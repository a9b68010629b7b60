"""Digests to many channels of a Slack that fails: every page once, in order, whatever happens on the way."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from adapters.slack.connection import SlackPlatform
from adapters.slack.pace import Pace
from bot.config import SlackSettings
from bot.deliver import Deliverer
from bot.storage import Store
from bot.storage.outbox import PageState, count_pages, queue_pages
from bot.targets import Target
from tests.builders import a_new_page
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import BOT_TOKEN, WORKSPACE, Fault

CHANNELS, PARTS = 12, 4
POST = "chat.postMessage"


def faults(chance: random.Random) -> Iterator[Fault]:
    """A failing Slack: refusals, rate limits, and posts accepted whose answer is lost."""
    for _ in range(12):
        yield chance.choice(
            [
                Fault(method=POST, status=502),
                Fault(method=POST, status=502, after=True),
                Fault(method=POST, close=True, after=True),
                Fault(method=POST, error="ratelimited", status=429, retry_after="3"),
                Fault(method=POST, error="internal_error"),
                Fault(method="conversations.history", error="ratelimited", status=429, retry_after="2"),
            ]
        )


async def test_every_page_is_posted_once_and_in_order(sqlite_store: Store) -> None:
    store, began = sqlite_store, datetime.now(UTC)
    targets = [Target(platform="slack", workspace=WORKSPACE, channel=f"C{at:07d}") for at in range(CHANNELS)]
    async with FakeSlack() as slack:
        slack.state.members = {target.channel for target in targets}
        slack.state.scopes += ",channels:history"
        slack.state.faults = list(faults(random.Random(11)))
        settings = {"bot_token": BOT_TOKEN, "api_url": slack.api_url, "read_back": True}
        platform = SlackPlatform(SlackSettings.model_validate(settings), clock=lambda: began, pace=Pace(0.0))
        await platform.start()
        pages = [
            a_new_page(part, source=f"d{at}", target=target)
            for at, target in enumerate(targets)
            for part in range(1, PARTS + 1)
        ]
        await queue_pages(store, pages, now=began)
        for minutes in range(0, 120, 10):
            deliverer = Deliverer(store, {"slack": platform}, owner=f"tests-{minutes}")
            await deliverer.deliver_due(began + timedelta(minutes=minutes))
            await deliverer.stop()
        await platform.stop()
        assert slack.state.faults == []
        assert await count_pages(store) == {PageState.SENT: CHANNELS * PARTS}
        keys = [post.key for post in slack.state.posts]
        assert len(keys) == len(set(keys)) == CHANNELS * PARTS
        for target in targets:
            texts = [post.text for post in slack.state.posts if post.channel == target.channel]
            assert texts == [f"part {part}" for part in range(1, PARTS + 1)]
