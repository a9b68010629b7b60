"""Stand-in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.stories import Merge, Placement
from digests.articles import Article
from digests.desk import Desk


class Grouping:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def refresh(self, connection: AsyncConnection, *, now: datetime, alone: bool) -> None: ...

    def place(self, articles: Sequence[Article]) -> tuple[tuple[Placement, ...], tuple[Merge, ...]]:
        return tuple(Placement(article_id=a.id, story_id=a.id) for a in articles), ()

    def forget(self) -> None: ...
