"""What leads: stories in order, each with printed reasons."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from digests.desk import Person
from digests.entries import SourceKind
from digests.families import Families, family_for
from digests.shown import Shown, is_voice, shown_before
from digests.stories import Report, Story
from digests.topics import ArticleKind

LEADING_KINDS = frozenset({ArticleKind.NEWS, ArticleKind.OFFICIAL})

WEIGHTS = {
    "policy": 3.0,  # times the highest relevance of its reports, 0 to 1
    "channel": 2.0,  # touches a topic that the channel asked for
    "primary": 1.0,  # an official document is among its reports
    "family": 0.6,  # times the binary logarithm of its publisher families
    "recent": 1.0,  # times what is left of it, halved every twelve hours
    "speaker": 0.8,  # times the weight of the weightiest named speaker, two at most
    "new": 0.5,  # nothing of it was shown before
}
"""What a story's score is made of; every part adds, so more of anything never ranks a story lower."""
HALF_LIFE_HOURS = 12.0
HEAVIEST_SPEAKER = 2.0
OTHER_SPEAKER = 0.25  # somebody whom the desk does not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A story with its score and the reasons for it, in words."""

    story: Story
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """The stories that lead, in order, and why each of the others does not."""

    chosen: tuple[Ranked, ...]
    held: tuple[tuple[Ranked, str], ...] = field(default=())


def may_lead(report: Report) -> bool:
    """Whether a report is news or an official document; opinion, wraps, reviews and their like never lead."""
    return report.reading.kind in LEADING_KINDS


def rank(
    stories: Sequence[Story],
    *,
    now: datetime,
    families: Families | None = None,
    topics: Collection[str] = (),
    people: Sequence[Person] = (),
    shown: Mapping[str, Shown] | None = None,
) -> tuple[Ranked, ...]:
    """The stories that may lead, best first, whatever order they come in; ties go to the later and then the lower id.

    `topics` are the ids that the channel asked for, `people` the desk's, for their weights. `families` knows the
    desk's owners; without it only what the articles themselves tell of their families counts.
    """
    counted = families or family_for(stories)
    weights = {person.id: person.weight for person in people}
    known = shown or {}
    found = [
        _ranked(story, reports, now=now, families=counted, topics=topics, weights=weights, known=known)
        for story in stories
        if (reports := [report for report in story.reports if may_lead(report)])
    ]
    return tuple(sorted(found, key=lambda one: (-one.score, -one.story.last_at.timestamp(), one.story.id)))


def leads(
    ranked: Sequence[Ranked],
    *,
    limit: int,
    per_saga: int = 2,
    per_topic: int | None = None,
    per_family: int | None = None,
    families: Families | None = None,
) -> Leads:
    """The first stories of a ranking, so that no affair, subject or newsroom fills the digest.

    `per_saga` is never exceeded, and what stands here in English is not told again in another language, as far as the
    two foremost topics tell. `per_topic` (a story's foremost one; half the limit unless told) and `per_family` (stories
    that only this family has; half the limit) give way where the digest would else be short.
    """
    half = max(1, math.ceil(limit / 2))
    caps = _Caps(
        per_saga,
        half if per_topic is None else per_topic,
        half if per_family is None else per_family,
        families or family_for(one.story for one in ranked),
    )
    chosen: list[Ranked] = []
    held: list[tuple[Ranked, str]] = []
    english = [one.story for one in ranked[:limit] if _is_english(one.story)]
    for one in ranked:
        reason = "below the limit" if len(chosen) >= limit else _retold(one.story, english) or caps.against(one.story)
        if reason:
            held.append((one, reason))
        else:
            caps.count(one.story)
            chosen.append(one)
    for one, reason in list(held):
        if len(chosen) < limit and reason in _SOFT and not caps.against(one.story, soft=False):
            caps.count(one.story)
            chosen.append(one)
            held.remove((one, reason))
    order = {one.story.id: place for place, one in enumerate(ranked)}
    return Leads(chosen=tuple(sorted(chosen, key=lambda one: order[one.story.id])), held=tuple(held))


_SAGA, _TOPIC, _FAMILY = "enough of this affair", "enough of this topic", "enough of this publisher"
_SOFT = frozenset({_TOPIC, _FAMILY})


def _retold(story: Story, english: Sequence[Story]) -> str:
    """The reason to hold back a story of other languages that an English one seems to tell; "" for none."""
    foremost = list(topic_scores(story))[:2]
    if len(foremost) < 2 or _is_english(story):
        return ""
    told = any(set(foremost) <= set(list(topic_scores(other))[:4]) for other in english)
    return "told in English already" if told else ""


