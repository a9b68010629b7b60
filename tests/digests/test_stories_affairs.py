"""Affairs that go on: a halt and a resumption, one firm's week, awards of a day and their list are events of their own."""

import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import chain, groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.grouping.acts import OPPOSITE, Act, act_of, are_opposed
from digests.grouping.index import StoryIndex
from digests.grouping.told_day import day_told
from digests.grouping.traits import day_of
from tests.builders import an_article

DESK = load_desk()
AFFAIRS = tomllib.loads((Path(__file__).parents[1] / "data" / "affairs.toml").read_text(encoding="utf-8"))["affair"]
SUNDAY = datetime(2026, 11, 15, tzinfo=UTC)
LISTS = {
    f"{affair['name']} {number}"
    for affair in AFFAIRS
    for number, event in enumerate(affair["event"])
    if "list" in event
}
"""The events that are a list of what others tell: each may stand with one of those."""
Labelled = tuple[Article, str]


@cache
def the_affairs() -> dict[str, tuple[Labelled, ...]]:
    """The reports of each affair, earliest first, each with its event."""
    affairs: dict[str, list[Labelled]] = {affair["name"]: [] for affair in AFFAIRS}
    numbers = iter(range(1000))
    for affair in AFFAIRS:
        for number, event in enumerate(affair["event"]):
            for at, title, lead in event["reports"]:
                report = a_report(next(numbers), at, title, lead)
                affairs[affair["name"]].append((report, f"{affair['name']} {number}"))
    return {name: tuple(sorted(rows, key=lambda row: row[0].published_at)) for name, rows in affairs.items()}


def a_report(number: int, at: str, title: str, lead: str) -> Article:
    """A report of a day of the week, and an hour of it."""
    day, hour = map(int, at.split())
    return an_article(number, title=title, body=lead, published_at=SUNDAY + timedelta(days=day, hours=hour))


def stories_of(rows: Sequence[Labelled]) -> list[str]:
    """The story of each report when all have come, an hour a poll."""
    index, told, went = StoryIndex(desk=DESK), dict[str, str](), dict[str, str]()
    for _, poll in groupby(rows, key=lambda row: row[0].published_at):
        for placed in index.place_all([article for article, _ in poll]):
            told[placed.article_id] = placed.story_id
            went |= dict(placed.merged)
    return [_now(told[article.id], went) for article, _ in rows]


def _now(story: str, went: dict[str, str]) -> str:
    while story in went:
        story = went[story]
    return story


@pytest.mark.parametrize("name", list(the_affairs()))
def test_no_event_of_an_affair_stands_with_another(name: str) -> None:
    rows = the_affairs()[name]
    pairs = set(zip(stories_of(rows), [event for _, event in rows], strict=True))
    events = {event for _, event in pairs}
    assert len(pairs) == len(events), "an event stands in two stories"
    apart = events - LISTS
    assert len({story for story, event in pairs if event in apart}) == len(apart), pairs


def test_a_halt_and_its_end_are_two_stories_of_one_affair() -> None:
    index, sagas = StoryIndex(desk=DESK), dict[str, str | None]()
    for article, _ in the_affairs()["licences for Aldermoor"]:
        placed = index.place(article)
        sagas |= {placed.story_id: placed.saga} | dict(placed.linked)
    assert len(sagas) == 2
    assert len(set(sagas.values())) == 1
    assert None not in sagas.values()


def test_all_affairs_together_are_told_apart() -> None:
    rows = sorted(chain.from_iterable(the_affairs().values()), key=lambda row: (row[0].published_at, row[0].id))
    told, gold = stories_of(rows), [event for _, event in rows]
    both, stories, events = Counter(zip(gold, told, strict=True)), Counter(told), Counter(gold)
    precision = sum(n * n / stories[story] for (_, story), n in both.items()) / len(rows)
    recall = sum(n * n / events[event] for (event, _), n in both.items()) / len(rows)
    assert (precision >= 0.85, recall >= 0.97) == (True, True), (precision, recall)


