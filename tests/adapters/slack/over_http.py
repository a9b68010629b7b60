"""Slack over HTTP for tests: the fake, the bot that listens, and a browser before a proxy that speaks TLS."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp

from bot.config import Settings
from bot.main import Bot, building
from bot.storage import Store
from bot.storage.schema import metadata
from bot.storage.sealing import new_key
from tests.fakes.slack.oauth import CLIENT_ID, CLIENT_SECRET
from tests.fakes.slack.payloads import slash
from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.signed import SECRET, Answered, Signed, request_of, send
from tests.fakes.slack.state import ADA, WORKSPACE, Ack, Grant, Json, Post

PUBLIC = "https://chips.example"
"""Where the world finds the bot; the proxy there hands on to its port."""
KEY = new_key()


@dataclass(slots=True)
class Browser:
    """Somebody's browser: follows no redirect by itself, and keeps one site's cookies."""

    session: aiohttp.ClientSession
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, address: str) -> tuple[int, str, str]:
        """The status, the words, and where to go next."""
        ours = address.startswith(PUBLIC)
        url = address.replace(PUBLIC, f"http://127.0.0.1:{self.port}")
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} if ours else {}
        async with self.session.get(url, headers=headers, allow_redirects=False) as answer:
            for name, morsel in answer.cookies.items() if ours else ():
                assert morsel["secure"]
                assert morsel["httponly"]
                self.cookies[name] = morsel.value
            return answer.status, await answer.text(), answer.headers.get("location", "")


@dataclass(slots=True, kw_only=True)
class OverHttp:
    """The fake, the bot, and the time that both go by."""

    slack: FakeSlack
    bot: Bot
    session: aiohttp.ClientSession
    now: list[datetime]

    @property
    def url(self) -> str:
        """Where Slack's requests go."""
        return f"http://127.0.0.1:{self.bot.port}/slack/events"

    def browser(self) -> Browser:
        """A browser without cookies."""
        return Browser(self.session, self.bot.port)

    async def install(self, grant: Grant) -> str:
        """Install the app by clicking through, and read the page at the end."""
        self.slack.consent.installs = grant
        browser, address = self.browser(), f"{PUBLIC}/slack/install"
        for status in (302, 302, 200):
            found, words, address = await browser.get(address)
            assert found == status, words
        return words

    async def deliver(self, kind: str, payload: Json, *, retry: int = 0) -> Answered:
        """Send a signed request, and give the answer."""
        return await self.send(request_of(kind, payload, at=self.now[0].timestamp(), retry=retry))

    async def heard(self, kind: str, payload: Json, retry: int) -> Ack:
        """The answer to a signed request, as the acknowledgement that a socket would bring."""
        answered = await self.deliver(kind, payload, retry=retry)
        assert answered.status == 200
        said = json.loads(answered.text) if answered.text else None
        return Ack(seconds=answered.seconds, socket=0, payload=said)

    async def send(self, request: Signed) -> Answered:
        """Send a request as it is."""
        return await send(self.session, self.url, request)

    async def type(self, text: str, *, user: str = ADA, workspace: str = WORKSPACE, more: Json | None = None) -> Json:
        """`/brief TEXT`, acknowledged."""
        address = self.slack.response_url(user=user)
        payload = slash(text, user=user, response_url=address) | {"team_id": workspace} | (more or {})
        answered = await self.deliver("slash_commands", payload)
        assert (answered.status, answered.text) == (200, "")
        return payload

    async def posts(self, number: int) -> list[Post]:
        """The posts, as soon as there are so many."""
        async with asyncio.timeout(15):
            while len(self.slack.state.posts) < number:  # noqa: ASYNC110 - the wire rings no bell
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert len(self.slack.state.posts) == number
        return self.slack.state.posts

    async def until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        """Return as soon as something holds; an event is answered before it is worked at."""
        async with asyncio.timeout(15):
            while not await holds():  # noqa: ASYNC110 - the wire rings no bell
                await asyncio.sleep(0.01)

    async def morning(self, now: datetime) -> None:
        """Publish and deliver what is due."""
        self.now[0] = now
        await self.bot.publish(now)
        await self.bot.deliver(now)


def settings_over_http(slack: FakeSlack, url: str, **changes: object) -> Settings:
    """Many workspaces, over HTTP, on any free port."""
    secrets = {"client_secret": CLIENT_SECRET, "signing_secret": SECRET, "token_keys": KEY}
    many = {"mode": "http", "client_id": CLIENT_ID, "api_url": slack.api_url}
    return Settings.model_validate(
        {
            "storage": {"url": url},
            "feeds": {"desk_sources": False},
            "web": {"address": PUBLIC, "port": 0},
            "slack": many | secrets | changes,
        }
    )


@asynccontextmanager
async def over_http(url: str, *, now: datetime, **changes: object) -> AsyncIterator[OverHttp]:
    """The bot over HTTP, with an empty or a filled store."""
    times = [now]
    async with FakeSlack() as slack, aiohttp.ClientSession(trust_env=False) as session:
        slack.consent.redirect_uris = {f"{PUBLIC}/slack/oauth_redirect"}
        settings = settings_over_http(slack, url, **changes)
        async with building(settings, clock=lambda: times[0]) as bot:
            life = OverHttp(slack=slack, bot=bot, session=session, now=times)
            slack.over_http = life.heard
            yield life


async def dump(store: Store) -> str:
    """Every value of every table."""
    async with store.reading() as connection:
        rows = [await connection.execute(table.select()) for table in metadata.sorted_tables]
        return "\n".join(str(row) for result in rows for row in result)
