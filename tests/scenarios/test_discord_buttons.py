"""Buttons, lists and forms of Discord on the wire: safe twice, after a restart and a month later, for who may press."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.views import custom_id, select_id
from bot.storage import open_store
from bot.storage.kept import Keeper, KeptAs, kept_by
from bot.storage.subscriptions import subscriptions_of
from bot.storage.watches import Watch, watches_of
from tests.bot.commands.filled import STORIES, save_stories
from tests.builders import NOW
from tests.fakes.discord import payloads
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import ADA, BEN, CHANNEL, GUILD, OTHER_CHANNEL, OTHER_GUILD, Interaction, Post
from tests.scenarios.test_discord import Day, components, living, words

MONTH = timedelta(days=31)
HERE = {"platform": "discord", "workspace": GUILD}
AS_READER: dict[str, Any] = {"person": BEN, "rights": payloads.READER}
LONG_QUERY = "h200 OR " + " OR ".join(f'"export rule number {number}"' for number in range(8))


@pytest.fixture
async def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'chipbrief.sqlite'}"
    async with await open_store(url) as store:
        await save_stories(store, STORIES)
    return url


@pytest.fixture
async def day(url: str) -> AsyncIterator[Day]:
    async with FakeDiscord() as discord, living(discord, url, [NOW]) as day:
        yield day
        assert discord.state.violations == []


async def watches(day: Day) -> tuple[Watch, ...]:
    return await watches_of(day.bot.store, **HERE)


def post_of(one: Interaction) -> Post:
    assert one.post is not None
    return one.post


def buttons(post: Post) -> list[str]:
    return [str(one["label"]) for one in components(post) if one.get("type") == 2]


async def send(day: Day, form: Interaction, fields: dict[str, str], chosen: dict[str, list[str]], **where: Any) -> Interaction:  # fmt: skip
    """Send a form that was opened, with what was typed and chosen in it."""
    data: Any = form.callback["data"]
    body: Any = payloads.submitted(day.discord.state, data["custom_id"], fields, **where)
    for at, (name, values) in enumerate(chosen.items(), start=50):
        component = {"type": 3, "id": 100 + at, "custom_id": name, "values": values}
        body["data"]["components"].append({"type": 18, "id": at, "component": component})
    return await day.discord.answered(body)


async def test_a_story_is_kept_muted_and_called_no_policy_once_however_often_and_late_it_is_pressed(day: Day) -> None:
    told = post_of(await day.type("now"))
    story = post_of(await day.press(told, "Story 1"))
    for label in ("Save", "Mute here", "Not policy"):
        for _ in range(2):
            assert not words(post_of(await day.press(story, label))).startswith("Only")
            day.now[0] += MONTH
    reader, channel = (Keeper(**HERE, id=id) for id in (ADA, CHANNEL))
    assert [one.story_id for one in await kept_by(day.bot.store, reader, KeptAs.SAVED)] == ["s-1"]
    assert len(await kept_by(day.bot.store, channel, KeptAs.MUTED)) == 1
    assert len(await kept_by(day.bot.store, channel, KeptAs.NOT_POLICY)) == 1


async def test_a_story_is_chosen_from_a_list(day: Day) -> None:
    told = post_of(await day.type("now"))
    state = day.discord.state
    body: Any = payloads.pressed(state, told, select_id(number=0))
    body["data"] |= {"component_type": 3, "values": [custom_id("/brief story s-3", number=1)]}
    assert "Minister doubts export rule" in words((await day.discord.answered(body)).post)
    foreign: Any = payloads.pressed(state, told, select_id(number=0))
    foreign["data"] |= {"component_type": 3, "values": ["/brief story s-3"]}
    assert "not from here" in words((await day.discord.answered(foreign)).post)


async def test_who_may_not_is_refused_whatever_stands_on_the_button(day: Day) -> None:
    story = post_of(await day.press(post_of(await day.type("now")), "Story 1"))
    for label in ("Mute here", "Not policy"):
        refused = await day.press(story, label, **AS_READER)
        assert "Only managers" in words(refused.post)
        assert refused.private
    assert "Saved" in words((await day.press(story, "Save", **AS_READER)).post)
    assert await kept_by(day.bot.store, Keeper(**HERE, id=CHANNEL), *KeptAs) == ()
    assert len(await kept_by(day.bot.store, Keeper(**HERE, id=BEN), *KeptAs)) == 1


async def test_a_list_goes_on_and_is_shared_with_all(day: Day) -> None:
    first = post_of(await day.type("topic", {"query": "fab", "since": "30d"}))
    second = await day.press(first, "More")
    assert second.private
    assert words(second.post) != words(first)
    shared = await day.press(first, "Share here")
    assert not shared.private
    assert day.discord.state.in_channel() == [shared.post]


async def test_a_line_too_long_for_a_button_is_known_after_a_restart_and_in_no_other_server(url: str) -> None:
    async with FakeDiscord() as discord:
        discord.state.guilds.add(OTHER_GUILD)
        async with living(discord, url, [NOW]) as day:
            told = post_of(await day.type("topic", {"query": LONG_QUERY}))
            (long,) = (one for one in components(told) if one.get("label") == "Watch this")
            assert "#" in long["custom_id"]
        async with living(discord, url, [NOW + MONTH]) as day:
            foreign = payloads.pressed(discord.state, told, long["custom_id"], channel=OTHER_CHANNEL)
            assert "not from here" in words((await discord.answered(foreign)).post)
            for _ in range(2):
                assert "Watch 1" in words((await day.press(told, "Watch this")).post)
            (watch,) = await watches(day)
            assert "export rule number 7" in watch.query
        assert discord.state.violations == []


async def test_a_watch_for_nothing_asks_what_and_shows_what_it_would_tell_before_it_is_made(day: Day) -> None:
    form = await day.type("watch", **AS_READER)
    assert form.callback["type"] == 9
    asked = await send(day, form, {"query": "h200"}, {"cadence": ["hourly"], "place": ["me"]}, **AS_READER)
    assert asked.private
    assert "Nothing is watched yet" in words(asked.post)
    assert buttons(post_of(asked)) == ["Start this watch"]
    assert await watches(day) == ()
    for _ in range(2):
        await day.press(post_of(asked), "Start this watch", **AS_READER)
    (watch,) = await watches(day)
    assert (watch.query, watch.cadence, watch.owner, watch.target.channel) == ("h200", "hourly", BEN, f"@{BEN}")


async def test_a_form_with_a_mistake_says_so_and_does_nothing(day: Day) -> None:
    watch = await day.type("watch", {"cadence": "daily"})
    wrong = await send(day, watch, {"query": "AND ("}, {"cadence": ["daily"], "place": ["here"]})
    assert "Column" in words(wrong.post)
    assert buttons(post_of(wrong)) == []
    order = await day.type("subscribe")
    fields = {"time": "noonish", "zone": "UTC", "query": "", "limit": "9"}
    assert "no time" in words((await send(day, order, fields, {"days": ["mon"]})).post)
    assert await subscriptions_of(day.bot.store, **HERE, channel=CHANNEL) == ()


async def test_an_order_is_shown_first_and_made_by_a_manager_only(day: Day) -> None:
    refused = await day.type("subscribe", **AS_READER)
    assert "Only managers" in words(refused.post)
    form = await day.type("subscribe")
    fields = {"time": "08:00, 17:30", "zone": "Europe/London", "query": "h200", "limit": "5"}
    days = {"days": ["mon", "wed"]}
    assert "Only managers" in words((await send(day, form, fields, days, **AS_READER)).post)
    asked = post_of(await send(day, form, fields, days))
    assert "Nothing is ordered yet" in words(asked)
    assert "Only managers" in words((await day.press(asked, "Order this digest", **AS_READER)).post)
    assert await subscriptions_of(day.bot.store, **HERE, channel=CHANNEL) == ()
    for _ in range(2):
        await day.press(asked, "Order this digest")
    (order,) = await subscriptions_of(day.bot.store, **HERE, channel=CHANNEL)
    assert [at.isoformat("minutes") for at in order.times] == ["08:00", "17:30"]
    assert (order.zone, order.weekdays, order.query, order.limit) == ("Europe/London", (0, 2), "h200", 5)
    again: Any = (await day.type("subscribe")).callback["data"]
    known = {one["component"]["custom_id"]: one["component"].get("value") for one in again["components"]}
    assert known["time"] == "08:00, 17:30"
    assert known["zone"] == "Europe/London"


async def test_a_form_from_elsewhere_is_not_carried_out(day: Day) -> None:
    for forged in ("brief1.form@999:watch", "brief1.form:mute", "other"):
        body = payloads.submitted(day.discord.state, forged, {"query": "h200"})
        assert "not from here" in words((await day.discord.answered(body)).post), forged
    assert await watches(day) == ()
