"""Terms are found where they stand, as written, in company and unguarded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.desk import Desk, Term, Topic, TopicKind
from digests.vocabulary import Vocabulary, topics_in, vocabulary, words_of
from tests.digests.desks import a_topic, own_desk


def found(text: str, *terms: Term | str) -> list[str]:
    return [hit.words for hit in Vocabulary([a_topic(*terms)]).hits(text)]


@pytest.mark.parametrize(
    ("text", "term", "words"),
    [
        ("Training costs rise", "ai", []),
        ("AI costs rise", "ai", ["AI"]),
        ("two export  controls and an Export-Control", "export control", ["export  controls", "Export-Control"]),
        ("new subsidies", "subsidy", ["subsidies"]),
        ("rare earths from China", "rare earth", ["rare earths"]),
        ("Nvidia’s chief and Intel's board", "nvidia", ["Nvidia"]),
        ("the U.S. and the US", Term(text="US", exact_case=True), ["U.S.", "US"]),
        ("he told us so", Term(text="US", exact_case=True), []),
        ("BIS and bis", Term(text="BIS", exact_case=True), ["BIS"]),
        ("H20s were sold", Term(text="H20", exact_case=True), ["H20s"]),
        ("A.I. chips", "AI chip", ["A.I. chips"]),
        ("semiconducting things", Term(text="semiconduct", prefix=True), ["semiconducting"]),
        ("gas chip", Term(text="gaschip", prefix=True), []),
        ("NXT:1980Di scanners", Term(text="NXT:1980", prefix=True), ["NXT:1980Di"]),
        ("英伟达H20芯片", Term(text="H20", exact_case=True), ["H20"]),
        ("对半导体设备实施出口管制", "出口管制", ["出口管制"]),
        ("반도체에 관세", "반도체", ["반도체"]),
        ("ＡＩ規制", "ai", ["ＡＩ"]),
        ("", "chip", []),
    ],
)
def test_a_term_is_found_as_a_whole_word(text: str, term: Term | str, words: list[str]) -> None:
    assert found(text, term) == words


def test_a_term_needs_its_company_somewhere_in_the_article() -> None:
    term = Term(text="Kirin", company=("Huawei", "smartphone chip*"))
    assert found("A Kirin part", term) == []
    assert found("A Kirin part from Huawei", term) == ["Kirin"]
    assert found("A Kirin part among smartphone chips", term) == ["Kirin"]
    hits = Vocabulary([a_topic(term)]).hits("A Kirin part", whole="A Kirin part\nHuawei made it")
    assert [hit.words for hit in hits] == ["Kirin"]


def test_company_in_capitals_counts_only_as_written() -> None:
    term = Term(text="stake", company=("US",))
    assert found("a stake for us", term) == []
    assert found("a stake for the US", term) == ["stake"]


def test_a_guard_speaks_only_near_its_term() -> None:
    term = Term(text="chip", guards=("potato", "gambl*"))
    assert found("potato chips", term) == []
    assert found("chips that gamblers lose", term) == []
    assert found("chips" + " and more" * 20 + " potato", term) == ["chips"]
    assert Vocabulary([a_topic(term)]).hits("Chips fall", around="A potato firm said") == ()


def test_a_guard_is_a_whole_word() -> None:
    assert found("chips for pineapples", Term(text="chip", guards=("apple",))) == ["chips"]


def test_signals_are_no_topics() -> None:
    topics = (a_topic("chip"), a_topic("Beijing", id="s", kind=TopicKind.SIGNAL))
    assert [hit.topic.id for hit in topics_in("Beijing wants chips", Desk(topics=topics))] == ["t"]


def test_a_desk_builds_its_vocabulary_once() -> None:
    assert vocabulary(own_desk()) is vocabulary(own_desk())


def test_words_keep_their_places() -> None:
    text = "The U.S.-China “chip war”"
    words = words_of(text)
    assert words.raw == ["The", "US", "China", "chip", "war"]
    assert [text[start:end] for start, end in words.spans] == ["The", "U.S.", "China", "chip", "war"]


ANY_TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from(["chip", "U.S.", "出口管制", "半导体", "H20", "potato", "’s", "-", "\n", "İ", "ß"])).map(
        "".join
    ),
)


@given(text=ANY_TEXT)
@settings(deadline=None, max_examples=150)
def test_what_is_found_stands_in_the_text(text: str) -> None:
    hits = vocabulary(own_desk()).hits(text)
    assert all(text[hit.start : hit.end] == hit.words and hit.words for hit in hits)
    assert hits == vocabulary(own_desk()).hits(text)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


@given(before=st.text(alphabet=" ,.;\n", max_size=5), after=st.text(alphabet=" ,.;!\n", max_size=5))
@settings(deadline=None, max_examples=50)
def test_punctuation_hides_no_term(before: str, after: str) -> None:
    topic: Topic = a_topic("export control")
    assert len(Vocabulary([topic]).hits(f"{before}export controls{after}")) == 1
