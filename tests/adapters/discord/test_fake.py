"""The fake Discord refuses what Discord refuses, and its own answers are what Discord's document says."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.discord.limits import commands_problem, message_problem
from tests.fakes.discord.payloads import slash
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import ADA, CHANNEL, HISTORY, SUPPRESS, TOKEN, V2, Fault, Rates

WORDS = {"content": "words", "flags": SUPPRESS, "allowed_mentions": {"parse": []}}
POST = f"/channels/{CHANNEL}/messages"


class Caller:
    """Calls the fake as a bot does."""

    def __init__(self, session: aiohttp.ClientSession, fake: FakeDiscord) -> None:
        self._session = session
        self._fake = fake

    async def __call__(self, method: str, path: str, body: Any = None, *, token: str = TOKEN) -> tuple[int, Any, Any]:
        headers = {"Authorization": f"Bot {token}"}
        async with self._session.request(method, self._fake.api_url + path, json=body, headers=headers) as answer:
            known = answer.content_type == "application/json"
            return answer.status, await answer.json() if known else None, answer.headers


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        yield discord


@pytest.fixture
async def call(fake: FakeDiscord) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, fake)


async def test_its_answers_are_what_discord_says(fake: FakeDiscord, call: Caller) -> None:
    await call("GET", "/users/@me")
    await call("GET", "/oauth2/applications/@me")
    await call("GET", "/gateway/bot")
    _, post, headers = await call("POST", POST, WORDS)
    await call("GET", POST)
    await call("GET", f"/channels/{CHANNEL}")
    await call("POST", f"{POST}/{post['id']}/threads", {"name": "thread"})
    await call("GET", f"/channels/{post['id']}")
    await call("GET", "/guilds/1002000000000000001/threads/active")
    await call("POST", "/users/@me/channels", {"recipient_id": ADA})
    await call("GET", "/channels/1")
    await call("GET", f"/channels/{CHANNEL}", token="wrong")
    assert fake.state.violations == ["GET /channels/1: no such route"]
    assert headers["X-RateLimit-Remaining"] == "4"


async def test_a_nonce_gives_the_first_post_again(fake: FakeDiscord, call: Caller) -> None:
    keyed = WORDS | {"nonce": "abc", "enforce_nonce": True}
    _, first, _ = await call("POST", POST, keyed)
    _, second, _ = await call("POST", POST, keyed)
    assert first["id"] == second["id"]
    fake.state.nonce_window = 0.0
    _, third, _ = await call("POST", POST, keyed)
    assert third["id"] != first["id"]
    _, history, _ = await call("GET", POST)
    assert [post["id"] for post in history] == [third["id"], first["id"]]
    assert not any("nonce" in post for post in history)


async def test_it_counts_calls(fake: FakeDiscord, call: Caller) -> None:
    fake.state.rates = Rates(posts=2, within=5.0)
    answers = [await call("POST", POST, WORDS) for _ in range(3)]
    assert [status for status, _, _ in answers] == [200, 200, 429]
    assert answers[2][1]["retry_after"] > 3
    assert fake.state.overruns == ["POST /channels/*/messages: too fast (user)"]


async def test_it_fails_as_it_is_told(fake: FakeDiscord, call: Caller) -> None:
    route = "POST /channels/*/messages"
    fake.state.faults = [Fault(route=route, status=502), Fault(route=route, status=502, after=True)]
    assert [(await call("POST", POST, WORDS))[0] for _ in range(3)] == [502, 502, 200]
    assert len(fake.state.posts) == 2


async def test_it_hides_history_from_whoever_may_not_read_it(fake: FakeDiscord, call: Caller) -> None:
    await call("POST", POST, WORDS)
    fake.state.channels[CHANNEL].rights &= ~HISTORY
    assert (await call("GET", POST))[:2] == (200, [])


async def test_an_interaction_is_answered_once(fake: FakeDiscord, call: Caller) -> None:
    body = slash(fake.state, "now")
    one = fake.state.interactions[str(body["id"])]
    path = f"/interactions/{one.id}/{one.token}/callback"
    assert (await call("POST", path, {"type": 5}))[0] == 204
    assert (await call("POST", path, {"type": 5}))[1]["code"] == 40060
    late = fake.state.interactions[str(slash(fake.state, "now")["id"])]
    late.created -= 4
    assert (await call("POST", f"/interactions/{late.id}/{late.token}/callback", {"type": 5}))[1]["code"] == 10062


def text(words: str, **more: object) -> dict[str, object]:
    return {"type": 10, "content": words, **more}


def button(**more: object) -> dict[str, object]:
    return {"type": 2, "style": 2, "label": "More", "custom_id": "a"} | more


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"content": "x"}, ""),
        ({}, "50006"),
        ({"content": "x" * 2001}, "longer than 2000"),
        ({"content": "\U0001f600" * 1001}, "longer than 2000"),
        ({"components": [text("x")]}, "without their flag"),
        ({"components": [text("x")], "flags": V2}, ""),
        ({"components": [text("x")], "flags": V2, "content": "x"}, "beside"),
        ({"components": [text("x" * 2001), text("x" * 2000)], "flags": V2}, "more than 4000"),
        ({"components": [text("x")] * 41, "flags": V2}, "41 components"),
        ({"components": [text("x", id=5), text("y", id=5)], "flags": V2}, "given twice"),
        ({"components": [text(" ")], "flags": V2}, "empty text"),
        ({"components": [{"type": 1, "components": [button(), button()]}]}, "given twice"),
        ({"components": [{"type": 1, "components": [button(url="https://a.example")]}]}, "leads and runs"),
        ({"components": [{"type": 1, "components": [button(label="x" * 81)]}]}, "too long"),
        ({"components": [{"type": 1, "components": [button(label="")]}]}, "shows nothing"),
        ({"embeds": [{"title": "x" * 257}]}, "too long"),
        ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, "6001 characters"),
    ],
)
def test_what_is_refused_in_a_message(body: dict[str, Any], problem: str) -> None:
    assert (problem in message_problem(body)) if problem else message_problem(body) == ""


@pytest.mark.parametrize(
    ("option", "problem"),
    [
        ({"type": 3, "name": "query", "description": "words"}, ""),
        ({"type": 3, "name": "Query", "description": "words"}, "a name"),
        ({"type": 3, "name": "query", "description": "x" * 101}, "too long"),
        ({"type": 1, "name": "sub", "description": "x", "options": [{"name": "a", "description": "x"}] * 2}, "twice"),
        (
            {
                "type": 1,
                "name": "sub",
                "description": "x",
                "options": [{"name": "a", "description": "x"}, {"name": "b", "description": "x", "required": True}],
            },
            "after",
        ),
    ],
)
def test_what_is_refused_in_a_command(option: dict[str, Any], problem: str) -> None:
    found = commands_problem([{"name": "brief", "description": "x", "options": [option]}])
    assert (problem in found) if problem else found == ""
