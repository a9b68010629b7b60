"""A query finds the same stories on both databases, in the same order, and shows where they match."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from bot.errors import CommandError
from bot.storage import Store
from bot.storage.articles import forget_articles
from bot.storage.collected import Collected, save_collected
from bot.storage.search import Hit, count_by_day, search, suggest
from bot.storage.stories import Merge, Placement
from digests.articles import Article
from digests.desk import Desk, Person, Topic, TopicKind
from digests.desk import Term as DeskTerm
from digests.entries import SourceKind
from digests.query import parse
from digests.remarks import Remark, RemarkKind
from digests.stories import Report
from digests.topics import ArticleKind, Reading, TopicHit
from tests.builders import DAY, HOUR, NOW, a_report, an_article


def told(
    number: int, title: str, body: str = "", *, topics: Sequence[str] = (), speaker: str = "", **changes: object
) -> Report:
    """An article of its own story, the higher its number the older."""
    kind = changes.pop("kind", ArticleKind.NEWS)
    article = an_article(number, title=title, body=body, published_at=NOW - number * HOUR, **changes)
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

CONTRACT = (
    ("h200", [1, 2]),
    ("H200", [1, 2]),
    ("h20", [3, 2]),
    ("h200 OR h20", [1, 2, 3]),
    ("h20 -gaming", [2]),
    ("h200 licences", [1]),
    ("export rule", [1]),
    ("export rules", [12]),
    ('"export rule"', [1]),
    ('"rule export"', []),
    ("rule*", [1, 4, 11, 12]),
    ("chip*", [4, 10, 18, 14, 5, 9]),
    ("US", [4]),
    ("us", [4, 5, 13]),
    ("EAR", [4]),
    ("ear", [4, 5]),
    ("BIS", [14]),
    ("CHIPS", [18]),
    ("chips", [14, 18, 5, 9]),
    ("ai", [16, 14]),
    ("AI", [16, 14]),
    ("training", [15]),
    ("3A090", [4]),
    ("3a090 4a090", [4]),
    ("光刻机", [6]),
    ("出口 荷兰", [6]),
    ("口出", []),
    ("반도체", [7]),
    ("도체", [7]),
    ("半導体", [8]),
    ("2", [8]),
    ("TSMC", [8]),
    ("ラピダス", [8]),
    ("cafe", [9]),
    ("CAFÉ", [9]),
    ("zurich resume", [9]),
    ("low-cost", [10]),
    ('"low cost" tools', [10]),
    ("J.P.", [14]),
    ("J.P. bankhouse", [14]),
    ("h200 near/3 refused", [1]),
    ("h200 near/2 refused", [1]),
    ("h200 near/1 refused", []),
    ("speaker:ada", [2]),
    ('speaker:"bo sample"', [13]),
    ("speaker:bo-sample", [13]),
    ("speaker:sample-bo", []),
    ("topic:export-controls", [1]),
    ("topic:export", []),
    ("publisher:probe", [9]),
    ('publisher:"zürcher probe"', [9]),
    ("source:primary", [11]),
    ("source:press gallium", []),
    ("jurisdiction:nl OR jurisdiction:kr", [6, 7]),
    ("language:zh", [6]),
    ("language:zh-cn", [6]),
    ("language:zh-tw", []),
    ("kind:opinion", [12]),
    ("title:rule", [1, 4, 11]),
    ('title:"gallium and germanium"', [11]),
    ("/h[0-9]{2}0/", [1, 2]),
    ("/gall?ium/ rule", [11]),
    ("since:2h", [1, 2]),
    ("since:3h -h200", [3]),
    ("before:2026-03-02 rule", []),
    ("on:2026-03-03 rule*", [1, 4]),
    ("snake", [17]),
    ("neill", [17]),
    ("case near/3 c", [17]),
    ("nothing", [9, 15]),
    ("unheard", []),
    ("(h200 OR gallium) -source:primary", [1, 2]),
    ("-chip* -rule* -jurisdiction:nl speaker:bo", [13]),
    ("NOT speaker:ada h20", [3]),
)  # fmt: skip


async def put(store: Store, reports: Sequence[Report], *, story: str = "s{number}") -> None:
    placements = [
        Placement(article_id=one.article.id, story_id=story.format(number=int(one.article.id, 16))) for one in reports
    ]
    await save_collected(store, Collected(at=NOW, reports=tuple(reports), placements=tuple(placements)))


async def numbers(store: Store, query: str, **narrowed: object) -> list[int]:
    found = await search(store, parse(query), now=NOW, **narrowed)  # type: ignore[arg-type]
    return [int(hit.story_id[1:]) for hit in found.hits]


async def test_both_databases_give_the_stories_of_the_contract_in_its_order(store: Store) -> None:
    await put(store, SHELF)
    found = {query: await numbers(store, query, limit=30) for query, _ in CONTRACT}
    assert found == dict(CONTRACT)
