"""The sample week in three cities: every digest and alert arrives once, at the right local time, across restarts.

The tables were written by hand from the labels in sample/feeds.
"""

import asyncio
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from adapters.console.ledger import Ledger, Post
from bot.cli.replay import AFTER, BEFORE, VirtualClock, next_moment, replay_settings
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.config import Settings
from bot.main import Bot, building
from bot.storage.alerts import AlertState, alerts_of
from bot.storage.outbox import PageState, count_pages
from bot.storage.stories import stories_by_id
from bot.storage.watches import WatchKey
from bot.targets import Target
from digests.addresses import canonical
from digests.message import plain_text
from sample.server import serving
from sample.values import Week
from sample.week import load_week

ORDERS = {
    "taipei": "subscribe 08:00 Asia/Taipei mon-fri",
    "washington": "subscribe 08:00 America/New_York mon-fri",
    "london": "subscribe 08:00 Europe/London mon-fri",
}
NEWSROOM = ("settings zone America/New_York", "settings quiet 22:00-06:00", "watch speaker:huang h200 hourly")
NEW_YORK = ZoneInfo("America/New_York")

DIGESTS = [  # channel, UTC: eight in the morning there, with whether the remark on the H200 is in it for the first time
    ("taipei", "16 00:00", False),
    ("london", "16 08:00", True),
    ("washington", "16 13:00", True),
    ("taipei", "17 00:00", True),
    ("london", "17 08:00", False),
    ("washington", "17 13:00", False),
    ("taipei", "18 00:00", False),
    ("london", "18 08:00", False),
    ("washington", "18 13:00", False),
    ("taipei", "19 00:00", False),
    ("london", "19 08:00", False),
    ("washington", "19 13:00", False),
    ("taipei", "20 00:00", False),
    ("london", "20 08:00", False),
    ("washington", "20 13:00", False),
]

ALERTS = [  # New York time, story label, which alert about it
    # The wire has the remark at 21:40 on Sunday, polled at 22:00: quiet until six. The reprints of the night join it;
    # a report in Chinese may be a story of its own, told in the same message.
    ("16 06:00", "h200-remark", 1),
    # Gauge Policy Report quotes a negotiator at 06:30; the story rests until three hours after it was told.
    ("16 09:00", "h200-remark", 2),
    # Meridale's comment comes at four in the morning.
    ("17 06:00", "meridale-comment", 1),
]
NOT_HEARD = [  # his other remarks on the H200, each first published then: when they are found, alerts come and are right
    ("letter-embargo", "16 07:45"),
    ("h200-beijing", "16 22:15"),
    ("h200-survey", "17 22:40"),
    ("h200-hearing", "19 13:40"),
    ("h200-arithmetic", "20 04:50"),
]

