"""One call of Discord's REST interface to its answer, or to what was wrong; it never tries again by itself.

Only a post that is refused for its picture goes once more, with words instead of the picture.
"""

import json
from typing import Any, Final

import aiohttp
import structlog

from adapters.discord.errors import Refused, is_invalid, refusal_of
from adapters.discord.pace import Pace
from adapters.discord.uploads import encoded, form, in_words, is_of_the_picture, parted

log = structlog.get_logger()

CALL_SECONDS: Final = 7.0
"""The longest one call may take; with the wait of the pace it stays under delivery's ten seconds."""
AGENT: Final = "DiscordBot (https://github.com/Rapptz/discord.py, 2.7) Chipbrief"
Json = dict[str, object]


class Rest:
    """Discord's REST interface with the bot's token."""

    def __init__(self, session: aiohttp.ClientSession, *, base: str, token: str, pace: Pace) -> None:
        """`base` is such as https://discord.com/api/v10."""
        self._session = session
        self._base = base.rstrip("/")
        self._token = token
        self._pace = pace

    async def get(self, path: str, **query: str | int) -> Any:
        """What stands at a path."""
        return await self._called("GET", path, bucket=f"GET {path}", query=query)

    async def post(self, path: str, content: Json) -> Any:
        """The answer to something new."""
        return await self._called("POST", path, bucket=f"POST {path}", content=content)

    async def put(self, path: str, content: object) -> Any:
        """The answer to something that replaces what was there."""
        return await self._called("PUT", path, bucket=f"PUT {path}", content=content)

    async def publish(self, channel: str, post: str) -> Any:
        """Show a post of an announcement channel to its followers; all posts of a channel share a bucket."""
        path = f"/channels/{channel}/messages/{post}/crosspost"
        return await self._called("POST", path, bucket=f"POST /channels/{channel}/crosspost")

    async def answer(self, method: str, path: str, content: Json | None = None, **query: str | int) -> Any:
        """The answer to a call about an interaction, whose token is in its path.

        Discord counts it neither for the bot nor in a bucket that others share, and takes no other token.
        """
        return await self._called(method, path, content=content, query=query)

    async def _called(
        self,
        method: str,
        path: str,
        *,
        bucket: str = "",
        content: object = None,
        query: dict[str, str | int] | None = None,
    ) -> Any:
        """The answer to a call; a post that is refused for its picture is made once more, in words."""
        content, picture = parted(content)
        if picture:
            try:
                return await self._once(method, path, bucket=bucket, data=form(content, picture), query=query)
            except Refused as problem:
                if not is_of_the_picture(problem):
                    raise
                log.info("discord_picture_refused", problem=str(problem))
                content = in_words(content)
        data = None if content is None else encoded(content)
        return await self._once(method, path, bucket=bucket, data=data, query=query)

    async def _once(
        self,
        method: str,
        path: str,
        *,
        bucket: str,
        data: bytes | aiohttp.FormData | None,
        query: dict[str, str | int] | None,
    ) -> Any:
        headers = {"User-Agent": AGENT}
        if bucket:
            await self._pace.turn(bucket)
            headers["Authorization"] = f"Bot {self._token}"
        if isinstance(data, bytes):
            headers["Content-Type"] = "application/json"
        url = self._base + path
        async with self._session.request(
            method, url, params=query, data=data, headers=headers, allow_redirects=False
        ) as answer:
            if bucket:
                self._pace.learn(bucket, answer.headers)
            text = await answer.read()
            return self._read(answer, text)

    def _read(self, answer: aiohttp.ClientResponse, text: bytes) -> Any:
        content = _parsed(text) if answer.content_type == "application/json" else None
        if answer.status < 300:
            return content
        refusal = refusal_of(answer.status, answer.headers, content)
        if is_invalid(refusal):
            self._pace.count_invalid()
        raise Refused(refusal)


def session_for_discord() -> aiohttp.ClientSession:
    """A session that goes through no proxy of chance."""
    timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
    return aiohttp.ClientSession(timeout=timeout, trust_env=False, cookie_jar=aiohttp.DummyCookieJar())


def _parsed(text: bytes) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
