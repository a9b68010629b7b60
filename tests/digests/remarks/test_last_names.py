"""A last name alone is the desk's person only where the text names him otherwise, and one of several in the text."""

from datetime import UTC, date, datetime

import pytest

from digests.articles import Article
from digests.desk import Office, Person
from digests.remarks import remarks_in, remarks_in_text

PEOPLE = (
    Person(
        id="big",
        name="Ida Halm",
        unmistakable=True,
        offices=(Office(role="chief executive", organisation="Norvane", aliases=("Norvane CEO",)),),
    ),
    Person(id="small", name="Piet Halm", offices=(Office(role="analyst", organisation="Harbour Research"),)),
    Person(
        id="wei",
        name="C.D. Wei",
        aliases=("Wei Chu-da",),
        offices=(Office(role="chief executive", organisation="Kestrel", aliases=("Kestrel chief",)),),
    ),
    Person(
        id="greer",
        name="Jonas Greer",
        offices=(Office(role="Secretary of Trade", organisation="US Department of Trade"),),
    ),
    Person(id="warr", name="Lisa Warr", offices=(Office(role="senator for Ostland", organisation="US Senate"),)),
)


def speakers(body: str, title: str = "") -> list[tuple[str | None, str | None]]:
    at = datetime(2026, 3, 11, 8, tzinfo=UTC)
    article = Article(id="0123456789abcdef", url="", title=title, body=body, publisher="", published_at=at, seen_at=at)
    return [(one.speaker, one.speaker_id) for one in remarks_in(article, people=PEOPLE)]


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Halm said the rule will change.", "big"),
        ("Halm, of Harbour Research, said the rule will change.", "small"),
        ("Norvane met Harbour Research. Halm said the rule will change.", None),
        ("Wei said the rule will change.", None),
        ("Kestrel raised its prices. Wei said the rule will change.", "wei"),
        ("Kestrelbank raised its rates. Wei said the rule will change.", None),
        ("The Kestrel chief flew to Bern. Wei said the rule will change.", "wei"),
        ("“Wei Chu-da is late,” a clerk said. Wei said the rule will change.", "wei"),
        ("The Trade Department was shut. Greer said the rule will change.", "greer"),
        ("Trade Secretary Greer said the rule will change.", None),
        ("US Trade Secretary Greer of the trade department said the rule will change.", "greer"),
        ("Sen. Warr said the rule will change.", "warr"),
        ("Mr. Warr told the Senate the rule will change.", None),
    ],
)
def test_a_last_name_is_the_desks_where_the_text_has_the_name_the_office_or_the_house(
    body: str, speaker: str | None
) -> None:
    assert speakers(body)[-1][1] == speaker


@pytest.mark.parametrize(
    ("body", "speaker"),
    [
        ("Kestrel fell. A chip trader surnamed Wei said prices had doubled. “Doubled,” Wei said.", "Wei"),
        ("Kestrel fell. “The ban hurts us,” said Wei, a trader in Bern who gave only his surname.", "Wei"),
        ("Kestrel fell. “The ban hurts us,” said Wei, a trader in Bern.", "Wei"),
        ("Norvane fell. An engineer named Halm said the team had left. “We left,” Halm said.", "Halm"),
        ("Judge Greer of the trade department court said the case would go on.", "Greer"),
        ("Officer Wei told the court that the Kestrel chips were in crates.", "Wei"),
        ("Kestrel’s C.D. Wei spoke first. A trader surnamed Wei said prices had doubled.", "Wei"),
    ],
)
def test_a_stranger_of_that_last_name_is_never_the_desks(body: str, speaker: str) -> None:
    assert {(name, known) for name, known in speakers(body)} == {(speaker, None)}


def test_a_stranger_keeps_what_the_text_says_of_him() -> None:
    roles = [
        one.role
        for text in (
            "A chip trader surnamed Wei said prices had doubled.",
            "“It hurts,” said Wei, a trader in Bern who gave only his surname.",
            "A firm named Wei said prices had doubled.",
        )
        for one in remarks_in_text(text)
    ]

    assert roles == ["chip trader", "trader in Bern", ""]


def test_who_was_named_before_is_no_stranger_for_what_is_told_behind_the_name() -> None:
    assert speakers("C.D. Wei spoke first. Wei, an engineer by training, said prices had doubled.")[-1] == (
        "C.D. Wei",
        "wei",
    )


def test_a_headline_has_its_stranger_from_the_body() -> None:
    body = "Kestrel fell. A chip trader surnamed Wei said prices had doubled."

    assert speakers(body, title="Wei: Prices have doubled")[0] == ("Wei", None)
    assert speakers("Kestrel fell again.", title="Wei: Prices have doubled")[0] == ("C.D. Wei", "wei")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (  # the one last named in full
            "Kim Sang-ho, vice minister for trade, said talks would go on. Kim Dae-ho, an analyst at Harbour Research, "
            "said the deal was good. “It is a relief,” Kim said.",
            ["Kim Sang-ho", "Kim Dae-ho", "Kim Dae-ho"],
        ),
        (  # a title tells which
            "Senator Anna Kim said the grant was too large. Norvane’s David Kim disagreed.\n\n“It is too small,” Mr. Kim "
            "said. Ms. Kim said he was wrong.",
            ["Anna Kim", "David Kim", "Anna Kim"],
        ),
        (  # two in one sentence: nobody
            "Senator Anna Kim met mayor David Kim in Bern. “The grant is too small,” Kim said.",
            ["Kim"],
        ),
        (  # one who is only touched on takes nothing over
            "Governor Anna Kim opened the fab. Kim said the grant was large. Norvane thanked mayor David Kim. “It is "
            "large,” Kim said.",
            ["Anna Kim", "Anna Kim"],
        ),
        (  # nor does a relative
            "Governor Anna Kim opened the fab with her husband, David Kim. “It is large,” Kim said.",
            ["Anna Kim"],
        ),
        (  # a title that contradicts the only one: somebody else
            "Senator Anna Kim said the grant was too large. “It is too small,” Mr. Kim said.",
            ["Anna Kim", "Kim"],
        ),
    ],
)
def test_of_two_people_with_one_last_name_the_text_tells_which_is_meant(text: str, names: list[str]) -> None:
    assert [one.speaker for one in remarks_in_text(text, on=date(2026, 3, 11))] == names
