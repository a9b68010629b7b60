"""Hypothesis strategies for queries and searchables, and a plain oracle of what matches."""

import random
import re
import unicodedata
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from digests.entries import SourceKind
from digests.query import (
    Age,
    AgeUnit,
    And,
    Field,
    FieldName,
    Near,
    Not,
    Or,
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
    none_of,
)
from digests.query.nodes import Leaf

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

WORDS = ["chip", "chips", "chipmaker", "h200", "h20", "export", "rules", "US", "us", "BIS", "bis", "Verne", "é", "ai"]
CJK = ["半導體", "出口管制", "芯片", "反", "チップ", "반도체"]
SPEAKERS = ["Ada Verne", "Tomas Reyl", "李四"]
TOPICS = ["export-controls", "h200", "subsidies"]
PUBLISHERS = ["Sample Wire", "Taipei Ledger"]

plain_words = st.sampled_from(WORDS + CJK)
words = st.builds(Word, st.sampled_from([*WORDS, *CJK, "export-rules", "U.S", "3A090", "744.23"]))
phrases = st.builds(lambda *parts: Phrase(" ".join(parts)), plain_words, plain_words)
prefixes = st.builds(Prefix, st.sampled_from(["chip", "ex", "export-ru", "h2", "芯片x1", "Ver", "bi"]))
terms: st.SearchStrategy[Word | Phrase | Prefix] = st.one_of(words, phrases, prefixes)
regexes = st.builds(
    Regex, st.sampled_from([r"h\d+", r"exports?\s+rules", "^chip", "管制", r"(?-i:BIS)", "x*", r"a\/b"])
)
fields = st.one_of(
    st.builds(Field, st.just(FieldName.SPEAKER), st.sampled_from(["verne", "Ada Verne", "Verne Ada", "李四", "reyl"])),
    st.builds(Field, st.just(FieldName.TOPIC), st.sampled_from([*TOPICS, "export"])),
    st.builds(Field, st.just(FieldName.SOURCE), st.sampled_from(["primary", "official", "press", "think-tank"])),
    st.builds(Field, st.just(FieldName.PUBLISHER), st.sampled_from(["Sample Wire", "wire", "ledger", "Taipei"])),
    st.builds(Field, st.just(FieldName.JURISDICTION), st.sampled_from(["us", "cn"])),
    st.builds(Field, st.just(FieldName.LANGUAGE), st.sampled_from(["en", "zh", "zh-hant"])),
    st.builds(Field, st.just(FieldName.KIND), st.sampled_from(["news", "market-wrap"])),
    st.builds(Field, st.just(FieldName.TITLE), st.sampled_from(["h200", "export rules", "管制"])),
)
ages = st.builds(Age, st.integers(0, 40), st.sampled_from(AgeUnit).filter(lambda unit: unit is not AgeUnit.YEAR))
days = st.dates(date(2026, 10, 1), date(2026, 12, 1))
dates: st.SearchStrategy[When] = st.one_of(
    st.builds(When, st.sampled_from([Side.SINCE, Side.BEFORE]), st.one_of(ages, days)),
    st.builds(When, st.just(Side.ON), days),
)
nears = st.builds(Near, terms, terms, st.integers(1, 12))
leaves: st.SearchStrategy[Query] = st.one_of(words, phrases, prefixes, regexes, fields, dates, nears)


