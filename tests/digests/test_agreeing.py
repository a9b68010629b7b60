"""Reports of one event agree; those of two events do not, however much of the beat's words they share."""

import pytest

from digests.agreeing import agreeing
from digests.briefs import write_brief
from digests.stories import Report, Story
from tests.builders import a_report

LORVANE = (
    "US refuses Lorvane licence to ship AI switches to Vietnam data centre",
    "The United States refused Lorvane Systems a licence to ship switches to a data centre near Hanoi, it said on Tuesday.",
)
RETOLD = (
    "Hanoi order lost as US says no",
    "Washington will not let Lorvane Systems ship its switches to the centre near Hanoi.",
)
VELDOORN = (
    "Veldoorn chief's interview in Tokyo raises eyebrows in The Hague",
    "Asked on Tuesday about licences for the United States plan, Saskia Roelvink of Veldoorn Optics gave an answer.",
)


def told_by(number: int, told: tuple[str, str]) -> Report:
    return a_report(number, title=told[0], body=told[1], remarks=False)


@pytest.mark.parametrize(
    ("other", "agrees"),
    [(RETOLD, True), (VELDOORN, False), (("Lorvane loses", ""), True), (("Board meets", ""), False), (LORVANE, True)],
)
def test_reports_agree_that_share_names_or_much_of_their_words(other: tuple[str, str], agrees: bool) -> None:
    first, second = told_by(1, LORVANE), told_by(2, other)
    assert agreeing([second, first], first) == ([second, first] if agrees else [first])


def test_a_date_is_no_other_event() -> None:
    first = told_by(1, ("White House sets 25% chip tariff from January 1", "Chips will cost 25% more from January 1."))
    later = told_by(2, ("White House sets 25% chip tariff from April 1", "Chips will cost 25% more from April 1."))
    assert agreeing([first, later], first) == [first, later]


def test_a_delay_of_what_the_headline_sets_is_another_event() -> None:
    first = told_by(1, ("White House sets 25% chip tariff from January 1", "Chips will cost 25% more from January 1."))
    later = told_by(2, ("White House delays 25% chip tariff to April 1", "Chips will cost 25% more only from April 1."))
    assert agreeing([first, later], first) == [first]


CORVANE = (
    "US awards Corvane $300 million chips grant for Idaho plant",
    "The Commerce Department awarded Corvane Semiconductor up to $300 million under the CHIPS Act on Monday for a plant.",
)


@pytest.mark.parametrize(
    ("other", "agrees"),
    [
        (
            (
                "US awards Pellucid $300 million chips grant for Ohio plant",
                "The Commerce Department awarded Pellucid Materials up to $300 million under the CHIPS Act on Monday "
                "for a plant in Ohio.",
            ),
            False,
        ),
        (
            (
                "Corvane wins federal chips money",
                "Corvane Semiconductor won up to $300 million under the CHIPS Act, the Commerce Department said.",
            ),
            True,
        ),
        (
            (
                "Commerce Department awards $300 million under CHIPS Act",
                "The Commerce Department awarded a memory maker up to $300 million under the CHIPS Act on Monday.",
            ),
            True,
        ),
    ],
)
def test_two_grants_of_a_day_in_the_same_words_are_two_events(other: tuple[str, str], agrees: bool) -> None:
    first, second = told_by(1, CORVANE), told_by(2, other)
    assert (second in agreeing([second, first], first)) is agrees


def test_a_brief_tells_nothing_from_a_report_of_another_event() -> None:
    reports = (told_by(1, LORVANE), told_by(2, VELDOORN), told_by(3, RETOLD))
    brief = write_brief(Story(id="s", reports=reports), limit=3)
    told = {brief.headline.article_id, *(sentence.article_id for sentence in brief.sentences)}
    assert reports[1].article.id not in told
    assert brief.sentences
    assert reports[1].article.url not in {source.url for source in brief.sources}
