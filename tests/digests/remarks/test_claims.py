"""Reported words that are a claim, and those that can be read by themselves."""

import pytest

from digests.remarks.claims import is_claim, reads_alone
from digests.remarks.extraction import remarks_in_text


@pytest.mark.parametrize(
    ("words", "verb", "claims", "alone"),
    [
        ("that Norvane would appeal", "said", True, True),
        ("Norvane would appeal", "added", True, True),
        ("Norvane and 11 other firms to its list on Tuesday", "added", False, False),
        ("that will be read closely in Hsinchu", "remarks", False, True),
        ("that united firms would appeal", "said", True, True),
        ("for thirty more people", "asked", True, False),
        ("in October to put off any licence until 2028", "asked", True, False),
        ("what was left of the rule", "asked", True, True),
        ("the letter", "confirmed", True, False),
        ("a second act with 20 billion crowns", "proposed", True, False),
        ("that the act be dropped, which would end it", "proposed", True, True),
        ("the chip security bill", "said", True, False),
        ("the chip bill will pass", "said", True, True),
        ("the plant closed", "said", True, True),
        ("", "said", True, True),
    ],
)
def test_words_claim_something_and_can_be_read_alone(words: str, verb: str, claims: bool, alone: bool) -> None:
    assert (is_claim(words, verb), reads_alone(words, verb)) == (claims, alone)


def test_the_title_of_a_rule_is_no_remark() -> None:
    text = (
        "In the notice the office cited “Implementation of Additional Export Controls: Certain Advanced Computing Items; "
        "Supercomputer End Use”. “We will extend the period,” Dora Kline said."
    )
    assert [one.words for one in remarks_in_text(text)] == ["We will extend the period,"]


def test_a_noun_that_opens_its_sentence_is_no_name() -> None:
    text = "Of 211 petitions 19 succeeded. Petitions argued that an identity was mistaken."
    assert [(one.speaker, one.role) for one in remarks_in_text(text)] == [(None, "petitions")]
