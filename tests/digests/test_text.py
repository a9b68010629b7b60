"""Sentences, words, quotations, one spelling, cutting and languages of plain text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.text import cut, language_of, normalise, paragraphs, quotations, sentences, words
from digests.text_languages import forget_language_model

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list(
                "abc ABC.,;:!?\n\n\r\t'\"“”‘’«»„「」—–-…()\u00a0\u200b\u2066。！？说と🚨‹›‚\u0301éß中か한한🇩🇪👩\u200d👧🏽0123456789"
            )
        ),
        st.characters(),
    ),
    max_size=120,
)
quick = settings(deadline=None, max_examples=150)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. It was cold.", ["He left the U.S.", "It was cold."]),
        ("The U.S. Commerce Department agreed.", ["The U.S. Commerce Department agreed."]),
        ("Lt. Gov. Ann Lee met Sen. Roy Hill. They spoke.", ["Lt. Gov. Ann Lee met Sen. Roy Hill.", "They spoke."]),
        ("Norvane Corp. said no. Others agreed.", ["Norvane Corp. said no.", "Others agreed."]),
        ("It cost $3.5 billion vs. $2 billion.", ["It cost $3.5 billion vs. $2 billion."]),
        ("“Why now?” she asked. Nobody knew.", ["“Why now?” she asked.", "Nobody knew."]),
        ("A title without a stop\n\nA first sentence.", ["A title without a stop", "A first sentence."]),
        ("One paragraph.\nAnother one.", ["One paragraph.", "Another one."]),
        (
            "It went to rest. The firm left. That was in May.",
            ["It went to rest.", "The firm left.", "That was in May."],
        ),
        ("部门宣布新规。企业反对。", ["部门宣布新规。", "企业反对。"]),
        ("“我们反对。”罗敏说。企业也反对。", ["“我们反对。”罗敏说。", "企业也反对。"]),
        ("「必要だ。」と述べた。その後は黙った。", ["「必要だ。」と述べた。", "その後は黙った。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_has_these_sentences(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == expected


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "This line of plain text was wrapped by a mail program and it\ngoes on in the second line until it ends here."
    )

    assert len(paragraphs(text)) == 1
    assert len(sentences(text)) == 1


@given(ANY_TEXT)
@quick
def test_sentences_lie_in_order_and_say_where_they_stand(text: str) -> None:
    end = 0
    for sentence in sentences(text):
        assert sentence.start >= end
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
        assert sentence.text
        end = sentence.end


@given(ANY_TEXT)
@quick
def test_no_word_is_lost_between_sentences(text: str) -> None:
    covered = "".join(sentence.text for sentence in sentences(text))

    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” he said. “Two.”", ["One,", "Two."]),
        ('"One," he said. "Two."', ["One,", "Two."]),
        ("He called it “a ‘big’ win” then.", ["a ‘big’ win"]),
        ('He said "it is "fine" now" and left.', ['it is "fine" now']),
        ("‘It’s the firms’ turn,’ she said.", ["It’s the firms’ turn,"]),
        ("The firms’ plans and the dogs’ food.", []),
        ("„Gut“, sagte er, «non» und »ja«.", ["Gut", "non", "ja"]),
        ("他说「可以」。", ["可以"]),
        ('A 6" wafer and "a word".', ["a word"]),
        ("“An open one.\n\n“And its end.” Then nothing.", ["An open one.", "And its end."]),
        ("'It's the firms' turn,' she said, 'and it's ours.'", ["It's the firms' turn,", "and it's ours."]),
        ("The '90s firms' plans weren't 'em.", []),
        ('\u2066“One,”\u2069 he said. 🚨"Two."🚨', ["One,", "Two."]),
        ("‘Twas late. “Go,” she said.", ["Go,"]),
        ("No marks here.", []),
        ('"' * 30_000, []),
    ],
)
def test_a_text_has_these_quotations(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_quotation_that_nothing_closes_says_so() -> None:
    first, second = quotations("“An open one.\n\n“And its end.”")

    assert (first.closed, second.closed) == (False, True)


@given(ANY_TEXT)
@quick
def test_quotations_never_overlap_nor_leave_their_paragraph(text: str) -> None:
    spans = paragraphs(text)
    end = 0
    for quotation in quotations(text):
        assert end <= quotation.start < quotation.end <= len(text)
        assert any(start <= quotation.start and quotation.end <= stop for start, stop in spans)
        end = quotation.end


def test_words_are_lower_case_and_keep_their_places() -> None:
    text = "The U.S. isn’t low-cost; AT&T’s 3A090 chips."

    assert [word.text for word in words(text)] == ["the", "u.s.", "isn't", "low-cost", "at&t's", "3a090", "chips"]
    assert [text[word.start : word.end] for word in words(text)][2] == "isn’t"


def test_chinese_words_are_pairs_of_characters() -> None:
    assert [word.text for word in words("芯片出口 H20")] == ["芯片", "片出", "出口", "h20"]


@given(ANY_TEXT)
@quick
def test_words_lie_inside_the_text(text: str) -> None:
    assert all(0 <= word.start < word.end <= len(text) for word in words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It’s  fine” — he…", '"It\'s fine" - he...'),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("cafe\u0301", "café"),
        ("a\u00a0b\n\nc", "a b c"),
        ("", ""),
    ],
)
def test_a_text_has_one_spelling(text: str, expected: str) -> None:
    assert normalise(text).text == expected


def test_what_is_found_in_the_one_spelling_leads_back_to_the_stored_text() -> None:
    stored = "He said  “it’s\u00a0over”…"
    normal = normalise(stored)
    at = normal.text.index("it's over")
    start, end = normal.stored(at, at + len("it's over"))

    assert stored[start:end] == "it’s\u00a0over"


@given(ANY_TEXT)
@quick
def test_the_map_back_is_complete_and_in_order(text: str) -> None:
    normal = normalise(text)

    assert len(normal.offsets) == len(normal.text) + 1
    assert list(normal.offsets) == sorted(normal.offsets)
    assert normal.offsets[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("hello world foo", 12, "hello world…"),
        ("abcdefghijkl", 5, "abcd…"),
        ("one, two", 6, "one…"),
        ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),
        ("any", 0, ""),
        ("any", 1, "…"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(ANY_TEXT, st.integers(min_value=0, max_value=60))
@quick
def test_a_cut_text_fits_and_begins_as_the_whole_does(text: str, limit: int) -> None:
    short = cut(text, limit)

    assert len(short) <= limit or short == text
    if len(text) > limit:
        kept = short.removesuffix("…")
        assert text.startswith(kept)
        assert not (text[len(kept) :] and unicodedata.combining(text[len(kept)]) and kept)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry has said that the rule is for all of the firms in the list.", "en"),
        ("Die Regierung hat die Regeln für die Ausfuhr von Chips nicht geändert, sagte der Minister.", "de"),
        ("De regering heeft de regels voor de uitvoer van chips niet gewijzigd, zei het ministerie.", "nl"),
        ("美国商务部周三宣布新的芯片出口管制措施。", "zh"),
        ("経済産業省は半導体の輸出規制を発表した。", "ja"),
        ("산업통상자원부는 반도체 수출 통제를 발표했다.", "ko"),
        ("", "xx"),
        ("12 %", "xx"),
    ],
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    assert language_of(text, "xx") == language


def test_the_language_model_can_be_forgotten_and_is_loaded_again() -> None:
    undecided = "Prezzi record, vola la borsa di Milano"
    before = language_of(undecided)
    forget_language_model()
    assert language_of(undecided) == before == "it"


def test_importing_the_text_tools_loads_no_model() -> None:
    import subprocess
    import sys

    program = "import sys, digests.text; print([m for m in ('nupunkt', 'py3langid', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
