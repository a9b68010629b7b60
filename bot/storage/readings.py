"""What the desk reads in an article, and its remarks: rows to values and back."""

import json
from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Row, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import readings, remarks
from bot.storage.statements import add_rows, chunks
from digests.remarks import Remark, RemarkKind, Verdict, Where
from digests.stories import Report
from digests.topics import ArticleKind, Reading, TopicHit

READING_COLUMNS = (
    readings.c.relevant,
    readings.c.score,
    readings.c.kind.label("reading_kind"),
    readings.c.topics,
    readings.c.why,
)


async def add_readings(connection: AsyncConnection, reports: Sequence[Report]) -> None:
    """Store what was read in articles, and their remarks, where nothing is stored yet."""
    await add_rows(connection, readings, [_reading_row(report) for report in reports])
    rows = [_remark_row(number, remark) for report in reports for number, remark in enumerate(report.remarks)]
    await add_rows(connection, remarks, rows)


async def replace_readings(connection: AsyncConnection, reports: Sequence[Report]) -> None:
    """Store what is read now in articles that changed."""
    for some in chunks([report.article.id for report in reports]):
        await connection.execute(delete(remarks).where(remarks.c.article_id.in_(some)))
        await connection.execute(delete(readings).where(readings.c.article_id.in_(some)))
    await add_readings(connection, reports)


def reading_of(row: Row[*tuple[Any, ...]]) -> Reading:
    """The reading in a row that has `READING_COLUMNS`; one without any was found irrelevant."""
    if row.relevant is None:
        return Reading(relevant=False, score=0.0)
    return Reading(
        relevant=row.relevant,
        score=row.score,
        kind=ArticleKind(row.reading_kind),
        topics=tuple(TopicHit(id=id, words=tuple(words), score=score) for id, words, score in json.loads(row.topics)),
        why=row.why,
    )


def remark_of(row: Row[*tuple[Any, ...]]) -> Remark:
    """The remark in a row of the table."""
    return Remark(
        article_id=row.article_id,
        kind=RemarkKind(row.kind),
        start=row.start,
        end=row.end,
        words=row.words,
        verb=row.verb,
        where=Where(row.where),
        mention=None if row.mention_start is None else (row.mention_start, row.mention_end),
        speaker=row.speaker,
        speaker_id=row.speaker_id,
        role=row.role,
        anonymous=row.anonymous,
        hedges=row.hedges,
        chain=row.chain,
        said_on=row.said_on,
        venue=row.venue,
        verdict=Verdict(row.verdict),
    )


def _reading_row(report: Report) -> dict[str, object]:
    reading = report.reading
    topics = [[hit.id, list(hit.words), hit.score] for hit in reading.topics]
    return {
        "article_id": report.article.id,
        "relevant": reading.relevant,
        "score": reading.score,
        "kind": reading.kind.value,
        "topics": json.dumps(topics, ensure_ascii=False),
        "why": reading.why,
    }


def _remark_row(number: int, remark: Remark) -> dict[str, object]:
    start, end = remark.mention or (None, None)
    row: dict[str, object] = {name: getattr(remark, name) for name in Remark.__dataclass_fields__}
    del row["mention"]
    texts = {name: cast("str", row[name]) for name in ("kind", "where", "verdict")}
    return row | texts | {"number": number, "mention_start": start, "mention_end": end}
