"""Forums and announcement channels: a digest is one post a day with tags, and what is published is published once."""

from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.connection import DiscordPlatform
from adapters.discord.escaping import units
from adapters.discord.forums import named_by, tags_for
from adapters.discord.marks import marked
from adapters.discord.pace import Pace
from adapters.discord.posting import posted
from adapters.discord.publishing import Publishing
from adapters.discord.render import payload
from adapters.discord.rest import Rest, session_for_discord
from adapters.discord.sizes import Style
from bot.config import DiscordSettings
from bot.errors import Ambiguous, GiveUp
from bot.targets import Target
from digests.message import Heading, Message, Paragraph, Plain
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.state import ANNOUNCEMENTS, FORUM, GUILD, TOKEN, Channel, Fault, Json, Post, Rates

BOARD, NEWS = "1003000000000000015", "1003000000000000005"
ON_BOARD = Target(platform="discord", workspace=GUILD, channel=BOARD)
IN_NEWS = Target(platform="discord", workspace=GUILD, channel=NEWS)
BEGIN, PUBLISH = "POST /channels/*/threads", "POST /channels/*/messages/*/crosspost"
DAY = "Chip policy: Tuesday 3 March 2026"
NOW = datetime.now(UTC)


def tag(id: int, name: str, *, moderated: bool = False) -> Json:
    return {"id": f"100800000000000000{id}", "name": name, "moderated": moderated, "emoji_id": None, "emoji_name": None}


TAGS = [tag(1, "Staff", moderated=True), tag(2, "Other"), tag(3, "Export controls"), tag(4, "Digest")]


def a_page(part: int = 1, of: int = 2, *, day: str = DAY, first: str = "Bureau adds H200 to export rule") -> Message:
    """A page of a digest, with the summary that pages have."""
    words = Paragraph((Plain(f"Page {part}: new export controls."),))
    head = (Heading(day),) if part == 1 else (Heading(f"{part}. A story", level=2),)
    return Message((*head, words), f"{day}. 2 stories: {first}; Fab is late ({part} of {of})")


def an_alert(words: str) -> Message:
    return Message((Heading(words, level=2), Paragraph((Plain("It says so."),))), words)


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as discord:
        discord.state.channels[BOARD] = Channel(id=BOARD, guild=GUILD, kind=FORUM, tags=TAGS, must_have_tag=True)
        discord.state.channels[NEWS] = Channel(id=NEWS, guild=GUILD, kind=ANNOUNCEMENTS)
        yield discord
        assert discord.state.violations == []


@pytest.fixture
async def platform(fake: FakeDiscord) -> AsyncIterator[DiscordPlatform]:
    values = {"token": TOKEN, "api_url": fake.api_url, "publish": [NEWS]}
    made = DiscordPlatform(DiscordSettings.model_validate(values), clock=lambda: NOW, pace=Pace(1000.0))
    await made.start()
    yield made
    await made.stop()


def threads(fake: FakeDiscord) -> list[Channel]:
    return [one for one in fake.state.channels.values() if one.parent == BOARD]


