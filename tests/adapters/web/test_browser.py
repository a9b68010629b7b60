"""The page of HTML in a real Chromium: it fits, can be read and told, and nothing in it runs or is fetched."""

import os
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Dialog, Page, Request, ViewportSize, async_playwright

from adapters.web.render import document
from digests.layout import digest_message
from digests.message import (
    Actions,
    Bullets,
    Button,
    Chart,
    Heading,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    block_text,
)
from tests.adapters.web.hostile import HOSTILE, hostile_messages
from tests.digests.test_digest_week import week_digests

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),  # one Chromium for all of them
    pytest.mark.asyncio(loop_scope="module"),
]
Scheme = Literal["light", "dark"]
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SMALLEST = ViewportSize(width=320, height=640)
PHONE = ViewportSize(width=360, height=740)
SCREEN = ViewportSize(width=1280, height=900)
REPORT_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (one) => violations.push(`${one.violatedDirective} ${one.blockedURI}`));
"""
CONTRASTS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((one) => one / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const node = text.parentElement;
    if (!text.data.trim() || !node.checkVisibility() || node.closest("svg")) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(ground(node))];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), text.data.trim().slice(0, 60)]);
  }
  return found;
}"""
LETTERS_A_LINE = """() => [...document.querySelectorAll("section > p:not(.note)")].map((one) =>
  one.innerText.length / Math.max(1, Math.round(one.clientHeight / parseFloat(getComputedStyle(one).lineHeight)))
)"""


@dataclass(slots=True)
class Seen:
    """A page and what happened in it."""

    page: Page
    said: list[str] = field(default_factory=list)
    """Words on the console, dialogs and errors."""
    asked: list[str] = field(default_factory=list)
    """Addresses that something was loaded from, or would have been with a network."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """The machine's own Chromium; without one the tests are passed over, or fail with CHIPBRIEF_REQUIRE_BROWSER=1."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        why = f"no browser on the PATH: none of {', '.join(NAMES)}"
        if os.environ.get("TESTS_REQUIRE_BROWSER", "") not in ("", "0"):
            pytest.fail(why)
        pytest.skip(why)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=path, args=[*FLAGS], timeout=120_000)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="module")
async def seen(browser: Browser) -> AsyncIterator[Seen]:
    """An empty page without a network, and what happens in it."""
    context = await browser.new_context(offline=True, viewport=PHONE)
    await context.add_init_script(REPORT_VIOLATIONS)
    one = Seen(await context.new_page())
    one.page.on("console", lambda message: one.said.append(message.text))
    one.page.on("pageerror", lambda error: one.said.append(str(error)))
    one.page.on("requestfinished", lambda request: one.asked.append(request.url))

    def note_failure(request: Request) -> None:
        if request.failure != "csp":  # what the policy forbids leaves the browser not at all
            one.asked.append(request.url)

    async def dismiss(dialog: Dialog) -> None:
        one.said.append(dialog.message)
        await dialog.dismiss()

    one.page.on("requestfailed", note_failure)
    one.page.on("dialog", dismiss)
    yield one
    await context.close()


async def opened(seen: Seen, html: str, folder: Path) -> Page:
    """The page of a file with this text."""
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    await seen.page.goto(file.as_uri())
    return seen.page


def mornings() -> Sequence[Message]:
    """The digests of the sample week."""
    buttons = (Button("More", "/brief now"),)
    return [digest_message(one, title="Chip policy", zone=UTC, buttons=buttons) for one in week_digests()]


LONG = Message(
    (
        Heading("Longest " * 30),
        Heading("1. " + "W" * 200, 2),
        Paragraph((Plain("a" * 300), Link("出" * 300, "https://wire.example/" + "b" * 300), Plain("\u00a0x" * 300))),
        Quote("W" * 200, (Plain("b" * 200),)),
        Bullets(((Plain("W" * 200),),)),
        Note((Plain("W" * 200),)),
        Chart("h200", "articles", date(2026, 1, 1), (1, 2) * 180, "1 Jan " + "▁█" * 26 + " 26 Dec (a mark a week)"),
        Actions((Button("W" * 80, "/brief topic " + "w" * 200),)),
    ),
    "Long",
)


async def test_nothing_is_wider_than_a_phone_or_a_screen(seen: Seen, tmp_path: Path) -> None:
    for message in (*mornings(), LONG):
        page = await opened(seen, document(message), tmp_path)
        await page.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
        for size in (SMALLEST, PHONE, SCREEN):
            await page.set_viewport_size(size)
            assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, size


