"""Every passage comes out right, remark by remark."""

import pytest

from digests.remarks import Remark, Verdict, remarks_in_text, verdict
from tests.digests.remarks.passages import PASSAGES
from tests.digests.remarks.said import WEDNESDAY, Passage, Said


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name)
def test_a_passage_holds_these_remarks_and_no_others(passage: Passage) -> None:
    found = remarks_in_text(passage.text, where=passage.where, on=WEDNESDAY)

    assert [(r.kind.value, r.words) for r in found] == [(s.kind, s.words) for s in passage.said]
    for remark, said in zip(found, passage.said, strict=True):
        assert remark.verdict is Verdict.VERIFIED
        assert verdict(remark.words, source=passage.text) is Verdict.VERIFIED
        assert _differences(passage.text, remark, said) == []


def _differences(text: str, remark: Remark, said: Said) -> list[str]:
    mention = text[slice(*remark.mention)] if remark.mention else None
    looked_at = {
        "speaker": (remark.speaker, said.speaker),
        "mention": (mention, said.mention),
        "role": (remark.role, said.role),
        "hedges": (remark.hedges, said.hedges),
        "chain": (remark.chain, said.chain),
        "verb": (remark.verb, said.verb),
        "said_on": (remark.said_on, said.said_on),
        "venue": (remark.venue, said.venue),
    }
    differing = [f"{name}: {got!r}, not {want!r}" for name, (got, want) in looked_at.items() if want not in (None, got)]
    if remark.anonymous != said.anonymous:
        differing.append(f"anonymous: {remark.anonymous}")
    if said.no_day and remark.said_on is not None:
        differing.append(f"said_on: {remark.said_on}")
    return differing


def test_there_are_at_least_a_hundred_and_ten_passages() -> None:
    assert len(PASSAGES) >= 110
    assert len({passage.name for passage in PASSAGES}) == len(PASSAGES)
