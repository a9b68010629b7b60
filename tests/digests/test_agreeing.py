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


def test_a_brief_tells_nothing_from_a_report_of_another_event() -> None:
    reports = (told_by(1, LORVANE), told_by(2, VELDOORN), told_by(3, RETOLD))
    brief = write_brief(Story(id="s", reports=reports), limit=3)
    told = {brief.headline.article_id, *(sentence.article_id for sentence in brief.sentences)}
    assert reports[1].article.id not in told or told == {reports[1].article.id}
    assert brief.sentences
