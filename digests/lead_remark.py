"""Reports to the lead remark: the words in them that say most."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from digests.articles import Article
from digests.choosing import key_words, overlap
from digests.datelines import dateline_end
from digests.desk import Person
from digests.remarks import Remark, RemarkKind, Verdict, Where
from digests.remarks.claims import reads_alone
from digests.remarks.disowned import is_denial
from digests.stories import Report

_DIRECT = {RemarkKind.DIRECT: 0.5, RemarkKind.MIXED: 0.3, RemarkKind.INDIRECT: 0.0}
_ORGANISATION = re.compile(
    r"\b(?:Ministry|Department|Office|Bureau|Board|Committee|Council|Commission|Institute|Association|Alliance|Group|Systems"
    r"|Inc|Ltd|Corp|Co|Company|Technologies|Micro\w+|Semiconductor\w*|Electronics|Foundry|Memory|Research|Bank|University"
    r"|States|Union|Republic|Trade|Wire|Press|News|Party|Court|Agency|Industry|Industries|Roundtable|Street|House)\b"
)

_SAYS_NOTHING = re.compile(
    r"\b(?:(?:no|not|declin\w+\s+to|refus\w+\s+to)\s+(?:further\s+)?comment|compl(?:y|ies|ied|ying|iance)\s+with\s+(?:\w+\s+){0,3}(?:law|rule"
    r"|regulation|requirement)s?|continu(?:es?|ing)\s+to\s+(?:work|cooperate|engage|monitor|comply|co-operate|support)"
    r"|work(?:s|ed|ing)?\s+closely\s+with|regarded\s+as\s+speculation|not\s+aware\s+of|in\s+line\s+with\s+international"
    r"|(?:monitor|follow|watch|study|review)(?:s|ing)?\s+the\s+(?:situation|matter|details?|ruling)|looks?\s+forward\s+to|thank\s+you"
    r"|(?:proud|pleased|delighted|excited|honou?red|happy|grateful)\s+(?:to|that)|vote\s+of\s+confidence)\b",
    re.IGNORECASE,
)
_OWN_ATTRIBUTION = re.compile(r",\s+(?:he|she|it|they|[A-Z][\w’'-]+)\s+(?:said|says|added),|,\s+(?:said|says)\s+")
_ASKING = ("ask", "question", "wonder", "inquir", "enquir", "urg", "demand", "request")
_QUOTED = re.compile(r"[\"“'‘]([^\"“”]{4,}?)[\"”'’](?!\w)")
RECALLED = timedelta(days=2)
"""Words that were said so long before their article are recalled by it: they are not its news."""
TOP = 1_500
"""Characters of a body; what stands behind them is background."""
LONGEST_REMARK = 300
"""How many characters the lead remark has at most."""
LEAST_CONFIDENCE = 0.4
"""How sure the extraction has to be of words and speaker at least."""
TOLD_BY_TITLE = 0.7
"""A remark that has this much of the title's words, or the other way round, is told by it."""


def lead_remark(
    reports: Sequence[Report],
    *,
    people: Sequence[Person] = (),
    wanted: Callable[[Remark], bool] = lambda remark: True,
) -> Remark | None:
    """The remark that says most: by who speaks, what about, how directly; None when none may lead.

    `wanted` narrows it, as to what is new. Its words are checked against the stored text once more; what is not found
    there is never shown.
    """
    may = [
        (-place, report, remark)
        for place, (report, remark) in enumerate((report, one) for report in reports for one in report.remarks)
        if _may_lead(remark, report.article) and wanted(remark)
    ]
    if not may:
        return None
    weights = {person.id: person.weight for person in people}
    scored = [(_remark_score(remark, report, weights), place, remark) for place, report, remark in may]
    return max(scored, key=lambda one: one[:2])[2]


def _may_lead(remark: Remark, article: Article) -> bool:
    """Whether a remark may lead: verified in its own source, short enough, by somebody, and it stands there."""
    text = article.title if remark.where is Where.TITLE else article.body
    return (
        remark.verdict is Verdict.VERIFIED
        and bool(remark.words)
        and len(remark.words) <= LONGEST_REMARK
        and text[remark.start : remark.end] == remark.words
        and bool(remark.speaker or remark.role or remark.anonymous)
        and (remark.where is Where.BODY or bool(remark.speaker_id))
        and not dateline_end(remark.words, 0, len(remark.words))
        and not _SAYS_NOTHING.search(remark.words)
        and (remark.kind is not RemarkKind.INDIRECT or _states(remark))
        and (remark.kind is RemarkKind.DIRECT or not is_denial(remark.verb))
        and remark.confidence >= LEAST_CONFIDENCE
    )


def _states(remark: Remark) -> bool:
    """Whether reported words can stand alone, and state something: no question, and nobody's second attribution."""
    asked = remark.verb.startswith(_ASKING)
    return not asked and not _OWN_ATTRIBUTION.search(remark.words) and reads_alone(remark.words, remark.verb)


def _remark_score(remark: Remark, report: Report, weights: Mapping[str, float]) -> float:
    """How much a remark says: the speaker's weight, words of the topics, directness, and room enough to say it.

    One that the headline tells already, or that stands in a title, says less.
    """
    title = key_words(report.article.title)
    topical = {word for hit in report.reading.topics for text in hit.words for word in key_words(text)}
    own = key_words(remark.words)
    about = min(3, len(own & (topical | title))) / 3
    told = 0.4 * (overlap(own, title) >= TOLD_BY_TITLE) + 0.6 * (remark.where is Where.TITLE)
    if remark.kind is RemarkKind.INDIRECT and not (remark.speaker_id or is_full_name(remark.speaker or "")):
        told += 0.5 if remark.speaker else 1.0  # reported words of a body, or of nobody in particular
    short = len(own) < 4
    speaker = _speaker_weight(remark, weights) + _is_the_news(remark, report.article)
    return speaker + about + _DIRECT[remark.kind] + 0.5 * remark.confidence + min(12, len(own)) / 12 - told - short


def _is_the_news(remark: Remark, article: Article) -> float:
    """What a remark gains where the title names its speaker or quotes its words, and loses the lower it stands.

    Words that were said days before are recalled, and lose most.
    """
    name = (remark.speaker or "").split()[-1:] or [""]
    named = bool(name[0] and re.search(rf"\b{re.escape(name[0])}\b", article.title))
    quoted = any(one[1].casefold() in remark.words.casefold() for one in _QUOTED.finditer(article.title))
    depth = min(1.0, remark.start / TOP) if remark.where is Where.BODY else 0.0
    recalled = remark.said_on is not None and article.published_at.date() - remark.said_on > RECALLED
    return 0.5 * named + 0.6 * quoted - 0.3 * depth - 1.0 * recalled


def _speaker_weight(remark: Remark, weights: Mapping[str, float]) -> float:
    """The desk's weight of a person; less for others, least for those without a full name."""
    if remark.anonymous or not remark.speaker:
        return 0.1
    return weights.get(remark.speaker_id or "", 0.7 if is_full_name(remark.speaker) else 0.3)


def is_full_name(speaker: str) -> bool:
    """Whether a speaker's name is that of a person in full, as far as its form can tell."""
    words = speaker.split()
    return (
        2 <= len(words) <= 4
        and not _ORGANISATION.search(speaker)
        and all(word[0].isupper() for word in words[:: len(words) - 1])
    )
