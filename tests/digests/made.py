"""Stories, briefs and digests of invented outlets and speakers, for tests of what readers see."""

from datetime import UTC, datetime

from digests.articles import Article
from digests.briefs import Brief, BriefSource, Grounded
from digests.digest import Digest, Receipt
from digests.entries import SourceKind
from digests.remarks import Remark, RemarkKind
from digests.stories import Report, Story
from digests.topics import Reading

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)

DIRECT = Remark(
    article_id="a1",
    kind=RemarkKind.DIRECT,
    start=10,
    end=46,
    words="We will not wait for another licence",
    verb="said",
    speaker="Ada Verne",
    role="chief executive of Northfab",
)
INDIRECT = Remark(
    article_id="a2",
    kind=RemarkKind.INDIRECT,
    start=200,
    end=240,
    words="the rule may be delayed until the spring",
    verb="suggested",
    speaker="Tomas Reyl",
    role="trade minister",
    hedges=("may",),
)


def source(
    publisher: str = "Sample Wire", article_id: str = "a1", *, kind: SourceKind = SourceKind.PRESS, url: str = ""
) -> BriefSource:
    """A source of a brief."""
    host = publisher.lower().replace(" ", "-")
    return BriefSource(
        publisher=publisher,
        family=publisher,
        url=url or f"https://{host}.example/{article_id}",
        title=f"{publisher} reports",
        kind=kind,
        published_at=EVENING,
        article_id=article_id,
    )


def grounded(text: str, article_id: str = "a1", start: int = 100) -> Grounded:
    """A sentence of a brief."""
    return Grounded(text=text, article_id=article_id, start=start, end=start + len(text))


def brief(
    headline: str = "Northfab asks for an H200 licence",
    *,
    sentences: tuple[Grounded, ...] = (grounded("Northfab asked the ministry for a licence on Sunday."),),
    remark: Remark | None = None,
    sources: tuple[BriefSource, ...] = (source(),),
    unconfirmed: bool = False,
    update: str = "",
    story_id: str = "s1",
    reasons: tuple[str, ...] = (),
) -> Brief:
    """A brief."""
    return Brief(
        story_id=story_id,
        headline=grounded(headline, start=0),
        sentences=sentences,
        remark=remark,
        sources=sources,
        unconfirmed=unconfirmed,
        update=update,
        reasons=reasons,
    )


RECEIPT = Receipt(
    feeds=62, silent_feeds=3, articles=418, stories=37, shown=9, dropped=(("opinion", 12), ("old", 4), ("adverts", 0))
)


def digest(*briefs: Brief, late: bool = False) -> Digest:
    """A digest of one night."""
    return Digest(since=EVENING, until=MORNING, briefs=briefs, receipt=RECEIPT, late=late)


def article(article_id: str = "a1", *, publisher: str = "Sample Wire", kind: SourceKind = SourceKind.PRESS) -> Article:
    """An article."""
    host = publisher.lower().replace(" ", "-")
    return Article(
        id=article_id,
        url=f"https://{host}.example/{article_id}",
        title=f"{publisher} on Northfab",
        body="Northfab asked the ministry for a licence on Sunday.",
        publisher=publisher,
        published_at=EVENING,
        seen_at=EVENING,
        source_kind=kind,
    )


def report(made: Article, *remarks: Remark) -> Report:
    """A report with its remarks."""
    return Report(article=made, reading=Reading(relevant=True, score=1.0), remarks=remarks)


def story(*reports: Report) -> Story:
    """A story of reports."""
    return Story(id="s1", reports=reports)
