"""Article to traits: the little of it that tells stories apart, small enough to keep by the hundred thousand."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from digests.articles import Article
from digests.grouping.acts import Act, act_of
from digests.grouping.names import names_in, subjects_in, voices_in, without_eastern_voices
from digests.grouping.terms import term_of, terms_of
from digests.grouping.told_day import day_told
from digests.policy.ids import document_at

LEAD = 420
"""How many characters of a body count."""
LEAD_WEIGHT = 0.85
_HEADS = (
    re.compile(r"^\s*(?:By|From) [^\n.]{2,60}\n"),
    re.compile(r"^\W{0,3}[A-Z][^()\n]{0,60}\([A-Z][^()\n]{1,40}\)\s{0,2}(?:[-–—:]|--)\s"),
    re.compile(r"^\W{0,3}[A-Z][A-Z .'’/-]+(?:, [\w .,]{2,40})?\s{0,2}(?:[–—]|-{1,2})\s"),
    re.compile(r"^AGENCY: .{0,1000}?\bSUMMARY: ", re.DOTALL),
)
"""What stands before the news: a byline, the place, day and wire it comes from, who publishes a document how."""
_DOCUMENT = "~is:"
"""What stands before the term of the article's own number."""
_FIRST_YEAR = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What tells an article's story: its terms with their weights, its family and its time in days since 1970.

    `document` is the number under which a register files what the article is, and "" for what is no such document;
    `names` are the names and numbers of its first words, `subjects` the terms of those that its title has too; `act` is
    what it says was done, `told` the day (since 1970) on which, 0 where it says none.
    """

    article_id: str
    terms: dict[str, float]
    day: float
    family: str = ""
    document: str = ""
    names: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    act: Act = Act.NONE
    told: int = 0

    @property
    def bare(self) -> bool:
        """Whether it is a headline without first words."""
        return all(weight == 1.0 for weight in self.terms.values())

    @property
    def mass(self) -> float:
        """The weight of all terms."""
        return sum(self.terms.values())


def traits_of(article: Article, *, keys: tuple[str, ...] = ()) -> Traits:
    """The traits of an article; `keys` are further marks of its story, such as a docket number."""
    terms = dict.fromkeys((f"~{key}" for key in keys), 1.0)
    for term in terms_of(article.title):
        terms[term] = 1.0
    lead = lead_of(article.body)
    voices = voices_in(article.title, lead)
    spoken = {term_of(name) for name in voices} - terms.keys()
    for term in terms_of(without_eastern_voices(lead)):
        if term not in spoken:
            terms.setdefault(term, LEAD_WEIGHT)
    document = document_at(article.url)
    if document:
        terms[_DOCUMENT + document] = 1.0
    day = day_of(article.published_at)
    return Traits(
        article_id=article.id,
        terms=terms,
        day=day,
        family=article.family or article.publisher,
        document=document,
        names=_terms_of_names(names_in(article.title, lead) - voices),
        subjects=_terms_of_names(subjects_in(article.title, lead)),
        act=act_of(article.title),
        told=day_told(lead, day),
    )


def _terms_of_names(names: Iterable[str]) -> frozenset[str]:
    return frozenset(term for name in names if (term := term_of(name)))


def lead_of(body: str) -> str:
    """The first words of a body after its dateline or an authority's heads, cut after a whole word."""
    for head in _HEADS:
        if found := head.match(body):
            body = body[found.end() :]
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
    names, subjects = sorted(traits.names), sorted(traits.subjects)
    row = [traits.day, traits.family, title, lead, names, subjects, traits.act, traits.told]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def traits_from(article_id: str, features: str) -> Traits:
    """The traits that `features_of` wrote."""
    day, family, title, lead, *later = json.loads(features)  # rows of older programs end before the names, or the act
    names, subjects, act, told = (*later, *((), (), "", 0)[len(later) :])[:4]
    terms = dict.fromkeys(title, 1.0) | dict.fromkeys(lead, LEAD_WEIGHT)
    document = next((term.removeprefix(_DOCUMENT) for term in title if term.startswith(_DOCUMENT)), "")
    return Traits(
        article_id=article_id,
        terms=terms,
        day=day,
        family=family,
        document=document,
        names=frozenset(names),
        subjects=frozenset(subjects),
        act=Act(act),
        told=told,
    )
