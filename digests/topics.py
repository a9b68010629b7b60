"""Article to reading: is it chip policy, which topics, what kind of piece, and the words that decided."""

from dataclasses import dataclass
from enum import StrEnum

from digests.articles import Article
from digests.desk import Desk


class ArticleKind(StrEnum):
    """What kind of piece an article is; only NEWS and OFFICIAL may lead a digest."""

    NEWS = "news"
    OFFICIAL = "official"
    OPINION = "opinion"
    MARKET_WRAP = "market_wrap"
    REVIEW = "review"
    LIVE_BLOG = "live_blog"
    EXPLAINER = "explainer"
    ADVERT = "advert"


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


def read_topics(article: Article, *, desk: Desk) -> Reading:
    """What the desk sees in an article: relevance, topics, kind, with reasons."""
    raise NotImplementedError
