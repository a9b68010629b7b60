"""Requests over HTTP: only what Slack signed, lately, once; whatever else comes is refused and told to no log."""

import asyncio
import io
import json
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import structlog

from adapters.slack.signed_requests import body_of
from bot.errors import GiveUp, TryLater
from bot.logs import configure_logging
from bot.ports import HttpRequest
from bot.storage import open_store
from bot.storage.installations import installations_on, save_installation
from bot.storage.sealing import Seal, new_key
from bot.targets import Target
from digests.message import Message, Paragraph, Plain
from tests.adapters.slack.over_http import KEY, OverHttp, over_http
from tests.bot.commands.filled import ASKED_AT, STORIES, save_stories
from tests.builders import NOW
from tests.fakes.slack.payloads import event, mention, press, slash
from tests.fakes.slack.signed import Signed, request_of, signed
from tests.fakes.slack.state import ADA, BOT_TOKEN, CHANNEL, WORKSPACE, Fault, Grant, Json

FORM = "application/x-www-form-urlencoded"
AT = ASKED_AT.timestamp()
ONE = {"client_id": "", "client_secret": "", "token_keys": "", "bot_token": BOT_TOKEN}
"""Settings of one workspace, whose bot token is known."""


@pytest.fixture
async def life(migrated_url: str) -> AsyncIterator[OverHttp]:
    async with await open_store(migrated_url) as store:
        await save_stories(store, STORIES)
    async with over_http(migrated_url, now=ASKED_AT, **ONE) as made:
        yield made


def a_command(life: OverHttp, text: str = "topic h200") -> Signed:
    return request_of("slash_commands", slash(text, response_url=life.slack.response_url()), at=AT)


async def test_one_workspace_is_answered_over_http_too(life: OverHttp) -> None:
    await life.type("topic h200")
    (topic,) = await life.posts(1)
    assert (topic.only_for, topic.via) == (ADA, "response_url")
    await life.deliver("events_api", mention("topic h200"))
    assert (await life.posts(2))[1].via == "chat.postEphemeral"
    assert life.slack.sockets == {}


async def test_slack_is_told_that_the_address_is_ours(life: OverHttp) -> None:
    asked: Json = {"type": "url_verification", "token": "verification", "challenge": "c-123"}
    answered = await life.deliver("events_api", asked)
    assert (answered.status, answered.text) == (200, "c-123")


UNSIGNED: list[dict[str, str]] = [
    {"X-Slack-Signature": ""},
    {"X-Slack-Signature": "v0=" + "0" * 64},
    {"X-Slack-Signature": "v1=" + "0" * 64},
    {"X-Slack-Signature": "v0=é"},
    {"X-Slack-Request-Timestamp": ""},
    {"X-Slack-Request-Timestamp": "soon"},
    {"X-Slack-Request-Timestamp": "1e9"},
    {"X-Slack-Request-Timestamp": "-5"},
    {"X-Slack-Request-Timestamp": "٣٤٥"},
    {"X-Slack-Request-Timestamp": "9" * 400},
    {"X-Slack-Request-Timestamp": str(int(AT) + 1)},
]


async def test_what_is_not_signed_is_refused(life: OverHttp) -> None:
    for headers in UNSIGNED:
        request = a_command(life)
        answered = await life.send(replace(request, headers=request.headers | headers))
        assert answered.status == 401, headers
    assert (await life.send(a_command(life))).status == 200


async def test_what_was_signed_long_ago_or_in_the_future_is_refused(life: OverHttp) -> None:
    for seconds, status in ((-301, 401), (-299, 200), (299, 200), (301, 401)):
        payload = slash("help", response_url=life.slack.response_url())
        answered = await life.send(request_of("slash_commands", payload, at=AT + seconds))
        assert answered.status == status, seconds


async def test_another_secret_or_another_body_is_refused(life: OverHttp) -> None:
    payload = slash("help", response_url=life.slack.response_url())
    forged = request_of("slash_commands", payload, at=AT, secret="another")
    changed = replace(a_command(life), body=a_command(life, "unsubscribe").body)
    assert [(await life.send(one)).status for one in (forged, changed)] == [401, 401]


