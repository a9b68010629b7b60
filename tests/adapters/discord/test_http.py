"""Interactions over HTTP: what Discord signed is answered, once, and nothing else is."""

import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from adapters.discord.connection import DiscordPlatform
from adapters.discord.signed_interactions import PATH
from bot.config import DiscordSettings
from bot.ports import Hosted, HttpReply, HttpRequest
from bot.storage import Store
from bot.storage.signatures import is_signed
from tests.bot.commands.filled import filled
from tests.fakes.discord.payloads import slash
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import TOKEN

SECRET = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = SECRET.public_key().public_bytes_raw().hex()


def signed(body: bytes, *, ago: timedelta = timedelta(0), by: Ed25519PrivateKey = SECRET) -> HttpRequest:
    """A request as Discord signs it."""
    stamp = str(int((datetime.now(UTC) - ago).timestamp()))
    headers = {"x-signature-timestamp": stamp, "x-signature-ed25519": by.sign(stamp.encode() + body).hex()}
    return HttpRequest(query={}, headers=headers, body=body)


@dataclass(kw_only=True)
class Reached:
    """The fake, and the platform that is reached over HTTP."""

    fake: FakeDiscord
    platform: DiscordPlatform

    async def ask(self, request: HttpRequest) -> HttpReply:
        """The answer of the endpoint."""
        (endpoint,) = self.platform.endpoints()
        assert (endpoint.method, endpoint.path) == ("POST", PATH)
        return await endpoint.answer(request)


@pytest.fixture
async def reached(sqlite_store: Store) -> AsyncIterator[Reached]:
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake:
        settings = DiscordSettings.model_validate({"token": TOKEN, "api_url": fake.api_url, "public_key": PUBLIC})
        platform = DiscordPlatform(settings, clock=lambda: datetime.now(UTC), services=services)
        assert isinstance(platform, Hosted)
        await platform.start()
        await fake.state.until(lambda: fake.state.synced == 1)
        yield Reached(fake=fake, platform=platform)
        await platform.stop()
        assert fake.state.identified == [], "no gateway is opened"
        assert fake.state.violations == []


async def test_a_command_is_answered_once_however_often_it_comes(reached: Reached) -> None:
    body: Any = slash(reached.fake.state, "watches")
    request = signed(json.dumps(body).encode())
    for _ in range(3):
        assert (await reached.ask(request)).status == 202
    one = reached.fake.state.interactions[body["id"]]
    await reached.fake.state.until(lambda: one.post is not None)
    assert one.fills == 1


async def test_a_command_is_taken_when_the_store_is_gone(reached: Reached, sqlite_store: Store) -> None:
    async with sqlite_store.writing() as connection:
        await connection.execute(text("DROP TABLE one_time_names"))
    body: Any = slash(reached.fake.state, "watches")
    assert (await reached.ask(signed(json.dumps(body).encode()))).status == 202
    one = reached.fake.state.interactions[body["id"]]
    await reached.fake.state.until(lambda: one.post is not None)


async def test_discord_asks_whether_we_are_there(reached: Reached) -> None:
    answered = await reached.ask(signed(b'{"type":1}'))
    assert (answered.status, json.loads(answered.body)) == (200, {"type": 1})


PING = b'{"type":1}'
HEADERS = ("x-signature-timestamp", "x-signature-ed25519")


def unsigned(*values: str) -> HttpRequest:
    """A request with these headers for a signature."""
    return HttpRequest(query={}, headers=dict(zip(HEADERS, values, strict=False)), body=PING)


@pytest.mark.parametrize(
    "made",
    [
        lambda: signed(PING, by=Ed25519PrivateKey.from_private_bytes(b"x" * 32)),
        lambda: replace(signed(PING), body=b'{"type":2}'),
        lambda: signed(PING, ago=timedelta(minutes=6)),
        lambda: signed(PING, ago=-timedelta(minutes=6)),
        lambda: unsigned(),
        lambda: unsigned("x", "é"),
        lambda: unsigned("9" * 12, "0" * 128),
    ],
)
async def test_what_is_not_signed_lately_by_discord_is_refused(
    reached: Reached, made: Callable[[], HttpRequest]
) -> None:
    assert (await reached.ask(made())).status == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b"null"])
async def test_what_cannot_be_read_is_refused(reached: Reached, body: bytes) -> None:
    assert (await reached.ask(signed(body))).status == 400


def test_without_a_public_key_nothing_is_answered_over_http() -> None:
    assert DiscordPlatform(DiscordSettings(), clock=lambda: datetime.now(UTC)).endpoints() == ()


def test_a_signature_is_of_one_message_and_one_key() -> None:
    signature = SECRET.sign(b"words").hex()
    assert is_signed(b"words", signature=signature, public_key=PUBLIC)
    assert not is_signed(b"other words", signature=signature, public_key=PUBLIC)
    assert not is_signed(b"words", signature="no signature", public_key=PUBLIC)
    with pytest.raises(ValueError, match="hex"):
        is_signed(b"words", signature=signature, public_key="no key")