# --- acts ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("US plans to halt chip licences for Aldermoor", Act.CLOSES),
        ("US to resume licences for Aldermoor", Act.OPENS),
        ("US suspends chip tariff for a year", Act.OPENS),
        ("China suspends rare earth export curbs", Act.OPENS),
        ("US sets 25% chip tariff from January 1", Act.CLOSES),
        ("US delays 25% chip tariff to April 1", Act.OPENS),
        ("Chip tariffs delayed", Act.OPENS),
        ("Chip tariffs lifted for eleven allies", Act.OPENS),
        ("US lifts ban on H20 chips", Act.OPENS),
        ("Ban on H20 chips takes effect", Act.CLOSES),
        ("Cabinet approves rule to curb chip leasing", Act.CLOSES),
        ("US denies Brackwater licence", Act.CLOSES),
        ("US grants Brackwater licence", Act.OPENS),
        ("US revokes Brackwater licence", Act.CLOSES),
        ("China denies pausing gallium exports", Act.OPENS),
        ("China says it has not suspended gallium exports", Act.OPENS),
        ("US refuses to lift chip tariff", Act.CLOSES),
        ("US adds Yunhe Circuits to entity list", Act.CLOSES),
        ("US takes Yunhe Circuits off entity list", Act.OPENS),
        ("US raises licence threshold", Act.RAISES),
        ("US lowers licence threshold", Act.LOWERS),
        ("US raises chip tariff to 50%", Act.CLOSES),
        ("US cuts chip tariff to 10%", Act.OPENS),
        ("Gallium flows again after pause of eight days", Act.OPENS),
        ("Licences for Aldermoor resume after halt", Act.OPENS),
        ("Merrowdale names new chief", Act.NONE),
        ("Cubs win World Series", Act.NONE),
        ("Norvane chief writes letter to staff", Act.NONE),
        ("Debate on chip tools continues", Act.NONE),
        ("Merrowdale set to report second-quarter earnings", Act.AWAITS),
        ("What analysts think of Merrowdale ahead of earnings", Act.AWAITS),
        ("Merrowdale earnings could move the market", Act.AWAITS),
        ("Traders brace for Merrowdale results", Act.AWAITS),
        ("Merrowdale shares fall after earnings", Act.KNOWS),
        ("Merrowdale revenue jumps 56% despite chip export ban", Act.KNOWS),
        ("Merrowdale Stock Slips on a Strong Quarter", Act.KNOWS),
        ("Merrowdale raises outlook, tops estimates", Act.KNOWS),
        ("Search results for Merrowdale stay open", Act.NONE),
        ("Lawmakers report on chip sales to Aldermoor", Act.NONE),
        ("", Act.NONE),
    ],
)
def test_a_title_tells_of_an_act(title: str, act: Act) -> None:
    assert act_of(title) is act


def test_what_is_opposed_is_so_both_ways_and_nothing_is_opposed_to_no_act() -> None:
    for one in Act:
        assert not are_opposed(one, one)
        assert not are_opposed(Act.NONE, one)
        assert not are_opposed(one, Act.NONE)
        assert all(are_opposed(one, other) == are_opposed(other, one) for other in Act)
    assert set(OPPOSITE) == set(Act) - {Act.NONE}


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_title_tells_of_one_act_or_none(title: str) -> None:
    assert act_of(title) in Act


# --- days ----------------------------------------------------------------------------------------------------------

WEDNESDAY = datetime(2026, 11, 18, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("lead", "ago"),
    [
        ("The council voted on Wednesday.", 0),
        ("The council voted late Tuesday.", 1),
        ("Asked on Monday, the firm said on Wednesday", 2),
        ("The council voted on Thursday.", -1),  # a paper east of us
        ("贸易秩序局发言人林乔蔚17日说，许可照发。", 1),
        ("産業安全保障庁は18日、指針案を公表した。意見募集は12月17日まで。", 0),
        ("장비 설치 인력을 180일 허용하기로 19일 합의했다.", -1),
    ],
)
def test_a_lead_says_on_which_day_its_news_happened(lead: str, ago: int) -> None:
    assert day_told(lead, day_of(WEDNESDAY)) == int(day_of(WEDNESDAY)) - ago


@pytest.mark.parametrize(
    "lead",
    ["", "The council voted.", "From Tuesday tools need a licence.", "On Saturday, days ago.", "Sun sets on chips."],
)
def test_a_lead_without_a_day_of_these_days_says_none(lead: str) -> None:
    assert day_told(lead, day_of(WEDNESDAY)) == 0


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="Mondayfrm 0123456789日号月일.", max_size=40), st.datetimes())
def test_any_lead_of_any_time_says_a_day_near_it_or_none(lead: str, moment: datetime) -> None:
    published = day_of(moment.replace(tzinfo=UTC))
    told = day_told(f"{lead} 31日 on Monday", published)
    assert told == 0 or abs(told - int(published)) <= 2