RESTARTS = (  # the bot is closed when pages are queued and none is posted
    datetime(2026, 11, 16, 11, 0, tzinfo=UTC),  # the first alert, six in New York
    datetime(2026, 11, 19, 13, 0, tzinfo=UTC),  # Thursday's digest for Washington
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """An alert: when it was told, and the labels of its story's reports."""

    at: datetime
    labels: frozenset[str]
    number: int


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the week left behind."""

    posts: tuple[Post, ...]
    alerts: tuple[Told, ...]
    pages: Mapping[PageState, int]
    waiting_at_restarts: tuple[int, ...]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    """The week, lived once on each database."""
    folder = tmp_path_factory.mktemp("cities")
    if request.param == "sqlite":
        yield asyncio.run(_lived(f"sqlite:///{folder / 'week.sqlite'}", folder))
        return
    server, name = str(request.getfixturevalue("postgres")), f"t{uuid.uuid4().hex[:12]}"
    asyncio.run(_execute(server, f"CREATE DATABASE {name}"))
    yield asyncio.run(_lived(server.replace("/postgres?", f"/{name}?"), folder))
    asyncio.run(_execute(server, f"DROP DATABASE {name} WITH (FORCE)"))


async def _execute(server: str, statement: str) -> None:
    connection = await asyncpg.connect(server)
    await connection.execute(statement)
    await connection.close()


async def _lived(url: str, folder: Path) -> Outcome:
    """Live the week with one bot after another."""
    week = load_week()
    listed = [entry.listed_at for _, entry in week.entries]
    clock, end = VirtualClock(min(listed) - BEFORE), max(listed) + AFTER
    ledger, waiting = folder / "ledger.jsonl", []
    async with serving(week, clock=clock) as base:
        plain = replay_settings(week, base, url, ledger=str(ledger))
        settings = plain.model_copy(update={"subscription": ()})
        for number, until in enumerate((*RESTARTS, end)):
            async with _open(settings, clock) as bot:
                if number == 0:
                    await _ask_for_everything(bot, clock.now)
                waiting.append(await _work(bot, clock, until, end=end))
        async with _open(settings, clock) as bot:
            return Outcome(
                posts=tuple(Ledger(ledger).posts()),
                alerts=await _alerts(bot, week),
                pages=await count_pages(bot.store),
                waiting_at_restarts=tuple(waiting[:-1]),
            )


def _open(settings: Settings, clock: VirtualClock):  # type: ignore[no-untyped-def]
    return building(settings, clock=clock, stream=StringIO(), chance=lambda: 0.5)


async def _ask_for_everything(bot: Bot, now: datetime) -> None:
    """As people ask: each in their channel, on one line."""
    lines = [(channel, line) for channel, line in ORDERS.items()] + [("newsroom", line) for line in NEWSROOM]
    for channel, line in lines:
        answer = await answer_line(
            line,
            commands=COMMANDS,
            target=_target(channel),
            asker=Asker(id="ada", manager=True),
            now=now,
            services=bot.services,
        )
        assert plain_text(answer.message)[:5] in ("Order", "For t", "Watch"), plain_text(answer.message)


async def _work(bot: Bot, clock: VirtualClock, until: datetime, *, end: datetime) -> int:
    """Tick until a moment, at which nothing is posted any more; how many pages are left to post then."""
    while True:
        now = clock.now
        for work in (bot.collect, bot.publish, bot.watch):
            await work(now)
        if now >= until:
            return (await count_pages(bot.store)).get(PageState.PLANNED, 0)
        await bot.deliver(now)
        clock.now = await next_moment(bot, now, end=end)


def _target(channel: str) -> Target:
    return Target(platform="console", workspace="local", channel=channel)


async def _alerts(bot: Bot, week: Week) -> tuple[Told, ...]:
    labels = {canonical(entry.link): entry.label.story for _, entry in week.entries}
    alerts = await alerts_of(bot.store, WatchKey("console", "local", "1"))
    assert all(one.state is AlertState.TOLD for one in alerts)
    stories = {story.id: story for story in await stories_by_id(bot.store, [one.story_id for one in alerts])}
    found = []
    for one in alerts:
        reports = stories[one.story_id].reports
        held = frozenset(labels[report.article.url] for report in reports if report.article.url in labels)
        at = (one.told_at or one.created_at).astimezone(NEW_YORK)
        found.append(Told(at=at, labels=held, number=one.number))
    return tuple(sorted(found, key=lambda told: told.at))


def _posts_in(outcome: Outcome, channel: str) -> list[Post]:
    return [post for post in outcome.posts if post.target == str(_target(channel))]


def _named(moment: datetime) -> str:
    return f"{moment:%d %H:%M}"


def test_the_tables_name_every_story_in_which_an_editor_marked_a_remark_of_his_on_the_chip() -> None:
    first: dict[str, str] = {}
    for _, entry in sorted(load_week().entries, key=lambda pair: pair[1].listed_at):
        if any(remark.speaker == "Jensen Huang" for remark in entry.label.remarks):
            first.setdefault(entry.label.story, _named(entry.listed_at.astimezone(NEW_YORK)))
    told = {label for _, label, _ in ALERTS}
    assert {label: at for label, at in first.items() if label not in told} == dict(NOT_HEARD)
    assert told <= set(first)


@pytest.mark.slow
def test_every_digest_arrives_once_at_eight_in_its_city(outcome: Outcome) -> None:
    posted = [
        (channel, _named(post.posted_at.astimezone(UTC))) for channel in ORDERS for post in _posts_in(outcome, channel)
    ]
    expected = [(channel, at) for city in ORDERS for channel, at, _ in DIGESTS if channel == city]
    assert posted == expected


def test_the_weeks_first_story_is_new_in_each_city_once(outcome: Outcome) -> None:
    headline = "China may not need H200"
    for channel, at, expected in DIGESTS:
        (post,) = [one for one in _posts_in(outcome, channel) if _named(one.posted_at.astimezone(UTC)) == at]
        told = headline in post.text and "Update:" not in post.text.split(headline)[1][:200]
        assert told is expected, (channel, at)


def test_every_alert_arrives_once_at_its_hour_and_none_in_quiet_hours(outcome: Outcome) -> None:
    expected = set(ALERTS)
    for one in outcome.alerts:
        at = _named(one.at)
        right = {row for row in ALERTS if row[0] == at and row[1] in one.labels and row[2] == one.number}
        late = [label for label, published in NOT_HEARD if label in one.labels and at > published]
        assert right or late, one
        expected -= right
        assert 6 <= one.at.hour < 22
        assert (one.at.minute, one.at.second) == (0, 0)
    assert not expected, "these never came"


def test_every_message_of_the_watch_is_posted_when_it_is_told(outcome: Outcome) -> None:
    posted = [
        post.posted_at.astimezone(NEW_YORK).replace(second=0, microsecond=0) for post in _posts_in(outcome, "newsroom")
    ]
    assert posted == sorted({one.at for one in outcome.alerts})
    assert len(posted) == len(set(posted))


def test_an_alert_says_what_matched_and_why_it_comes_again(outcome: Outcome) -> None:
    first, second, *_ = (post.text for post in _posts_in(outcome, "newsroom"))
    assert "speaker:huang h200" in first
    assert "atched: the speaker is Jensen Huang" in first
    assert "“H200” in the title" in first
    assert second.startswith("Again, because ")
    assert "Philomena Kerrigan-Oyelaran speaks" in second


def test_restarts_lose_and_repeat_nothing(outcome: Outcome) -> None:
    assert outcome.waiting_at_restarts == (1, 1)
    assert set(outcome.pages) == {PageState.SENT}
    keys = [post.key for post in outcome.posts]
    assert len(keys) == len(set(keys)) == outcome.pages[PageState.SENT]
