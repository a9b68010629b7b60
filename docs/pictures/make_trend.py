"""A trend of the sample week to the picture that Discord gets of it.

Run it from the project's folder as `PYTHONPATH=. python docs/pictures/make_trend.py`.
"""

import asyncio
import tempfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from adapters.discord.pictures import picture_of
from adapters.discord.uploads import chart_of
from bot.cli.replay import replayed
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.main import services_of
from bot.storage import open_store
from bot.targets import Target
from sample.week import load_week

NOW, LINE = datetime(2026, 11, 21, 9, 30, tzinfo=UTC), "trend export 14"
HERE = Target(platform="discord", workspace="1", channel="1")


async def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/week.sqlite"
        await replayed(load_week(), stream=StringIO(), storage=url)
        settings = Settings.model_validate({"storage": {"url": url}, "feeds": {"desk_sources": False}})
        async with await open_store(url) as store:
            services = services_of(settings, store=store, desk=load_desk())
            asker = Asker(id="1")
            answer = await answer_line(LINE, commands=COMMANDS, target=HERE, asker=asker, now=NOW, services=services)
    chart = chart_of(answer.message)
    if chart is None:
        raise SystemExit("nothing was counted")
    (Path(__file__).parent / "discord-trend.png").write_bytes(await picture_of(chart))


if __name__ == "__main__":
    asyncio.run(main())
