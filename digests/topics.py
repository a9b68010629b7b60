"""Article to reading: is it chip policy, which topics, what kind of piece, and the words that decided.

An article is relevant when policy and technology meet in it. Each term of the desk that stands in the title adds its
weight to what its topic proves (policy, technology, or against); a topic adds no more than its limit. Then

    net = policy in title x min(1, technology in title and body) - against in title - what the kind of piece costs
          + 0.7 x policy in the body that stands near technology (all of it in the lead, less and less further down)
          + 0.1 for a primary source that says anything of both

and the article is relevant when net reaches 0.5. `score` is net / (net + 0.5): 0.5 where relevance begins, never 1.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from digests.articles import Article
from digests.desk import Desk, Topic, TopicKind
from digests.entries import SourceKind
from digests.kinds import ArticleKind, kind_of
from digests.text import sentences
from digests.vocabulary import CJK_CHARACTER, TermHit, vocabulary

__all__ = ["ArticleKind", "Reading", "TopicHit", "read_topics"]

THRESHOLD = 0.5
"""The net at which an article becomes relevant."""
RELEVANT = 0.5
"""The same as a score."""
REACH = 200
"""How many characters policy and technology may stand apart in a body and still be near."""
LEAD = 400
"""How many characters of a body count as its lead."""
FIRM = 0.5
"""What a technology term must weigh for policy near it in a body to count."""
BODY_WEIGHT = 0.7
LONGEST = 200_000
"""How many characters of a body are read: what is longer is a table or a trap, and its head tells what it is about."""
PRIMARY = 0.1
KIND_COST = {
    ArticleKind.ADVERT: 1.0,
    ArticleKind.REVIEW: 0.5,
    ArticleKind.LIVE_BLOG: 0.3,
    ArticleKind.MARKET_WRAP: 0.5,
}
_SHOWN_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicHit:
    """A topic found in an article, with the words of the article that decided (as written there)."""

    id: str
    words: tuple[str, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the desk sees in an article; `score` runs from 0 to 1, `why` says in words what decided."""

    relevant: bool
    score: float
    topics: tuple[TopicHit, ...] = ()
    kind: ArticleKind = ArticleKind.NEWS
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """What speaks for and against relevance, each a sum of weights."""

    policy: float
    technology: float
    against: float
    body: float
    cost: float
    primary: bool

    @property
    def net(self) -> float:
        """What is left for relevance."""
        met = self.policy * min(1.0, self.technology) + BODY_WEIGHT * self.body
        bonus = PRIMARY if self.primary and met > 0 else 0.0
        return met + bonus - self.against - self.cost

    @property
    def score(self) -> float:
        """Net brought to 0 to 1, a half where relevance begins."""
        net = max(0.0, self.net)
        return round(net / (net + THRESHOLD), 4)


