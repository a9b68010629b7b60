"""The Slack platform: a page is one `chat.postMessage` that carries our key; sockets or HTTP bring the commands."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.client import client_of as client_of
from adapters.slack.client import new_session
from adapters.slack.direct import DirectChannels
from adapters.slack.entrance import Builder, Entrance
from adapters.slack.errors import delivery_error, reading_error
from adapters.slack.pace import Pace
from adapters.slack.render import LIMITS, Json, summary_text, to_blocks, words_alone
from bot.commands.services import Services
from bot.config import SlackSettings, WebSettings
from bot.errors import DeliveryError, GiveUp
from bot.ports import Endpoint
from bot.targets import Target
from digests.message import Message
from digests.pages import pages

START_SECONDS = 5.0
METADATA = "chipbrief_page"
_HISTORY, _MOST_HISTORY = 100, 10


class SlackPlatform:
    """Posts to each workspace with its bot token and, with `services`, answers what comes over sockets or HTTP.

    When Slack cannot be reached at the start the rest of the bot runs on, and this goes on trying.
    """

    name = "slack"
    digests = "short"

    def __init__(
        self,
        settings: SlackSettings,
        *,
        clock: Callable[[], datetime],
        services: Services | None = None,
        pace: Pace | None = None,
        web: WebSettings | None = None,
    ) -> None:
        """`web` says where others reach us, when Slack comes over HTTP."""
        self._settings = settings
        self._builder = Builder(settings=settings, web=web or WebSettings(), clock=clock, services=services)
        self._pace = pace or Pace()
        self._direct = DirectChannels()
        self._session: aiohttp.ClientSession | None = None
        self._entrance: Entrance | None = None
        self._entering: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Sign in and open the sockets; returns after a few seconds even when Slack does not answer."""
        self._session = new_session()
        self._entrance = self._builder.build(self._session)
        self._entering = asyncio.create_task(self._enter(self._entrance))
        await asyncio.wait([self._entering], timeout=START_SECONDS)

    async def stop(self) -> None:
        """Close the sockets and the session."""
        if self._entering is not None:
            self._entering.cancel()
            await asyncio.wait([self._entering])
        if self._entrance is not None and self._entrance.conversation is not None:
            await self._entrance.conversation.close()
        if self._session is not None:
            await self._session.close()

    def endpoints(self) -> tuple[Endpoint, ...]:
        """What Slack and those who install the app are answered over HTTP; known from the start on."""
        return self._entrance.endpoints if self._entrance is not None else ()

    def pages(self, message: Message) -> tuple[Message, ...]:
        """As few pages as Slack's limits allow."""
        return pages(message, LIMITS)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post a page and give its `ts`, at most one a second in a channel."""
        return await self._post(target, page, key=key, under={})

    async def reply(self, target: Target, page: Message, *, key: str, to: str) -> str:
        """Post a page in the thread of the post whose `ts` is `to`, where it disturbs nobody, and give its `ts`."""
        return await self._post(target, page, key=key, under={"thread_ts": to})

    async def _post(self, target: Target, page: Message, *, key: str, under: Json) -> str:
        client = await self._client(target)
        await self._pace.turn(target.workspace, target.channel)
        content = _content(page) | under | {"metadata": {"event_type": METADATA, "event_payload": {"key": key}}}
        try:
            content["channel"] = await self._direct.channel_of(client, target)
            answer = await client.api_call("chat.postMessage", json=content)
            return str(answer["ts"])
        except Exception as problem:
            raise await self._failed(problem, target) from problem

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """The `ts` of the post whose metadata carries a key; GiveUp unless `slack.read_back` is on."""
        return await self._find(target, "conversations.history", {}, key=key, since=since)

    async def find_below(self, target: Target, *, key: str, since: datetime, to: str) -> str | None:
        """The same in the thread of the post whose `ts` is `to`: a channel's history leaves out what is in threads."""
        return await self._find(target, "conversations.replies", {"ts": to}, key=key, since=since)

    async def _find(
        self, target: Target, method: str, asked: dict[str, str], *, key: str, since: datetime
    ) -> str | None:
        if not self._settings.read_back:
            raise GiveUp("reading back is off (slack.read_back)")
        client = await self._client(target)
        asked |= {"oldest": f"{since.timestamp():.6f}", "limit": str(_HISTORY), "include_all_metadata": "1"}
        try:
            channel = await self._direct.channel_of(client, target)
            return await _found(client, method, asked | {"channel": channel}, key)
        except DeliveryError:
            raise
        except Exception as problem:
            raise reading_error(problem) from problem

    async def _client(self, target: Target) -> AsyncWebClient:
        if self._entrance is None:
            raise GiveUp("Slack is not started")
        return await self._entrance.workspaces.client(target.workspace)

    async def _failed(self, problem: Exception, target: Target) -> DeliveryError:
        """What a failed post comes to; a token that is refused may have been replaced meanwhile."""
        error = delivery_error(problem, doing="post the page")
        if self._entrance is not None and isinstance(error, GiveUp) and error.scope == "credential":
            return await self._entrance.workspaces.after(error, workspace=target.workspace)
        return error

    async def _enter(self, entrance: Entrance) -> None:
        if await entrance.workspaces.enter() and entrance.conversation is not None:
            await entrance.conversation.open()


async def _found(client: AsyncWebClient, method: str, asked: dict[str, str], key: str) -> str | None:
    """Look through the history since the attempt, page by page; GiveUp when there is more than we may read."""
    for _ in range(_MOST_HISTORY):
        answer = await client.api_call(method, http_verb="GET", params=asked)
        found = next((str(post["ts"]) for post in answer["messages"] if _key_of(post) == key), None)
        cursor = _cursor(answer)
        if found is not None or not cursor:
            return found
        asked = asked | {"cursor": cursor}
    raise GiveUp("more was posted since than can be read back")


def _content(page: Message) -> Json:
    """What a post says, with every way to make more of its words turned off."""
    alone = words_alone(page)
    words: Json = {"text": alone} if alone is not None else {"text": summary_text(page), "blocks": to_blocks(page)}
    return words | {
        "unfurl_links": False,
        "unfurl_media": False,
        "mrkdwn": False,
        "link_names": False,
        "parse": "none",
    }


def _key_of(post: dict[str, object]) -> object:
    metadata = post.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("key") if isinstance(payload, dict) else None


def _cursor(answer: AsyncSlackResponse) -> str:
    more = answer.get("response_metadata") or {}
    return str(more.get("next_cursor") or "")