async def test_a_request_that_is_sent_again_is_answered_once(life: OverHttp) -> None:
    request, said = a_command(life), mention("topic h200")
    for _ in range(3):
        assert (await life.send(request)).status == 200
    for retry in range(3):
        life.now[0] = ASKED_AT
        assert (await life.send(request_of("events_api", said, at=AT + retry, retry=retry))).status == 200
    await life.posts(2)
    await asyncio.sleep(0.3)
    await life.posts(2)


NONSENSE = [
    (b"", "application/json", 400),
    (b"[]", "application/json", 400),
    (b"{", "application/json", 400),
    (b"[" * 50_000, "application/json", 400),
    (b"payload=%7B", FORM, 400),
    (b"", FORM, 400),
    (b"payload=null", FORM, 400),
    (b"&".join(b"a%d=1" % number for number in range(500)), FORM, 400),
    (b"\xff\xfe", "application/json", 401),
    (b"{}", "application/json", 200),
    (b'{"type": "event_callback", "event": null}', "application/json", 400),
    (b'{"type": "event_callback", "authorizations": 7, "team_id": ["T"]}', "application/json", 400),
    (b'{"team": {"id": {}}, "type": 3, "actions": "x"}', "application/json", 200),
]


async def test_whatever_slack_never_sends_is_answered_and_stops_nothing(life: OverHttp) -> None:
    for body, content, status in NONSENSE:
        answered = await life.send(_signed_bytes(body, content))
        assert answered.status == status, body[:80]
    await life.type("topic h200")
    await life.posts(1)


def _signed_bytes(body: bytes, content: str) -> Signed:
    return signed(body, at=AT, content=content)


@pytest.mark.parametrize(
    "text", ["topic payload", 'topic "payload={}"', "topic 半導体 <https://x.example/?a=1&amp;b=2>", "", "x" * 4000]
)
def test_a_command_is_read_whatever_its_words(text: str) -> None:
    payload = slash(text, response_url="http://127.0.0.1/1")
    request = request_of("slash_commands", payload, at=AT)
    read = body_of(_asked(request))
    assert read == {name: str(value) for name, value in payload.items()}


def test_a_press_and_an_event_are_read_as_they_were() -> None:
    for kind, payload in (
        ("interactive", press({"value": "a=b&c"}, response_url="http://x")),
        ("events_api", mention("hi")),
    ):
        assert body_of(_asked(request_of(kind, payload, at=AT))) == json.loads(json.dumps(payload))


def _asked(request: Signed) -> HttpRequest:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return HttpRequest(query={}, headers=headers, body=request.body)


HERE = Target(platform="slack", workspace=WORKSPACE, channel=CHANNEL)
PAGE = Message((Paragraph((Plain("One story"),)),), "One story")


async def test_a_token_that_another_process_replaced_stops_nothing(migrated_url: str) -> None:
    async with over_http(migrated_url, now=NOW) as life:
        state, platform = life.slack.state, life.bot.platforms["slack"]
        await life.install(Grant(workspace=WORKSPACE))
        await platform.send(HERE, PAGE, key="k1")
        life.slack.consent.revoke(WORKSPACE)
        state.tokens.add("xoxb-newer")
        state.grants["xoxb-newer"] = Grant(workspace=WORKSPACE)
        (known,) = await installations_on(life.bot.store, "slack")
        await save_installation(life.bot.store, known, token="xoxb-newer", seal=Seal([KEY]))
        with pytest.raises(TryLater, match="installed again"):
            await platform.send(HERE, PAGE, key="k2")
        await platform.send(HERE, PAGE, key="k2")
        assert [post.key for post in state.posts] == ["k1", "k2"]


async def test_a_token_that_is_refused_and_was_not_replaced_stops_its_workspace(migrated_url: str) -> None:
    async with over_http(migrated_url, now=NOW) as life:
        await life.install(Grant(workspace=WORKSPACE))
        life.slack.consent.revoke(WORKSPACE)
        with pytest.raises(GiveUp, match="token_revoked") as raised:
            await life.bot.platforms["slack"].send(HERE, PAGE, key="k1")
        assert raised.value.scope == "credential"


