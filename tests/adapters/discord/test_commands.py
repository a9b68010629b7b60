"""Commands as Discord shows them, and what people do in Discord as answers: once, to the right people, in time."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.commands import Conversation, target_of
from adapters.discord.happenings import fields_of, is_about_a_message, links_in, place_of, typed
from adapters.discord.marks import nonce_of
from adapters.discord.pace import Pace
from adapters.discord.replies import Replies
from adapters.discord.rest import Rest, session_for_discord
from adapters.discord.sizes import Style
from adapters.discord.tree import BEHIND, sync, tree
from bot.commands import COMMANDS
from bot.commands.command import Kind
from bot.commands.services import Services
from bot.config import DiscordSettings
from bot.seen import Seen
from bot.storage import Store
from digests.entries import Feed
from tests.bot.commands.filled import filled
from tests.fakes.discord import payloads
from tests.fakes.discord.limits import commands_problem
from tests.fakes.discord.schema import body_problem
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import (
    ADA,
    APP,
    BEN,
    CHANNEL,
    GUILD,
    OTHER_CHANNEL,
    OTHER_GUILD,
    TOKEN,
    Fault,
    Interaction,
    Post,
    State,
)

CALLBACK, FILL = "POST /interactions/*/*/callback", "PATCH /webhooks/*/*/messages/@original"


@dataclass(kw_only=True)
class Talk:
    """A conversation and the fake that it talks to, without a gateway between them."""

    fake: FakeDiscord
    rest: Rest
    conversation: Conversation
    store: Store
    services: Services

    async def say(self, body: Any) -> Interaction:
        """Hear something that a person did, and answer it."""
        await self.conversation.hear(body)
        return self.fake.state.interactions[body["id"]]

    def posts_for(self, one: Interaction) -> list[Post]:
        """What was shown for it, through its token or beside it."""
        beside = {nonce_of(f"answer {one.id} {number}") for number in range(5)}
        return [post for post in self.fake.state.posts if post.interaction == one.id or post.nonce in beside]


@pytest.fixture
async def talk(sqlite_store: Store) -> AsyncIterator[Talk]:
    services = (await filled(sqlite_store)).services
    async with FakeDiscord() as fake, session_for_discord() as session:
        rest = Rest(session, base=fake.api_url, token=TOKEN, pace=Pace(1000.0))
        conversation = conversation_of(rest, services)
        yield Talk(fake=fake, rest=rest, conversation=conversation, store=sqlite_store, services=services)
        assert fake.state.violations == []


def conversation_of(rest: Rest, services: Services) -> Conversation:
    replies = Replies(rest=rest, store=services.store, style=Style.COMPONENTS, clock=lambda: datetime.now(UTC))
    return Conversation(replies=replies, settings=DiscordSettings(), services=services, clock=lambda: datetime.now(UTC))


def subcommands(options: Any, before: str = "") -> dict[str, Any]:
    """The subcommands of a root by their whole names."""
    found: dict[str, Any] = {}
    for one in options:
        name = f"{before} {one['name']}".strip()
        found |= {name: one} if one["type"] == 1 else subcommands(one["options"], name)
    return found


def ids_in(post: Post) -> list[str]:
    """The custom ids of a post's buttons, in their order."""
    return re.findall(r"'custom_id': '([^']+)'", str(post.content))


def test_every_command_is_shown_and_discord_takes_them() -> None:
    made = tree(COMMANDS)
    assert commands_problem(made) == ""
    assert body_problem("PUT /applications/*/commands", made) == ""
    root, behind = made
    shown = subcommands(root["options"])
    assert set(shown) == {command.name for command in COMMANDS if not command.hidden}
    assert behind == {"type": 3, "name": BEHIND, "integration_types": [0, 1], "contexts": [0, 1, 2]}
    for command in COMMANDS:
        if not command.hidden:
            assert {one["name"] for one in shown[command.name]["options"]} == {
                one.name for one in command.shown_options
            }


def test_options_have_types_choices_and_completion() -> None:
    shown = subcommands(tree(COMMANDS)[0]["options"])
    for command in COMMANDS:
        for option in command.shown_options if not command.hidden else ():
            made = next(one for one in shown[command.name]["options"] if one["name"] == option.name)
            assert made["type"] == (4 if option.kind is Kind.NUMBER else 3)
            assert [one["value"] for one in made.get("choices", ())] == list(option.choices)
            assert made.get("autocomplete", False) is (option.completion.value != "none" and not option.choices)


def test_more_commands_than_discord_takes_would_be_noticed() -> None:
    many = [replace(COMMANDS[0], name=f"one{number}") for number in range(26)]
    assert "too many" in commands_problem(tree(many))