def _joined(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    parts = st.lists(inner, min_size=2, max_size=4)
    return st.one_of(parts.map(lambda made: all_of(*made)), parts.map(lambda made: any_of(*made)), inner.map(none_of))


queries: st.SearchStrategy[Query] = st.recursive(leaves, _joined, max_leaves=8)

_glue = st.sampled_from([" ", " ", ", ", ". ", "-", "'s ", "/", "\n"])
texts = st.lists(st.tuples(st.sampled_from([*WORDS, *CJK, "U.S.", "the", "É", "ＣＨＩＰＳ"]), _glue), max_size=25).map(
    lambda pairs: "".join(f"{word}{glue}" for word, glue in pairs)
)
searchables = st.builds(
    Searchable,
    title=texts,
    body=texts,
    publisher=st.sampled_from(PUBLISHERS),
    family=st.sampled_from(["", *PUBLISHERS]),
    source_kind=st.sampled_from(SourceKind),
    kind=st.sampled_from(["", "news", "market_wrap"]),
    speakers=st.lists(st.sampled_from(SPEAKERS), max_size=2).map(tuple),
    topics=st.lists(st.sampled_from(TOPICS), max_size=2).map(tuple),
    jurisdiction=st.sampled_from(["", "us", "CN"]),
    language=st.sampled_from(["", "en", "zh", "zh-Hant"]),
    published_at=st.integers(0, 60 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
)


def random_query(chance: random.Random, depth: int = 3) -> Query:
    """Any query, quickly; the same for the same seed."""
    kind = chance.random() if depth else 1.0
    if kind < 0.25:
        return all_of(*(random_query(chance, depth - 1) for _ in range(chance.randint(2, 4))))
    if kind < 0.5:
        return any_of(*(random_query(chance, depth - 1) for _ in range(chance.randint(2, 4))))
    if kind < 0.6:
        return none_of(random_query(chance, depth - 1))
    return _random_leaf(chance)


def _random_leaf(chance: random.Random) -> Query:
    vocabulary = WORDS + CJK
    one, other = chance.choice(vocabulary), chance.choice(vocabulary)
    rare: list[Query] = [
        Phrase(f"{one} {other}"),
        Prefix(chance.choice(["chip", "ex", "h2", "Ver"])),
        Near(Word(one), Word(other), chance.randint(1, 50)),
        Regex(chance.choice([r"h\d+", "^chip", "管制", r"a\/b"])),
        When(Side.SINCE, Age(chance.randint(0, 40), chance.choice(list(AgeUnit)))),
        Field(FieldName.SPEAKER, chance.choice(SPEAKERS)),
        Field(FieldName.TOPIC, chance.choice(TOPICS)),
        Field(FieldName.PUBLISHER, chance.choice(PUBLISHERS)),
        Field(FieldName.SOURCE, "primary"),
        Field(FieldName.LANGUAGE, "zh"),
    ]
    return Word(one) if chance.random() < 0.4 else chance.choice(rare)


def random_searchable(chance: random.Random, words: int = 40) -> Searchable:
    """Any article, quickly; the same for the same seed."""
    vocabulary = [*WORDS, *CJK, "the", "of"]
    return Searchable(
        title=" ".join(chance.choices(vocabulary, k=6)),
        body=" ".join(chance.choices(vocabulary, k=chance.randint(0, words))),
        publisher=chance.choice(PUBLISHERS),
        source_kind=chance.choice(list(SourceKind)),
        speakers=tuple(chance.sample(SPEAKERS, chance.randint(0, 2))),
        topics=tuple(chance.sample(TOPICS, chance.randint(0, 2))),
        language=chance.choice(["", "en", "zh-Hant"]),
        published_at=NOW - timedelta(hours=chance.randrange(24 * 60)),
    )


# ---- the oracle: the same meaning, said another way (text search over separated words) ----

_CAPITALS = {"US", "BIS"}


def oracle(query: Query, view: Searchable) -> bool:
    """Whether a query matches, by searching word by word through strings."""
    if isinstance(query, And):
        return all([oracle(part, view) for part in query.parts])
    if isinstance(query, Or):
        return any([oracle(part, view) for part in query.parts])
    if isinstance(query, Not):
        return not oracle(query.part, view)
    return _leaf(query, view)


def _leaf(query: Leaf, view: Searchable) -> bool:
    match query:
        case Near():
            held = _near(query, view)
        case Regex():
            pattern = re.compile(query.pattern.replace("(?-i:BIS)", "BIS"), 0 if "(?-i" in query.pattern else re.I)
            held = any(pattern.search(text) for text in (view.title, view.body))
        case Field():
            held = _field(query, view)
        case When():
            held = _when(query, view)
        case _:
            held = any(_starts(query, text) for text in (view.title, view.body))
    return held


def _split(text: str) -> list[str]:
    """The words of a text as written, by walking through its letters."""
    found: list[str] = []
    word = ""
    text = unicodedata.normalize("NFKC", text).replace("U.S.", "US").replace("U.S", "US")
    for letter in [*text, " "]:
        is_single = "CJK" in (name := unicodedata.name(letter, "")) or "KATAKANA" in name or "HANGUL" in name
        if letter.isalnum() and not is_single:
            word += letter
            continue
        found += [word] if word else []
        found += [letter] if is_single else []
        word = ""
    return found


def _low(word: str) -> str:
    return word.lower().replace("é", "e")


def _equal(asked: str, written: str) -> bool:
    return asked == written if asked in _CAPITALS else _low(asked) == _low(written)


def _starts(term: Word | Phrase | Prefix, text: str) -> list[tuple[int, int]]:
    asked, written = _split(term.text), _split(text)
    found = []
    for at in range(len(written) - len(asked) + 1):
        pairs = list(zip(asked, written[at:], strict=False))
        if isinstance(term, Prefix):
            *firsts, (last, word) = pairs
            held = all(_low(a) == _low(b) if a not in _CAPITALS else a == b for a, b in firsts)
            held = held and _low(word).startswith(_low(last))
        else:
            held = all(_equal(a, b) for a, b in pairs)
        if held:
            found.append((at, at + len(asked)))
    return found


def _near(query: Near, view: Searchable) -> bool:
    for text in (view.title, view.body):
        for one in _starts(query.left, text):
            for other in _starts(query.right, text):
                gap = other[0] - one[1] if one <= other else one[0] - other[1]
                if 0 <= gap <= query.distance:
                    return True
    return False


def _field(query: Field, view: Searchable) -> bool:
    value = query.value
    if query.name in (FieldName.SPEAKER, FieldName.PUBLISHER):
        names = view.speakers if query.name is FieldName.SPEAKER else (view.publisher, view.family)
        asked = " ".join(map(_low, _split(value)))
        return any(f" {asked} " in f" {' '.join(map(_low, _split(name)))} " for name in names)
    if query.name is FieldName.TITLE:
        return bool(_starts(Phrase(value), view.title))
    if query.name is FieldName.LANGUAGE:
        return f"{view.language.lower()}-".startswith(f"{value}-")
    single = {
        FieldName.TOPIC: value in view.topics,
        FieldName.SOURCE: value.replace("primary", "official").replace("-", "_") == view.source_kind.value,
        FieldName.JURISDICTION: value == view.jurisdiction.lower(),
        FieldName.KIND: value.replace("-", "_") == view.kind,
    }
    return single[query.name]


def _when(query: When, view: Searchable) -> bool:
    if isinstance(query.moment, Age):
        hours = {"h": 1, "d": 24, "w": 168, "m": 720, "y": 8760}[query.moment.unit.value] * query.moment.count
        is_since = view.published_at >= NOW - timedelta(hours=hours)
        return is_since if query.side is Side.SINCE else not is_since
    day = view.published_at.date()
    return {Side.SINCE: day >= query.moment, Side.BEFORE: day < query.moment, Side.ON: day == query.moment}[query.side]
