"""Articles to stories: reports of the same event, put together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from digests.articles import Article
from digests.desk import Desk
from digests.grouping.index import StoryIndex
from digests.grouping.placement import Kept, Placement
from digests.remarks import Remark
from digests.topics import Reading

__all__ = ["Kept", "Placement", "Report", "Story", "StoryIndex", "group_into_stories"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article of a story with what the desk reads in it."""

    article: Article
    reading: Reading
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports of one event, earliest first; `saga` links the stories of one affair."""

    id: str
    reports: tuple[Report, ...]
    saga: str | None = None

    @property
    def first_at(self) -> datetime:
        """When the earliest report was published."""
        return self.reports[0].article.published_at

    @property
    def last_at(self) -> datetime:
        """When the latest report was published."""
        return self.reports[-1].article.published_at


def group_into_stories(
    articles: Iterable[Article], *, desk: Desk | None = None, known: Iterable[Kept] = ()
) -> tuple[Placement, ...]:
    """The story of each article, in the order given; articles given together are seen together.

    `known` are the articles placed before, as the store kept them. Who groups poll after poll keeps a `StoryIndex`.
    """
    index = StoryIndex(desk=desk, known=known)
    return index.place_all(articles)
