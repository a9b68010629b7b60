"""The ledger: one remark however many report it, word for word or in words of their own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.commands.ledger import citations_in
from bot.storage.remarks import StoredRemark
from digests.remarks import Remark, RemarkKind, Where
from tests.builders import DAY, NOW, an_article

CLAIM = "that demand for the Q7 accelerator might fall even if the licence rules were relaxed"
RETOLD = "demand for the Q7 accelerator might still fall if licence rules were relaxed next year"


def reported(
    number: int,
    words: str,
    *,
    kind: RemarkKind = RemarkKind.INDIRECT,
    hedges: tuple[str, ...] = ("might",),
    speaker: str = "Ada Example",
    later: timedelta = timedelta(hours=1),
    before: str = "Ada Example said ",
) -> StoredRemark:
    article = an_article(
        number, body=f"{before}{words}.", publisher=f"Paper {number}", published_at=NOW + later * number
    )
    start = len(before)
    remark = Remark(
        article_id=article.id, kind=kind, start=start, end=start + len(words), words=words, verb="said", speaker=speaker,
        hedges=hedges,
    )  # fmt: skip
    return StoredRemark(remark=remark, article=article, story_id=None)


def test_a_claim_in_other_words_stands_under_its_first_report() -> None:
    (told,) = citations_in([reported(3, CLAIM), reported(1, CLAIM), reported(2, RETOLD)])
    assert (told.publisher, told.repeated_by, told.retold_by) == ("Paper 1", ("Paper 3",), ("Paper 2",))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(reported(2, RETOLD, speaker="Bo Sample"), id="by somebody else"),
        pytest.param(reported(2, RETOLD.replace("might still", "will"), hedges=()), id="without its hedge"),
        pytest.param(reported(2, RETOLD, later=2 * DAY), id="days later"),
        pytest.param(reported(2, RETOLD, kind=RemarkKind.DIRECT), id="in quotation marks"),
        pytest.param(reported(2, "that the ministry might answer in spring"), id="about something else"),
        pytest.param(reported(2, "might fall"), id="too short to tell"),
    ],
)
def test_what_may_be_another_remark_stands_by_itself(other: StoredRemark) -> None:
    assert len(citations_in([reported(1, CLAIM), other])) == 2


@pytest.mark.parametrize(("speaker", "told"), [("Ada Example", 1), (None, 0)])
def test_a_title_is_told_when_it_names_who_spoke(speaker: str | None, told: int) -> None:
    one = reported(1, CLAIM)
    in_title = replace(one, remark=replace(one.remark, where=Where.TITLE, speaker=speaker))
    assert len(citations_in([in_title])) == told


def test_a_quotation_inside_a_longer_remark_of_its_text_is_not_told_again() -> None:
    whole = reported(1, 'the plan passes "with a year to spare"', kind=RemarkKind.MIXED)
    words = "with a year to spare"
    start = whole.article.body.index(words)
    part: Remark = replace(whole.remark, kind=RemarkKind.DIRECT, words=words, start=start, end=start + len(words))
    (told,) = citations_in([replace(whole, remark=part), whole])
    assert told.remark == whole.remark
