"""Command lines of buttons that a platform's button cannot hold, each under a name; a workspace's are its own."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from bot.storage.schema import button_lines
from bot.storage.statements import put_rows
from bot.storage.store import At, reading, writing


async def keep_lines(at: At, lines: Mapping[str, str], *, platform: str, workspace: str, now: datetime) -> None:
    """Keep lines by their names; a name stands for the same line always, so keeping it again only makes it younger."""
    place = {"platform": platform, "workspace": workspace, "created_at": now}
    rows: list[dict[str, object]] = [place | {"id": name, "line": line} for name, line in sorted(lines.items())]
    if rows:
        async with writing(at) as connection:
            await put_rows(connection, button_lines, rows, change=["created_at"])


async def kept_line(at: At, name: str, *, platform: str, workspace: str) -> str | None:
    """The line that a workspace keeps under a name; None when it keeps none."""
    mine = (button_lines.c.platform == platform) & (button_lines.c.workspace == workspace)
    async with reading(at) as connection:
        found: str | None = await connection.scalar(select(button_lines.c.line).where(mine, button_lines.c.id == name))
        return found


async def forget_lines(at: At, *, before: datetime) -> int:
    """Delete the lines that were last kept before a time; how many went."""
    async with writing(at) as connection:
        return (await connection.execute(delete(button_lines).where(button_lines.c.created_at < before))).rowcount
