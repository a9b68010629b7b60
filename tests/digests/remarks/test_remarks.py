"""Remarks of whole articles: the desk's people by date, the seed article, and what holds for any text."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.articles import Article
from digests.desk import Office, Person
from digests.remarks import Remark, RemarkKind, Where, remarks_in, remarks_in_text

PEOPLE = (
    Person(
        id="roth",
        name="Mia Roth",
        aliases=("罗特",),
        offices=(
            Office(role="chief executive", organisation="Norvane", since=date(2020, 1, 1), until=date(2024, 6, 30)),
            Office(role="Trade Minister", organisation="Ostland", since=date(2024, 7, 1), aliases=("trade minister",)),
        ),
    ),
    Person(
        id="veld",
        name="Tomas Veld",
        offices=(
            Office(role="chief executive", organisation="Norvane", since=date(2024, 7, 1), aliases=("Norvane chief",)),
        ),
    ),
)


def article(body: str, title: str = "", day: date = date(2026, 3, 11)) -> Article:
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Article(id="0123456789abcdef", url="", title=title, body=body, publisher="", published_at=at, seen_at=at)


def only(remarks: tuple[Remark, ...]) -> Remark:
    assert len(remarks) == 1, remarks
    return remarks[0]


def test_the_desk_knows_the_speaker_and_the_office_of_the_day() -> None:
    now = only(remarks_in(article("Mia Roth said the quota will rise."), people=PEOPLE))
    then = only(remarks_in(article("Mia Roth said the order will grow.", day=date(2023, 5, 2)), people=PEOPLE))

    assert (now.speaker_id, now.role) == ("roth", "Trade Minister, Ostland")
    assert (then.speaker_id, then.role) == ("roth", "chief executive, Norvane")


def test_the_text_wins_over_the_desk_on_a_role() -> None:
    remark = only(
        remarks_in(article("Former Norvane chief executive Mia Roth said the quota will rise."), people=PEOPLE)
    )

    assert (remark.speaker_id, remark.role) == ("roth", "Former Norvane chief executive")


@pytest.mark.parametrize(
    ("day", "speaker"), [(date(2026, 3, 11), "veld"), (date(2023, 5, 2), "roth"), (date(2019, 5, 2), None)]
)
def test_an_office_alone_names_whoever_held_it_on_that_day(day: date, speaker: str | None) -> None:
    remark = only(remarks_in(article("The Norvane chief said the plant will be sold.", day=day), people=PEOPLE))

    assert remark.speaker_id == speaker


def test_a_headline_name_is_found_in_the_body() -> None:
    title, *_ = remarks_in(article("Anna Kovar runs the agency.", title="Kovar: The rule may change"), people=())

    assert (title.where, title.speaker, title.words) == (Where.TITLE, "Anna Kovar", "The rule may change")
    assert title.hedges == ("may",)


def test_another_person_of_the_same_last_name_is_not_the_desks() -> None:
    remark = only(
        remarks_in(article("Jonas Roth runs a bakery. Roth said the price of flour will rise."), people=PEOPLE)
    )

    assert (remark.speaker, remark.speaker_id) == ("Jonas Roth", None)


def test_the_remark_that_started_it_all_keeps_its_hedge() -> None:
    text = (
        "Nvidia CEO Jensen Huang recently spoke about high-end AI chips in China. His comments suggest that even if the US "
        "export rules were to relax, China might no longer have the same pressing need for Nvidia’s most advanced processors."
    )
    first = only(remarks_in_text(text))

    assert (first.speaker, first.role, first.kind) == ("Jensen Huang", "Nvidia CEO", RemarkKind.INDIRECT)
    assert "might no longer have the same pressing need" in first.words
    assert first.hedges[:3] == ("even if", "might", "no longer")
    assert first.mention is not None
    assert text[slice(*first.mention)].startswith("His")


def test_an_insight_is_its_owners_and_our_own_belief_is_nobodys() -> None:
    text = (
        "Nvidia CEO Jensen Huang flew to China. The backdrop to Huang’s remarks is a ban. Huang’s insight "
        "suggests a potential long-term shift. At Newsera, we believe understanding these complex intersections is crucial."
    )
    remark = only(remarks_in_text(text))

    assert (remark.speaker, remark.words) == ("Jensen Huang", "a potential long-term shift")


BODY = Person(id="moft", name="Ministry of Trade of Ostland", aliases=("Ostland's trade ministry", "贸易部"), body=True)


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Ostland's trade ministry said the quota will rise.", ""),
        ("Ostland’s trade ministry said the quota will rise.", ""),
        ("A spokesperson for Ostland's trade ministry said the quota will rise.", "spokesperson"),
        ("贸易部表示，“配额将提高。”", ""),
    ],
)
def test_an_institution_of_the_desk_is_a_speaker(body: str, role: str) -> None:
    remark = only(remarks_in(article(body), people=(BODY,)))

    assert (remark.speaker_id, remark.role) == ("moft", role)


def test_many_lines_of_names_and_colons_are_a_transcript() -> None:
    text = "Mia Roth runs Norvane.\n\n" + "\n\n".join(f"Roth: Answer number {n} is long" for n in range(6))

    assert remarks_in_text(text) == ()


def test_a_sentence_longer_than_any_is_not_read() -> None:
    assert remarks_in_text("he said that " * 500) == ()


PIECES = st.sampled_from(
    [
        "Mia Roth", "he", "who", "the ministry", "said", "told Radio North", "says", "according to", "that", "“", "”", '"',
        "''", "‘", "’", "«", "»", "「", "」", ",", ".", ":", ";", "—", "(", ")", "[", "]", "\n", "\n\n", "and", "but", "adding",
        "the rule may change", "on Monday", "in an interview with CBS", "Feb. 30", "May 1", "his comments suggest", "asked",
        "'", "🚨", "\u2066", "\u200f", "商务部表示，", "“我们反对。”", "田中氏は", "「必要だ」", "と述べた。", "장관은", "고 말했다.", "per",
        "WASHINGTON —", "Roth:", "THE RULE", "described as", "how", "which", "nobody", "nothing", "If", "believes",
        "was", "not", "to", "by", "U.S.", "Corp.", "Dr.", "39", "declined to comment", "说", "芯片", "\u0301", "🇩🇪",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join))


@given(ANY_TEXT, st.sampled_from(list(Where)))
@settings(deadline=None, max_examples=400)
def test_any_text_has_remarks_that_say_exactly_where_they_stand(text: str, where: Where) -> None:
    found = remarks_in_text(text, where=where, people=PEOPLE, on=date(2026, 3, 11))

    for remark in found:
        assert remark.words == text[remark.start : remark.end]
        assert remark.words
        assert 0 <= remark.confidence <= 1
        assert all(hedge in remark.words for hedge in remark.hedges)
        if remark.mention is not None:
            start, end = remark.mention
            assert 0 <= start < end <= len(text)
    assert len({(r.start, r.end) for r in found}) == len(found)
    assert found == remarks_in_text(text, where=where, people=PEOPLE, on=date(2026, 3, 11))
