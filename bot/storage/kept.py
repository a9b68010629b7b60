"""Stories that people keep: saved by a reader, muted in a channel or called no policy there; and digests' numbers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import digest_items, kept_stories
from bot.storage.statements import insert_into
from bot.storage.store import At, reading, writing
from bot.targets import Target


class KeptAs(StrEnum):
    """Why a story is kept: on a reader's own list, or out of a channel's digests and alerts."""

    SAVED = "saved"
    MUTED = "muted"
    NOT_POLICY = "not_policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeper:
    """Who keeps: a person (the platform's id) or a channel of a workspace."""

    platform: str
    workspace: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptStory:
    """A story that is kept."""

    story_id: str
    created_at: datetime


async def keep_story(at: At, keeper: Keeper, story_id: str, *, kind: KeptAs, now: datetime) -> bool:
    """Keep a story; false when it is kept already."""
    row = {"kind": kind.value, "story_id": story_id, "created_at": now, "keeper": keeper.id}
    row |= {"platform": keeper.platform, "workspace": keeper.workspace}
    async with writing(at) as connection:
        statement = insert_into(connection, kept_stories).values(row).on_conflict_do_nothing()
        return (await connection.execute(statement.returning(kept_stories.c.story_id))).scalar() is not None


async def let_story_go(at: At, keeper: Keeper, story_id: str, *, kind: KeptAs) -> bool:
    """Keep a story no longer; false when it was not kept."""
    async with writing(at) as connection:
        mine = _of(keeper) & (kept_stories.c.kind == kind.value) & (kept_stories.c.story_id == story_id)
        return (await connection.execute(delete(kept_stories).where(mine))).rowcount > 0


async def kept_by(at: At, keeper: Keeper, *kinds: KeptAs, limit: int = 1_000) -> tuple[KeptStory, ...]:
    """The stories that somebody keeps in one of these ways, the latest kept first."""
    query = (
        select(kept_stories.c.story_id, kept_stories.c.created_at)
        .where(_of(keeper), kept_stories.c.kind.in_([kind.value for kind in kinds]))
        .order_by(kept_stories.c.created_at.desc(), kept_stories.c.story_id)
        .limit(limit)
    )
    async with reading(at) as connection:
        rows = await connection.execute(query)
        return tuple(KeptStory(story_id=row.story_id, created_at=row.created_at) for row in rows)


async def muted_in(at: At, target: Target) -> frozenset[str]:
    """The stories that a channel does not want to hear of, or called no policy."""
    channel = Keeper(platform=target.platform, workspace=target.workspace, id=target.channel)
    found = await kept_by(at, channel, KeptAs.MUTED, KeptAs.NOT_POLICY, limit=10_000)
    return frozenset(one.story_id for one in found)


async def numbered_story(at: At, *, digest_id: str, number: int) -> str | None:
    """The id of the story that a digest shows under a number, counted from 1."""
    query = select(digest_items.c.story_id).where(
        digest_items.c.digest_id == digest_id, digest_items.c.position == number - 1
    )
    async with reading(at) as connection:
        found: str | None = await connection.scalar(query)
        return found


def _of(keeper: Keeper) -> ColumnElement[bool]:
    place = (kept_stories.c.platform == keeper.platform) & (kept_stories.c.workspace == keeper.workspace)
    return place & (kept_stories.c.keeper == keeper.id)
