"""Articles to their stories, with an index in memory that the store can build again at any time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.storage.store import Transaction
from bot.storage.stories import Merge, Placement, placements_since
from digests.articles import Article
from digests.desk import Desk
from digests.grouping.index import SAGA_DAYS, StoryIndex
from digests.policy.ids import PolicyIdKind, policy_ids

WINDOW = timedelta(days=SAGA_DAYS)
HINTS = (PolicyIdKind.DOCKET, PolicyIdKind.RIN, PolicyIdKind.REGISTER_DOCUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """What placing the articles of one poll changed; `sagas` are (story, saga) of other stories linked by it."""

    placements: tuple[Placement, ...] = ()
    merges: tuple[Merge, ...] = ()
    sagas: tuple[tuple[str, str], ...] = ()


class Grouping:
    """The stories still open; filled from the store when first asked, and after something could not be saved."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk; nothing is read."""
        self._desk = desk
        self._index: StoryIndex | None = None

    async def refresh(self, connection: Transaction, *, now: datetime, alone: bool) -> None:
        """Know every story that is stored; where we are not alone, others may have stored some since the last time."""
        if self._index is None or not alone:
            known = await placements_since(connection, since=now - WINDOW)
            self._index = StoryIndex(desk=self._desk, known=[one.placement for one in known])

    def place(self, articles: Sequence[Article]) -> Grouped:
        """Put the articles of one poll into stories; call `refresh` before and `forget` when it was not saved."""
        if not articles or self._index is None:
            return Grouped()
        hints = {one.id: _hints(one) for one in articles}
        placed = self._index.place_all(articles, hints=hints)
        sagas = {story_id: saga for one in placed for story_id, saga in one.linked}
        return Grouped(
            placements=tuple(
                Placement(article_id=one.article_id, story_id=one.story_id, saga=one.saga, features=one.features)
                for one in placed
            ),
            merges=tuple(Merge(story_id=goes, into=stays) for one in placed for goes, stays in one.merged),
            sagas=tuple(sagas.items()),
        )

    def forget(self) -> None:
        """Let the next refresh read everything again."""
        self._index = None


def _hints(article: Article) -> tuple[str, ...]:
    """The official numbers that an article names: two pieces that name one docket are likely of one story."""
    return tuple(sorted({found.id for found in policy_ids(article.body) if found.kind in HINTS}))