async def test_commands_are_told_once_and_again_when_they_have_changed(talk: Talk) -> None:
    told = {"application": APP, "platform": "discord"}
    assert await sync(talk.rest, talk.store, COMMANDS, **told)
    assert not await sync(talk.rest, talk.store, COMMANDS, **told)
    assert await sync(talk.rest, talk.store, COMMANDS[:-1], **told)
    assert talk.fake.state.synced == 2


async def test_commands_that_were_not_taken_are_told_again(talk: Talk) -> None:
    talk.fake.state.faults = [Fault(route="PUT /applications/*/commands", status=503)]
    with pytest.raises(Exception, match="503"):
        await sync(talk.rest, talk.store, COMMANDS, application=APP, platform="discord")
    assert await sync(talk.rest, talk.store, COMMANDS, application=APP, platform="discord")


@settings(deadline=None, max_examples=60)
@given(
    command=st.sampled_from([one for one in COMMANDS if not one.hidden]),
    values=st.dictionaries(
        st.from_regex(r"[a-z]{1,10}", fullmatch=True), st.text(min_size=1).map(str.strip).filter(bool), max_size=5
    ),
)
def test_what_was_typed_comes_out_of_its_groups(command: Any, values: dict[str, str | int]) -> None:
    body: Any = payloads.slash(State(), command.name, values)
    asked = typed(body)
    assert (asked.command, asked.values, asked.focused) == (command.name, values, "")


def test_who_asks_where() -> None:
    state = State()
    manager: Any = payloads.slash(state, "now")
    reader: Any = payloads.slash(state, "now", person=BEN, rights=payloads.READER)
    visitor: Any = payloads.slash(state, "now", person=BEN, installed=False)
    assert place_of(manager).may_manage
    assert not place_of(reader).may_manage
    assert str(target_of(place_of(manager))) == f"discord:{GUILD}/{CHANNEL}"
    assert str(target_of(place_of(visitor))) == f"discord:@{BEN}/@{BEN}"
    assert place_of(visitor).may_manage, "what is theirs alone is theirs"
    assert place_of({"member": {"permissions": "8"}, "guild_id": "1"}).may_manage, "an administrator may do all"
    assert not place_of({"guild_id": "1"}).may_manage


def test_the_links_of_a_message_are_found_wherever_they_stand() -> None:
    message = {
        "id": "1",
        "content": "See <https://a.example/1>, [this](https://b.example/2) and https://a.example/1.",
        "embeds": [{"url": "https://c.example/3", "description": "x https://d.example/4", "fields": [{"value": "-"}]}],
        "components": [
            {"type": 17, "components": [{"type": 9, "components": [{"type": 10, "content": "https://e.example/5)"}]}]},
            {"type": 1, "components": [{"type": 2, "url": "https://f.example/6"}]},
        ],
    }
    body: Any = payloads.asked_of_message(State(), BEHIND, message)
    assert is_about_a_message(body)
    assert [link[8] for link in links_in(body)] == list("abcdef")


def test_the_fields_of_a_modal_are_read() -> None:
    body: Any = payloads.submitted(State(), "form", {"query": " h200 ", "cadence": "now"})
    assert fields_of(body) == {"query": "h200", "cadence": "now"}


@pytest.mark.parametrize("body", [{}, {"type": 2}, {"type": 3, "id": "1", "token": "t"}, {"type": 99, "id": "2"}])
async def test_what_cannot_be_understood_is_dropped(talk: Talk, body: dict[str, Any]) -> None:
    await talk.conversation.hear(body)
    assert talk.fake.state.posts == []


async def test_what_comes_twice_is_answered_once(talk: Talk) -> None:
    body: Any = payloads.slash(talk.fake.state, "watches")
    await talk.say(body)
    one = await talk.say(body)
    assert len(talk.posts_for(one)) == 1
    assert talk.fake.state.calls.count(CALLBACK) == 1


async def test_what_another_process_answers_is_left_to_it(talk: Talk) -> None:
    body: Any = payloads.slash(talk.fake.state, "watches")
    talk.fake.state.interactions[body["id"]].acknowledged = 1.0
    assert talk.posts_for(await talk.say(body)) == []


