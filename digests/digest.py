"""Stories to a digest: the briefs for one channel and one stretch of time, and what changed since the last."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from digests.agreeing import are_strangers
from digests.briefs import Brief, write_brief
from digests.desk import Person
from digests.families import Families, family_for
from digests.ranking import Ranked, leads, may_lead, rank
from digests.shown import Facts, Shown, news_of, shown_before, shown_of, update_words
from digests.stories import Report, Story

__all__ = ["Digest", "Facts", "Receipt", "Shown", "compose_digest", "shown_of"]

LATE_ARRIVAL = timedelta(days=2)
"""How long before a digest's stretch an article may be dated that was first seen within it: feeds date coarsely."""
SHOWN, APART = "shown", "another event in its story"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a digest was made from, so that every article is accounted for.

    `articles == shown + sum of dropped`, where `dropped` maps a reason to a count of articles, the largest first.
    """

    feeds: int = 0
    silent_feeds: int = 0
    articles: int = 0
    stories: int = 0
    shown: int = 0
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The briefs for one channel and one stretch of time; the first leads.

    `end_states` says of every article, by id, where it ended: `shown`, or the reason why not.
    """

    since: datetime
    until: datetime
    briefs: tuple[Brief, ...]
    receipt: Receipt
    late: bool = False
    end_states: Mapping[str, str] = field(default_factory=dict)


def compose_digest(
    stories: Sequence[Story],
    *,
    since: datetime,
    until: datetime,
    limit: int = 8,
    shown: Mapping[str, Shown] | None = None,
    topics: Collection[str] = (),
    people: Sequence[Person] = (),
    families: Families | None = None,
) -> Digest:
    """The digest of the articles that became known from `since` until just before `until`; no briefs is an answer too.

    `shown` maps a story's id to what this channel was shown of it; such a story stands here again only with a new
    number, speaker, date or document. `topics` are the channel's own, `families` knows the desk's owners; without it
    the articles tell. How many feeds there are, and whether the digest is late, is the caller's to put in.
    """
    known = shown or {}
    window = _Window(since, until)
    states = {report.article.id: _fate(report, window) for story in stories for report in story.reports}
    part = [story for story in (_taking_part(story, states) for story in stories) if story is not None]
    updates = {story.id: _what_is_new(story, known, window) for story in part}
    for story in part:
        _settle(states, story, updates[story.id].held)
    fresh = [story for story in part if not updates[story.id].held]
    counted = families or family_for(fresh)
    ranked = rank(fresh, now=until, families=counted, topics=topics, people=people, shown=known)
    chosen = leads(ranked, limit=limit, families=counted)
    for one, reason in chosen.held:
        _settle(states, one.story, reason)
    for one in chosen.chosen:
        _settle(states, one.story, SHOWN)
    briefs = tuple(_brief(one, updates[one.story.id], people=people, families=counted) for one in chosen.chosen)
    for one, brief in zip(chosen.chosen, briefs, strict=True):
        _settle_strangers(states, one.story, brief)
    receipt = _receipt(states, stories=len(stories))
    return Digest(since=since, until=until, briefs=briefs, receipt=receipt, end_states=states)


@dataclass(frozen=True, slots=True)
class _Window:
    since: datetime
    until: datetime

    def is_new(self, report: Report) -> bool:
        """Whether an article became known in the window: published in it, or first seen in it and not long before."""
        article = report.article
        if article.published_at >= self.since:
            return True
        return article.seen_at >= self.since and article.published_at >= self.since - LATE_ARRIVAL

    def is_later(self, report: Report) -> bool:
        return report.article.published_at >= self.until or report.article.seen_at > self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class _New:
    """What is new in a story: why it is held back, else the words of an update and the articles that bring it."""

    held: str = ""
    update: str = ""
    article_ids: frozenset[str] = frozenset()
    facts: Facts | None = None


_OPEN = ""  # the end of an article that is not settled yet


def _settle_strangers(states: dict[str, str], story: Story, brief: Brief) -> None:
    """Say of the articles of a story which its brief leaves out as another event's that they were not shown."""
    headline = next(one for one in story.reports if one.article.id == brief.headline.article_id)
    for report in story.reports:
        if states[report.article.id] == SHOWN and are_strangers(report, headline):
            states[report.article.id] = APART


def _fate(report: Report, window: _Window) -> str:
    """Why an article takes no part in this digest, whatever its story; open while it does."""
    if window.is_later(report):
        return "not yet"
    return _OPEN if may_lead(report) else report.reading.kind.value.replace("_", " ")


def _taking_part(story: Story, states: dict[str, str]) -> Story | None:
    """The story as far as its articles take part; None, and they are settled, when none of them is relevant."""
    reports = tuple(report for report in story.reports if states[report.article.id] == _OPEN)
    if any(report.reading.relevant for report in reports):
        return replace(story, reports=reports)
    states.update(dict.fromkeys((report.article.id for report in reports), "not relevant"))
    return None


def _what_is_new(story: Story, known: Mapping[str, Shown], window: _Window) -> _New:
    new = [report for report in story.reports if window.is_new(report)]
    before = shown_before(story, known)
    if before is not None:
        new = [report for report in new if report.article.id not in before.article_ids]
    if not new:
        return _New(held="shown before" if before is not None else "old")
    if before is None:
        return _New()
    facts = news_of(replace(story, reports=tuple(new)), before)
    if not facts:
        return _New(held="nothing new since shown")
    return _New(update=update_words(facts), article_ids=frozenset(report.article.id for report in new), facts=facts)


def _settle(states: dict[str, str], story: Story, end: str) -> None:
    states.update(dict.fromkeys((report.article.id for report in story.reports), end))


def _brief(one: Ranked, new: _New, *, people: Sequence[Person], families: Families) -> Brief:
    brief = write_brief(
        one.story, people=people, families=families, update=new.update, fresh=new.article_ids, news=new.facts
    )
    return replace(brief, reasons=one.reasons)


def _receipt(states: Mapping[str, str], *, stories: int) -> Receipt:
    ends = Counter(states.values())
    shown = ends.pop(SHOWN, 0)
    return Receipt(
        articles=len(states),
        stories=stories,
        shown=shown,
        dropped=tuple(sorted(ends.items(), key=lambda pair: (-pair[1], pair[0]))),
    )
