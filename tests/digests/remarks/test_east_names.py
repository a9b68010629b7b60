"""Who speaks in Chinese, Japanese and Korean: somebody of a ministry is not the ministry."""

import pytest

from digests.desk import Person
from digests.remarks import remarks_in_text

PEOPLE = (
    Person(id="trade", name="Ministry of Trade", aliases=("貿易産業省", "东国商务部", "동국산업부"), body=True),
    Person(id="lin", name="Lin Qiao", aliases=("林乔",)),
)


@pytest.mark.parametrize(
    ("text", "speaker", "known"),
    [
        ("貿易産業省の田辺浩一課長は「影響を精査している」と述べた。", "貿易産業省の田辺浩一課長", None),
        ("貿易産業省は「影響を精査している」と述べた。", "Ministry of Trade", "trade"),
        ("东国商务部副部长佩尔说：“合规的出口将获得许可。”", "东国商务部副部长佩尔", None),
        ("东国商务部副部长林乔说：“合规的出口将获得许可。”", "Lin Qiao", "lin"),
        ('동국산업부 박도현 차관은 "늦은 지원은 지원이 아니다"라고 말했다.', "동국산업부 박도현 차관", None),
    ],
)
def test_an_official_is_not_the_ministry(text: str, speaker: str, known: str | None) -> None:
    assert [(one.speaker, one.speaker_id) for one in remarks_in_text(text, people=PEOPLE)] == [(speaker, known)]


def test_a_quotation_mark_is_nobody() -> None:
    assert remarks_in_text("“A “B” C,” said Tom Kovar.") == ()
