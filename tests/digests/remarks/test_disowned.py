"""What somebody denies, never said, or says of another is not shown as theirs."""

from datetime import UTC, date, datetime

import pytest

from digests.articles import Article
from digests.desk import Office, Person
from digests.lead_remark import lead_remark
from digests.remarks import RemarkKind, remarks_in, remarks_in_text
from digests.remarks.disowned import is_denial
from digests.stories import Report
from digests.topics import Reading

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


def article(body: str) -> Article:
    return Article(id="0123456789abcdef", url="", title="", body=body, publisher="", published_at=NOON, seen_at=NOON)


@pytest.mark.parametrize(
    "text",
    [
        "Mia Roth denied that she had said “we will sink the rule”.",
        "Mia Roth denied having said “we will sink the rule”.",
        "Mia Roth accused Norvane of saying “we ship to Ostland”.",
        "Mia Roth contradicted a report that Norvane “sold to the army”.",
        "Mia Roth might have said “stop the plant”.",
        "Mia Roth never said “stop the plant”.",
        "Mia Roth laughed when told that the minister had said “the licence is dead”.",
        "Mia Roth rejected claims that the rule “kills exports”.",
    ],
)
def test_quoted_words_that_somebody_disowns_are_not_theirs(text: str) -> None:
    assert [one.words for one in remarks_in_text(text) if one.kind is RemarkKind.DIRECT] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mia Roth denied the report, saying “nobody asked us for a licence”.", "nobody asked us for a licence"),
        ("Mia Roth said that the report was “a fairy tale from start to end”.", "a fairy tale from start to end"),
        ("“That report is false,” Mia Roth said.", "That report is false,"),
        ("When asked about the rule, Mia Roth said “it is for the court to say”.", "it is for the court to say"),
    ],
)
def test_quoted_words_with_which_somebody_denies_are_theirs(text: str, words: str) -> None:
    assert [(one.words, one.speaker) for one in remarks_in_text(text) if one.kind is RemarkKind.DIRECT] == [
        (words, "Mia Roth")
    ]


def test_a_denial_leads_no_brief() -> None:
    denied = article("Mia Roth denied on Tuesday that she plans to halt all licences for chipmaking tools.")
    said = article("Mia Roth said on Tuesday that she plans to halt all licences for chipmaking tools.")

    def led(one: Article) -> bool:
        report = Report(article=one, reading=Reading(relevant=True, score=1.0), remarks=remarks_in(one, people=()))
        return lead_remark([report]) is not None

    assert led(said)
    assert [is_denial(one.verb) for one in remarks_in(denied, people=())] == [True]
    assert not led(denied)


def test_the_desk_gives_no_name_to_a_namesake_who_is_named_in_full() -> None:
    desk = Person(id="lio-bo-tan", name="Lio-Bo Tan", offices=(Office(role="chief executive", organisation="Norvane"),))
    accused = "Ahmad Sarif, 41, and Tan Kok Jun, 36, pleaded not guilty. “The boxes were empty,” Tan told reporters."
    chief = "Norvane's shares rose after the call. “The fab is full,” Tan told reporters."

    assert [(one.speaker, one.speaker_id) for one in remarks_in(article(accused), people=(desk,))] == [
        ("Tan Kok Jun", None)
    ]
    assert [one.speaker_id for one in remarks_in(article(chief), people=(desk,))] == ["lio-bo-tan"]


def test_the_day_of_a_denial_stays() -> None:
    (one,) = remarks_in_text("Mia Roth denied on Tuesday that the rule is dead.", on=date(2026, 3, 11))

    assert one.said_on == date(2026, 3, 10)
