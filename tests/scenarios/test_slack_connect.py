"""A channel that is shared with another organisation: its people have the rights of theirs, and none of ours."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.guests import OPEN, is_guest, may_ask
from adapters.slack.people import Person
from adapters.slack.replies import Place
from adapters.slack.workspace import Identity, Workspace
from bot.commands import COMMANDS
from bot.storage import open_store
from bot.storage.notices import open_notices
from bot.storage.pauses import pauses_now
from bot.storage.watches import watches_of
from tests.adapters.slack.over_http import OverHttp, over_http
from tests.adapters.slack.reading import seen_in
from tests.bot.commands.filled import STORIES, save_stories
from tests.builders import NOW
from tests.fakes.slack.payloads import event, mention, press
from tests.fakes.slack.state import ADA, BEN, CHANNEL, GUEST, GUESTS, WORKSPACE, Grant, Json
from tests.scenarios.slack_day import Day, a_day, button, words

GUEST_SAYS = "your own workspace needs Chipbrief"


@pytest.fixture
async def day(tmp_path: Path) -> AsyncIterator[Day]:
    async with a_day(tmp_path, managers=[GUEST]) as made:
        yield made


async def test_a_guest_opens_stories_and_changes_nothing(day: Day) -> None:
    day.slack.state.admins.add(GUEST)
    (digest,) = await day.morning()
    await day.press(digest, "Story 1", user=GUEST, of=GUESTS)
    story = (await day.posts(2))[1]
    assert "The rule is final" in words(story)
    assert story.only_for == GUEST

    for number, line in enumerate(("topic h200", "watches", "pause", "subscribe", "watch h200"), start=3):
        await day.slack.deliver("events_api", mention(line, user=GUEST, of=GUESTS))
        answer = (await day.posts(number))[-1]
        assert GUEST_SAYS in words(answer)
        assert answer.only_for == GUEST
    assert not await pauses_now(day.bot.store, now=NOW)
    assert not await watches_of(day.bot.store, platform="slack", workspace=WORKSPACE)

    await day.slack.deliver("events_api", mention("topic h200", user=BEN))
    assert "Bureau adds H200" in words((await day.posts(8))[-1]), "our own people are answered as before"


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[OverHttp]:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    async with await open_store(url) as store:
        await save_stories(store, STORIES)
    async with over_http(url, now=NOW) as made:
        yield made


async def test_a_guest_whose_workspace_has_let_us_in_acts_there(life: OverHttp) -> None:
    await life.install(Grant(workspace=WORKSPACE))
    await life.install(Grant(workspace=GUESTS, name="Theirs", bot_user="U000BO2", bot="B000BO2"))
    await life.type("topic h200", user=ADA)
    (topic,) = await life.posts(1)
    address = life.slack.response_url(user=GUEST)
    pressed = press(button(topic.blocks, "Watch this"), user=GUEST, response_url=address, of=GUESTS)
    await life.deliver("interactive", pressed)
    answer = (await life.posts(2))[1]
    assert "Watch 1" in " ".join(seen_in(answer.blocks).words)
    assert not await watches_of(life.bot.store, platform="slack", workspace=WORKSPACE)
    (watch,) = await watches_of(life.bot.store, platform="slack", workspace=GUESTS)
    assert watch.target.channel == CHANNEL

    pressed = press(button(topic.blocks, "Watch this"), user=ADA, response_url=life.slack.response_url())
    await life.deliver("interactive", pressed)
    await life.posts(3)
    (ours,) = await watches_of(life.bot.store, platform="slack", workspace=WORKSPACE)
    assert ours.owner == ADA


WHOLE, PART = Grant(workspace="T0000007", enterprise="E0000001", whole=True), "T0000008"


async def test_access_that_an_organisation_takes_back_stops_that_workspace_only(life: OverHttp) -> None:
    await life.install(WHOLE)
    grid: Json = {"enterprise_id": WHOLE.enterprise, "is_enterprise_install": "true"}
    await life.type("help", workspace=PART, more=grid)
    await life.posts(1)

    async def told(kind: str) -> None:
        first = {"enterprise_id": WHOLE.enterprise, "team_id": None, "user_id": "U0", "is_enterprise_install": True}
        content = event({"type": kind, "team_ids": [PART, "T0000099"]})
        wrapped = content | {"team_id": PART, "enterprise_id": WHOLE.enterprise, "authorizations": [first]}
        await life.deliver("events_api", wrapped)

    async def stopped() -> tuple[str, ...]:
        return tuple(one.workspace for one in await pauses_now(life.bot.store, now=NOW))

    async def is_stopped() -> bool:
        return await stopped() == (PART,)

    async def is_on() -> bool:
        return await stopped() == ()

    await told("team_access_revoked")
    await life.until(is_stopped)
    (notice,) = await open_notices(life.bot.store)
    assert "team_access_revoked" in notice.text
    await told("team_access_granted")
    await life.until(is_on)
    assert await open_notices(life.bot.store) == ()


def ours(enterprise: str = "") -> Workspace:
    identity = Identity(workspace=WORKSPACE, user="U0", bot="B0", enterprise=enterprise)
    return Workspace(identity=identity, client=None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("team", "person", "workspace", "guest"),
    [
        (WORKSPACE, Person(), ours(), False),
        (GUESTS, Person(), ours(), True),
        ("", Person(), ours(), False),
        ("", Person(team=GUESTS), ours(), True),
        ("", Person(team=WORKSPACE), ours(), False),
        (GUESTS, Person(team=GUESTS, teams=frozenset({WORKSPACE}), enterprise="E1"), ours(), False),
        (GUESTS, Person(team=GUESTS, enterprise="E1"), ours("E1"), False),
        (GUESTS, Person(team=GUESTS, enterprise="E2"), ours("E1"), True),
        ("E1", Person(), ours("E1"), False),
        ("E2", Person(), ours("E1"), True),
    ],
)
def test_who_is_a_guest(team: str, person: Person, workspace: Workspace, guest: bool) -> None:
    place = Place(workspace=WORKSPACE, channel=CHANNEL, user=ADA, team=team)
    assert is_guest(place, person, workspace) is guest


def test_what_guests_may_ask_is_there_and_reads_only() -> None:
    assert {command.name for command in COMMANDS} >= OPEN
    assert may_ask("/brief story s-1 share:here")
    assert not may_ask("/brief pause")
    assert not may_ask("/brief nonsense")
