"""A day in Slack over Socket Mode, on the wire: a digest, a command, a button, a mention, and an invitation lost."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.notices import open_notices
from bot.storage.pauses import pauses_now
from tests.adapters.slack.reading import seen_in
from tests.builders import HOUR, NOW
from tests.fakes.slack.payloads import direct_message, event, joined, mention
from tests.fakes.slack.state import ADA, BEN, CHANNEL, WORKSPACE, Json
from tests.scenarios.slack_day import Day, a_day, words


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with a_day(tmp_path) as made:
        yield made


async def test_a_day_in_slack(day: Day) -> None:
    (digest,) = await day.morning()
    assert (digest.channel, digest.only_for) == (CHANNEL, "")
    assert digest.text.startswith("Chip policy: Tuesday 3 March 2026.")
    assert "H200" in words(digest)
    assert digest.key

    await day.type("topic h200")
    _, topic = await day.posts(2)
    assert (topic.only_for, topic.via) == (ADA, "response_url")
    assert "Bureau adds H200 to export rule" in words(topic)
    assert "https://wire.example/1" in seen_in(topic.blocks).links

    await day.press(digest, "Story 1", user=BEN)
    story = (await day.posts(3))[2]
    assert (story.only_for, story.via) == (BEN, "response_url")
    assert "The rule is final" in words(story)

    assert all(ack.seconds < 3.0 for ack in day.slack.acks)


async def test_a_bot_that_was_removed_waits_and_goes_on_when_it_is_invited_again(day: Day) -> None:
    day.slack.state.members.discard(CHANNEL)
    assert await day.morning() == []
    (pause,) = await pauses_now(day.bot.store, now=NOW)
    assert (pause.channel, pause.until) == (CHANNEL, None)
    assert "not_in_channel" in pause.reason
    (notice,) = await open_notices(day.bot.store)
    assert CHANNEL in notice.text

    await day.slack.deliver("events_api", joined(user=BEN))
    await asyncio.sleep(0.2)
    assert await pauses_now(day.bot.store, now=NOW), "somebody else came in"

    day.slack.state.members.add(CHANNEL)
    await day.slack.deliver("events_api", joined())
    async with asyncio.timeout(10):
        while await pauses_now(day.bot.store, now=NOW):  # noqa: ASYNC110 - the wire rings no bell
            await asyncio.sleep(0.01)
    await day.bot.deliver(NOW + HOUR)
    (digest,) = await day.posts(1)
    assert digest.text.startswith("Chip policy")
    assert await open_notices(day.bot.store) == ()


async def test_whatever_slack_sends_twice_is_answered_once(day: Day) -> None:
    payload = await day.type("topic h200")
    await day.slack.deliver("slash_commands", payload)
    said = mention("topic h200")
    await day.slack.deliver("events_api", said)
    await day.slack.deliver("events_api", said, retry=1)
    await day.posts(2)
    await asyncio.sleep(0.3)
    ways = sorted((post.via, post.only_for) for post in await day.posts(2))
    assert ways == [("chat.postEphemeral", ADA), ("response_url", ADA)]


async def test_an_answer_outlives_its_response_address(day: Day) -> None:
    await day.type("topic h200", dead=True)
    (answer,) = await day.posts(1)
    assert (answer.via, answer.only_for) == ("chat.postEphemeral", ADA)


async def test_an_answer_is_shared_when_its_asker_says_so(day: Day) -> None:
    await day.type("topic h200 share:here")
    (answer,) = await day.posts(1)
    assert (answer.via, answer.only_for) == ("response_url", "")


async def test_a_direct_message_is_answered_there_and_our_own_words_are_not(day: Day) -> None:
    day.slack.state.members.add("D0000001")
    await day.slack.deliver("events_api", direct_message("topic h200"))
    own = direct_message("topic h200")
    own["event"]["bot_id"] = "B000BOT"  # type: ignore[index]
    await day.slack.deliver("events_api", own)
    (answer,) = await day.posts(1)
    assert (answer.channel, answer.via) == ("D0000001", "chat.postMessage")
    assert "H200" in words(answer)


async def test_only_managers_change_what_the_channel_gets(day: Day) -> None:
    await day.type("subscribe 09:00", user=BEN)
    (refusal,) = await day.posts(1)
    assert "Only managers" in words(refusal)
    await day.type("subscribe 09:00", user=ADA)
    assert "Only managers" not in words((await day.posts(2))[1])


async def test_a_socket_is_renewed_and_nothing_is_missed(day: Day) -> None:
    for reason in ("warning", "refresh_requested"):
        await day.slack.disconnect(reason)
        await day.slack.has_sockets(2)
        await day.type("topic h200")
    await day.posts(2)


@pytest.mark.parametrize(
    ("told", "stops"),
    [
        ({"type": "app_uninstalled"}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U000BOT"]}}, True),
        ({"type": "tokens_revoked", "tokens": {"oauth": ["U000ADA"], "bot": []}}, False),
    ],
)
async def test_a_workspace_that_lets_us_go_is_stopped(day: Day, told: Json, stops: bool) -> None:
    await day.slack.deliver("events_api", event(told))
    await asyncio.sleep(0.3)
    held = [(pause.workspace, pause.channel) for pause in await pauses_now(day.bot.store, now=NOW)]
    assert held == ([(WORKSPACE, "")] if stops else [])
    assert await day.morning() == [] or not stops
