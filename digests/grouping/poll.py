"""Articles of one poll to a worksheet: what is new, in the order that decides, and what was found on the way."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from digests.articles import Article
from digests.grouping.open_story import OpenStory
from digests.grouping.traits import Traits, traits_of


@dataclass(slots=True, kw_only=True)
class Poll:
    """The articles of one poll while they are being placed.

    `fresh` holds the traits of the new ones by date, then id, which makes the order of arrival no matter. Stories
    numbered below `first_new` were known before. `merged` holds the id of each of those that went on as another, with
    the other; `linked` each story that was given a saga, with the story that gave the occasion.
    """

    articles: tuple[tuple[Article, Traits], ...]
    fresh: tuple[Traits, ...]
    first_new: int
    merged: list[tuple[str, OpenStory]] = field(default_factory=list)
    linked: list[tuple[OpenStory, OpenStory]] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        articles: Iterable[Article],
        *,
        hints: Mapping[str, tuple[str, ...]],
        known: Container[str],
        first_new: int,
    ) -> "Poll":
        """The worksheet of a poll; an article that comes twice in it is placed once."""
        both = tuple((article, traits_of(article, keys=hints.get(article.id, ()))) for article in articles)
        new = {traits.article_id: traits for _, traits in both if traits.article_id not in known}
        fresh = sorted(new.values(), key=lambda traits: (traits.day, traits.article_id))
        return cls(articles=both, fresh=tuple(fresh), first_new=first_new)
