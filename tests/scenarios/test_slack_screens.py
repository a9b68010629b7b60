"""Forms, the App Home and the shortcut over Socket Mode: only what a person does, and what they see then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.slack.shortcut import WHY
from bot.storage.subscriptions import subscriptions_of
from bot.storage.watches import watches_of
from digests.stories import Report
from tests.adapters.slack.reading import seen_in
from tests.bot.commands.filled import told
from tests.bot.watching import arrive
from tests.builders import HOUR, NOW
from tests.fakes.slack.screens import Shown
from tests.fakes.slack.state import ADA, BEN, CHANNEL, WORKSPACE, Fault, Json
from tests.fakes.slack.threads import thread_of
from tests.fakes.slack.views import home_opened, press_in, shortcut, suggestion, typing
from tests.scenarios.slack_day import Day, a_day, button, until, view_words, words

MINUTE = timedelta(minutes=1)
OUTSIDE = "C0000009"


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with a_day(tmp_path, ordered=False) as made:
        yield made


async def orders(day: Day) -> list[tuple[str, str, str]]:
    found = await subscriptions_of(day.bot.store, platform="slack", workspace=WORKSPACE)
    return [(one.target.channel, one.zone, one.query) for one in found]


async def watches(day: Day) -> list[tuple[str, str]]:
    found = await watches_of(day.bot.store, platform="slack", workspace=WORKSPACE)
    return [(one.target.channel, one.query) for one in found]


async def test_from_the_form_to_the_app_home(day: Day) -> None:
    """The whole of it: order by form, digest, question, watch, alert with a thread, and the App Home shows all."""
    await day.type("subscribe")
    form = await day.modal("Order a digest")
    assert form.state()["values"]["zone"]["brief.field.v1.zone"]["selected_option"]["value"] == "Europe/London"  # type: ignore[index]
    form.fill("zone", "UTC")
    assert await day.submit(form) == {}
    assert "Digests come to this channel at 08:00 (UTC), Mon-Fri" in view_words(form)
    assert await orders(day) == [(CHANNEL, "UTC", "")]

    (digest,) = await day.morning()
    assert digest.text.startswith("Chip policy: Tuesday 3 March 2026.")

    await day.type("topic h200")
    topic = (await day.posts(2))[1]
    assert topic.only_for == ADA
    await day.press(topic, "Watch this")
    assert "Watch 1: h200" in words((await day.posts(3))[2])

    at = day.now[0] + HOUR
    await arrive(day.bot.store, _report(91, at), story="s-91")
    await day.later(HOUR + MINUTE)
    alert = (await day.posts(4))[3]
    assert (alert.only_for, alert.channel, thread_of(alert)) == ("", CHANNEL, "")
    assert "Agency reviews H200 licences" in words(alert)
    await arrive(day.bot.store, _report(92, at + HOUR, publisher="Daily Probe"), story="s-91")
    await day.later(HOUR + MINUTE)
    below = (await day.posts(5))[4]
    assert thread_of(below) == alert.ts

    home = await day.home("Next digests")
    assert "Chip policy: next on Wed 4 Mar 08:00" in view_words(home)
    assert "1. h200" in view_words(home)
    assert "The rule is final" in view_words(home)
    assert all(ack.seconds < 3.0 for ack in day.slack.acks)


def _report(number: int, at: datetime, *, publisher: str = "Sample Wire") -> Report:
    body = "The agency reviews licences for the H200 again."
    return told(number, "Agency reviews H200 licences", body, hours=(NOW - at) / HOUR, publisher=publisher)


async def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(day: Day) -> None:
    await day.type("subscribe")
    form = await day.modal("Order a digest")
    form.fill("time", "8 o'clock")
    assert list(await day.submit(form)) == ["time"]
    form.fill("time", "08:00, 17:30")
    form.fill("query", "h200 (")
    wrong = await day.submit(form)
    assert list(wrong) == ["query"]
    assert wrong["query"].startswith("Column")
    form.fill("query", "h200")
    form.fill("limit", "99")
    assert list(await day.submit(form)) == ["limit"]
    form.fill("limit", "3")
    form.fill("channel", OUTSIDE)
    assert "/invite @Chipbrief" in (await day.submit(form))["channel"]
    assert await orders(day) == []
    form.fill("channel", CHANNEL)
    assert await day.submit(form) == {}
    assert await orders(day) == [(CHANNEL, "Europe/London", "h200")]

    await day.type("subscribe")
    again = await day.modal("Order a digest")
    assert again.input("time")["initial_value"] == "08:00,17:30", "the order that is there is what is changed"


async def test_a_query_is_tried_while_it_is_typed(day: Day) -> None:
    await day.type("watch")
    form = await day.modal("Watch for something")
    for text in ("h2", "h20", "h200"):
        await day.slack.deliver("interactive", typing(form, "query", text))
    await until(lambda: "Bureau adds H200 to export rule" in view_words(form))
    tries = [asked for name, asked in day.slack.state.calls if name == "views.update"]
    assert len(tries) == 1, "only the latest letters are looked at"
    await day.slack.deliver("interactive", typing(form, "query", "h200 ("))
    await until(lambda: "Column" in view_words(form))
    await day.slack.deliver("interactive", typing(form, "query", "h200"))
    await until(lambda: "Bureau adds" in view_words(form))
    form.fill("place", "me")
    assert await day.submit(form) == {}
    assert await watches(day) == [(f"@{ADA}", "h200")]


async def test_zones_are_suggested_while_they_are_typed(day: Day) -> None:
    await day.type("subscribe")
    form = await day.modal("Order a digest")
    ack = await day.slack.deliver("interactive", suggestion(form, "zone", "taip"))
    assert isinstance(ack.payload, dict)
    assert [one["value"] for one in ack.payload["options"]] == ["Asia/Taipei"]


async def test_settings_are_changed_by_their_form_and_wrong_ones_refused_at_their_field(day: Day) -> None:
    await day.type("settings")
    form = await day.modal("Channel settings")
    form.fill("quiet", "late")
    assert list(await day.submit(form)) == ["quiet"]
    form.fill("quiet", "22:00-07:00")
    form.fill("digests", "thread")
    assert await day.submit(form) == {}
    assert "quiet is now 22:00-07:00" in view_words(form)
    await day.type("settings")
    held = await day.modal("Channel settings")
    assert held.input("quiet")["initial_value"] == "22:00-07:00"
    assert "Nothing was changed" not in view_words(held)
    assert await day.submit(held) == {}
    assert "Nothing was changed" in view_words(held)


async def test_a_form_is_for_those_who_may_and_is_checked_again_when_it_is_sent(day: Day) -> None:
    await day.type("subscribe", user=BEN)
    refusal = (await day.posts(1))[0]
    assert (refusal.only_for, "Only managers" in words(refusal)) == (BEN, True)
    await day.type("subscribe")
    form = await day.modal("Order a digest")
    wrong = await day.submit(form, user=BEN)
    assert "Only managers" in next(iter(wrong.values()))
    assert await orders(day) == []


async def test_a_form_that_cannot_be_opened_says_what_to_write_instead(day: Day) -> None:
    day.slack.state.faults.append(Fault(method="views.open", error="expired_trigger_id"))
    await day.type("subscribe")
    instead = (await day.posts(1))[0]
    assert "/brief subscribe 08:00 Europe/London mon-fri" in words(instead)
    assert await orders(day) == []


async def test_the_app_home_has_buttons_that_work_and_shows_what_they_did(day: Day) -> None:
    await day.type("subscribe 09:00 UTC")
    await day.type("watch h200")
    await day.type("save s-1")
    await day.posts(3)
    home = await day.home("Watches")
    assert "Choose the channel" in view_words(home)
    await choose(day, home, CHANNEL)
    home = await day.home_shows("Pause")
    assert "Bureau adds H200 to export rule" in view_words(home)
    assert "feeds" in view_words(home), "a manager sees how they are"

    await day.press_in(home, "Story 1")
    story = await day.modal("The rule is final")
    await day.press_in(story, "Not policy")
    await day.modal("Noted as no policy")

    await day.press_in(home, "Stop 1")
    await until(lambda: "No watch yet" in view_words(home))
    assert await watches(day) == []
    await day.press_in(home, "Watch for something")
    form = await day.modal("What to watch for")
    form.fill("query", "gallium")
    assert await day.submit(form) == {}
    await until(lambda: "2. gallium" in view_words(home))
    assert await watches(day) == [(CHANNEL, "gallium")]


async def choose(day: Day, home: Shown, channel: str) -> None:
    action: Json = {
        "type": "conversations_select",
        "action_id": "brief.field.v1.home",
        "selected_conversation": channel,
    }
    await day.slack.deliver("interactive", press_in(home, action))


async def test_the_app_home_of_others_shows_what_is_theirs_and_no_feeds(day: Day) -> None:
    asked = (("subscribe 09:00 UTC", ADA), ("watch h200", ADA), ("watch h20 me", BEN))
    for number, (line, user) in enumerate(asked, start=1):
        await day.type(line, user=user)
        await day.posts(number)
    home = await day.home("h20", user=BEN)
    seen = view_words(home)
    assert "2. h20" in seen
    assert "1. h200" not in seen
    assert "Chip policy: next" not in seen
    assert "feed" not in seen.lower().replace("feedback", "")
    calls = len(day.slack.state.calls)
    await day.slack.deliver("events_api", home_opened(user=BEN, tab="messages"))
    await asyncio.sleep(0.1)
    assert len(day.slack.state.calls) == calls


async def test_what_is_behind_a_message_is_told_to_whoever_asks(day: Day) -> None:
    linked: Json = {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://wire.example/1"}]}
    message: Json = {"text": "see", "blocks": [{"type": "rich_text", "elements": [linked]}]}
    await ask_why(day, message)
    known = (await day.posts(1))[0]
    assert (known.only_for, known.via) == (BEN, "response_url")
    assert "Where it went" in words(known)
    assert "https://wire.example/1" in seen_in(known.blocks).links
    await ask_why(day, {"text": "<https://elsewhere.example/x|x> and <https://wire.example/1>"})
    assert "Where it went" in words((await day.posts(2))[1])
    await ask_why(day, {"text": "<https://elsewhere.example/x>"})
    assert "was not fetched" in words((await day.posts(3))[2])
    await ask_why(day, {"text": "No link at all <@U000ADA>"})
    assert "There is no link" in words((await day.posts(4))[3])


async def ask_why(day: Day, message: Json) -> None:
    address = day.slack.response_url(user=BEN)
    payload = shortcut(message, callback_id=WHY, response_url=address, user=BEN)
    await day.slack.deliver("interactive", payload)


async def test_buttons_are_safe_when_pressed_twice_or_a_month_later(day: Day) -> None:
    await day.type("topic h200")
    topic = (await day.posts(1))[0]
    await day.press(topic, "Share here")
    shared = (await day.posts(2))[1]
    assert shared.only_for == ""
    await day.press(topic, "Share here")
    again = (await day.posts(3))[2]
    assert (again.only_for, "shared here already" in words(again)) == (ADA, True)
    for _ in range(2):
        await day.press(topic, "Watch this")
    await day.posts(5)
    assert await watches(day) == [(CHANNEL, "h200")]

    await day.type("story s-1")
    story = (await day.posts(6))[5]
    day.now[0] += timedelta(days=31)
    for number, (label, told_words) in enumerate(
        (("Save", "Saved"), ("Save", "Saved already"), ("Mute here", "no more of"), ("Not policy", "no policy")),
        start=7,
    ):
        await day.press(story, label)
        assert told_words in words((await day.posts(number))[-1])
    await day.press(story, "Mute here", user=BEN)
    assert "Only managers" in words((await day.posts(11))[-1])
    assert button(topic.blocks, "Watch this")["action_id"] == "brief.v1.2"
