"""The desk's own files are sound, and a broken one is told with file and line, everything at once."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

import bot.desk
from bot.desk.loader import check_desk, load_desk
from bot.errors import ConfigError
from digests.desk import TopicKind
from digests.entries import SourceKind
from tests.digests.desks import own_desk

FOLDER = Path(bot.desk.__file__).parent

TOPICS = """
[[guards]]
id = "food"
words = ["potato*"]

[[topic]]
id = "rules"
name = "Rules"
policy = true
weight = 0.8
terms = ["export rule", { text = "curb*", weight = 0.3, company = ["chip"] }]
exact = ["BIS"]
weak = ["licence"]

[[item]]
id = "h20"
name = "H20"
technology = true
parents = ["rules"]
guarded_by = ["food"]
guards = ["pump"]
exact = ["H20"]
"""
PEOPLE = """
[[person]]
id = "ada"
name = "Ada Example"
aliases = ["阿达"]
offices = [{ role = "minister", organisation = "Chips", since = 2024-01-01, until = 2025-01-01, aliases = ["Chip Minister"] }]

[[person]]
id = "ben"
name = "Ben Example"
offices = [{ role = "minister", organisation = "Chips", since = 2025-01-01, aliases = ["Chip Minister"] }]
"""
SOURCES = """
[[source]]
id = "wire"
publisher = "Sample Wire"
url = "https://wire.example/feed"
kind = "press"
verified_on = 2026-09-10
enabled = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("topics", TOPICS), ("people", PEOPLE), ("sources", SOURCES)):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> str:
    """Replace words in a file of the desk and give the one sentence that says what is wrong."""
    path = folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = check_desk(folder)
    assert len(problems) == 1, problems
    return problems[0]


def test_the_programs_own_desk_is_sound() -> None:
    assert check_desk() == ()


def test_the_programs_own_desk_is_large_enough() -> None:
    desk = own_desk()
    shown = [topic for topic in desk.topics if topic.kind is not TopicKind.SIGNAL]
    assert len(shown) >= 90
    assert len(desk.people) >= 150
    assert sum(bool(source.url) for source in desk.sources) >= 60
    assert {source.kind for source in desk.sources} == set(SourceKind)


def test_a_last_name_that_two_people_share_is_unmistakable_for_one_at_most() -> None:
    marked = [person.family_name for person in own_desk().people if person.unmistakable]

    assert {"Huang", "Lutnick"} <= set(marked)
    assert not {"Wei", "Su", "Tan", "Kim", "Greer"} & set(marked)
    assert len(set(marked)) == len(marked)


def test_topics_are_written_in_the_scripts_of_the_beat() -> None:
    scripts = {"Chinese": "[\u4e00-\u9fff]", "Japanese": "[\u30a0-\u30ff]", "Korean": "[\uac00-\ud7af]"}
    for name, letters in scripts.items():
        written = [t.id for t in own_desk().topics if any(re.search(letters, term.text) for term in t.terms)]
        assert len(written) >= 35, name


def test_only_feeds_that_were_seen_alive_are_polled_from_the_start() -> None:
    enabled = [source for source in own_desk().sources if source.enabled]
    assert len(enabled) >= 14
    assert all(source.status == "live" and source.verified_on and source.url for source in enabled)


