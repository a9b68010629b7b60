"""An empty store: words that the whole beat says join nothing, a deed told twice does; facts that disagree part."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk.loader import load_desk
from digests.articles import Article
from digests.desk import Desk, Person, Term, Topic, TopicKind
from digests.grouping.beat import A_MENTION, MOST, beat_of, mentions_in
from digests.grouping.rarity import Rarity
from digests.grouping.terms import term_of
from digests.stories import group_into_stories
from tests.builders import HOUR, NOW, an_article

DESK = load_desk()
FRESH = Path(__file__).parents[2] / "bench" / "fresh_chips.txt"
DIFFERENT = (
    "Nvidia says new export controls will cost it billions in China",
    "US adds Chinese chip equipment makers to Entity List",
    "Dutch government widens export controls on chip tools",
    "China bans exports of gallium to US chip makers",
    "Commerce Department delays chip tariff decision",
    "Senators urge Trump to block Nvidia AI chip sales to China",
    "Huawei says its new AI chip beats Nvidia's in China",
    "Intel to cut jobs at Ohio chip plant",
)
ONE_EVENT = (
    ("Wolfspeed emerges from bankruptcy", "Chipmaker Wolfspeed exits Chapter 11 bankruptcy"),
    ("Nvidia halts H20 production after Beijing directive", "Nvidia tells suppliers to stop H20 production"),
    ("Chip smuggling: Orion Silicon must pay fine", "Meridale court fines Orion Silicon for smuggling chips"),
    ("Nvidia broke antitrust law in China, regulator says", "China finds Nvidia violated antitrust rules"),
    ("Nvidia tops $6 trillion as rally rolls on", "Nvidia is first company worth $6tn"),
)


def articles_of(titles: Sequence[str]) -> list[Article]:
    return [
        an_article(number, title=title, body="", published_at=NOW - HOUR * (number % 6), publisher=f"Paper {number}")
        for number, title in enumerate(titles)
    ]


def stories_of(titles: Sequence[str], *, desk: Desk = DESK) -> list[set[str]]:
    """The titles of each story."""
    articles = articles_of(titles)
    stories: dict[str, set[str]] = {}
    for placement, article in zip(group_into_stories(articles, desk=desk), articles, strict=True):
        stories.setdefault(placement.story_id, set()).add(article.title)
    return list(stories.values())


def test_different_events_of_the_beat_stay_apart_in_an_empty_store() -> None:
    assert sorted(map(len, stories_of(DIFFERENT))) == [1] * len(DIFFERENT)


@pytest.mark.parametrize("reports", ONE_EVENT)
def test_two_reports_of_one_event_come_together_in_an_empty_store(reports: tuple[str, str]) -> None:
    assert stories_of(reports) == [set(reports)]


def test_they_come_together_among_others() -> None:
    told = stories_of([*DIFFERENT, *(title for pair in ONE_EVENT for title in pair)])
    assert all(set(pair) in told for pair in ONE_EVENT)
    assert len(told) == len(DIFFERENT) + len(ONE_EVENT)


def test_of_many_invented_headlines_few_stand_with_those_of_another_event() -> None:
    events = [line.split(" | ") for line in FRESH.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    chance, right, pairs, found = random.Random(4), 0, 0, 0
    for _ in range(12):
        chosen = chance.sample(events, 12)
        event_of = {title: number for number, titles in enumerate(chosen) for title in titles}
        for story in stories_of(list(event_of)):
            told = [event_of[title] for title in story]
            pairs += len(told) * (len(told) - 1)
            right += sum(one == other for one in told for other in told) - len(told)
        found += sum(len(titles) * (len(titles) - 1) for titles in chosen)
    assert right >= 0.65 * pairs
    assert right >= 0.9 * found


# --- facts that disagree -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "one", "other"),
    [
        ("firm", "Marvell shares slump on weak data center forecast", "Broadcom shares slump on weak data center view"),
        ("results", "Nvidia stock moves ahead of earnings this week", "Nvidia stock moves after earnings"),
        ("thing", "US clears H20 sales to Gulf data centres", "US clears MI308 sales to Gulf data centres"),
        (
            "sum",
            "Court fines chip dealer $2 million for smuggling",
            "Court fines chip dealer $90 million for smuggling",
        ),
    ],
)
def test_reports_of_another_firm_thing_or_sum_or_of_results_to_come_are_two_stories(
    what: str, one: str, other: str
) -> None:
    assert len(stories_of([one, other])) == 2, what


# --- what the desk knows of its beat --------------------------------------------------------------------------------


def a_desk(*terms: str, company: tuple[str, ...] = (), id: str = "chips", against: bool = False) -> Desk:
    listed = tuple(Term(text=text, company=company) for text in terms)
    topic = Topic(id=id, name=id, kind=TopicKind.SIGNAL, terms=listed, against=against)
    return Desk(topics=(topic,), people=(Person(id="ada", name="Ada Example"),), background={"court": 0.01})


def test_a_word_is_as_common_on_the_beat_as_the_desk_mentions_it() -> None:
    desk = a_desk("chip tool", "chip maker", "gallium", company=("Bluefin",))
    shares = beat_of(desk).shares
    assert shares == pytest.approx(
        {"=chip": 2 * A_MENTION, "=equipment": A_MENTION, "maker": A_MENTION, "gallium": A_MENTION}
        | {"bluefin": 3 * A_MENTION, "exampl": A_MENTION}
    )
    rarity = Rarity(desk.background, beat_of(desk))
    assert rarity.weight("tarrow") > rarity.weight("gallium") > rarity.weight("=chip") > rarity.weight("court")


def test_a_beat_that_is_written_down_is_not_counted_anew() -> None:
    written = replace(a_desk("chip tool"), beat={"tool": 0.2})
    assert beat_of(written).shares == {"tool": 0.2}
    assert mentions_in(written) == {"=chip": 1, "=equipment": 1, "exampl": 1}


def test_what_speaks_against_the_beat_is_no_word_of_it() -> None:
    assert "poker" not in beat_of(a_desk("poker chips", against=True)).shares


def test_a_signal_of_firms_names_them_where_the_name_is_one_word() -> None:
    assert beat_of(a_desk("Bluefin", "Ardley Silicon", "蓝鳍", id="firms")).firms == {"bluefin"}
    assert beat_of(a_desk("Bluefin")).firms == frozenset()
    beat = beat_of(DESK)
    assert {"nvidia", "intel", "tsmc", "huawei", "asml"} <= beat.firms
    assert {"h20", "h200", "mi308", "gallium", "euv"} <= beat.things
    assert not (beat.firms | beat.things) & {term_of(word) for word in ("chip", "china", "memory", "export")}


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_desk_has_a_beat(terms: list[str]) -> None:
    beat = beat_of(a_desk(*terms, id="firms"))
    assert all(0 < share <= MOST for share in beat.shares.values())
