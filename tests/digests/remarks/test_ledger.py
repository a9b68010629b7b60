"""One remark in many articles: the same speaker and the same words, however they are reprinted."""

from dataclasses import replace

import pytest

from digests.remarks import Remark, RemarkKind, ledger_key, same_remark


def remark(words: str, speaker: str | None = "Mia Roth", kind: RemarkKind = RemarkKind.DIRECT) -> Remark:
    return Remark(article_id="a", kind=kind, start=0, end=len(words), words=words, verb="said", speaker=speaker)


ONE = remark("We will not ship the tools before June, and we told the ministry so.")


@pytest.mark.parametrize(
    "other",
    [
        remark("we will not ship the tools before June – and we told the Ministry so"),
        remark("We will not ship the tools before June, and we told the ministry that."),
        remark("We will not ship the tools before June,"),
    ],
)
def test_a_reprint_is_the_same_remark(other: Remark) -> None:
    assert same_remark(ONE, other)
    assert same_remark(other, ONE)


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, speaker="Tomas Veld"),
        remark("The order book is full and will be for a year at least."),
        remark("We will not"),
        replace(ONE, speaker_id="roth"),
    ],
)
def test_another_speaker_or_other_words_are_another_remark(other: Remark) -> None:
    assert not same_remark(ONE, other)


def test_an_indirect_remark_is_not_part_of_a_longer_one() -> None:
    part = remark("that the tools will not ship before June at all", kind=RemarkKind.INDIRECT)
    longer = remark("that the tools will not ship before June at all, and that the ministry knows it")

    assert not same_remark(part, longer)


def test_unknown_speakers_share_only_the_very_same_words() -> None:
    assert same_remark(replace(ONE, speaker=None), replace(ONE, speaker=None))
    assert not same_remark(replace(ONE, speaker=None), remark("We will not ship the tools before June,", None))


def test_the_key_outlives_case_marks_and_dashes() -> None:
    assert ledger_key(remark("That we’re done — “fully”.")) == ledger_key(remark('we\'re done - "fully"'))
    assert ledger_key(ONE) != ledger_key(replace(ONE, speaker="Tomas Veld"))
