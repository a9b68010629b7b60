"""`brief`: what happened lately, from the store alone; it imports neither what fetches nor what delivers."""

import asyncio
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path

from bot.ages import read_age
from bot.cli.output import print_json
from bot.cli.pages import check_outputs, show_or_write
from bot.cli.settings import settings_for
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.editor import TITLE, about, digest_between
from bot.errors import CommandError
from bot.schedule import utc_now
from bot.storage import open_store
from digests.digest import Digest
from digests.layout import digest_message


def print_brief(config: Path | None, *, since: str, topic: str, limit: int, as_json: bool, html: str = "") -> None:
    """Print the digest of the last hours, from the store alone; with `html` it goes to that file as a page."""
    check_outputs(html, as_json=as_json)
    settings = settings_for(config)
    now = utc_now()
    digest = asyncio.run(_digest(settings, since=_moment(since, now=now), now=now, topic=topic, limit=limit))
    if as_json:
        print_json(asdict(digest), indent=2)
    else:
        show_or_write(digest_message(digest, title=TITLE, zone=UTC), html)


def _moment(since: str, *, now: datetime) -> datetime:
    """When an age ago was, or a day began in UTC."""
    age = read_age(since)
    if age is not None:
        return now - age
    try:
        moment = datetime.combine(date.fromisoformat(since), time(), UTC)
    except ValueError as error:
        raise CommandError(f"{since!r} is no age and no day; write one such as 24h, 7d or 2026-11-16.") from error
    return min(moment, now)


async def _digest(settings: Settings, *, since: datetime, now: datetime, topic: str, limit: int) -> Digest:
    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    try:
        keep = about(topic, desk) if topic else (lambda story: True)
    except LookupError as error:
        known = ", ".join(one.id for one in desk.subjects)
        raise CommandError(f"The desk knows no topic {topic!r}. It knows: {known}.") from error
    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        return await digest_between(store, desk, since=since, until=now, limit=limit, keep=keep)
