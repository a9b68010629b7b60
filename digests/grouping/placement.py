"""An article and its story: as the index tells it, and as the store keeps it."""

from dataclasses import dataclass
from typing import Protocol


class Kept(Protocol):
    """An article as the store kept it: where it was placed, and its features."""

    @property
    def article_id(self) -> str:
        """The article."""

    @property
    def story_id(self) -> str:
        """Its story."""

    @property
    def saga(self) -> str | None:
        """The saga of its story."""

    @property
    def features(self) -> str:
        """What `Placement.features` gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An article put into a story, with the reasons in words.

    `features` is what the store keeps so that the index can be built again. Told once a poll for each story:
    `merged`, the stories found to be one with this article's, as (id that goes, id that stays); and `linked`,
    other stories that came into this one's saga, as (story id, saga).
    """

    article_id: str
    story_id: str
    saga: str | None = None
    reasons: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    linked: tuple[tuple[str, str], ...] = ()
    features: str = ""
