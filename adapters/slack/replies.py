"""An answer to posts that whoever asked can see: through the response address, and after its life directly."""

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errors import PAGE, Refusal, delivery_error, error_of
from adapters.slack.render import LIMITS, Json, summary_text, to_blocks, words_alone
from bot.commands.answer import Answer
from bot.deliver.plain import plain_page
from bot.errors import DeliveryError, GiveUp
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


class _Outcome(StrEnum):
    """What became of posting a page: `SHOWN` also when nobody knows, so that nothing is shown twice."""

    SHOWN = "shown"
    REFUSED = "refused"
    """As it is; its words may be taken."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Posts answers; one that cannot be posted is logged, for nobody waits for it any more."""

    session: aiohttp.ClientSession

    async def post(self, client: AsyncWebClient, answer: Answer, place: Place) -> None:
        """Show an answer where it belongs, to the asker only when it is private; as plain words if it is refused."""
        for number, page in enumerate(pages(answer.message, LIMITS)):
            use = replace(place, response_url=place.response_url if number < USES else "")
            if await self._posted(client, _content(page), use, private=answer.private) is _Outcome.REFUSED:
                await self._posted(client, _words(page), use, private=answer.private)

    async def _posted(self, client: AsyncWebClient, content: Json, place: Place, *, private: bool) -> _Outcome:
        outcome = _Outcome.ELSEWHERE
        if place.response_url:
            outcome = await self._responded(content, place, private=private)
        if outcome is _Outcome.ELSEWHERE:
            outcome = await self._directly(client, content, place, private=private)
        return outcome

    async def _responded(self, content: Json, place: Place, *, private: bool) -> _Outcome:
        """Use the response address."""
        kind = "ephemeral" if private else "in_channel"
        content = content | {"response_type": kind, "replace_original": False}
        if place.thread:
            content |= {"thread_ts": place.thread}
        try:
            async with self.session.post(place.response_url, json=content, allow_redirects=False) as answer:
                if answer.status >= 500:
                    log.warning("slack_answer_unsure", status=answer.status)
                    return _Outcome.SHOWN
                return _outcome_of(answer.status, await answer.read())
        except aiohttp.ClientConnectorError:
            return _Outcome.ELSEWHERE
        except (aiohttp.ClientError, TimeoutError) as problem:
            log.warning("slack_answer_unsure", problem=type(problem).__name__)
            return _Outcome.SHOWN

    async def _directly(self, client: AsyncWebClient, content: Json, place: Place, *, private: bool) -> _Outcome:
        content = content | {"channel": place.channel, "link_names": False, "parse": "none"}
        if place.thread:
            content |= {"thread_ts": place.thread}
        method = "chat.postMessage"
        if private and not place.direct:
            method, content = "chat.postEphemeral", content | {"user": place.user}
        try:
            await client.api_call(method, json=content)
        except Exception as problem:
            error = delivery_error(problem, doing="post an answer")
            if _is_of_the_page(error) and "blocks" in content:
                return _Outcome.REFUSED
            log.warning("slack_answer_lost", problem=str(error))
        return _Outcome.SHOWN


def _outcome_of(status: int, body: bytes) -> _Outcome:
    """What a response address said: `ok`, or the name of what is wrong, as JSON or as words."""
    name = _name(body)
    if status < 300 and not name:
        return _Outcome.SHOWN
    error = error_of(Refusal(status=status, name=name), doing="use a response address")
    return _Outcome.REFUSED if _is_of_the_page(error) else _Outcome.ELSEWHERE


def _name(body: bytes) -> str:
    """The name of an error; "" for an answer that is well, or that has none."""
    try:
        said = json.loads(body)
    except ValueError:
        words = body.decode("utf-8", "replace").strip()
        return words if words in PAGE else ""
    return str(said.get("error") or "") if isinstance(said, dict) and not said.get("ok") else ""


def _is_of_the_page(error: DeliveryError) -> bool:
    return isinstance(error, GiveUp) and error.scope == "page"


_QUIET: Final[Json] = {"unfurl_links": False, "unfurl_media": False}


def _content(page: Message) -> Json:
    return {"text": summary_text(page), "blocks": to_blocks(page), **_QUIET}


def _words(page: Message) -> Json:
    """A page as plain words, for a Slack that does not know a block of it."""
    return {"text": words_alone(plain_page(page)) or summary_text(page), "mrkdwn": False, **_QUIET}
