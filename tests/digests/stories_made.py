"""Stories for the tests of ranking, briefs and digests: invented outlets and speakers only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from digests.articles import Article
from digests.entries import SourceKind
from digests.remarks import Remark, RemarkKind, Verdict
from digests.stories import Report, Story
from digests.topics import ArticleKind, Reading, TopicHit
from tests.builders import NOW

BODY = (
    "PORT MERIDALE (Sample Wire) - Meridale's trade ministry put off its rule on exports of memory chips by 90 days. "
    "The rule would bind 40 firms that sell to the north. "
    '"We need more time," Ada Example, the trade minister, told reporters. '
    "She said the ministry may still change the list. "
    "Analysts had expected the delay after the talks in Geneva."
)
OWN_BODY = (
    "The 40 firms in Meridale that sell memory chips may go on for 90 days before they need a licence. "
    "Until then the trade ministry leaves its rule unsigned. "
    '"We need more time," Ada Example, the trade minister, told reporters. '
    "Nobody at the ministry would say who had asked for it."
)
"""The same facts in other words."""


def made_article(
    number: int = 1, *, title: str = "Meridale delays rule on memory chips", body: str = "", publisher: str = "Sample Wire",
    hours_ago: float = 2.0, kind: SourceKind = SourceKind.PRESS, now: datetime = NOW, language: str = "en",
) -> Article:  # fmt: skip
    """An article, seen when it was published; in words of its own where the wire does not print it."""
    at = now - timedelta(hours=hours_ago)
    return Article(
        id=f"{number:016x}",
        url=f"https://{publisher.lower().replace(' ', '-')}.example/{number}",
        title=title,
        body=body or (BODY if publisher == "Sample Wire" else OWN_BODY),
        publisher=publisher,
        family=publisher,
        source_kind=kind,
        language=language,
        published_at=at,
        seen_at=at,
    )


def made_remark(
    article: Article, words: str = "We need more time,", *, speaker: str | None = "Ada Example",
    kind: RemarkKind = RemarkKind.DIRECT, verdict: Verdict = Verdict.VERIFIED, mention: str = "", anonymous: bool = False,
) -> Remark:  # fmt: skip
    """A remark whose words stand in the article's body."""
    start = article.body.index(words)
    place = article.body.index(mention) if mention else -1
    return Remark(
        article_id=article.id,
        kind=kind,
        start=start,
        end=start + len(words),
        words=words,
        verb="said",
        speaker=speaker,
        speaker_id=speaker.lower().replace(" ", "-") if speaker else None,
        role="" if speaker else "official",
        anonymous=anonymous,
        verdict=verdict,
        mention=(place, place + len(mention)) if mention else None,
    )


def made_report(
    article: Article | None = None, *, remarks: Sequence[Remark] = (), relevant: bool = True, score: float = 0.8,
    topics: Sequence[str] = ("export-controls",), kind: ArticleKind = ArticleKind.NEWS,
) -> Report:  # fmt: skip
    """A report with its reading."""
    hits = tuple(TopicHit(id=topic, words=("rule",)) for topic in topics)
    reading = Reading(relevant=relevant, score=score, topics=hits, kind=kind)
    return Report(article=article or made_article(), reading=reading, remarks=tuple(remarks))


def made_story(id: str = "s1", *reports: Report, saga: str | None = None) -> Story:
    """A story of the reports, earliest first; one report unless told otherwise."""
    ordered = sorted(reports or (made_report(),), key=lambda report: report.article.published_at)
    return Story(id=id, reports=tuple(ordered), saga=saga)
