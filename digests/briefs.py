"""A story in a few sentences, each tied to the span it came from."""

from dataclasses import dataclass
from datetime import datetime

from digests.entries import SourceKind
from digests.remarks import Remark, Where
from digests.stories import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounded:
    """A sentence of ours and the span it stands in: `text == article's title or body [start:end]`.

    `shown` is what readers see: `text`, or `text` with an antecedent put in square brackets.
    """

    text: str
    article_id: str
    start: int
    end: int
    where: Where = Where.BODY
    shown: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSource:
    """One publisher family behind a story: its first report."""

    publisher: str
    family: str
    url: str
    title: str
    kind: SourceKind
    published_at: datetime
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story told in a few sentences with its sources, the primary one first."""

    story_id: str
    headline: Grounded
    sentences: tuple[Grounded, ...]
    remark: Remark | None
    sources: tuple[BriefSource, ...]
    topics: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    unconfirmed: bool = False
    update: str = ""


def write_brief(story: Story) -> Brief:
    """The brief of a story."""
    raise NotImplementedError
