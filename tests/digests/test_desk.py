"""The desk knows who is who on a day, and who owns whom."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.desk import Desk, Office, Person, Source
from tests.digests.desks import a_topic, own_desk


def a_holder(id: str, since: date | None, until: date | None, *, alias: str = "Chip Minister") -> Person:
    office = Office(role="minister", organisation="Chips", since=since, until=until, aliases=(alias,))
    return Person(id=id, name=f"{id.title()} Example", offices=(office,))


TWO = Desk(
    people=(
        a_holder("ada", date(2021, 3, 3), date(2025, 1, 20)),
        a_holder("ben", date(2025, 2, 21), None),
        Person(id="li", name="Li Example", surname="Li", aliases=("李例",)),
        Person(id="ministry", name="Ministry of Chips", body=True),
    ),
    sources=(
        Source(id="wire", publisher="The Sample Wire", family="Sample Group", url="https://wire.example/feed"),
        Source(
            id="post", publisher="Post", family="Sample Group", url="", hosts=("post.example",), aliases=("P.O.S.T.",)
        ),
        Source(id="sub", publisher="Sub", family="Sub", url="", hosts=("sub.post.example",)),
    ),
)


@pytest.mark.parametrize(
    ("alias", "on", "who"),
    [
        ("Chip Minister", date(2024, 8, 1), "ada"),
        ("chip  minister", date(2025, 1, 20), "ada"),
        ("Chip Minister", date(2025, 2, 1), None),
        ("Chip Minister", date(2025, 2, 21), "ben"),
        ("Chip Minister", None, "ben"),
        ("Ada Example", date(1999, 1, 1), "ada"),
        ("李例", None, "li"),
        ("minister", date(2024, 8, 1), None),
        ("", None, None),
    ],
)
def test_an_office_resolves_by_the_day_and_a_name_always(alias: str, on: date | None, who: str | None) -> None:
    person = TWO.person_by_alias(alias, on=on)
    assert (person.id if person else None) == who


def test_two_holders_on_one_day_are_nobody() -> None:
    desk = Desk(people=(a_holder("ada", None, None), a_holder("ben", date(2025, 2, 21), None)))
    assert desk.person_by_alias("Chip Minister", on=date(2025, 3, 1)) is None
    assert desk.office_holder("minister", "Chips", on=date(2025, 3, 1)) is None


def test_an_office_is_asked_for_by_role_and_organisation() -> None:
    holder = TWO.office_holder("Minister", "chips", on=date(2023, 1, 1))
    assert holder is not None
    assert holder.id == "ada"
    assert TWO.office_holder("minister", "Ships", on=date(2023, 1, 1)) is None


def test_surnames_are_found_and_bodies_have_none() -> None:
    assert [person.id for person in TWO.people_by_surname("Example")] == ["ada", "ben"]
    assert [person.id for person in TWO.people_by_surname("Li")] == ["li"]
    assert TWO.people_by_surname("Chips") == ()


@pytest.mark.parametrize(
    ("publisher", "url", "found"),
    [
        ("Sample Wire", "", "wire"),
        ("the sample wire", "https://post.example/1", "wire"),
        ("POST", "", "post"),
        ("Unknown", "https://www.post.example/1", "post"),
        ("", "https://a.b.post.example/1", "post"),
        ("", "https://sub.post.example/1", "sub"),
        ("post.example", "", "post"),
        ("", "https://outpost.example/1", None),
        ("", "https://[::1", None),
        ("", "", None),
    ],
)
def test_a_source_is_found_by_name_or_host(publisher: str, url: str, found: str | None) -> None:
    source = TWO.source_for(publisher, url)
    assert (source.id if source else None) == found


def test_topics_and_people_are_found_by_id() -> None:
    desk = Desk(topics=(a_topic("chip", id="chips"),), people=TWO.people)
    topic, person = desk.topic("chips"), desk.person("ada")
    assert topic is not None
    assert person is not None
    assert desk.topic("none") is None
    assert desk.person("none") is None


@given(text=st.text(), url=st.text(), day=st.none() | st.dates())
@settings(deadline=None, max_examples=100)
def test_any_name_and_address_may_be_asked_for(text: str, url: str, day: date | None) -> None:
    desk = own_desk()
    desk.people_by_surname(text)
    desk.source_for(text, url)
    person = desk.person_by_alias(text, on=day)
    assert person is None or person in desk.people


@given(
    day=st.dates(date(2017, 1, 20), date(2026, 11, 30)), alias=st.sampled_from(["Commerce Secretary", "US President"])
)
@settings(deadline=None, max_examples=100)
def test_no_day_has_two_holders_of_an_office(day: date, alias: str) -> None:
    held = [p for p in own_desk().people for o in p.offices if alias in o.aliases and o.held_on(day)]
    assert len(held) <= 1 or day in (date(2017, 1, 20), date(2021, 1, 20), date(2025, 1, 20))
