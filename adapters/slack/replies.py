"""An answer to posts that whoever asked can see: through the response address, and after its life directly."""

from dataclasses import dataclass, field

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import delivery_error
from adapters.slack.render import LIMITS, Json, summary_text, to_blocks
from bot.commands.answer import Answer
from digests.message import Message
from digests.pages import pages

log = structlog.get_logger()

USES = 5
"""How often a response address may be used; it lives for thirty minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer belongs: the channel, who asked, the thread if any, and the response address if Slack gave one.

    In a `direct` message every answer is private by itself. `trigger` opens a view, for three seconds; `message` is the
    `ts` of the post in which a button was pressed, `view` the id of the modal; `home` says that all began on the App
    Home. `team` is the workspace of whoever asks, which in a shared channel may be another than ours; "" is not told.
    """

    workspace: str
    channel: str
    user: str
    name: str = ""
    thread: str = ""
    response_url: str = ""
    direct: bool = False
    trigger: str = field(default="", compare=False)
    message: str = field(default="", compare=False)
    view: str = ""
    home: bool = False
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Posts answers; one that cannot be posted is logged, for nobody waits for it any more."""

    session: aiohttp.ClientSession

    async def post(self, client: AsyncWebClient, answer: Answer, place: Place) -> None:
        """Show an answer where it belongs, to the asker only when it is private."""
        for number, page in enumerate(pages(answer.message, LIMITS)):
            through_address = place.response_url and number < USES
            if not (through_address and await self._responded(page, place, private=answer.private)):
                await self._directly(client, page, place, private=answer.private)

    async def _responded(self, page: Message, place: Place, *, private: bool) -> bool:
        """Use the response address; false when it was refused, so that nothing is shown twice."""
        kind = "ephemeral" if private else "in_channel"
        content = _content(page) | {"response_type": kind, "replace_original": False}
        if place.thread:
            content |= {"thread_ts": place.thread}
        try:
            async with self.session.post(place.response_url, json=content, allow_redirects=False) as answer:
                if answer.status >= 500:
                    log.warning("slack_answer_unsure", status=answer.status)
                return answer.status < 300 or answer.status >= 500
        except aiohttp.ClientConnectorError:
            return False
        except (aiohttp.ClientError, TimeoutError) as problem:
            log.warning("slack_answer_unsure", problem=type(problem).__name__)
            return True  # it may have been shown

    async def _directly(self, client: AsyncWebClient, page: Message, place: Place, *, private: bool) -> None:
        content = _content(page) | {"channel": place.channel, "link_names": False, "parse": "none"}
        if place.thread:
            content |= {"thread_ts": place.thread}
        method = "chat.postMessage"
        if private and not place.direct:
            method, content = "chat.postEphemeral", content | {"user": place.user}
        try:
            await client.api_call(method, json=content)
        except Exception as problem:
            log.warning("slack_answer_lost", problem=str(delivery_error(problem, doing="post an answer")))


def _content(page: Message) -> Json:
    return {
        "text": summary_text(page),
        "blocks": to_blocks(page),
        "unfurl_links": False,
        "unfurl_media": False,
    }
