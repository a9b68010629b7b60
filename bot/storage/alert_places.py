"""Channels to what is set for alerts there: their settings over their workspace's, and the zone of their digests."""

from collections.abc import Iterable

from sqlalchemy import Table, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql import ColumnElement

from bot.storage.schema import settings, subscriptions
from bot.storage.statements import chunks
from bot.storage.store import At, reading
from bot.targets import Target

ZONE = "zone"
Place = tuple[str, str, str]


async def settings_in(at: At, targets: Iterable[Target]) -> dict[Target, dict[str, str]]:
    """What is set in each of many channels; a channel without a zone has that of its first subscription."""
    wanted = sorted(set(targets))
    places = {(one.platform, one.workspace, channel) for one in wanted for channel in ("", one.channel)}
    async with reading(at) as connection:
        held = await _settings(connection, sorted(places))
        zones = await _zones(connection, sorted(places))
    found: dict[Target, dict[str, str]] = {}
    for one in wanted:
        here = (one.platform, one.workspace, one.channel)
        zone = {ZONE: zones[here]} if here in zones else {}
        found[one] = zone | held.get((one.platform, one.workspace, ""), {}) | held.get(here, {})
    return found


async def _settings(connection: AsyncConnection, places: list[Place]) -> dict[Place, dict[str, str]]:
    found: dict[Place, dict[str, str]] = {}
    for some in chunks(places):
        for row in await connection.execute(select(settings).where(_at(settings, some), settings.c.value != "")):
            found.setdefault((row.platform, row.workspace, row.channel), {})[row.name] = row.value
    return found


async def _zones(connection: AsyncConnection, places: list[Place]) -> dict[Place, str]:
    found: dict[Place, str] = {}
    newest_first = (subscriptions.c.created_at.desc(), subscriptions.c.id.desc())
    for some in chunks(places):
        for row in await connection.execute(
            select(subscriptions).where(_at(subscriptions, some)).order_by(*newest_first)
        ):
            found[row.platform, row.workspace, row.channel] = row.zone
    return found


def _at(table: Table, places: Iterable[Place]) -> ColumnElement[bool]:
    return tuple_(table.c.platform, table.c.workspace, table.c.channel).in_(list(places))
