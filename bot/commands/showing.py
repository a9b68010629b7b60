"""A story that matches a query, to what a list shows of it: the sentence or the remark that matches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.storage.search import Hit
from bot.storage.search.terms import Range, Term, ranges_in, terms_of
from digests.articles import Article
from digests.briefs import Brief, BriefSource, Grounded, write_brief
from digests.desk import Desk
from digests.families import Families
from digests.hanging import hanging
from digests.layout.found import LONGEST_REMARK, LONGEST_SENTENCE, Finding
from digests.lead_remark import lead_remark
from digests.message import visible
from digests.query import (
    Field,
    FieldName,
    Near,
    Phrase,
    Prefix,
    Query,
    Regex,
    Searchable,
    Word,
    asked_of,
    matches,
    place_of,
)
from digests.recounting import grounded
from digests.remarks import Remark
from digests.remarks.remark import Verdict
from digests.stories import Report, Story
from digests.telling import tellable, without_dateline
from digests.text import Sentence, paragraphs, sentence_spans, sentences

FIRST = 3
"""Sentences among which one that hangs on nothing is preferred to the very first."""
LEAD = 1_500
"""Characters of a body in which its first words are looked for."""
Textual = Word | Phrase | Prefix | Near | Regex
"""What is looked for in the text itself."""
FARTHEST = 60_000
"""Characters of a body that are looked through for a sentence that matches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked, the desk's other names included, with what a story is told by."""

    query: Query
    desk: Desk
    families: Families
    now: datetime

    def is_about(self, remark: Remark) -> bool:
        """Whether a remark by itself is what is asked for."""
        return matches(self.query, Searchable(body=remark.words, speakers=self._names(remark)), now=self.now)

    def is_by(self, remark: Remark) -> bool:
        """Whether a remark is by one of the speakers asked for."""
        view = Searchable(speakers=self._names(remark))
        return any(matches(field, view, now=self.now) for field in self.speakers)

    @property
    def speakers(self) -> tuple[Field, ...]:
        """The speakers asked for."""
        asked = asked_of(self.query)
        return tuple(leaf for leaf in asked if isinstance(leaf, Field) and leaf.name is FieldName.SPEAKER)

    def _names(self, remark: Remark) -> tuple[str, ...]:
        person = self.desk.person(remark.speaker_id or "")
        return (remark.speaker or "", remark.speaker_id or "", *(person.names if person else ()))


def finding(hit: Hit, story: Story, asked: Asked) -> Finding:
    """A story as it is shown: its brief, and the sentence that matches, else what the report that matches says first.

    Of a report that is asked for by who speaks in it, their remark is shown.
    """
    report = next((one for one in story.reports if one.article.id == hit.article.id), None)
    told = _told(hit, asked)
    remark = _remark_by(report, asked) if report and asked.speakers else None
    brief = write_brief(
        story, limit=0, people=asked.desk.people, families=asked.families, preferred=_preferred(asked, remark)
    )
    if remark is not None:
        brief = replace(brief, remark=remark)
    if told is not None and told.words == brief.headline.text:
        told = None
    if told is None and report is not None:
        brief = _as_reported(brief, report, asked, keep=remark)
    brief = _led_to(brief, hit.article, asked.families)
    if told is None:
        return Finding(brief=brief)
    return Finding(brief=brief, words=told.words, ranges=told.ranges, article_id=hit.article.id)


def _preferred(asked: Asked, remark: Remark | None) -> Callable[[Remark], bool]:
    return asked.is_about if remark is None else lambda one: one is remark


def _as_reported(brief: Brief, report: Report, asked: Asked, *, keep: Remark | None) -> Brief:
    """The brief with the first words and the lead remark of the one report that matches."""
    people = asked.desk.people
    remark = keep or lead_remark([report], people=people, wanted=asked.is_about) or lead_remark([report], people=people)
    return replace(brief, sentences=_first_words(report.article), remark=remark)


