"""Settings that managers change at run time: of a workspace, or of one channel of it."""

from sqlalchemy import select

from bot.storage.schema import settings
from bot.storage.statements import put_rows
from bot.storage.store import At, reading, writing


async def setting(at: At, name: str, *, platform: str = "", workspace: str = "", channel: str = "") -> str | None:
    """A setting of a channel, else of its workspace; None when neither has it."""
    found = await settings_of(at, platform=platform, workspace=workspace, channel=channel)
    return found.get(name)


async def settings_of(at: At, *, platform: str, workspace: str, channel: str = "") -> dict[str, str]:
    """The settings that hold in a channel: its workspace's, overlaid with its own."""
    query = (
        select(settings.c.name, settings.c.value)
        .where(settings.c.platform == platform, settings.c.workspace == workspace)
        .where(settings.c.channel.in_(["", channel]))
        .order_by(settings.c.channel)
    )
    async with reading(at) as connection:
        return {row.name: row.value for row in await connection.execute(query)}


async def save_setting(
    at: At, name: str, value: str, *, platform: str = "", workspace: str = "", channel: str = ""
) -> None:
    """Set one; the empty channel is the whole workspace."""
    row: dict[str, object] = {"platform": platform, "workspace": workspace, "channel": channel, "name": name}
    async with writing(at) as connection:
        await put_rows(connection, settings, [row | {"value": value}], change=["value"])