def test_no_two_sources_claim_one_host_or_name() -> None:
    hosts = [host for source in own_desk().sources for host in source.hosts]
    names = [name for source in own_desk().sources for name in {source.publisher, *source.aliases}]
    assert len(hosts) == len(set(hosts))
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize(
    ("alias", "on", "who"),
    [
        ("Commerce Secretary", date(2020, 1, 1), "wilbur-ross"),
        ("US Commerce Secretary", date(2023, 10, 17), "gina-raimondo"),
        ("Commerce Secretary", date(2025, 8, 11), "howard-lutnick"),
        ("Commerce Secretary", date(2025, 2, 1), None),
        ("US President", date(2022, 10, 7), "joe-biden"),
        ("US President", date(2025, 8, 11), "donald-trump"),
        ("Intel CEO", date(2023, 1, 1), "pat-gelsinger"),
        ("Intel CEO", date(2025, 8, 7), "lip-bu-tan"),
        ("ASML CEO", date(2024, 1, 31), "peter-wennink"),
        ("Nvidia's CEO", date(2025, 8, 7), None),
        ("黄仁勋", None, "jensen-huang"),
        ("黃仁勳", None, "jensen-huang"),
        ("젠슨 황", None, "jensen-huang"),
        ("MOFCOM", None, "mofcom"),
        ("商务部新闻发言人", None, "mofcom-spokesperson"),
        ("Japan's trade minister", date(2025, 7, 1), "yoji-muto"),
    ],
)
def test_offices_and_names_resolve(alias: str, on: date | None, who: str | None) -> None:
    person = own_desk().person_by_alias(alias, on=on)
    assert (person.id if person else None) == who


@pytest.mark.parametrize(
    ("publisher", "family"),
    [
        ("Barron's", "News Corp"),
        ("WSJ", "News Corp"),
        ("Bloomberg.com", "Bloomberg L.P."),
        ("Financial Times", "Nikkei Inc."),
        ("Nikkei Asia", "Nikkei Inc."),
        ("Global Times", "People's Daily"),
        ("apnews.com", "Associated Press"),
    ],
)
def test_publishers_belong_to_families(publisher: str, family: str) -> None:
    source = own_desk().source_for(publisher)
    assert source is not None
    assert source.family == family


def test_a_small_desk_is_read(folder: Path) -> None:
    (folder / "background.tsv").write_text("documents\t200\nchip\t20\nof\t200\n", encoding="utf-8")
    (folder / "beat.tsv").write_text("# 50 documents\n=chip\t20\n", encoding="utf-8")
    desk = load_desk(folder)
    rules, item = desk.topics
    assert [(t.text, t.weight, t.prefix, t.exact_case) for t in rules.terms] == [
        ("export rule", 0.8, False, False),
        ("curb", 0.3, True, False),
        ("BIS", 0.8, False, True),
        ("licence", 0.4, False, False),
    ]
    assert rules.terms[1].company == ("chip",)
    assert item.terms[0].guards == ("pump", "potato*")
    assert desk.background == {"chip": 0.1, "of": 1.0}
    assert desk.beat == {"=chip": 0.4}
    assert desk.sources[0].family == "Sample Wire"


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "words"),
    [
        ("topics", "policy = true", "polcy = true", 9, 'unknown key "polcy"'),
        ("people", 'id = "ben"', 'id = "ada"', 9, "an id that another one has"),
        ("topics", '"export rule"', '" "', 11, "an empty term"),
        ("topics", '"export rule"', "7", 11, "needs words or tables"),
        ("topics", 'weak = ["licence"]', 'weak = ["BIS"]', 12, 'the term "BIS" twice'),
        ("topics", 'parents = ["rules"]', 'parents = ["rulez"]', 19, 'the parent "rulez"'),
        ("topics", 'guarded_by = ["food"]', 'guarded_by = ["drink"]', 20, "no list of guards"),
        ("topics", "weight = 0.8", 'weight = "high"', 10, "a number from 0 to 10"),
        ("topics", "policy = true", 'policy = "yes"', 9, "true or false"),
        ("topics", "[[item]]", "[[thing]]", 15, '"thing" is not known here'),
        ("topics", "{ text = ", "{ txt = ", 11, 'unknown key "txt"'),
        ("topics", "[[item]]", "[[item", 15, "not TOML"),
        ("people", "2025-01-01, aliases", "2023-01-01, aliases", 6, "begins on 2024-01-01, after its end"),
        ("people", "since = 2025-01-01", "since = 2024-06-01", 11, 'claims the alias "Chip Minister"'),
        ("people", 'name = "Ben Example"', 'name = "Ada Example"', 10, 'claims the alias "Ada Example"'),
        ("people", "since = 2024-01-01", 'since = "last year"', 6, "needs a date"),
        ("people", "since = 2024-01-01", "since = 2024-02-30", 6, "not"),
        ("people", 'role = "minister", ', "", 6, 'needs "role"'),
        ("people", 'aliases = ["阿达"]', "aliases = [1]", 5, "a list of words"),
        ("people", 'name = "Ada Example"', "name = 3", 4, 'needs words in "name"'),
        ("sources", "https://wire.example/feed", "wire.example/feed", 5, "no http or https address"),
        ("sources", "https://wire.example/feed", "https://[", 5, "no http or https address"),
        ("sources", 'kind = "press"', 'kind = "blog"', 6, 'the kind "blog"'),
        ("sources", 'url = "https://wire.example/feed"\n', "", 7, "enabled without an address"),
        ("sources", "[[source]]", "[source]", 2, "write [[source]]"),
    ],
)
def test_a_problem_is_told_with_file_and_line(
    folder: Path, name: str, old: str, new: str, line: int, words: str
) -> None:
    sentence = spoil(folder, name, old, new)
    assert sentence.startswith(f"{name}.toml, line {line}: ")
    assert words in sentence