async def test_a_digest_is_one_post_of_its_day_with_the_tags_that_fit(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    first = await platform.send(ON_BOARD, a_page(1), key="k1")
    second = await platform.send(ON_BOARD, a_page(2), key="k2")
    (post,) = threads(fake)
    assert post.name == f"{DAY} · Bureau adds H200 to export rule"
    assert post.applied == [TAGS[3]["id"], TAGS[2]["id"]]
    assert [one.id for one in fake.state.in_channel(post.id)] == [first, second]
    evening = a_page(1, 1, first="Chipmaker sues")
    await platform.send(ON_BOARD, evening, key="k3")
    assert len(threads(fake)) == 1, "the evening's digest goes to the post of its day"
    await platform.send(ON_BOARD, a_page(day="Chip policy: Wednesday 4 March 2026"), key="k4")
    assert len(threads(fake)) == 2


@pytest.mark.parametrize("page", [a_page(), an_alert("H200"), Message((Paragraph((Plain("Words alone."),)),), "Words")])
async def test_a_post_of_which_nobody_knows_is_looked_for_before_it_is_begun(
    platform: DiscordPlatform, fake: FakeDiscord, page: Message
) -> None:
    fake.state.faults = [Fault(route=BEGIN, after=True)]
    with pytest.raises(Ambiguous):
        await platform.send(ON_BOARD, page, key="k1")
    assert len(threads(fake)) == 1
    id = await platform.send(ON_BOARD, page, key="k1")
    assert [post.id for post in threads(fake)] == [id]
    assert fake.state.calls.count(BEGIN) == 1


async def test_a_page_in_a_forum_is_found_by_its_mark(platform: DiscordPlatform, fake: FakeDiscord) -> None:
    long_ago = NOW - timedelta(minutes=30)
    assert await platform.find(ON_BOARD, key="k1", since=long_ago) is None, "an empty forum is no hidden one"
    first = await platform.send(ON_BOARD, a_page(1), key="k1")
    second = await platform.send(ON_BOARD, a_page(2), key="k2")
    assert await platform.find(ON_BOARD, key="k1", since=long_ago) == first
    assert await platform.find(ON_BOARD, key="k2", since=long_ago) == second
    assert await platform.find(ON_BOARD, key="k3", since=long_ago) is None


async def test_each_alert_has_a_post_of_its_own_and_later_reports_stand_below_it(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    first = await platform.send(ON_BOARD, an_alert("Bureau adds H200"), key="k1")
    again = await platform.send(ON_BOARD, an_alert("Bureau adds H200"), key="k2")
    assert first != again
    await platform.reply(ON_BOARD, an_alert("One more report"), key="k3", to=first)
    assert len(fake.state.in_channel(first)) == 2
    assert len(threads(fake)) == 2
    del fake.state.channels[first]
    anew = await platform.reply(ON_BOARD, an_alert("One more still"), key="k4", to=first)
    assert [one.id for one in threads(fake)] == [again, anew], "whose post was deleted has one anew"


async def test_a_forum_without_a_tag_that_we_may_give_is_closed_to_us(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    fake.state.channels[BOARD].tags = TAGS[:1]
    with pytest.raises(GiveUp) as caught:
        await platform.send(ON_BOARD, a_page(), key="k1")
    assert caught.value.scope == "destination"
    assert "40067" in str(caught.value)


@pytest.mark.parametrize(
    ("summary", "name"),
    [
        (f"{DAY}. 1 story: Fab is late", f"{DAY} · Fab is late"),
        (f"{DAY}. 1,200 stories: Fab is late; More (1 of 3)", f"{DAY} · Fab is late"),
        (f"{DAY}. Nothing material changed.", DAY),
        ("U.S. chips: Tuesday 3 March 2026. 1 story: A", "U.S. chips: Tuesday 3 March 2026 · A"),
        ("H200: Bureau adds it", "H200: Bureau adds it"),
        ("", "Chipbrief"),
    ],
)
def test_a_post_is_named_by_its_day_and_what_leads_it(summary: str, name: str) -> None:
    assert named_by(Message((), summary)).name == name


def test_a_name_is_short_enough_and_its_day_whole() -> None:
    named = named_by(a_page(first="Bureau " + "adds more " * 20))
    assert len(named.name) <= 100
    assert named.name.startswith(f"{DAY} · Bureau")
    assert named.fits(named_by(a_page(2, first="Else")).name)
    assert not named.fits(f"{DAY}x")


@settings(deadline=None, max_examples=200)
@given(summary=st.text(max_size=300), lead=st.text("\U0001f600 a;", max_size=120))
def test_any_summary_gives_a_name_that_discord_takes(summary: str, lead: str) -> None:
    for words in (summary, f"{summary}. 2 stories: {lead} (1 of 2)"):
        name = named_by(Message((), words)).name
        assert 1 <= units(name) <= 100
        assert name == " ".join(name.split())


@pytest.mark.parametrize(
    ("tags", "must", "wanted"),
    [(TAGS, True, [4, 3]), (TAGS[:2], True, [2]), (TAGS[:2], False, []), ([], True, []), (TAGS[:1], True, [])],
)
def test_tags_are_those_that_name_what_is_told(tags: list[Json], must: bool, wanted: list[int]) -> None:
    forum = {"available_tags": tags, "flags": 16 if must else 0}
    assert tags_for(forum, a_page(), digest=True) == [tag(one, "")["id"] for one in wanted]


def published(fake: FakeDiscord) -> list[Post]:
    return [post for post in fake.state.posts if post.id in fake.state.published]


async def test_posts_of_announcement_channels_are_published_as_fast_as_discord_allows(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    fake.state.rates = Rates(posts=100, publishes=2, hour=0.2)
    fake.state.faults = [Fault(route=PUBLISH, after=True)]
    sent = [await platform.send(IN_NEWS, an_alert(f"Alert {number}"), key=f"k{number}") for number in range(5)]
    await platform.send(IN_NEWS, an_alert("Alert 0"), key="k0")
    await fake.state.until(lambda: len(fake.state.published) == 5, seconds=60)
    assert fake.state.published == sent
    assert fake.state.overruns == []
    await platform.reply(IN_NEWS, an_alert("later"), key="k9", to=sent[0])
    assert len(fake.state.published) == 5


class _LateReader(Publishing):
    """Publishes for a channel of which something is told between its reading that nothing waits and its end."""

    after = ""

    async def _kept(self, channel: str) -> list[str]:
        found = await super()._kept(channel)
        if not found and self.after:
            late, self.after = self.after, ""
            await self.posted(channel, late)
        return found


async def test_a_post_that_is_told_of_at_the_last_moment_is_published(fake: FakeDiscord) -> None:
    async with session_for_discord() as session:
        rest = Rest(session, base=fake.api_url, token=TOKEN, pace=Pace(1000.0))
        ids = [
            await posted(rest, NEWS, marked(payload(an_alert(key), style=Style.COMPONENTS), key))
            for key in ("k1", "k2")
        ]
        publishing = _LateReader(rest, None, [NEWS])
        await publishing.posted(NEWS, ids[0])
        publishing.after = ids[1]
        await fake.state.until(lambda: fake.state.published == ids)
        await publishing.stop()


async def test_what_is_no_announcement_channel_is_posted_to_and_not_published(
    platform: DiscordPlatform, fake: FakeDiscord
) -> None:
    fake.state.channels[NEWS].kind = 0
    await platform.send(IN_NEWS, an_alert("Alert"), key="k1")
    await fake.state.until(lambda: PUBLISH in fake.state.calls)
    await platform.send(IN_NEWS, an_alert("Another"), key="k2")
    await fake.state.until(lambda: fake.state.calls.count(PUBLISH) == 2)
    assert published(fake) == []


def test_the_setting_takes_ids_only() -> None:
    values: Mapping[str, object] = {"publish": ["news"]}
    with pytest.raises(ValueError, match="is not an id of Discord"):
        DiscordSettings.model_validate(values)
