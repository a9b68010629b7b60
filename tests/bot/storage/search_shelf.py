"""A shelf of small articles to search, in many scripts; the higher its number the older an article."""

from collections.abc import Sequence

from bot.storage.collected import Collected, save_collected
from bot.storage.search import search
from bot.storage.store import At
from bot.storage.stories import Placement
from digests.desk import Desk, Person, Topic, TopicKind
from digests.desk import Term as DeskTerm
from digests.entries import SourceKind
from digests.query import parse
from digests.remarks import Remark, RemarkKind
from digests.stories import Report
from digests.topics import ArticleKind, Reading, TopicHit
from tests.builders import HOUR, NOW, an_article


def told(
    number: int, title: str, body: str = "", *, topics: Sequence[str] = (), speaker: str = "", **changes: object
) -> Report:
    """An article of its own story, the higher its number the older."""
    kind = changes.pop("kind", ArticleKind.NEWS)
    article = an_article(number, title=title, body=body, published_at=NOW - number * HOUR, **changes)  # type: ignore[arg-type]
    hits = tuple(TopicHit(id=topic, words=("word",)) for topic in topics)
    said = Remark(
        article_id=article.id, kind=RemarkKind.DIRECT, start=0, end=0, words="", verb="said", speaker=speaker,
        speaker_id=speaker.lower().replace(" ", "-") or None,
    )  # fmt: skip
    reading = Reading(relevant=True, score=0.9, topics=hits, kind=kind)  # type: ignore[arg-type]
    return Report(article=article, reading=reading, remarks=(said,) if speaker else ())


SHELF = (
    told(1, "Bureau adds H200 to export rule", "Licences for the H200 are refused.", topics=["export-controls"]),
    told(2, "Ada Example speaks in Lyon", "She said the H20 and the H200 may be sold.", speaker="Ada Example"),
    told(3, "New gaming cards shown", "The maker also showed an H20 board for gaming."),
    told(4, "The U.S. tightens its chip rule", "Washington moved. The EAR now names 3A090 and 4A090."),
    told(5, "Tell us what you think", "Readers of this letter have an ear for chips."),
    told(6, "荷兰限制光刻机出口", "荷兰政府宣布限制光刻机出口。阿斯麦股价下跌。", language="zh-CN", jurisdiction="NL"),
    told(7, "반도체 수출 규제 강화", "정부가 반도체 장비 수출을 규제한다.", language="ko", jurisdiction="KR"),
    told(8, "ラピダスが２ナノ半導体を試作", "ＴＳＭＣに続く。", language="ja", jurisdiction="JP"),
    told(
        9, "Café owners in Zürich angry", "Résumé: nothing about chips.", publisher="Zürcher Probe", family="Probe AG"
    ),
    told(10, "Low-cost chipmaking tools", "A chip maker builds low-cost tools; chipmakers wait."),
    told(11, "Rule on gallium and germanium", "The ministry rules again.", source_kind=SourceKind.OFFICIAL),
    told(12, "Opinion: rules are not enough", "More export rules will not help.", kind=ArticleKind.OPINION),
    told(13, "Minister Bo Sample resigns", "He told us: “I am done.”", speaker="Bo Sample", topics=["people"]),
    told(14, "J.P. Bankhouse sees chips rising", "A.I. demand lifts the bank's view of BIS data."),
    told(15, "Training costs fall", "Training of models; nothing of intelligence."),
    told(16, "AI costs rise", "The costs of ai rise."),
    told(17, "Data centre rises in the desert", "snake_case and C++ and R&D; O'Neill's plant."),
    told(18, "Chips Act money flows", "The CHIPS Act pays. Old chips do not."),
)
DESK = Desk(
    topics=(
        Topic(id="export-controls", name="Chip export limits", kind=TopicKind.TOPIC, terms=(DeskTerm(text="rule"),)),
    ),
    people=(Person(id="ada-example", name="Ada Example", aliases=("艾达",)),),
)


async def put(store: At, reports: Sequence[Report], *, story: str = "s{number}") -> None:
    placements = [
        Placement(article_id=one.article.id, story_id=story.format(number=int(one.article.id, 16))) for one in reports
    ]
    await save_collected(store, Collected(at=NOW, reports=tuple(reports), placements=tuple(placements)))


async def numbers(store: At, query: str, **narrowed: object) -> list[int]:
    found = await search(store, parse(query), now=NOW, **narrowed)  # type: ignore[arg-type]
    return [int(hit.story_id[1:]) for hit in found.hits]
