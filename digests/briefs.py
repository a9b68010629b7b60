"""A story in a few sentences, each tied to the span it came from."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from digests.agreeing import agreeing, are_strangers
from digests.choosing import brief_sentences
from digests.desk import Person
from digests.entries import SourceKind
from digests.families import Families, family_for
from digests.headlines import Headline, best_headline
from digests.lead_remark import lead_remark
from digests.ranking import may_lead
from digests.recounting import Grounded, grounded, recount
from digests.remarks import Remark, Verdict, Where
from digests.shown import Facts
from digests.stories import Report, Story

__all__ = ["Brief", "BriefSource", "Grounded", "brief_of_article", "write_brief"]

SENTENCES = 2
"""How many sentences a brief has at most, unless told otherwise."""
_PRIMARY = {SourceKind.OFFICIAL: 0, SourceKind.COMPANY: 1}
_RUMOUR = re.compile(
    r"\b(?:people|persons?|sources?|officials?)\s+(?:familiar|close|briefed|with\s+(?:direct\s+)?knowledge)\b|\brumou?r|\breportedly\b"
    r"|\bunnamed\s|\bon\s+condition\s+of\s+anonymity\b|\bsources?\s+(?:said|say|told)\b|\baccording\s+to\s+(?:\w+\s+)?sources\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSource:
    """One publisher family behind a story: the report that the brief uses, else the first."""

    publisher: str
    family: str
    url: str
    title: str
    kind: SourceKind
    published_at: datetime
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story told in a few sentences with its sources, the primary one first."""

    story_id: str
    headline: Grounded
    sentences: tuple[Grounded, ...]
    remark: Remark | None
    sources: tuple[BriefSource, ...]
    topics: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unconfirmed: bool = False
    update: str = ""


def write_brief(
    story: Story,
    *,
    limit: int = SENTENCES,
    people: Sequence[Person] = (),
    families: Families | None = None,
    update: str = "",
    fresh: Collection[str] = (),
    news: Facts | None = None,
    preferred: Callable[[Remark], bool] | None = None,
) -> Brief:
    """The brief of a story: headline, up to `limit` sentences, the lead remark, the sources.

    Only news and official documents are told from, English ones where there are any; all are listed as sources.
    What does not agree with the headline's report is told in no sentence and no remark.
    An update is told from the articles that bring it, whose ids `fresh` holds, and from the sentences that tell `news`.
    Its remark is a `preferred` one where one may lead. `families` knows the desk's owners; else the articles tell.
    """
    counted = families or family_for([story])
    reports = _tellers([report for report in story.reports if not fresh or report.article.id in fresh])
    headline = best_headline(reports)
    reports = agreeing(reports, headline.report)
    remark = lead_remark(reports, people=people, wanted=preferred) if preferred else None
    remark = remark or lead_remark(reports, people=people, wanted=lambda one: news is None or _is_news(one, news))
    told = recount(reports, headline=headline.text, remark=remark, limit=limit, families=counted, news=news)
    used = [*([remark.article_id] if remark else []), *(one.article_id for one in told)]
    return Brief(
        story_id=story.id,
        headline=_headline(headline),
        sentences=told,
        remark=remark,
        sources=_sources(
            _without_strangers(story, headline.report), families=counted, told=used, titled=headline.report.article.id
        ),
        topics=tuple(dict.fromkeys(hit.id for report in reports for hit in report.reading.topics)),
        unconfirmed=_is_unconfirmed(story, families=counted),
        update=update,
    )


def _without_strangers(story: Story, headline: Report) -> Story:
    """The story without reports that tell for certain of something else: they are no sources of what is told."""
    return replace(
        story, reports=tuple(one for one in story.reports if one is headline or not are_strangers(one, headline))
    )


def _is_news(remark: Remark, news: Facts) -> bool:
    """Whether a remark belongs to an update: by somebody who had not spoken, or with something new in its words."""
    return remark.speaker in news.speakers or news.any_in(remark.words)


def brief_of_article(report: Report, *, limit: int = 4, people: Sequence[Person] = ()) -> Brief:
    """The brief of one article by itself, the sentence that tells most first.

    Unlike a digest's, its sentences may point at one another: whoever asks has the article before them.
    """
    article = report.article
    brief = write_brief(Story(id=article.id, reports=(report,)), limit=0, people=people)
    told = brief_sentences(article.body, title=article.title, limit=limit)
    return replace(brief, sentences=tuple(grounded(sentence, article_id=article.id) for sentence in told))


def _tellers(reports: Sequence[Report]) -> list[Report]:
    """The reports that a story is told from, official ones first, then by relevance and length, earliest first."""
    leading = [report for report in reports if may_lead(report)] or list(reports)
    english = [report for report in leading if report.article.language[:2] in ("", "en")] or leading
    return sorted(english, key=lambda report: (report.article.source_kind is not SourceKind.OFFICIAL, -_worth(report)))


def _worth(report: Report) -> float:
    return report.reading.score + min(len(report.article.body), 1_500) / 3_000


def _headline(headline: Headline) -> Grounded:
    return Grounded(
        text=headline.text,
        article_id=headline.report.article.id,
        start=headline.start,
        end=headline.end,
        where=Where.TITLE,
        shown=headline.text,
    )


# --- sources ------------------------------------------------------------------------------------------------------


def _sources(story: Story, *, families: Families, told: Sequence[str], titled: str) -> tuple[BriefSource, ...]:
    """One source for each family: the report that is told from, else its own first one, else its first reprint.

    Primary ones stand first, official before a firm's own; then the earliest. A second report of one family is listed
    too where the brief tells from both, so that every line leads to its source.
    """
    articles = {report.article.id: report.article for report in story.reports}
    listed = {id: articles[id] for id in told}
    own_first = sorted(articles.values(), key=lambda a: families(a) not in (a.publisher, a.family))
    for article in (articles[titled], *own_first):
        if families(article) not in {families(one) for one in listed.values()}:
            listed[article.id] = article
    kept = list(listed.values())
    kept.sort(key=lambda a: (_PRIMARY.get(a.source_kind, len(_PRIMARY)), a.published_at, a.id))
    return tuple(
        BriefSource(
            publisher=article.publisher,
            family=families(article),
            url=article.url,
            title=article.title,
            kind=article.source_kind,
            published_at=article.published_at,
            article_id=article.id,
        )
        for article in kept
    )


def _is_unconfirmed(story: Story, *, families: Families) -> bool:
    """Whether one family alone tells the story, and nobody in it is named."""
    if len({families(report.article) for report in story.reports}) > 1:
        return False
    if any(report.article.source_kind is not SourceKind.PRESS for report in story.reports):
        return False
    remarks = [
        remark for report in story.reports for remark in report.remarks if remark.verdict is not Verdict.NOT_FOUND
    ]
    if remarks:
        return all(remark.anonymous for remark in remarks)
    return any(_RUMOUR.search(f"{report.article.title}\n{report.article.body[:600]}") for report in story.reports)