async def test_the_page_can_be_told_by_its_headings_landmarks_and_links(seen: Seen, tmp_path: Path) -> None:
    for message in mornings():
        page = await opened(seen, document(message), tmp_path)
        levels = await page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map((one) => one.tagName)")
        stories = sum(isinstance(block, Heading) for block in message.blocks) - 1
        assert levels == ["H1"] + ["H2"] * stories
        for role in ("banner", "main", "contentinfo"):
            assert await page.get_by_role(role).count() == 1
        links = page.get_by_role("link")
        assert await links.count() == await page.get_by_role("link", name=re.compile(r"\S")).count() > 0
        assert await page.title() == block_text(message.blocks[0])


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_all_words_stand_out_from_their_ground(seen: Seen, tmp_path: Path, scheme: Scheme) -> None:
    await seen.page.emulate_media(color_scheme=scheme)
    page = await opened(seen, document(mornings()[1]), tmp_path)
    await page.locator("summary").click()
    found = await page.evaluate(CONTRASTS)
    assert len(found) > 50
    assert [one for one in found if one[0] < 4.5] == []
    grounds = await page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (min(map(int, re.findall(r"\d+", grounds))) > 200) is (scheme == "light")


async def test_the_judge_of_contrast_sees_what_cannot_be_read(seen: Seen, tmp_path: Path) -> None:
    page = await opened(seen, document(mornings()[1]), tmp_path)
    await page.locator("h1").evaluate("one => one.style.color = '#999'")
    assert [words for contrast, words in await page.evaluate(CONTRASTS) if contrast < 4.5] == [await page.title()]


async def test_lines_are_short_enough_to_be_read(seen: Seen, tmp_path: Path) -> None:
    await seen.page.set_viewport_size(SCREEN)
    for message in mornings():
        page = await opened(seen, document(message), tmp_path)
        assert max(await page.evaluate(LETTERS_A_LINE), default=0) <= 85


async def test_a_page_runs_and_fetches_nothing(seen: Seen, tmp_path: Path) -> None:
    page = await opened(seen, document(mornings()[1]), tmp_path)
    assert await page.evaluate("violations") == []
    assert seen.said == []
    assert seen.asked == [(tmp_path / "page.html").as_uri()]


async def test_hostile_words_run_nothing(seen: Seen, tmp_path: Path) -> None:
    blocks = tuple(block for message in hostile_messages(40) for block in message.blocks)
    page = await opened(seen, document(Message(blocks, HOSTILE[0])), tmp_path)
    for _ in range(5):
        await page.keyboard.press("Tab")
    await page.locator("summary").first.click()
    await page.locator("h2").first.hover()
    assert await page.evaluate("violations") == []
    assert (seen.said, len(seen.asked)) == ([], 1)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_the_judge_of_hostile_words_sees_what_they_would_do(seen: Seen, tmp_path: Path) -> None:
    await opened(seen, "<!doctype html><p>" + HOSTILE[0] + "<img src=https://wire.example/x>", tmp_path)
    assert "1" in seen.said
    assert len(seen.asked) == 2


async def test_should_words_become_markup_the_policy_still_keeps_them_from_acting(seen: Seen, tmp_path: Path) -> None:
    acts = f"{HOSTILE[0]}<img src=https://wire.example/x onerror=alert(2)><p style='color: red'>x</p><main>"
    page = await opened(seen, document(mornings()[0]).replace("<main>", acts), tmp_path)
    assert len(await page.evaluate("violations")) >= 3
    assert len(seen.asked) == 1
    assert not {"1", "2"} & {*seen.said}


async def test_words_run_in_their_own_direction(seen: Seen, tmp_path: Path) -> None:
    message = Message((Heading("Day"), Heading("1. Chips", 2), Paragraph((Plain("قيود على الرقائق, H200"),))))
    page = await opened(seen, document(message), tmp_path)
    directions = await page.locator("h2, article p").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["ltr", "rtl"]


async def test_a_trend_is_drawn_to_scale_and_told(seen: Seen, tmp_path: Path) -> None:
    chart = Chart("h200", "articles", date(2026, 11, 15), (0, 12, 6, 3), "15 Nov ▁█▄▃ 18 Nov")
    page = await opened(seen, document(Message((Heading("h200"), chart))), tmp_path)
    assert (
        await page.get_by_role("img", name="h200: 21 articles, 15 Nov to 18 Nov; day by day 0, 12, 6, 3.").count() == 1
    )
    full, half, quarter = await page.locator(".chart rect").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect().height)"
    )
    assert full == pytest.approx(2 * half) == pytest.approx(4 * quarter)
    assert full > 90
    assert (await page.locator("figcaption").inner_text()).split()[0] == "15"


async def test_paper_shows_black_on_white_where_links_lead_and_nothing_to_press(seen: Seen, tmp_path: Path) -> None:
    await seen.page.emulate_media(media="print", color_scheme="dark")
    page = await opened(seen, document(mornings()[1]), tmp_path)
    assert not await page.locator("details").is_visible()
    colours = await page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    hosts = await page.locator(".note a").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::after').content)"
    )
    assert hosts
    assert all(".example" in host for host in hosts)
    assert (await page.pdf(format="A4", prefer_css_page_size=True)).startswith(b"%PDF")
