"""An article or a story as a query sees it, and its words ready to be looked up."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache

from digests.entries import SourceKind
from digests.query.nodes import FARTHEST
from digests.query.words import folded, folded_of, surfaces_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """What can be asked about an article or a story.

    `speakers` holds names, ids and aliases, `topics` ids and names; `kind` is the kind of article, such as `news`.
    """

    title: str = ""
    body: str = ""
    publisher: str = ""
    family: str = ""
    source_kind: SourceKind = SourceKind.PRESS
    kind: str = ""
    speakers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    jurisdiction: str = ""
    language: str = ""
    published_at: datetime = _EPOCH


class Lookup:
    """The words of a searchable: where each stands, title first, then a gap that nothing spans, then the body."""

    def __init__(self, view: Searchable) -> None:
        self.view = view

    @cached_property
    def surfaces(self) -> list[str]:
        """Every word as written; the gap is empty words."""
        return [*surfaces_of(self.view.title), *[""] * (FARTHEST + 1), *surfaces_of(self.view.body)]

    @cached_property
    def folded(self) -> list[str]:
        """Every word folded."""
        return folded(self.surfaces)

    @cached_property
    def title_end(self) -> int:
        """Where the title's words end."""
        return len(surfaces_of(self.view.title))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each folded word stands."""
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.folded):
            if word:
                found.setdefault(word, []).append(at)
        return found

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every folded word once, in order."""
        return sorted(self.places)

    @cached_property
    def texts(self) -> tuple[bytes, bytes]:
        """Title and body for regular expressions."""
        return self.view.title.encode("utf-8", "replace"), self.view.body.encode("utf-8", "replace")

    @cached_property
    def speakers(self) -> tuple[tuple[str, ...], ...]:
        """The words of every speaker's name."""
        return tuple(map(folded_of, self.view.speakers))

    @cached_property
    def topics(self) -> frozenset[tuple[str, ...]]:
        """The words of every topic."""
        return frozenset(map(folded_of, self.view.topics))

    @cached_property
    def publishers(self) -> tuple[tuple[str, ...], ...]:
        """The words of the publisher's and its family's name."""
        return folded_of(self.view.publisher), folded_of(self.view.family)


@lru_cache(maxsize=64)
def lookup(view: Searchable) -> Lookup:
    """The words of a searchable, kept for the next query."""
    return Lookup(view)