def _is_english(story: Story) -> bool:
    return any(report.article.language[:2] in ("", "en") for report in story.reports)


class _Caps:
    """How much of each affair, topic and family stands in a digest so far."""

    def __init__(self, per_saga: int, per_topic: int, per_family: int, families: Families) -> None:
        self._most = {_SAGA: per_saga, _TOPIC: per_topic, _FAMILY: per_family}
        self._families = families
        self._counted: Counter[tuple[str, str]] = Counter()

    def against(self, story: Story, *, soft: bool = True) -> str:
        """The cap that a story would break; "" for none."""
        return next(
            (
                cap
                for cap, key in self._keys(story)
                if (soft or cap == _SAGA) and self._counted[cap, key] >= self._most[cap]
            ),
            "",
        )

    def count(self, story: Story) -> None:
        self._counted.update(self._keys(story))

    def _keys(self, story: Story) -> list[tuple[str, str]]:
        topic = foremost_topic(story)
        families = {self._families(report.article) for report in story.reports}
        keys = [(_SAGA, story.saga)] if story.saga else []
        keys += [(_TOPIC, topic)] if topic else []
        return keys + ([(_FAMILY, families.pop())] if len(families) == 1 else [])


def topic_scores(story: Story) -> dict[str, float]:
    """The topics of a story with their scores summed over its reports, highest first."""
    totals: defaultdict[str, float] = defaultdict(float)
    for report in story.reports:
        for hit in report.reading.topics:
            totals[hit.id] += hit.score
    return dict(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))


def foremost_topic(story: Story) -> str:
    """The topic that a story is most about; "" for none."""
    return next(iter(topic_scores(story)), "")


def _ranked(
    story: Story,
    reports: Sequence[Report],
    *,
    now: datetime,
    families: Families,
    topics: Collection[str],
    weights: Mapping[str, float],
    known: Mapping[str, Shown],
) -> Ranked:
    parts = [
        _policy(story, reports),
        _channel(story, topics),
        _primary(reports),
        _families(reports, families),
        _recency(reports, now),
        _speakers(reports, weights),
        (0.0, "shown before") if shown_before(story, known) else (WEIGHTS["new"], ""),
    ]
    score = sum(points for points, _ in parts)
    return Ranked(story=story, score=round(score, 6), reasons=tuple(reason for _, reason in parts if reason))


def _policy(story: Story, reports: Sequence[Report]) -> tuple[float, str]:
    weight = max(report.reading.score for report in reports)
    names = ", ".join(_words(topic) for topic in list(topic_scores(story))[:3])
    return WEIGHTS["policy"] * weight, f"policy weight {weight:.2f}{': ' if names else ''}{names}"


def _channel(story: Story, topics: Collection[str]) -> tuple[float, str]:
    asked = [topic for topic in topic_scores(story) if topic in set(topics)]
    return (WEIGHTS["channel"], f"the channel's topic {_words(asked[0])}") if asked else (0.0, "")


def _primary(reports: Sequence[Report]) -> tuple[float, str]:
    for report in reports:
        if report.article.source_kind is SourceKind.OFFICIAL:
            return WEIGHTS["primary"], f"primary source: {report.article.publisher}"
    return 0.0, ""


def _families(reports: Sequence[Report], families: Families) -> tuple[float, str]:
    number = len({families(report.article) for report in reports})
    words = f"{number} publisher families" if number > 1 else "one publisher family"
    return WEIGHTS["family"] * math.log2(number), words


def _recency(reports: Sequence[Report], now: datetime) -> tuple[float, str]:
    latest = max(report.article.published_at for report in reports)
    hours = max(0.0, (now - latest).total_seconds() / 3600)
    words = f"{hours:.0f} hours old" if hours >= 1.5 else "an hour old or less"
    return WEIGHTS["recent"] * 0.5 ** (hours / HALF_LIFE_HOURS), words


def _speakers(reports: Sequence[Report], weights: Mapping[str, float]) -> tuple[float, str]:
    heard = {
        (min(HEAVIEST_SPEAKER, weights.get(remark.speaker_id or "", OTHER_SPEAKER)), remark.speaker or "")
        for report in reports
        for remark in report.remarks
        if is_voice(remark)
    }
    if not heard:
        return 0.0, ""
    weight, name = max(heard)
    return WEIGHTS["speaker"] * weight, f"{name} speaks"


def _words(topic: str) -> str:
    return topic.replace("_", " ").replace("-", " ")
