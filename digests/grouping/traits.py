"""Article to traits: the little of it that tells stories apart, small enough to keep by the hundred thousand."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from digests.articles import Article
from digests.grouping.terms import terms_of

LEAD = 420
"""How many characters of a body count."""
LEAD_WEIGHT = 0.85
_FIRST_YEAR = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells an article's story: its terms with their weights, its family and its time in days since 1970."""

    article_id: str
    terms: dict[str, float]
    day: float
    family: str = ""

    @property
    def mass(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())


def traits_of(article: Article, *, keys: tuple[str, ...] = ()) -> Traits:
    """The traits of an article; `keys` are further marks of its story, such as a docket number."""
    terms = dict.fromkeys((f"~{key}" for key in keys), 1.0)
    for term in terms_of(article.title):
        terms[term] = 1.0
    for term in terms_of(lead_of(article.body)):
        terms.setdefault(term, LEAD_WEIGHT)
    return Traits(
        article_id=article.id,
        terms=terms,
        day=day_of(article.published_at),
        family=article.family or article.publisher,
    )


def lead_of(body: str) -> str:
    """The first words of a body, cut after a whole word."""
    if len(body) <= LEAD:
        return body
    return re.sub(r"\S*$", "", body[:LEAD]) or body[:LEAD]


def day_of(moment: datetime) -> float:
    """A moment in days since 1970."""
    return (moment - _FIRST_YEAR).total_seconds() / _DAYS


def moment_of(day: float) -> datetime:
    """The moment of a day since 1970, to the millisecond."""
    return datetime.fromtimestamp(round(day * _DAYS, 3), UTC)


def features_of(traits: Traits) -> str:
    """Traits as compact JSON, for the store."""
    title = [term for term, weight in traits.terms.items() if weight == 1.0]
    lead = [term for term, weight in traits.terms.items() if weight != 1.0]
    return json.dumps([traits.day, traits.family, title, lead], ensure_ascii=False, separators=(",", ":"))


def traits_from(article_id: str, features: str) -> Traits:
    """The traits that `features_of` wrote."""
    day, family, title, lead = json.loads(features)
    terms = dict.fromkeys(title, 1.0) | dict.fromkeys(lead, LEAD_WEIGHT)
    return Traits(article_id=article_id, terms=terms, day=day, family=family)
