"""Installations: the workspaces and organisations that let us in, each with its token under seal."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, select, update
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import installations
from bot.storage.sealing import Seal
from bot.storage.statements import put_rows
from bot.storage.store import At, Transaction, reading, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A workspace, or a whole organisation, and what we were given there.

    `sealed` is empty when the token was taken back, and for a workspace that its organisation's installation covers.
    """

    platform: str
    workspace: str
    name: str = ""
    organisation: str = ""
    bot_user: str = ""
    bot: str = ""
    scopes: tuple[str, ...] = ()
    installed_by: str = ""
    installed_at: datetime
    sealed: str = ""
    key_id: str = ""
    stopped_at: datetime | None = None
    stop_reason: str = ""

    @property
    def owner(self) -> str:
        """Whose token it is, as its seal names it."""
        return owner_name(self.platform, self.workspace)


def owner_name(platform: str, workspace: str) -> str:
    """How a seal names the owner of a token."""
    return f"{platform}:{workspace}"


async def save_installation(at: At, installation: Installation, *, token: str, seal: Seal) -> None:
    """Keep an installation, new or again, with its token sealed; it is stopped no longer."""
    row: dict[str, object] = {name: getattr(installation, name) for name in Installation.__dataclass_fields__}
    row |= {"sealed": seal.close(token, owner=installation.owner), "key_id": seal.key_id}
    row |= {"stopped_at": None, "stop_reason": ""}
    async with writing(at) as connection:
        fixed = ("platform", "workspace")
        await put_rows(connection, installations, [row], change=[name for name in row if name not in fixed])


async def installation_of(at: At, *, platform: str, workspace: str) -> Installation | None:
    """The installation that lets us into a workspace: its own, else its organisation's; None when neither does."""
    async with reading(at) as connection:
        own = await _one(connection, _this(platform, workspace))
        if own is None or own.sealed or not own.organisation:
            return own if own is not None and own.sealed else None
        whole = await _one(connection, _this(platform, own.organisation))
        return whole if whole is not None and whole.sealed else None


async def installations_on(at: At, platform: str) -> tuple[Installation, ...]:
    """Every installation of a platform, those that were taken back too, by workspace."""
    query = select(installations).where(installations.c.platform == platform).order_by(installations.c.workspace)
    async with reading(at) as connection:
        return tuple(_installation(row._mapping) for row in await connection.execute(query))


async def cover(at: At, *, platform: str, workspace: str, organisation: str, now: datetime) -> bool:
    """Note that a workspace is part of an organisation that installed us; false when that is known."""
    async with writing(at) as connection:
        known = await _one(connection, _this(platform, workspace))
        if known is not None and known.organisation == organisation:
            return False
        row: dict[str, object] = {"platform": platform, "workspace": workspace, "organisation": organisation}
        await put_rows(connection, installations, [row | {"scopes": (), "installed_at": now}], change=["organisation"])
        return True


async def covered_by(at: At, *, platform: str, organisation: str) -> tuple[str, ...]:
    """The workspaces known to be part of an organisation and without a token of their own."""
    part = (installations.c.platform == platform) & (installations.c.organisation == organisation)
    query = select(installations.c.workspace).where(part, installations.c.sealed == "")
    async with reading(at) as connection:
        return tuple((await connection.execute(query.order_by(installations.c.workspace))).scalars())


async def wipe_token(at: At, *, platform: str, workspace: str, reason: str, now: datetime, before: datetime) -> bool:
    """Forget a token that was taken back; false when there is none, or when it was given after `before`.

    Word of a removal may come after the next installation; it must not undo that.
    """
    given = _this(platform, workspace) & (installations.c.sealed != "") & (installations.c.installed_at <= before)
    values = {"sealed": "", "key_id": "", "stopped_at": now, "stop_reason": reason}
    async with writing(at) as connection:
        return (await connection.execute(update(installations).where(given).values(values))).rowcount > 0


async def reseal(at: At, *, platform: str, seal: Seal) -> int:
    """Seal every token of a platform that an older key seals with the newest; how many.

    Raises StorageError, and changes nothing, when a token cannot be opened.
    """
    older = (installations.c.platform == platform) & (installations.c.sealed != "")
    older &= installations.c.key_id != seal.key_id
    async with writing(at) as connection:
        found = [_installation(row._mapping) for row in await connection.execute(select(installations).where(older))]
        for one in found:
            anew = seal.close(seal.open(one.sealed, owner=one.owner), owner=one.owner)
            same = _this(platform, one.workspace) & (installations.c.sealed == one.sealed)
            await connection.execute(update(installations).where(same).values(sealed=anew, key_id=seal.key_id))
        return len(found)


async def _one(connection: Transaction, which: ColumnElement[bool]) -> Installation | None:
    row = (await connection.execute(select(installations).where(which))).first()
    return _installation(row._mapping) if row is not None else None


def _installation(row: RowMapping) -> Installation:
    return Installation(**{name: row[name] for name in Installation.__dataclass_fields__})


def _this(platform: str, workspace: str) -> ColumnElement[bool]:
    return (installations.c.platform == platform) & (installations.c.workspace == workspace)
