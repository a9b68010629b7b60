"""A token to who the bot is: asked until Discord answers, or until it says that the token is no good."""

import asyncio
from dataclasses import dataclass

import structlog

from adapters.discord.errors import delivery_error
from adapters.discord.rest import Rest
from bot.errors import GiveUp

log = structlog.get_logger()

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its user and its application."""

    user: str
    application: str


async def sign_in(rest: Rest, *, application: str = "") -> Identity:
    """Who we are; `application` spares a call. Raises GiveUp with the mend when Discord will not have the token."""
    wait = _FIRST_WAIT
    while True:
        try:
            user = str((await rest.get("/users/@me"))["id"])
            found = application or str((await rest.get("/oauth2/applications/@me"))["id"])
            log.info("discord_signed_in", application=found)
            return Identity(user=user, application=found)
        except Exception as problem:
            error = delivery_error(problem, doing="sign in to Discord")
            if isinstance(error, GiveUp):
                mend = "copy the token again from the Bot page of your application to discord.token"
                raise GiveUp(f"{error}; {mend}", scope=error.scope) from problem
        log.error("discord_not_signed_in", problem=str(error))
        await asyncio.sleep(wait)
        wait = min(2 * wait, _LONGEST_WAIT)
