"""The Slack platform: a page is one `chat.postMessage` that carries our key; Socket Mode brings the commands."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.commands import Conversation
from adapters.slack.errors import delivery_error, reading_error
from adapters.slack.pace import Pace
from adapters.slack.render import LIMITS, Json, summary_text, to_blocks, words_alone
from adapters.slack.workspace import Identity, Workspace
from bot.commands.services import Services
from bot.config import SlackSettings
from bot.deliver import resume_workspace
from bot.errors import DeliveryError, GiveUp
from bot.targets import Target
from digests.message import Message
from digests.pages import pages

log = structlog.get_logger()

CALL_SECONDS = 8.0
"""The longest one call may take; with the wait of the pace it stays under delivery's ten seconds."""
START_SECONDS = 5.0
METADATA = "chipbrief_page"
_HISTORY, _MOST_HISTORY = 100, 10
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0


class SlackPlatform:
    """Posts to one workspace with its bot token and, with `services`, answers commands over Socket Mode.

    When Slack cannot be reached at the start the rest of the bot runs on, and this goes on trying.
    """

    name = "slack"

    def __init__(
        self,
        settings: SlackSettings,
        *,
        clock: Callable[[], datetime],
        services: Services | None = None,
        pace: Pace | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._services = services
        self._pace = pace or Pace()
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._identity: Identity | None = None
        self._conversation: Conversation | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Sign in and open the sockets; returns after a few seconds even when Slack does not answer."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS), trust_env=False)
        self._client = client_of(self._settings, self._session)
        self._connecting = asyncio.create_task(self._connect(self._client, self._session))
        await asyncio.wait([self._connecting], timeout=START_SECONDS)

    async def stop(self) -> None:
        """Close the sockets and the session."""
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.wait([self._connecting])
        if self._conversation is not None:
            await self._conversation.close()
        if self._session is not None:
            await self._session.close()

    def pages(self, message: Message) -> tuple[Message, ...]:
        """As few pages as Slack's limits allow."""
        return pages(message, LIMITS)

    async def send(self, target: Target, page: Message, *, key: str) -> str:
        """Post a page and give its `ts`, at most one a second in a channel."""
        self._check_workspace(target)
        await self._pace.turn(target.channel)
        content = _content(page) | {
            "channel": target.channel,
            "metadata": {"event_type": METADATA, "event_payload": {"key": key}},
        }
        try:
            answer = await self._ready().api_call("chat.postMessage", json=content)
            return str(answer["ts"])
        except Exception as problem:
            raise delivery_error(problem, doing="post the page") from problem

    async def find(self, target: Target, *, key: str, since: datetime) -> str | None:
        """The `ts` of the post whose metadata carries a key; GiveUp unless `slack.read_back` is on."""
        if not self._settings.read_back:
            raise GiveUp("reading back is off (slack.read_back)")
        self._check_workspace(target)
        asked = {"channel": target.channel, "oldest": f"{since.timestamp():.6f}", "limit": str(_HISTORY)}
        try:
            return await self._found(asked | {"include_all_metadata": "1"}, key)
        except DeliveryError:
            raise
        except Exception as problem:
            raise reading_error(problem) from problem

    async def _found(self, asked: dict[str, str], key: str) -> str | None:
        """Look through the history since the attempt, page by page; GiveUp when there is more than we may read."""
        for _ in range(_MOST_HISTORY):
            answer = await self._ready().api_call("conversations.history", http_verb="GET", params=asked)
            found = next((str(post["ts"]) for post in answer["messages"] if _key_of(post) == key), None)
            cursor = _cursor(answer)
            if found is not None or not cursor:
                return found
            asked = asked | {"cursor": cursor}
        raise GiveUp("more was posted since than can be read back")

    def _ready(self) -> AsyncWebClient:
        if self._client is None:
            raise GiveUp("Slack is not started")
        return self._client

    def _check_workspace(self, target: Target) -> None:
        ours = self._identity
        if ours is not None and target.workspace != ours.workspace:
            said = f"the bot's token is for workspace {ours.workspace}, not {target.workspace}"
            raise GiveUp(said, scope="credential")

    async def _connect(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        identity = await _signed_in(client)
        if identity is None:
            return
        self._identity = identity
        log.info("slack_signed_in", workspace=identity.workspace)
        if self._services is None:
            return
        await resume_workspace(self._services.store, platform=self.name, workspace=identity.workspace)
        if self._settings.app_token.get_secret_value():
            ours = Workspace(identity=identity, client=client)

            async def find(team: str, _: str) -> Workspace | None:
                return ours if team == identity.workspace else None

            self._conversation = Conversation(
                find=find,
                client=client,
                session=session,
                settings=self._settings,
                services=self._services,
                clock=self._clock,
            )
            await self._conversation.open()


def client_of(settings: SlackSettings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's client as delivery needs it: it never tries again by itself, and goes through no proxy of chance."""
    client = AsyncWebClient(
        token=settings.bot_token.get_secret_value(),
        base_url=settings.api_url,
        session=session,
        timeout=int(CALL_SECONDS),
        retry_handlers=[],
    )
    client.proxy = None
    return client


async def _signed_in(client: AsyncWebClient) -> Identity | None:
    """Who we are; tried until Slack answers, None when it says that the token is no good."""
    wait = _FIRST_WAIT
    while True:
        try:
            answer = await client.api_call("auth.test")
            return Identity(
                workspace=str(answer["team_id"]), user=str(answer["user_id"]), bot=str(answer.get("bot_id"))
            )
        except Exception as problem:
            error = delivery_error(problem, doing="sign in to Slack")
        log.error("slack_not_signed_in", problem=str(error))
        if isinstance(error, GiveUp):
            return None
        await asyncio.sleep(wait)
        wait = min(2 * wait, _LONGEST_WAIT)


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
