"""Whatever is asked, the index loses no match: on both databases a search finds what matching every article finds."""

import random
from collections.abc import Sequence

from bot.storage import Store
from bot.storage.collected import Collected, save_collected
from bot.storage.search import search
from bot.storage.stories import Placement
from digests.entries import SourceKind
from digests.query import (
    Age,
    AgeUnit,
    Field,
    FieldName,
    Near,
    Phrase,
    Prefix,
    Query,
    Regex,
    Searchable,
    Side,
    When,
    Word,
    all_of,
    any_of,
    matches,
    none_of,
    print_query,
)
from digests.remarks import Remark, RemarkKind
from digests.stories import Report
from digests.topics import Reading, TopicHit
from tests.builders import HOUR, NOW, an_article

WORDS = [
    "chip",
    "chips",
    "Chip",
    "CHIPS",
    "export",
    "exports",
    "EAR",
    "ear",
    "U.S.",
    "US",
    "us",
    "BIS",
    "low-cost",
    "H200",
    "h20",
    "3A090",
    "café",
    "CAFE",
    "Zürich",
    "naïve",
    "光刻机",
    "出口",
    "限制",
    "半导体",
    "반도체",
    "수출",
    "ラピダス",
    "半導体",
    "ＴＳＭＣ",
    "rule_book",
    "O'Neill",
    "R&D",
    "J.P.",
    "A.I.",
    "14",
    "2026-01-01",
    "ßtraße",
    "Ω",
]
MARKS = (" ", " ", " ", ", ", ". ", "—", "\n\n", " “", "” ", "/", "　", "。")
SPEAKERS = ("Ada Example", "Bo Sample", "艾达")
ASKED = (*sorted(set(WORDS) - {"ßtraße", "rule_book"}), "rule", "neill", "cost", "TSMC", "刻", "jp")


def some_text(chance: random.Random, most: int) -> str:
    return "".join(chance.choice(WORDS) + chance.choice(MARKS) for _ in range(chance.randint(0, most)))


def some_report(chance: random.Random, number: int) -> Report:
    article = an_article(
        number,
        title=some_text(chance, 5),
        body=some_text(chance, 25),
        published_at=NOW - chance.randint(1, 500) * HOUR,
        publisher=chance.choice(("Sample Wire", "Zürcher Probe")),
        source_kind=chance.choice(list(SourceKind)),
        language=chance.choice(("", "en", "zh-TW", "ko")),
        jurisdiction=chance.choice(("", "NL", "cn")),
    )
    topics = tuple(TopicHit(id=t, words=()) for t in ("export-controls", "tariffs") if chance.random() < 0.4)
    speaker = chance.choice((*SPEAKERS, None))
    said = Remark(
        article_id=article.id,
        kind=RemarkKind.DIRECT,
        start=0,
        end=0,
        words="",
        verb="said",
        speaker=speaker,
        speaker_id=speaker and speaker.lower().replace(" ", "-"),
    )
    return Report(article=article, reading=Reading(relevant=True, score=1, topics=topics), remarks=(said,))


def view_of(report: Report) -> Searchable:
    article, said = report.article, report.remarks[0]
    return Searchable(
        title=article.title,
        body=article.body,
        publisher=article.publisher,
        family=article.family,
        source_kind=article.source_kind,
        kind=report.reading.kind,
        speakers=tuple(filter(None, (said.speaker, said.speaker_id))),
        topics=tuple(hit.id for hit in report.reading.topics),
        jurisdiction=article.jurisdiction,
        language=article.language,
        published_at=article.published_at,
    )


def some_term(chance: random.Random) -> Word | Phrase | Prefix:
    shape, word = chance.random(), chance.choice(ASKED)
    if shape < 0.2:
        return Phrase(f"{word} {chance.choice(ASKED)}")
    if shape < 0.3 and word.isalpha() and len(word) > 2 and word.isascii():
        return Prefix(word[: chance.randint(2, len(word))])
    return Word(word) if word[-1] != "." and "'" not in word and "/" not in word else Phrase(word)


def some_leaf(chance: random.Random) -> Query:
    leaves = (
        lambda: Field(FieldName.SPEAKER, chance.choice(("ada", "Bo Sample", "bo-sample", "艾达"))),
        lambda: Field(FieldName.TOPIC, chance.choice(("export-controls", "tariffs", "export"))),
        lambda: Field(FieldName.PUBLISHER, chance.choice(("probe", "sample wire"))),
        lambda: Field(FieldName.SOURCE, chance.choice(("primary", "press", "think-tank"))),
        lambda: Field(FieldName.LANGUAGE, chance.choice(("zh", "zh-tw", "en"))),
        lambda: Field(FieldName.JURISDICTION, chance.choice(("nl", "cn"))),
        lambda: Field(FieldName.TITLE, chance.choice(ASKED)),
        lambda: When(chance.choice((Side.SINCE, Side.BEFORE)), Age(chance.randint(1, 20), AgeUnit.DAY)),
        lambda: Regex("h[0-9]+"),
        lambda: Near(some_term(chance), some_term(chance), chance.randint(1, 9)),
    )
    return some_term(chance) if chance.random() < 0.6 else chance.choice(leaves)()


def some_query(chance: random.Random, depth: int = 2) -> Query:
    shape = chance.random()
    if depth == 0 or shape < 0.35:
        return some_leaf(chance)
    if shape < 0.5:
        return none_of(some_query(chance, depth - 1))
    parts: Sequence[Query] = [some_query(chance, depth - 1) for _ in range(chance.randint(2, 3))]
    return all_of(*parts) if shape < 0.75 else any_of(*parts)


async def test_a_search_finds_what_matching_every_article_finds(store: Store) -> None:
    chance = random.Random(11)
    shelf = [some_report(chance, number) for number in range(1, 81)]
    placed = tuple(Placement(article_id=one.article.id, story_id=one.article.id) for one in shelf)
    await save_collected(store, Collected(at=NOW, reports=tuple(shelf), placements=placed))
    views = {report.article.id: view_of(report) for report in shelf}
    wrong = {}
    for _ in range(120):
        query = some_query(chance)
        expected = {id for id, view in views.items() if matches(query, view, now=NOW)}
        found = {hit.story_id for hit in (await search(store, query, now=NOW, limit=200)).hits}
        if found != expected:
            wrong[print_query(query)] = (found - expected, expected - found)
    assert wrong == {}