def _first_words(article: Article) -> tuple[Grounded, ...]:
    """The first sentence of a report that can stand alone in a list, else the first."""
    told = [one for one in tellable(article.body[:LEAD]) if len(one.text) <= LONGEST_SENTENCE]
    told = told or [one for one in sentences(article.body[:LEAD])[:1] if len(one.text) <= LONGEST_SENTENCE]
    chosen = next((one for one in told[:FIRST] if hanging(one.text) is None), next(iter(told), None))
    return () if chosen is None else (grounded(chosen, article_id=article.id),)


def _led_to(brief: Brief, article: Article, families: Families) -> Brief:
    """The brief with the report that matches among its sources, in the place of another of the same owner."""
    held = brief.remark.article_id if brief.remark else ""
    if any(one.article_id == article.id for one in brief.sources):
        return brief
    own = BriefSource(
        publisher=article.publisher,
        family=families(article),
        url=article.url,
        title=article.title,
        kind=article.source_kind,
        published_at=article.published_at,
        article_id=article.id,
    )
    others = (one for one in brief.sources if one.family != own.family or one.article_id == held)
    return replace(brief, sources=(own, *others))


# --- the sentence that matches ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, and the ranges in it that match."""

    words: str
    ranges: tuple[Range, ...]


def _told(hit: Hit, asked: Asked) -> _Told | None:
    """The sentence that matches and can be shown: the best one, else any; or the title."""
    body, leaves = hit.article.body, [leaf for leaf in asked_of(asked.query) if isinstance(leaf, Textual)]
    exact = [leaf for leaf in leaves if isinstance(leaf, Regex | Near)]
    if hit.passage is not None and not exact:
        best = _shown(body, *hit.passage)
        if best is not None and hanging(best.words) is None:
            return best
    if not leaves:
        return None

    def held(words: str, among: Sequence[Query]) -> int:
        return sum(matches(leaf, Searchable(body=words), now=asked.now) for leaf in among)

    patterns = [one.pattern for one in exact if isinstance(one, Regex)]
    found = list(_all_told(body[:FARTHEST], terms_of(asked.query), patterns))
    title = visible(hit.article.title)
    found += [_Told(title, hit.title_ranges if title == hit.article.title else ())] if held(title, leaves) else []
    return max(
        found,
        key=lambda one: (held(one.words, exact), hanging(one.words) is None, held(one.words, leaves)),
        default=None,
    )


def _all_told(body: str, terms: tuple[Term, ...], patterns: list[str]) -> Iterator[_Told]:
    for paragraph in paragraphs(body):
        for start, end in sentence_spans(body, *paragraph):
            text = body[start:end]
            places = [place for pattern in patterns if (place := place_of(pattern, text))]
            ranges = (*ranges_in(text, terms, start), *((start + first, start + last) for first, last in places))
            shown = _shown(body, start, end, _parted(ranges)) if ranges else None
            if shown is not None:
                yield shown


def _parted(ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """The ranges in order, those that overlap as one."""
    joined: list[Range] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


def _shown(body: str, start: int, end: int, ranges: tuple[Range, ...]) -> _Told | None:
    """A sentence from after its dateline; None when it is too long for a list, because none is cut."""
    told = without_dateline(Sentence(start, end, body[start:end]))
    inside = tuple((first - told.start, last - told.start) for first, last in ranges if first >= told.start)
    return _Told(told.text, inside) if len(told.text) <= LONGEST_SENTENCE else None


# --- the remark that matches --------------------------------------------------------------------------------------


def _remark_by(report: Report, asked: Asked) -> Remark | None:
    """A remark of a report by a speaker asked for: one that matches altogether first, then a verbatim, sure one."""
    own = [one for one in report.remarks if asked.is_by(one) and _fits(one)]
    return max(
        own,
        key=lambda one: (asked.is_about(one), one.verdict is Verdict.VERIFIED, one.confidence, -one.start),
        default=None,
    )


def _fits(remark: Remark) -> bool:
    return remark.verdict is not Verdict.NOT_FOUND and 0 < len(remark.words) <= LONGEST_REMARK
