"""A day that tests live through in Slack: the fake, the bot beside it, and what a person types, presses and sees."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.config import Settings
from bot.main import Bot, building
from bot.storage import open_store
from tests.adapters.slack.reading import seen_in
from tests.bot.commands.filled import ASKED_AT, STORIES, save_stories
from tests.builders import HOUR, NOW
from tests.fakes.slack.payloads import press, slash
from tests.fakes.slack.screens import Shown
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import ADA, APP_TOKEN, BOT_TOKEN, CHANNEL, WORKSPACE, Json, Post
from tests.fakes.slack.views import answered, home_opened, press_in, submission


@dataclass(kw_only=True)
class Day:
    """The fake, the bot beside it, and the time that both go by."""

    slack: FakeSlack
    bot: Bot
    now: list[datetime] = field(default_factory=list)

    async def morning(self, now: datetime = NOW) -> list[Post]:
        """Publish and deliver what is due at eight; what stands in Slack then."""
        self.now[0] = now
        await self.bot.publish(now)
        await self.bot.deliver(now)
        self.now[0] = now + (ASKED_AT - NOW)
        return self.slack.state.posts

    async def later(self, ahead: timedelta) -> None:
        """Let time go by, and what is due then be told."""
        self.now[0] += ahead
        await self.bot.watch(self.now[0])
        await self.bot.deliver(self.now[0])

    async def posts(self, number: int) -> list[Post]:
        """The posts, as soon as there are so many."""
        await until(lambda: len(self.slack.state.posts) >= number)
        await asyncio.sleep(0.05)
        assert len(self.slack.state.posts) == number
        return self.slack.state.posts

    async def type(self, text: str, *, user: str = ADA, dead: bool = False) -> Json:
        """`/brief TEXT`, acknowledged."""
        payload = slash(text, user=user, response_url=self.slack.response_url(user=user, dead=dead))
        ack = await self.slack.deliver("slash_commands", payload)
        assert not ack.payload
        return payload

    async def press(self, post: Post, label: str, *, user: str = ADA, of: str = WORKSPACE) -> None:
        """Press a button of a post, as somebody of a workspace."""
        address = self.slack.response_url(user=user)
        pressed = press(button(post.blocks, label), user=user, response_url=address, of=of)
        await self.slack.deliver("interactive", pressed)

    async def press_in(self, shown: Shown, label: str, *, user: str = ADA) -> None:
        """Press a button of a view."""
        await self.slack.deliver("interactive", press_in(shown, button(shown.blocks, label), user=user))

    async def modal(self, title: str = "") -> Shown:
        """The modal on top, as soon as there is one; with a text in it, when that is given."""
        screens = self.slack.state.screens
        kinds = [view.content["type"] for view in screens.shown.values()]
        await until(lambda: "modal" in kinds or any(v.content["type"] == "modal" for v in screens.shown.values()))
        await until(lambda: title in view_words(screens.latest))
        return screens.latest

    async def submit(self, shown: Shown, *, user: str = ADA) -> dict[str, str]:
        """Send a form off; what is said to be wrong, by field."""
        ack = await self.slack.deliver("interactive", submission(shown, user=user))
        return answered(self.slack.state, shown, ack.payload)

    async def home(self, words: str = "", *, user: str = ADA) -> Shown:
        """Open the App Home, and wait until it is there with some words."""
        await self.slack.deliver("events_api", home_opened(user=user))
        return await self.home_shows(words, user=user)

    async def home_shows(self, words: str, *, user: str = ADA) -> Shown:
        """The App Home, as soon as it has some words."""
        screens = self.slack.state.screens
        await until(lambda: user in screens.homes and words in view_words(screens.shown[screens.homes[user]]))
        return screens.shown[screens.homes[user]]


@asynccontextmanager
async def a_day(folder: Path, *, ordered: bool = True, **slack_settings: object) -> AsyncIterator[Day]:
    """A day that begins an hour before eight, with stories in the store and, unless told, a digest ordered."""
    url = f"sqlite:///{folder / 'chipbrief.sqlite'}"
    async with await open_store(url) as store:
        await save_stories(store, STORIES)
    now = [NOW - HOUR]
    order = {"target": f"slack:{WORKSPACE}/{CHANNEL}", "times": ["08:00"]}
    async with FakeSlack() as slack:
        tokens = {"bot_token": BOT_TOKEN, "app_token": APP_TOKEN, "api_url": slack.api_url}
        settings = Settings.model_validate(
            {
                "storage": {"url": url},
                "feeds": {"desk_sources": False},
                "slack": tokens | slack_settings,
                "subscription": [order] if ordered else [],
            }
        )
        async with building(settings, clock=lambda: now[0]) as bot:
            await slack.has_sockets(2)
            yield Day(slack=slack, bot=bot, now=now)


async def until(there: Callable[[], bool], *, patience: float = 20) -> None:
    """Return when something is so."""
    async with asyncio.timeout(patience):
        while not there():  # noqa: ASYNC110 - the wire rings no bell
            await asyncio.sleep(0.01)


def words(post: Post) -> str:
    """The words of a post."""
    return " ".join(seen_in(post.blocks).words)


def view_words(shown: Shown) -> str:
    """The words of a view."""
    return " ".join(seen_in([shown.content.get("title"), shown.blocks]).words)


def button(blocks: Sequence[Json], label: str) -> Json:
    """A button, as Slack sends it back."""
    for block in blocks:
        for element in block.get("elements", []) if block["type"] == "actions" else []:  # type: ignore[attr-defined]
            if "text" in element and element["text"]["text"] == label:
                return dict(element)
    raise AssertionError(label)
