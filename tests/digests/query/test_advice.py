"""What a reader is told about a query: why it matched, what the desk adds, what looks wrong with it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from digests.desk import Desk, Person, Term, Topic, TopicKind
from digests.query import Query, Searchable, expand, expansions, explain, matched_words, matches, parse, warnings
from digests.query.doubts import never_from_now_on
from tests.digests.query.queries import NOW, queries, searchables
from tests.digests.query.test_query import VIEW

DESK = Desk(
    topics=(
        Topic(
            id="h20",
            name="H20",
            kind=TopicKind.ITEM,
            terms=(
                Term(text="H20"),
                Term(text="Northfab H20"),
                Term(text="江二十"),
                Term(text="H-20"),
                Term(text="twenty", weight=0.5),
                Term(text="the part", company=("Northfab",)),
            ),
        ),
        Topic(
            id="export-controls",
            name="Export controls",
            kind=TopicKind.TOPIC,
            terms=(Term(text="Entity List"), Term(text="licence")),
        ),
        Topic(id="who-acts", name="Who acts", kind=TopicKind.SIGNAL, terms=(Term(text="bureau"),)),
    ),
    people=(
        Person(id="ada-verne", name="Ada Verne", aliases=("Verne", "維恩")),
        Person(id="bo-lin", name="Bo Lin", aliases=("Lin",)),
        Person(id="mei-lin", name="Mei Lin", aliases=("Lin",)),
    ),
    background={"chip": 0.4, "licence": 0.05, "the": 0.9, "in": 0.2},
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("h200", ["yes h200: “H200” in the title"]),
        ("gaming", ["no gaming: neither in the title nor in the body"]),
        ("-h200", ["no -h200: “H200” in the title"]),
        ("-gaming", ["yes -gaming: neither in the title nor in the body"]),
        ("BIS us", ["yes BIS: “BIS” in the title", "yes us: “us”, “US” 2 times in the body"]),
        ('"export rules"', ['yes "export rules": “export rules” in the body']),
        ("chip*", ["yes chip*: “chipmaker”, “chips” 2 times in the body"]),
        ("/train(s|ing)/", ["yes /train(s|ing)/: “trains” in the body"]),
        ("/x{9}/", ["no /x{9}/: neither in the title nor in the body"]),
        ("verne near trains", ["yes verne near trains: “Verne who trains” in the body"]),
        ("speaker:huang", ["no speaker:huang: the speaker is Ada Verne, ada-verne, 維恩"]),
        ("speaker:維恩", ["yes speaker:維恩: the speaker is 維恩"]),
        ("topic:export-controls", ["yes topic:export-controls: the topic is export-controls"]),
        ("topic:h20", ["no topic:h20: the topic is export-controls, Export controls"]),
        ("source:primary", ["no source:primary: the source is press"]),
        ("jurisdiction:us", ["yes jurisdiction:us: the jurisdiction is us"]),
        (
            "since:2d",
            ["no since:2d: published 2026-11-20 08:00, asked from 2026-11-21 08:00 on (UTC)"],
        ),
        (
            "on:2026-11-20",
            [
                "yes on:2026-11-20: published 2026-11-20 08:00, asked from 2026-11-20 00:00 on before 2026-11-21 00:00"
                " (UTC)"
            ],
        ),
        ("gaming OR h200 OR BIS", ["yes h200: “H200” in the title", "yes BIS: “BIS” in the title"]),
        ("gaming OR poker", [f"no {word}: neither in the title nor in the body" for word in ("gaming", "poker")]),
        ("-(gaming h200)", ["yes -gaming: neither in the title nor in the body"]),
        ("-(gaming OR h200)", ["yes -gaming: neither in the title nor in the body", "no -h200: “H200” in the title"]),
    ],
)
def test_the_explanation_names_words_and_fields(text: str, lines: list[str]) -> None:
    assert list(explain(parse(text), VIEW, now=NOW)) == lines


def test_a_field_that_nobody_filled_in_is_said_to_be_unknown() -> None:
    assert explain(parse("speaker:verne"), Searchable(), now=NOW) == ("no speaker:verne: no speaker is known",)


def test_of_many_speakers_the_one_that_was_asked_for_is_named() -> None:
    view = Searchable(speakers=("Ada Verne", "ada-verne", "Bo Lin", "bo-lin", "Mei Lin", "mei-lin"))
    assert explain(parse("speaker:lin"), view, now=NOW) == ("yes speaker:lin: the speaker is Bo Lin",)
    assert explain(parse('-speaker:"mei lin"'), view, now=NOW) == ('no -speaker:"mei lin": the speaker is Mei Lin',)


@given(queries, searchables)
@settings(deadline=None, max_examples=200)
def test_an_explanation_agrees_with_the_match(query: Query, view: Searchable) -> None:
    lines = explain(query, view, now=NOW)
    assert lines
    if matches(query, view, now=NOW):
        assert any(line.startswith("yes ") for line in lines)
    else:
        assert any(line.startswith("no ") for line in lines)


def test_an_alert_names_what_was_found_and_not_what_was_absent() -> None:
    query = parse("h200 (BIS OR gaming) -poker speaker:verne since:14d")
    assert matched_words(query, VIEW, now=NOW) == (
        "“H200” in the title",
        "“BIS” in the title",
        "the speaker is Ada Verne",
    )


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("h20", ["h20 also means 江二十 or H-20"]),
        ("江二十", ['江二十 also means H20 or "Northfab H20" or H-20']),
        ("verne", ["verne also means 維恩"]),
        ('"Ada Verne"', ['"Ada Verne" also means Verne or 維恩']),
        ("lin", []),
        ("twenty", []),
        ("licence", []),
        ("h20*", []),
        ("-h20 OR verne", ["h20 also means 江二十 or H-20", "verne also means 維恩"]),
    ],
)
def test_what_the_desk_adds_is_shown(text: str, lines: list[str]) -> None:
    assert list(expansions(parse(text), DESK)) == lines


def test_an_expanded_query_finds_the_other_names() -> None:
    view = Searchable(body="維恩談江二十的許可證")
    query = parse("verne h20")
    assert not matches(query, view, now=NOW)
    assert matches(expand(query, DESK), view, now=NOW)
    assert not matches(expand(parse("許可證 -h20"), DESK), view, now=NOW)


@given(queries, searchables)
@settings(deadline=None, max_examples=100)
def test_expanding_twice_adds_nothing_and_a_desk_without_names_adds_nothing(query: Query, view: Searchable) -> None:
    assert expand(query, Desk()) == query
    once = expand(query, DESK)
    assert matches(expand(once, DESK), view, now=NOW) == matches(once, view, now=NOW)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("h200 -h200", "can never match: h200 is asked for and left out"),
        ("source:primary source:press", "can never match: an article has one source"),
        ("jurisdiction:us jurisdiction:cn h200", "can never match: an article has one jurisdiction"),
        ("language:zh language:en", "can never match: an article has one language"),
        ("since:2026-11-10 before:2026-11-01", "can never match: no day is in since:2026-11-10 before:2026-11-01"),
        ("on:2026-11-01 on:2026-11-02", "can never match: no day is in"),
        ("since:2d before:4d", "can never match: no day is in"),
        ("since:2027-01-01", "can never match: since:2027-01-01 lies in the future"),
        ("(a -a) OR (b -b)", "can never match: a is asked for and left out"),
        ("-/x*/", "can never match: /x*/ matches every article"),
        ("-gaming", "nearly everything"),
        ("-gaming -poker", "nearly everything"),
        ("-speaker:verne", "nearly everything"),
        ("since:14d -gaming", "nearly everything"),
        ("since:14d", "nearly everything"),
        ("the", "nearly everything"),
        ("chip", "nearly everything"),
        ("h200 OR -gaming", "nearly everything"),
        ("h200 OR -h200", "nearly everything"),
        ("/x*/", "nearly everything"),
        ("the near chip", "nearly everything"),
        ("h200 and h20", "and in small letters is a word: write AND."),
        ("not h20", "not in small letters is a word: write NOT."),
        ("bis", "bis matches the word in any case: write BIS for the acronym only."),
        ("topic:export-control", "The desk has no topic export-control: did you mean export-controls?"),
        ("topic:poker", 'The desk has no topic poker: write it as a word, "poker", to look for it in the text.'),
        ("topic:licence", "The desk has no topic licence: did you mean export-controls?"),
        ("topic:controls", "The desk has no topic controls: did you mean export-controls?"),
        ("topic:who-acts", "The desk has no topic who-acts"),
        ("in", "nearly everything"),
    ],
)
def test_a_query_that_says_too_little_or_too_much_is_told(text: str, warning: str) -> None:
    assert any(warning in line for line in warnings(parse(text), now=NOW, desk=DESK))


@pytest.mark.parametrize(
    "text",
    [
        "h200",
        "h200 -gaming",
        "h200 since:14d",
        "speaker:verne",
        "source:primary source:official h200",
        "language:zh language:zh-hant h200",
        "-source:press",
        'topic:"Export controls"',
        "BIS",
        "5,200",
        "(h200 -h20) OR (h20 -h200)",
        "the licence",
        "since:2026-11-01 before:2026-11-10 h200",
    ],
)
def test_a_sound_query_is_not_doubted(text: str) -> None:
    assert warnings(parse(text), now=NOW, desk=DESK) == ()


@given(queries, searchables)
@settings(deadline=None, max_examples=300)
def test_what_can_never_match_never_does(query: Query, view: Searchable) -> None:
    if any("can never match" in line for line in warnings(query, now=NOW)):
        assert not matches(query, view, now=NOW)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("before:2020-01-01 china", "before:2020-01-01 leaves out what is published from now on"),
        ("before:2d", "before:2d leaves out what is published from now on"),
        ("on:2026-11-01 OR before:2026-11-02", "on:2026-11-01 leaves out what is published from now on"),
        ("before:2020-01-01 OR china", ""),
        ("before:2027-01-01 china", ""),
        ("since:2027-01-01 china", ""),
        ("since:2020-01-01 -before:2020-01-01 h200", ""),
    ],
)
def test_what_only_the_past_can_match_is_told(text: str, reason: str) -> None:
    assert never_from_now_on(parse(text), now=NOW) == reason


@given(queries, searchables)
@settings(deadline=None, max_examples=200)
def test_what_only_the_past_can_match_is_matched_by_nothing_new(query: Query, view: Searchable) -> None:
    if never_from_now_on(query, now=NOW):
        assert not matches(query, replace(view, published_at=NOW), now=NOW)
