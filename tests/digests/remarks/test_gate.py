"""The verbatim gate: what counts as the same words, and that one changed letter does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digests.remarks import Verdict, verdict
from digests.text import normalise

SOURCE = "Mia Roth said: “We won’t ship the tools\u00a0— not one — before June, and we told them so.” Then she left the hall."
WORDS = "We won’t ship the tools — not one — before June, and we told them so."


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        "We won't ship the tools -- not one".replace("--", "-"),
        "“We won't ship the tools”",
        "We won’t ship the tools [...] before June",
        "We won’t ship the tools […] and we told them so",
        "We won’t ship ... before June",
        "[The firm] won’t ship the tools",
        "we told [the ministry] so".replace("[the ministry] ", "them "),
        "before June, and we told them so,",
    ],
)
def test_typography_ellipsis_and_brackets_do_not_matter(words: str) -> None:
    assert verdict(words, source=SOURCE) is Verdict.VERIFIED


@pytest.mark.parametrize(
    "words",
    [
        "We will ship the tools",
        "we won’t ship the tools",
        "e won’t ship the tools",
        "We won’t ship the tool",
        "before June [...] We won’t ship",
    ],
)
def test_other_words_are_not_verified(words: str) -> None:
    assert verdict(words, source=SOURCE) is not Verdict.VERIFIED


def test_words_of_another_source_are_told_apart() -> None:
    assert verdict(WORDS, source="Something else.", elsewhere=("No.", SOURCE)) is Verdict.VERIFIED_ELSEWHERE


def test_words_that_are_only_like_the_source_are_a_paraphrase() -> None:
    assert verdict("We will not ship the tools before June, and we told them so.", source=SOURCE) is Verdict.PARAPHRASE


@pytest.mark.parametrize("words", ["The moon is made of cheese, the minister said.", "", "“”", "[...]", "..."])
def test_invented_and_empty_words_are_not_found(words: str) -> None:
    assert verdict(words, source=SOURCE) is Verdict.NOT_FOUND


def test_an_ellipsis_may_not_leave_out_half_the_source() -> None:
    source = "We agree. " + "Other things happened then. " * 60 + "It is over."

    assert verdict("We agree [...] It is over", source=source) is not Verdict.VERIFIED


@given(st.integers(min_value=0, max_value=len(WORDS) - 1), st.sampled_from("abcxyzXYZ019"))
@settings(deadline=None, max_examples=200)
def test_one_changed_letter_is_not_verbatim(place: int, letter: str) -> None:
    if not WORDS[place].isalnum() or WORDS[place] == letter:
        return
    changed = WORDS[:place] + letter + WORDS[place + 1 :]

    assert verdict(changed, source=SOURCE, elsewhere=(SOURCE,)) not in {Verdict.VERIFIED, Verdict.VERIFIED_ELSEWHERE}


@given(st.text(max_size=200), st.data())
@settings(deadline=None, max_examples=100)
def test_whole_words_of_a_source_are_never_called_invented(source: str, data: st.DataObject) -> None:
    tokens = source.split()
    if not tokens:
        return
    first = data.draw(st.integers(min_value=0, max_value=len(tokens) - 1))
    last = data.draw(st.integers(min_value=first, max_value=len(tokens) - 1))
    words = " ".join(tokens[first : last + 1])

    said = any(letter.isalnum() for letter in normalise(words).text)
    if said and "[" not in words and "." not in words and "(" not in words:
        assert verdict(words, source=source) is Verdict.VERIFIED


@given(st.text(max_size=100), st.text(max_size=100))
@settings(deadline=None, max_examples=100)
def test_any_text_gets_a_verdict_and_always_the_same(words: str, source: str) -> None:
    assert verdict(words, source=source) is verdict(words, source=source)
