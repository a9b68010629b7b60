"""An answer to what whoever asked sees: the deferral filled, more behind it, and after its life a normal message."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import structlog

from adapters.discord.direct import direct_channel
from adapters.discord.errors import ALREADY_ANSWERED, TOKEN_IS_OVER, Refused, delivery_error
from adapters.discord.happenings import Place
from adapters.discord.marks import marked, moment_of
from adapters.discord.render import pages, payload
from adapters.discord.rest import Json, Rest
from adapters.discord.sizes import Style
from adapters.discord.uploads import illustrated
from adapters.discord.views import lines_to_keep, workspace_told
from bot.commands.answer import Answer
from bot.errors import Ambiguous, DeliveryError, TryLater
from bot.storage import Store
from bot.storage.button_lines import keep_lines
from bot.targets import Target
from digests.message import Message

log = structlog.get_logger()

EPHEMERAL: Final = 1 << 6
DEFERRED, CHOICES, FORM = 5, 8, 9
LIFE: Final = timedelta(minutes=14, seconds=30)
"""How long an interaction can be answered, with a margin."""
_WAITS: Final = (0.3, 1.0, 3.0)
_LONGEST_WAIT = 10.0


class Deferral(StrEnum):
    """What became of telling Discord that we are at it."""

    PRIVATE = "private"
    PUBLIC = "public"
    LATE = "late"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Posts answers; one that cannot be posted is logged, for nobody waits for it any more."""

    rest: Rest
    store: Store
    style: Style
    clock: Callable[[], datetime]

    async def defer(self, place: Place, *, private: bool) -> Deferral:
        """Tell Discord that an answer comes: within three seconds of the command, or it is too late."""
        content: Json = {"type": DEFERRED, "data": {"flags": EPHEMERAL if private else 0}}
        done = Deferral.PRIVATE if private else Deferral.PUBLIC
        for tried, wait in enumerate((*_WAITS[:2], 0.0)):
            try:
                await self.rest.answer("POST", f"/interactions/{place.id}/{place.token}/callback", content)
                return done
            except Refused as problem:
                if problem.refusal.code == ALREADY_ANSWERED:
                    return done if tried else Deferral.TAKEN
                if problem.refusal.code in TOKEN_IS_OVER:
                    return Deferral.LATE
                error = delivery_error(problem, doing="take a command")
            except Exception as problem:
                error = delivery_error(problem, doing="take a command")
            log.warning("discord_deferral_failed", problem=str(error))
            await asyncio.sleep(wait)
        return Deferral.LATE

    async def suggest(self, place: Place, choices: list[Json]) -> None:
        """Show suggestions for what somebody is typing; they are not worth a second try."""
        content: Json = {"type": CHOICES, "data": {"choices": choices}}
        try:
            await self.rest.answer("POST", f"/interactions/{place.id}/{place.token}/callback", content)
        except Exception as problem:
            log.info("discord_suggestions_lost", problem=str(delivery_error(problem, doing="suggest")))

    async def ask(self, place: Place, form: Json) -> None:
        """Open a form for whoever asked; one that does not open is asked for again by them."""
        content: Json = {"type": FORM, "data": form}
        try:
            await self.rest.answer("POST", f"/interactions/{place.id}/{place.token}/callback", content)
        except Exception as problem:
            log.warning("discord_form_lost", problem=str(delivery_error(problem, doing="open a form")))

    async def post(self, answer: Answer, place: Place, target: Target, deferral: Deferral) -> None:
        """Show an answer where it belongs, to the asker only when it is private."""
        at_hand = deferral is not Deferral.LATE and self.clock() - moment_of(place.id) < LIFE
        fills = at_hand and (deferral is Deferral.PRIVATE) == answer.private
        if at_hand and not fills:
            await self._taken_back(place)
        alone = answer.private or not place.guild
        for number, page in enumerate(pages(answer.message, style=self.style)):
            if at_hand:
                content = await self._content(page, target, direct=not place.guild)
                at_hand = await self._through_token(place, content, first=fills and not number, private=answer.private)
            if not at_hand:
                await self._directly(place, await self._content(page, target, direct=alone), number, alone=alone)

    async def _content(self, page: Message, target: Target, *, direct: bool) -> Json:
        """What a page says; lines that its buttons cannot hold are kept first."""
        workspace = workspace_told(target.workspace) if direct else ""
        kept = lines_to_keep(page, workspace=workspace)
        await keep_lines(self.store, kept, platform=target.platform, workspace=target.workspace, now=self.clock())
        return await illustrated(payload(page, style=self.style, workspace=workspace, pictured=True), page)

    async def _taken_back(self, place: Place) -> None:
        """Delete a deferral that the wrong people would see the answer of."""
        path = f"/webhooks/{place.application}/{place.token}/messages/@original"
        await self._settled(lambda: self.rest.answer("DELETE", path), again_when_unsure=True)

    async def _through_token(self, place: Place, content: Json, *, first: bool, private: bool) -> bool:
        """Fill the deferral, or follow up; false when the token is over, so that nothing is shown twice."""
        path = f"/webhooks/{place.application}/{place.token}"
        flags = int(str(content.get("flags") or 0)) | (EPHEMERAL if private else 0)
        if first:
            return await self._settled(
                lambda: self.rest.answer("PATCH", f"{path}/messages/@original", content), again_when_unsure=True
            )
        more = content | {"flags": flags}
        return await self._settled(lambda: self.rest.answer("POST", path, more), again_when_unsure=False)

    async def _directly(self, place: Place, content: Json, number: int, *, alone: bool) -> None:
        """A normal message, in the channel or, when it is for one person `alone`, to that person."""

        async def post() -> object:
            channel = await direct_channel(self.rest, place.user) if alone else place.channel
            return await self.rest.post(f"/channels/{channel}/messages", marked(content, f"answer {place.id} {number}"))

        await self._settled(post, again_when_unsure=True)

    async def _settled(self, call: Callable[[], Awaitable[object]], *, again_when_unsure: bool) -> bool:
        """Whether a call was done, or may have been; false when the token is over."""
        for wait in (*_WAITS, 0.0):
            try:
                await call()
                return True
            except Refused as problem:
                if problem.refusal.code in TOKEN_IS_OVER:
                    return False
                error = delivery_error(problem, doing="post an answer")
            except Exception as problem:
                error = delivery_error(problem, doing="post an answer")
            if not wait or not _worth_it(error, again_when_unsure):
                log.warning("discord_answer_lost", problem=str(error))
                return True
            told = error.retry_after if isinstance(error, TryLater) else None
            await asyncio.sleep(wait if told is None else told)
        return True


def _worth_it(error: DeliveryError, again_when_unsure: bool) -> bool:
    """Whether to try again at once: somebody waits, but not for minutes."""
    if isinstance(error, Ambiguous):
        return again_when_unsure
    return isinstance(error, TryLater) and (error.retry_after or 0.0) <= _LONGEST_WAIT
