"""Settings and a token to Slack's client as delivery needs it."""

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import SlackSettings

CALL_SECONDS = 8.0
"""The longest one call may take; with the wait of the pace it stays under delivery's ten seconds."""


def client_of(settings: SlackSettings, session: aiohttp.ClientSession, *, token: str | None = None) -> AsyncWebClient:
    """A client that never tries again by itself, and goes through no proxy of chance.

    Its token is the one of the settings unless another is given; "" is none.
    """
    client = AsyncWebClient(
        token=settings.bot_token.get_secret_value() if token is None else token,
        base_url=settings.api_url,
        session=session,
        timeout=int(CALL_SECONDS),
        retry_handlers=[],
    )
    client.proxy = None
    return client


def new_session() -> aiohttp.ClientSession:
    """The connections of a client."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=CALL_SECONDS), trust_env=False)
