"""Reports to the lead remark: the words in them that say most."""

from collections.abc import Mapping, Sequence

from digests.articles import Article
from digests.choosing import key_words
from digests.desk import Person
from digests.remarks import Remark, RemarkKind, Verdict, Where
from digests.stories import Report

LONGEST_REMARK = 300
"""How many characters the lead remark has at most."""


def lead_remark(reports: Sequence[Report], *, people: Sequence[Person] = ()) -> Remark | None:
    """The remark that says most: by who speaks, what about, how directly; None when none may lead.

    Its words are checked against the stored text once more; what is not found there is never shown.
    """
    weights = {person.id: person.weight for person in people}
    scored = [
        (_remark_score(remark, report, weights), -place, remark)
        for place, (report, remark) in enumerate((report, one) for report in reports for one in report.remarks)
        if _may_lead(remark, report.article)
    ]
    return max(scored, key=lambda one: one[:2])[2] if scored else None


def _may_lead(remark: Remark, article: Article) -> bool:
    """Whether a remark may lead: verified in its own source, short enough, by somebody, and it stands there."""
    text = article.title if remark.where is Where.TITLE else article.body
    return (
        remark.verdict is Verdict.VERIFIED
        and bool(remark.words)
        and len(remark.words) <= LONGEST_REMARK
        and text[remark.start : remark.end] == remark.words
        and bool(remark.speaker or remark.role or remark.anonymous)
    )


def _remark_score(remark: Remark, report: Report, weights: Mapping[str, float]) -> float:
    """How much a remark says: the speaker's weight, words of the topics, directness, and room enough to say it."""
    speaker = weights.get(remark.speaker_id or "", 0.6 if remark.speaker else 0.3)
    topical = {word for hit in report.reading.topics for text in hit.words for word in key_words(text)}
    own = key_words(remark.words)
    about = min(3, len(own & (topical | key_words(report.article.title)))) / 3
    direct = {RemarkKind.DIRECT: 0.4, RemarkKind.MIXED: 0.3, RemarkKind.INDIRECT: 0.0}[remark.kind]
    return speaker - remark.anonymous * 0.3 + about + direct + min(12, len(own)) / 12 - (len(own) < 4)
