"""`ask`: a command line, answered at the terminal as in a channel that the one who types manages."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer

from bot.cli.pages import check_outputs, show_or_write
from bot.cli.settings import settings_for
from bot.commands import COMMANDS
from bot.commands.answer import Answer, answer_line
from bot.commands.services import Services
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.main import MANAGER, TERMINAL, services_of
from bot.schedule import utc_now
from bot.storage import open_store
from digests.wire import to_wire


def ask(config: Path | None, line: str, *, as_json: bool, html: str = "") -> None:
    """Print the answer to a line, or write it as a page; exit 2 when it says that something is wrong with the line."""
    check_outputs(html, as_json=as_json)
    answered = asyncio.run(_answer(settings_for(config), line))
    if as_json:
        sys.stdout.write(to_wire(answered.message) + "\n")
    else:
        show_or_write(answered.message, html)
    if answered.problem:
        raise typer.Exit(2)


async def _answer(settings: Settings, line: str) -> Answer:
    async with _services(settings) as services:
        return await answer_line(
            line, commands=COMMANDS, target=TERMINAL, asker=MANAGER, now=utc_now(), services=services
        )


@asynccontextmanager
async def _services(settings: Settings) -> AsyncIterator[Services]:
    """What commands work with, beside a bot that may be running."""
    desk = load_desk(Path(settings.desk.folder) if settings.desk.folder else None)
    async with await open_store(settings.storage.url.get_secret_value(), shared=True) as store:
        yield services_of(settings, store=store, desk=desk)