async def test_each_workspace_is_spoken_to_with_its_own_token_and_others_not_at_all(migrated_url: str) -> None:
    async with over_http(migrated_url, now=NOW) as life:
        platform = life.bot.platforms["slack"]
        await life.install(Grant(workspace=WORKSPACE))
        await life.install(Grant(workspace="T0000002"))
        for workspace in ("T0000002", WORKSPACE, "T0000002"):
            await platform.send(replace(HERE, workspace=workspace), PAGE, key=workspace)
        assert [(post.by, post.key) for post in life.slack.state.posts] == [
            (one, one) for one in ("T0000002", WORKSPACE, "T0000002")
        ]
        with pytest.raises(GiveUp, match="not installed") as raised:
            await platform.send(replace(HERE, workspace="T0000003"), PAGE, key="k")
        assert raised.value.scope == "credential"


async def test_a_token_that_no_key_opens_is_kept_and_tried_later(migrated_url: str) -> None:
    async with over_http(migrated_url, now=NOW) as life:
        await life.install(Grant(workspace=WORKSPACE))
    async with over_http(migrated_url, now=NOW, token_keys=new_key()) as life:
        with pytest.raises(TryLater, match="token_keys") as raised:
            await life.bot.platforms["slack"].send(HERE, PAGE, key="k1")
        assert raised.value.scope == "workspace"
    async with over_http(migrated_url, now=NOW, token_keys=f"{new_key()}, {KEY}") as life:
        (known,) = await installations_on(life.bot.store, "slack")
        token = Seal([KEY]).open(known.sealed, owner=known.owner)
        life.slack.state.tokens.add(token)
        life.slack.state.grants[token] = Grant(workspace=WORKSPACE)
        await life.bot.platforms["slack"].send(HERE, PAGE, key="k1")


async def test_processes_that_share_a_store_answer_a_request_once(pg_url: str) -> None:
    async with await open_store(pg_url) as store:
        await save_stories(store, STORIES)
    async with over_http(pg_url, now=ASKED_AT, **ONE) as one, over_http(pg_url, now=ASKED_AT, **ONE) as other:
        request, said = a_command(one), mention("topic h200")
        for life in (one, other, one, other):
            assert (await life.send(request)).status == 200
        for life in (other, one):
            assert (await life.deliver("events_api", said)).status == 200
        async with asyncio.timeout(15):
            while len(one.slack.state.posts + other.slack.state.posts) < 2:  # noqa: ASYNC110 - the wire rings no bell
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)
        assert [len(life.slack.state.posts) for life in (one, other)] == [1, 1]


async def test_a_request_is_not_answered_again_after_a_restart(migrated_url: str) -> None:
    async with await open_store(migrated_url) as store:
        await save_stories(store, STORIES)
    async with over_http(migrated_url, now=ASKED_AT, **ONE) as life:
        request, said = a_command(life), request_of("events_api", mention("topic h200"), at=AT)
        assert [(await life.send(one)).status for one in (request, said)] == [200, 200]
        await life.posts(2)
    async with over_http(migrated_url, now=ASKED_AT, **ONE) as life:
        assert [(await life.send(one)).status for one in (request, said)] == [200, 200]
        await asyncio.sleep(0.3)
        assert life.slack.state.posts == []


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What the program writes at its most talkative; logging is as it was afterwards."""
    out, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logging("debug", "json", stream=out)
    yield out
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


async def test_no_secret_and_no_rejected_body_is_logged(life: OverHttp, logged: io.StringIO) -> None:
    payload = slash("topic canary-words", response_url="https://hooks.slack.com/commands/T1/canary")
    forged = request_of("slash_commands", payload, at=AT, secret="canary-secret")
    assert (await life.send(forged)).status == 401
    for kind in ("app_rate_limited", "channel_rename"):
        await life.deliver("events_api", event({"type": kind, "channel": "canary-channel"}))
    await life.send(
        _signed_bytes(b'{"type": "event_callback", "authorizations": 7, "x": "canary"}', "application/json")
    )
    life.slack.state.faults.append(Fault(method="chat.postEphemeral", error="invalid_auth"))
    await life.deliver("events_api", mention("topic h200 canary-mention", channel=CHANNEL))
    async with asyncio.timeout(10):
        while "slack_answer_lost" not in logged.getvalue():  # noqa: ASYNC110 - a log rings no bell
            await asyncio.sleep(0.01)
    said = logged.getvalue()
    assert "canary" not in said
    assert "xoxb" not in said