async def test_an_acknowledgement_whose_answer_is_lost_still_counts(talk: Talk) -> None:
    talk.fake.state.faults = [Fault(route=CALLBACK, after=True)]
    one = await talk.say(payloads.slash(talk.fake.state, "watches"))
    assert one.fills == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(route=FILL),
        Fault(route=FILL, after=True),
        Fault(route=FILL, after=True, close=True),
        Fault(route=FILL, status=429, retry_after=0.1, code=0),
    ],
)
async def test_an_answer_that_did_not_get_through_is_tried_again(talk: Talk, fault: Fault) -> None:
    talk.fake.state.faults = [fault]
    one = await talk.say(payloads.slash(talk.fake.state, "watches"))
    assert len(talk.posts_for(one)) == 1


async def test_who_is_too_late_answers_with_a_message(talk: Talk) -> None:
    body: Any = payloads.slash(talk.fake.state, "watches")
    talk.fake.state.interactions[body["id"]].created -= 10
    (post,) = talk.posts_for(await talk.say(body))
    assert talk.fake.state.channels[post.channel].person == ADA, "a private answer is for nobody else"
    body = payloads.slash(talk.fake.state, "topic", {"query": "h200", "share": "here"})
    talk.fake.state.interactions[body["id"]].created -= 10
    (post,) = talk.posts_for(await talk.say(body))
    assert post.channel == CHANNEL


async def test_who_takes_no_direct_messages_is_not_shown_to_others(talk: Talk) -> None:
    talk.fake.state.closed_to_us.add(ADA)
    body: Any = payloads.slash(talk.fake.state, "watches")
    talk.fake.state.interactions[body["id"]].created -= 10
    assert talk.posts_for(await talk.say(body)) == []


async def test_who_waits_for_a_slow_site_holds_nobody_up(talk: Talk) -> None:
    answered = asyncio.Event()

    async def slow(url: str) -> Feed:
        await answered.wait()
        return Feed(url=url)

    talk.conversation = conversation_of(talk.rest, replace(talk.services, find_feed=slow))
    state = talk.fake.state
    urls = [f"https://slow{number}.example/feed" for number in range(5)]
    added = [asyncio.create_task(talk.say(payloads.slash(state, "feed add", {"url": one}))) for one in urls]
    await state.until(lambda: sum(bool(one.callback) for one in state.interactions.values()) == len(urls))
    async with asyncio.timeout(20):
        quick = await talk.say(payloads.slash(state, "watches"))
    assert len(talk.posts_for(quick)) == 1
    answered.set()
    assert all(talk.posts_for(one) for one in await asyncio.gather(*added))


async def test_buttons_in_direct_messages_are_about_the_server_that_they_came_from(talk: Talk) -> None:
    state = talk.fake.state
    body: Any = payloads.slash(state, "topic", {"query": "h20", "since": "520w"})
    state.interactions[body["id"]].created -= 10
    (late,) = talk.posts_for(await talk.say(body))
    assert state.channels[late.channel].person == ADA
    (button, *more) = ids_in(late)
    assert all(f"@{GUILD}" in one for one in (button, *more))
    (answer,) = talk.posts_for(await talk.say(payloads.pressed(state, late, button, channel=late.channel)))
    assert ids_in(answer), "the answer leads on"
    assert all(f"@{GUILD}" in one for one in ids_in(answer)), "and so do the buttons of what they answer"


async def test_suggestions_are_told_for_what_is_being_typed(talk: Talk) -> None:
    state = talk.fake.state
    for words, name, prefix, wanted in (
        ("topic", "query", "nvidia export", "nvidia topic:export-controls"),
        ("unwatch", "number", "", None),
        ("subscribe", "zone", "lond", "Europe/London"),
        ("topic", "since", "7", None),
    ):
        one = await talk.say(payloads.completing(state, words, name, prefix))
        choices: Any = one.callback.get("data", {"choices": []})
        assert body_problem(CALLBACK, one.callback or {"type": 8, "data": choices}) == ""
        if wanted:
            assert wanted in [choice["value"] for choice in choices["choices"]]


async def test_nobody_is_told_what_another_server_keeps(talk: Talk) -> None:
    state = talk.fake.state
    state.guilds.add(OTHER_GUILD)
    await talk.say(payloads.slash(state, "watch", {"query": "h200"}))
    there = await talk.say(payloads.slash(state, "watches", channel=OTHER_CHANNEL))
    assert "at once" not in str(talk.posts_for(there)[0].content)
    one = await talk.say(payloads.completing(state, "unwatch", "number", "", channel=OTHER_CHANNEL))
    assert one.callback["data"] == {"choices": []}
    here = await talk.say(payloads.completing(state, "unwatch", "number", ""))
    assert here.callback["data"] == {"choices": [{"name": "1. h200", "value": 1}]}


def test_names_are_remembered_up_to_a_number() -> None:
    seen = Seen(2)
    assert [seen.again(name) for name in "aabcab"] == [False, True, False, False, False, False]