def test_all_problems_are_told_at_once(folder: Path) -> None:
    spoil(folder, "sources", 'kind = "press"', 'kind = "blog"')
    (folder / "people.toml").unlink()
    (folder / "background.tsv").write_text("words", encoding="utf-8")
    problems = check_desk(folder)
    assert len(problems) == 3
    with pytest.raises(ConfigError) as raised:
        load_desk(folder)
    assert str(raised.value).splitlines() == list(problems)
    assert "people.toml, line 1: the file is missing" in problems
    assert problems[2].startswith("background.tsv, line 1")


def test_a_file_that_is_no_text_is_told(folder: Path) -> None:
    (folder / "people.toml").write_bytes(b"\xff\xfe")
    assert check_desk(folder) == ("people.toml, line 1: the file is not UTF-8 text; save it as UTF-8",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("words\n", 1, "the number of documents"),
        ("# 20 documents\nchip\t20\n\nof\tmany\n", 4, "a word, a tab and a whole number"),
        ("# 20 documents\nchip 20\n", 2, "a word, a tab and a whole number"),
    ],
)
def test_a_background_that_cannot_be_counted_is_told_with_its_line(
    folder: Path, text: str, line: int, words: str
) -> None:
    (folder / "background.tsv").write_text(text, encoding="utf-8")
    (sentence,) = check_desk(folder)
    assert sentence.startswith(f"background.tsv, line {line}: ")
    assert words in sentence


def test_files_that_cannot_be_read_are_told(folder: Path) -> None:
    (folder / "people.toml").unlink()
    (folder / "people.toml").mkdir()
    (folder / "background.tsv").write_bytes(b"\xff")
    assert check_desk(folder) == (
        "people.toml, line 1: the file cannot be read (Is a directory)",
        "background.tsv, line 1: the file is not UTF-8 text; save it as UTF-8",
    )
    assert check_desk(folder / "nowhere")[0].endswith("name one with topics.toml, people.toml and sources.toml in it")


def test_a_problem_of_an_inline_table_is_told_on_its_own_line(folder: Path) -> None:
    offices = 'offices = [\n  { role = "a", organisation = "b", since = 2024-01-01 },\n  { role = "c", since = 1 },\n]'
    (folder / "people.toml").write_text(f'[[person]]\nid = "x"\nname = "X"\n{offices}\n', encoding="utf-8")
    assert check_desk(folder) == (
        'people.toml, line 6: the office "c" needs "organisation"',
        'people.toml, line 6: the office "c" needs a date such as 2025-02-21 in "since", without quotation marks',
    )


def test_a_copy_of_the_desk_in_another_folder_is_the_same_desk(tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(FOLDER, copy)
    loaded, own = load_desk(copy), own_desk()
    assert (loaded.topics, loaded.people, loaded.sources) == (own.topics, own.people, own.sources)
