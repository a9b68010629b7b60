"""The stories of the list that was shown last, so that `story 2` means what people see.

A list is one person's, or the whole channel's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.schema import listings
from bot.storage.statements import put_rows
from bot.storage.store import At, reading, writing
from bot.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The ids of the stories of a list, the first of them number 1, and when it was shown."""

    story_ids: tuple[str, ...]
    listed_at: datetime


async def keep_listing(at: At, target: Target, *, story_ids: Sequence[str], now: datetime, person: str = "") -> None:
    """Keep the list that a person, or without one the whole channel, is shown now, instead of the one before it."""
    row: dict[str, object] = {"platform": target.platform, "workspace": target.workspace, "channel": target.channel}
    row |= {"person": person, "stories": " ".join(story_ids), "listed_at": now}
    async with writing(at) as connection:
        await put_rows(connection, listings, [row], change=["stories", "listed_at"])


async def listing_of(at: At, target: Target, *, person: str) -> Listing | None:
    """The list that a person was last shown in a channel, to themselves or to all."""
    query = (
        select(listings.c.stories, listings.c.listed_at)
        .where(listings.c.platform == target.platform, listings.c.workspace == target.workspace)
        .where(listings.c.channel == target.channel, listings.c.person.in_(["", person]))
        .order_by(listings.c.listed_at.desc())
        .limit(1)
    )
    async with reading(at) as connection:
        row = (await connection.execute(query)).one_or_none()
    return Listing(story_ids=tuple(row.stories.split()), listed_at=row.listed_at) if row else None


async def forget_listings(at: At, *, before: datetime) -> int:
    """Delete the lists shown before a time; how many went."""
    async with writing(at) as connection:
        return (await connection.execute(delete(listings).where(listings.c.listed_at < before))).rowcount
