"""One morning of the sample week as a page of HTML, on a screen by day and on a phone by night: web-digest.png.

Run it as `python docs/pictures/make_web.py`; it replays the sample week first. Chromium takes the pictures.
"""

import asyncio
import base64
import shutil
import tempfile
from io import StringIO
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, ViewportSize, async_playwright

from adapters.web.render import document
from bot.cli.replay import replayed
from bot.storage import open_store
from bot.storage.outbox import PageState, pages_in_state
from digests.message import Message
from sample.week import load_week

HERE = Path(__file__).parent
MORNING = "Tuesday 17"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SCREEN, PHONE = ViewportSize(width=820, height=860), ViewportSize(width=390, height=790)
BOTH = """<!doctype html><style>
body { margin: 0; padding: 28px; width: fit-content; background: #e9e6df; }
body { display: flex; gap: 28px; align-items: flex-end; }
img { border-radius: 10px; box-shadow: 0 2px 18px #0003; } .phone { border-radius: 30px; border: 7px solid #000; }
</style><img src="SCREEN" width="740"><img class="phone" src="PHONE" width="376">"""


async def morning_page() -> Message:
    """The page of one morning of the week."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/week.sqlite"
        await replayed(load_week(), stream=StringIO(), storage=url)
        async with await open_store(url) as store:
            pages = [one.page for one in await pages_in_state(store, PageState.SENT)]
    return next(page for page in pages if MORNING in page.summary)


async def photograph(browser: Browser, html: str, size: ViewportSize, scheme: Literal["light", "dark"]) -> str:
    """The top of a page on a display of a size, as the address of an image."""
    page = await browser.new_page(viewport=size, color_scheme=scheme, device_scale_factor=2)
    await page.set_content(html)
    picture = await page.screenshot()
    await page.close()
    return f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}"


async def main() -> None:
    """Write the picture."""
    html = document(await morning_page())
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=[*FLAGS])
        both = BOTH.replace("SCREEN", await photograph(browser, html, SCREEN, "light"))
        both = both.replace("PHONE", await photograph(browser, html, PHONE, "dark"))
        page = await browser.new_page(device_scale_factor=1.5)
        await page.set_content(both)
        await page.locator("body").screenshot(path=HERE / "web-digest.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
