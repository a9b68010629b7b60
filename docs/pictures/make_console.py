"""The sample week's pages to pictures: one morning as a terminal shows it, written as SVG beside this file.

Run it as `python docs/pictures/make_console.py`; it replays the sample week first.
"""

import asyncio
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from adapters.console.render import to_renderable
from bot.cli.replay import replayed
from bot.storage import open_store
from bot.storage.outbox import PageState, pages_in_state
from digests.message import Actions, Message
from sample.week import load_week

HERE = Path(__file__).parent
MORNING = "Tuesday 17"
BLOCKS = 22  # the top of the digest is enough for a picture


async def morning_page() -> Message:
    """The page of one morning of the week."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/week.sqlite"
        await replayed(load_week(), stream=StringIO(), storage=url)
        async with await open_store(url) as store:
            pages = [one.page for one in await pages_in_state(store, PageState.SENT)]
    return next(page for page in pages if MORNING in page.summary)


def main() -> None:
    """Write the picture."""
    page = asyncio.run(morning_page())
    blocks = tuple(block for block in page.blocks if not isinstance(block, Actions))[:BLOCKS]
    console = Console(record=True, width=100, file=StringIO(), force_terminal=True)
    console.print(to_renderable(Message(blocks, page.summary)))
    (HERE / "console-digest.svg").write_text(
        console.export_svg(title="chipbrief run", theme=DEFAULT_TERMINAL_THEME), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