def read_topics(article: Article, *, desk: Desk) -> Reading:
    """What the desk sees in an article: relevance, topics, kind, with reasons."""
    kind, cue = kind_of(article)
    head, text = _head_and_rest(article)
    words, whole = vocabulary(desk), f"{head}\n{text}"
    title = words.hits(head, around=text[: LEAD // 2], whole=whole)
    body = words.hits(text, whole=whole)
    near = _near_technology(body)
    evidence = _Evidence(
        policy=min(1.5, _sum(hit for hit in title if hit.topic.policy)),
        technology=_sum(hit for hit in title if hit.topic.technology) + _density(body, text),
        against=min(1.0, _sum(hit for hit in title if hit.topic.against)),
        body=_body_weight(near, length=len(text)),
        cost=KIND_COST.get(kind, 0.0),
        primary=article.source_kind is SourceKind.OFFICIAL,
    )
    return Reading(
        relevant=evidence.score >= RELEVANT,
        score=evidence.score,
        topics=_topics(title, body, desk),
        kind=kind,
        why=_why(title, body, near, evidence, f"{kind}: {cue}" if cue else ""),
    )


def _head_and_rest(article: Article) -> tuple[str, str]:
    """The title and the body as far as it is read; of an article without a title its first sentence stands for one."""
    body = article.body[:LONGEST]
    if article.title.strip():
        return article.title, body
    lead = body[:LEAD].lstrip()
    first = next(iter(sentences(lead)), None)
    at = body.find(lead) + first.end if first is not None else 0
    return body[:at], body[at:]


def _sum(hits: Iterable[TermHit]) -> float:
    """The weights of distinct terms, each topic at most its limit."""
    terms = {(hit.topic.id, hit.term.text): hit for hit in hits}
    sums: dict[str, float] = {}
    limits: dict[str, float] = {}
    for hit in terms.values():
        sums[hit.topic.id] = sums.get(hit.topic.id, 0.0) + hit.term.weight
        limits[hit.topic.id] = hit.topic.limit
    return sum(min(limits[topic], value) for topic, value in sums.items())


def _density(body: tuple[TermHit, ...], text: str) -> float:
    """Technology in a body: 1 when a word in sixty is of it."""
    words = len(text) / (2 if CJK_CHARACTER.search(text) else 6)
    weight = sum(hit.term.weight for hit in body if hit.topic.technology)
    return min(1.0, 60 * weight / max(60.0, words))


def _near_technology(body: tuple[TermHit, ...]) -> tuple[TermHit, ...]:
    """The policy hits of a body that have technology within reach."""
    starts = [hit.start for hit in body if hit.topic.technology and hit.term.weight >= FIRM]

    def near(hit: TermHit) -> bool:
        after = bisect_left(starts, hit.start - REACH)
        return after < len(starts) and starts[after] <= hit.end + REACH

    return tuple(hit for hit in body if hit.topic.policy and near(hit))


def _body_weight(near: tuple[TermHit, ...], *, length: int) -> float:
    """What policy near technology adds: distinct terms, each by the earliest place where it stands."""
    seen: set[tuple[str, str]] = set()
    sums: dict[str, float] = {}
    for hit in near:
        key = (hit.topic.id, hit.term.text)
        if key not in seen:
            seen.add(key)
            weight = hit.term.weight * _place_weight(hit.start, length)
            sums[hit.topic.id] = min(hit.topic.limit, sums.get(hit.topic.id, 0.0) + weight)
    return min(1.5, sum(sums.values()))


def _place_weight(start: int, length: int) -> float:
    if start < LEAD:
        return 1.0
    return 0.5 if start < length / 3 else 0.25


def _topics(title: tuple[TermHit, ...], body: tuple[TermHit, ...], desk: Desk) -> tuple[TopicHit, ...]:
    """The topics and items that stand in an article, the strongest first; an item brings its parents."""
    scores: dict[str, float] = {}
    words: dict[str, dict[str, None]] = {}
    for hit, share in [*((hit, 1.0) for hit in title), *((hit, 0.6 if hit.start < LEAD else 0.3) for hit in body)]:
        if hit.topic.kind is TopicKind.SIGNAL:
            continue
        for topic, part in ((hit.topic.id, 1.0), *((parent, 0.5) for parent in hit.topic.parents)):
            scores[topic] = scores.get(topic, 0.0) + hit.term.weight * share * part
            words.setdefault(topic, {})[hit.words] = None
    found = [
        TopicHit(id=topic, words=tuple(words[topic])[:_SHOWN_WORDS], score=round(score / (score + 0.5), 4))
        for topic, score in scores.items()
        if score >= _needed(desk.topic(topic))
    ]
    return tuple(sorted(found, key=lambda hit: (-hit.score, hit.id)))


def _needed(topic: Topic | None) -> float:
    """How much of a topic an article must hold: one mention of an item, more of a subject."""
    return 0.25 if topic is not None and topic.kind is TopicKind.ITEM else 0.45


def _why(
    title: tuple[TermHit, ...], body: tuple[TermHit, ...], near: tuple[TermHit, ...], evidence: _Evidence, kind: str
) -> tuple[str, ...]:
    lines = (
        _line("policy in the title", (hit for hit in title if hit.topic.policy)),
        _line("technology in the title", (hit for hit in title if hit.topic.technology)),
        _line("policy near technology in the body", near),
        _line("technology in the body", (hit for hit in body if hit.topic.technology)),
        _line("speaks against it", (hit for hit in title if hit.topic.against)),
        "a primary source" if evidence.primary else "",
        kind,
    )
    return tuple(line for line in lines if line)


def _line(label: str, hits: Iterable[TermHit]) -> str:
    words = tuple(dict.fromkeys(hit.words for hit in hits))[:_SHOWN_WORDS]
    return f"{label}: {', '.join(words)}" if words else ""
