"""A workspace's life over HTTP, on the wire: installed by a click, subscribed, briefed, removed, and back again."""

import re
from collections.abc import AsyncIterator

import pytest

from bot.storage import open_store
from bot.storage.notices import open_notices
from bot.storage.pauses import pauses_now
from tests.adapters.slack.over_http import OverHttp, dump, over_http
from tests.adapters.slack.reading import seen_in
from tests.bot.commands.filled import ASKED_AT, STORIES, save_stories
from tests.builders import DAY, HOUR, NOW
from tests.fakes.slack.payloads import event
from tests.fakes.slack.state import ADA, CHANNEL, WORKSPACE, Grant, Json, Post
from tests.scenarios.slack_day import Day
from tests.scenarios.test_slack import test_whatever_slack_sends_twice_is_answered_once
from tests.scenarios.test_slack_screens import test_from_the_form_to_the_app_home

__all__ = ["test_from_the_form_to_the_app_home", "test_whatever_slack_sends_twice_is_answered_once"]

SAMPLE = Grant(workspace=WORKSPACE, name="Sample & Söhne <b>")
OTHER = Grant(workspace="T0000002", name="Other", bot_user="U000BO2", bot="B000BO2")
ELSEWHERE = "C0000002"


def words(post: Post) -> str:
    return " ".join(seen_in(post.blocks).words)


def let_go(kind: str, at: float, grant: Grant) -> Json:
    """Word that a workspace removed us, as Slack sends it."""
    tokens: Json = {"tokens": {"oauth": [], "bot": [grant.bot_user]}} if kind == "tokens_revoked" else {}
    return event({"type": kind} | tokens) | {"team_id": grant.workspace, "event_time": int(at)}


async def removed(life: OverHttp, grant: Grant) -> None:
    life.slack.consent.revoke(grant.workspace)
    for kind in ("app_uninstalled", "tokens_revoked"):
        answered = await life.deliver("events_api", let_go(kind, life.now[0].timestamp(), grant))
        assert answered.status == 200

    async def noticed() -> bool:
        return bool(await open_notices(life.bot.store))

    await life.until(noticed)


@pytest.fixture
async def day(migrated_url: str) -> AsyncIterator[Day]:
    """The day of Socket Mode's scenarios, in a workspace that installed the app over HTTP."""
    async with await open_store(migrated_url) as store:
        await save_stories(store, STORIES)
    async with over_http(migrated_url, now=NOW - HOUR) as life:
        await life.install(SAMPLE)
        yield Day(slack=life.slack, bot=life.bot, now=life.now)


async def test_a_workspace_comes_goes_and_comes_back(store_url: str) -> None:
    async with await open_store(store_url) as store:
        await save_stories(store, STORIES)
    async with over_http(store_url, now=NOW - HOUR) as life:
        assert "Sample &amp; Söhne &lt;b&gt;" in await life.install(SAMPLE)
        await life.install(OTHER)

        await life.type("subscribe 08:00 UTC")
        (subscribed,) = await life.posts(1)
        assert (subscribed.only_for, subscribed.via) == (ADA, "response_url")

        await life.morning(NOW)
        digest = (await life.posts(2))[1]
        assert (digest.channel, digest.by, digest.via) == (CHANNEL, WORKSPACE, "chat.postMessage")
        assert digest.text.startswith("Chip policy: Tuesday 3 March 2026.")

        life.now[0] = ASKED_AT
        await life.type("topic h200")
        topic = (await life.posts(3))[2]
        assert (topic.only_for, topic.via) == (ADA, "response_url")
        assert "Bureau adds H200 to export rule" in words(topic)

        await removed(life, SAMPLE)
        (held,) = await pauses_now(life.bot.store, now=NOW)
        assert (held.workspace, held.channel, held.until) == (WORKSPACE, "", None)
        assert len(await open_notices(life.bot.store)) == 1
        await life.morning(NOW + DAY)
        await life.type("topic h200")
        gone = (await life.posts(4))[3]
        assert (gone.only_for, gone.via) == (ADA, "response_url")
        assert "not installed in this workspace any more" in gone.text
        assert not re.search("xox|granted", await dump(life.bot.store)), "no token stands in the store in the clear"

        life.now[0] = NOW + DAY + HOUR
        await life.install(SAMPLE)
        assert await open_notices(life.bot.store) == ()
        await life.deliver("events_api", let_go("app_uninstalled", ASKED_AT.timestamp(), SAMPLE))
        await life.morning(NOW + 2 * DAY)
        assert await pauses_now(life.bot.store, now=NOW) == (), "word of the first removal does not undo the return"
        again = (await life.posts(5))[4]
        assert (again.channel, again.by) == (CHANNEL, WORKSPACE)
        assert again.text.startswith("Chip policy: Thursday 5 March 2026.")
