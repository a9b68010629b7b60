"""`chipbrief check` for Discord: token, application, gateway, servers and channels, each with its mend."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.checking import check_discord, install_link
from adapters.discord.rights import ALL, ATTACH, EMBED, HISTORY, SEND, SEND_IN_THREADS, VIEW, missing, rights_in
from bot.config import DiscordSettings
from bot.targets import Target
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import (
    ADA,
    ANNOUNCEMENTS,
    APP,
    BOT_RIGHTS,
    CHANNEL,
    FORUM,
    GUILD,
    OTHER_CHANNEL,
    OTHER_GUILD,
    TOKEN,
    Channel,
    Fault,
    Json,
)

NEW, BOARD, NEWS = "1003000000000000007", "1003000000000000008", "1003000000000000009"
KEY = "0" * 64
ROLE = "1007000000000000001"


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        yield discord
        assert discord.state.violations == []
        assert discord.state.posts == []


async def said(fake: FakeDiscord, *channels: str, guild: str = GUILD, **changes: Any) -> list[tuple[bool, str]]:
    given = {"token": TOKEN, "api_url": fake.api_url} | changes
    targets = [Target(platform="discord", workspace=guild, channel=channel) for channel in channels]
    found = await check_discord(DiscordSettings.model_validate(given), targets)
    return [(one.fine, one.says) for one in found]


async def problem(fake: FakeDiscord, *channels: str, guild: str = GUILD, **changes: Any) -> str:
    """The one thing that is wrong."""
    (says,) = [says for fine, says in await said(fake, *channels, guild=guild, **changes) if not fine]
    return says


async def test_all_is_well(fake: FakeDiscord) -> None:
    fake.state.channels[NEWS] = Channel(id=NEWS, guild=GUILD, kind=ANNOUNCEMENTS, name="news")
    found = await said(fake, CHANNEL, NEWS, f"@{ADA}", publish=[NEWS])
    assert [fine for fine, _ in found] == [True] * 7
    assert [says for _, says in found] == [
        f"signed in as user1, of application {APP}",
        "the gateway is open to us: 1000 sessions left of 1000, 1 shard",
        f"the bot is in Sample ({GUILD})",
        f"discord:{GUILD}/{CHANNEL}: the bot may post to #chips of Sample",
        f"discord:{GUILD}/{NEWS}: the bot may post to #news of Sample",
        f"discord:{GUILD}/@{ADA}: direct messages, which only a post can try",
        "posts of #news are published to whoever follows it",
    ]


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (SEND, "lacks Send Messages; under Edit Channel, Permissions give it to it"),
        (EMBED | HISTORY, "lacks Embed Links, Read Message History; under Edit Channel, Permissions give them to it"),
        (VIEW, "lacks View Channels"),
    ],
)
async def test_a_right_that_is_missing_is_named(fake: FakeDiscord, lacking: int, words: str) -> None:
    fake.state.channels[CHANNEL].rights = BOT_RIGHTS & ~lacking
    assert words in await problem(fake, CHANNEL)


async def test_a_right_that_only_charts_need_is_told_and_nothing_is_wrong(fake: FakeDiscord) -> None:
    fake.state.channels[CHANNEL].rights = BOT_RIGHTS & ~ATTACH
    found = await said(fake, CHANNEL)
    assert all(fine for fine, _ in found)
    assert found[-1][1].endswith("may post to #chips of Sample, charts as words: it lacks Attach Files")


async def test_a_thread_has_the_rights_of_the_channel_above(fake: FakeDiscord) -> None:
    fake.state.channels[NEW] = Channel(id=NEW, guild=GUILD, parent=CHANNEL)
    assert all(fine for fine, _ in await said(fake, NEW))
    fake.state.channels[CHANNEL].rights = BOT_RIGHTS & ~SEND_IN_THREADS
    assert "lacks Send Messages in Threads" in await problem(fake, NEW)


async def test_a_forum_whose_tags_are_for_moderators_is_told(fake: FakeDiscord) -> None:
    tag: Json = {"id": "1", "name": "News", "moderated": True, "emoji_id": None, "emoji_name": None}
    board = fake.state.channels[BOARD] = Channel(id=BOARD, guild=GUILD, kind=FORUM, tags=[tag])
    assert all(fine for fine, _ in await said(fake, BOARD))
    board.must_have_tag = True
    assert "only moderators may give one" in await problem(fake, BOARD)


async def test_a_server_or_a_channel_that_is_not_there_is_told(fake: FakeDiscord) -> None:
    assert install_link(APP) in await problem(fake, OTHER_CHANNEL, guild=OTHER_GUILD)
    assert "no such channel any more" in await problem(fake, NEW)
    fake.state.guilds.add(OTHER_GUILD)
    assert f"write discord:{OTHER_GUILD}/{OTHER_CHANNEL}" in await problem(fake, OTHER_CHANNEL)
    fake.state.channels[NEW] = Channel(id=NEW, guild=GUILD, kind=4)
    assert "no channel that takes posts" in await problem(fake, NEW)


async def test_what_cannot_be_published_is_told(fake: FakeDiscord) -> None:
    assert "is no announcement channel" in await problem(fake, publish=[CHANNEL])
    assert "take it out of discord.publish" in await problem(fake, publish=[NEW])


@pytest.mark.parametrize(
    ("changes", "endpoint", "words"),
    [
        ({"application": "1001000000000000009"}, None, f"the token is of {APP}"),
        ({"public_key": "1" * 64}, "https://x.example/discord/interactions", "is not this application's"),
        ({"public_key": KEY}, None, "as Interactions Endpoint URL"),
        ({}, "https://x.example/discord/interactions", "none over the gateway"),
    ],
)
async def test_an_application_that_is_set_up_otherwise_is_told(
    fake: FakeDiscord, changes: dict[str, str], endpoint: str | None, words: str
) -> None:
    fake.state.endpoint_url = endpoint
    assert words in await problem(fake, **changes)


async def test_a_gateway_that_is_used_up_or_too_small_is_told(fake: FakeDiscord) -> None:
    fake.state.shards = 4
    assert "recommends 4" in await problem(fake, shards=[0], shard_count=2)
    fake.state.identifies_left = 49
    assert "only 49 sessions" in await problem(fake)
    fake.state.faults = [Fault(route="GET /gateway/bot"), Fault(route="GET /users/@me/guilds")]
    assert [fine for fine, _ in await said(fake)] == [True, False, False]


async def test_a_token_that_is_no_good_or_a_discord_that_is_away_is_told(fake: FakeDiscord) -> None:
    ((fine, says),) = await said(fake, token="other")
    assert not fine
    assert "copy the token again" in says
    fake.state.faults = [Fault(route="GET /users/@me")]
    ((fine, says),) = await said(fake)
    assert not fine
    assert "discord.api_url" in says


def a_guild(everybody: int, role: int = 0, *, owner: str = ADA) -> Json:
    roles = [{"id": GUILD, "permissions": str(everybody)}, {"id": ROLE, "permissions": str(role)}]
    return {"id": GUILD, "owner_id": owner, "roles": roles}


def a_change(id: str, *, kind: int = 0, allow: int = 0, deny: int = 0) -> Json:
    return {"id": id, "type": kind, "allow": str(allow), "deny": str(deny)}


US: Json = {"user": {"id": APP}, "roles": [ROLE]}


@pytest.mark.parametrize(
    ("guild", "changes", "rights"),
    [
        (a_guild(VIEW), [], VIEW),
        (a_guild(VIEW, SEND), [], VIEW | SEND),
        (a_guild(0, 1 << 3), [a_change(GUILD, deny=ALL)], ALL),
        (a_guild(0, owner=APP), [], ALL),
        (a_guild(VIEW | SEND), [a_change(GUILD, deny=SEND)], VIEW),
        (a_guild(VIEW | SEND), [a_change(GUILD, deny=SEND), a_change(ROLE, allow=SEND)], VIEW | SEND),
        (a_guild(VIEW), [a_change(ROLE, allow=SEND), a_change(APP, kind=1, deny=SEND)], VIEW),
        (a_guild(VIEW), [a_change(APP, kind=0, allow=SEND), a_change(ADA, kind=1, allow=SEND)], VIEW),
        (a_guild(SEND), [], 0),
    ],
)
def test_rights_are_reckoned_as_discord_does(guild: Json, changes: list[Json], rights: int) -> None:
    assert rights_in(guild, US, {"permission_overwrites": changes}) == rights


@settings(deadline=None, max_examples=50)
@given(st.integers(0, ALL), st.integers(0, ALL))
def test_what_a_member_is_allowed_is_theirs_whatever_is_denied_to_others(denied: int, allowed: int) -> None:
    changes = [a_change(GUILD, deny=denied), a_change(ROLE, deny=denied), a_change(APP, kind=1, allow=allowed | VIEW)]
    rights = rights_in(a_guild(0), US, {"permission_overwrites": changes})
    assert rights == allowed | VIEW
    assert missing(0, [VIEW, SEND]) == ["View Channels"]
