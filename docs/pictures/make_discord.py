"""The sample week's posts to pictures: a digest, an answer about a topic and an alert, as Discord shows them.

Run it from the project's folder as `PYTHONPATH=. python docs/pictures/make_discord.py`, with npm and Chromium at hand.
What is drawn is what would be posted: the payloads of adapters/discord/render.py, their markup read back by the reader
of the tests. Messages, markup, buttons and lists are elements of @skyra/discord-components-core, installed into a
folder that is deleted afterwards. It has none for the newer containers and sections: those are drawn here as frames,
measured from Discord's own, as are buttons beside text.
"""

import asyncio
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from html import escape
from io import StringIO
from pathlib import Path
from typing import Any

from adapters.discord.render import pages, payload
from adapters.discord.sizes import Style
from bot.cli.replay import replayed
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.main import services_of
from bot.storage import open_store
from bot.storage.outbox import PageState, pages_in_state
from bot.storage.stories import stories_between
from bot.targets import Target
from digests.briefs import write_brief
from digests.layout import alert_message
from digests.layout.threads import short_of
from digests.message import Button, Message
from sample.week import load_week
from tests.adapters.discord.reading import Node, read

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
MORNING, TOPIC, ALERT = "Tuesday 17", "topic H200 7d", "smuggling"
WIDTH, SHOWN = 720, 2  # pixels of a picture, and posts of it
PACKAGES = ("@skyra/discord-components-core@4.0.2", "esbuild@0.28.2", "@fontsource/noto-sans@5.3.0")
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars --disable-sync"
QUIET = "--disable-background-networking --disable-component-update --force-device-scale-factor=1.5"
STYLE = """
body { margin: 0; background: #313338; font-family: 'Noto Sans', sans-serif; width: %dpx; }
discord-messages { border: 0; padding: 8px 0 16px; min-height: 0; }
.container { border: 1px solid #41434a; border-radius: 8px; background: #393a41; padding: 16px 16px 16px 20px;
  max-width: 600px; position: relative; overflow: hidden; margin-top: 6px; display: flex; flex-direction: column;
  gap: 8px; box-sizing: border-box; }
.container::before { content: ''; position: absolute; inset: 0 auto 0 0; width: 4px; background: var(--accent); }
.section { display: flex; gap: 16px; justify-content: space-between; align-items: center; margin-top: 8px; }
.section .text h3 { margin: 0; }
.section .beside { flex: none; }
.text { line-height: 1.375; font-size: 15px; overflow-wrap: anywhere; }
.text h2, .text h3 { margin: 12px 0 4px; color: #f2f3f5; font-weight: 700; line-height: 1.375; }
.text h2:first-child, .text h3:first-child { margin-top: 0; }
.text h2 { font-size: 19px; } .text h3 { font-size: 15.5px; }
.text small { display: block; color: #a5a8b0; font-size: 12.5px; line-height: 1.45; margin: 2px 0 0; }
.text a { color: #00a8fc; text-decoration: none; }
.text blockquote { margin: 2px 0 4px; padding: 0 8px 0 12px; border-left: 4px solid #4e5058; border-radius: 2px; }
.text ul { margin: 4px 0 0; padding-left: 20px; } .text li { margin-bottom: 4px; }
hr { border: 0; border-top: 1px solid #4a4c53; width: 100%%; margin: 4px 0; }
discord-action-row { margin: 0; }
.beside discord-button::part(button), .beside discord-button { margin: -4px -8px -4px 0; }
"""


async def posts() -> dict[str, list[Message]]:
    """The pages of each picture, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/week.sqlite"
        await replayed(load_week(), stream=StringIO(), storage=url)
        settings = Settings.model_validate({"storage": {"url": url}, "feeds": {"desk_sources": False}})
        async with await open_store(url) as store:
            services = services_of(settings, store=store, desk=load_desk())
            sent = [one.page for one in await pages_in_state(store, PageState.SENT)]
            digest = next(page for page in sent if MORNING in page.summary)
            answered = await answer_line(
                TOPIC,
                commands=COMMANDS,
                target=Target(platform="discord", workspace="1", channel="2"),
                asker=Asker(id="3"),
                now=NOW,
                services=services,
            )
            stories = await stories_between(store, since=NOW - timedelta(days=7), until=NOW)
            briefs = [(story, write_brief(story, people=services.desk.people)) for story in stories]
            story, brief = next(one for one in briefs if ALERT in one[1].headline.text)
            alert = alert_message(
                brief,
                query=f"{ALERT} chips",
                zone=UTC,
                why=(ALERT, "chips"),
                buttons=(Button("Whole story", f"story {story.id}"),),
            )
    made = {"digest": short_of(digest), "topic": answered.message, "alert": alert}
    return {name: list(pages(message, style=Style.COMPONENTS))[:SHOWN] for name, message in made.items()}


def drawn(post: dict[str, Any], *, first: bool, when: str, asked: str = "") -> str:
    """A post as HTML."""
    inside = "".join(map(_component, post.get("components", ()))) + "".join(map(_embed, post.get("embeds", ())))
    words = f'<div class="text">{_words(read(post["content"]))}</div>' if "content" in post else ""
    only = "" if first else " message-body-only"
    name = f'author="Chipbrief" bot role-color="#ffffff" timestamp="{when}" avatar="logo.svg"{only}'
    slot = f'<discord-command slot="reply" author="ada" avatar="ada.svg" command="{asked}"></discord-command>'
    return f"<discord-message {name}>{slot if asked and first else ''}{words}{inside}</discord-message>"


def _component(one: dict[str, Any]) -> str:
    parts = "".join(map(_component, one.get("components", ())))
    made = {
        1: lambda: f"<discord-action-row>{parts}</discord-action-row>",
        2: lambda: _button(one),
        3: lambda: f'<discord-string-select-menu placeholder="{one["placeholder"]}"></discord-string-select-menu>',
        9: lambda: f'<div class="section">{parts}<div class="beside">{_row(one["accessory"])}</div></div>',
        10: lambda: f'<div class="text">{_words(read(one["content"]))}</div>',
        14: lambda: "<hr>",
        17: lambda: f'<div class="container" style="--accent: #{one["accent_color"]:06x}">{parts}</div>',
    }
    return made[one["type"]]()


def _row(one: dict[str, Any]) -> str:
    return f"<discord-action-row>{_component(one)}</discord-action-row>"


def _button(one: dict[str, Any]) -> str:
    kind = {1: "primary", 2: "secondary", 4: "destructive", 5: "secondary"}[one["style"]]
    url = f' url="{escape(one["url"])}"' if "url" in one else ""
    return f'<discord-button type="{kind}"{url}>{escape(one["label"])}</discord-button>'


def _embed(one: dict[str, Any]) -> str:
    title = f"<h2>{_words(read(one['title']))}</h2>" if "title" in one else ""
    text = f'<div class="text">{title}{_words(read(one.get("description", "")))}</div>'
    return f'<div class="container" style="--accent: #{one["color"]:06x}">{text}</div>'


TAGS = {
    "heading 2": "h2",
    "heading 3": "h3",
    "subtext": "small",
    "quote": "blockquote",
    "bold": "b",
    "bullet": "li",
}


def _words(nodes: Iterable[Node]) -> str:
    out = ""
    for node in nodes:
        inside = escape(node.text).replace("\n", "<br>") or _words(node.inside)
        if node.kind == "link":
            out += f'<a href="{escape(node.url)}">{inside}</a>'
        elif node.kind in TAGS:
            out += f"<{TAGS[node.kind]}>{inside}</{TAGS[node.kind]}>"
        else:
            out += inside
    return out


def page_of(posts: list[Message], *, when: str, asked: str) -> str:
    """The whole page of a picture."""
    made = [payload(post, style=Style.COMPONENTS) for post in posts]
    body = "".join(drawn(one, first=not at, when=when, asked=asked) for at, one in enumerate(made))
    fonts = "".join(
        f'<link rel="stylesheet" href="node_modules/@fontsource/noto-sans/{w}.css">' for w in (400, 500, 700)
    )
    head = f'<meta charset="utf-8">{fonts}<style>{STYLE % WIDTH}</style><script src="bundle.js"></script>'
    return f"<html><head>{head}</head><body><discord-messages>{body}</discord-messages></body></html>"


def main() -> None:
    """Write the pictures."""
    made = asyncio.run(posts())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder)
        for picture, pages_ in made.items():
            asked = f"/brief {TOPIC.split()[0]}" if picture == "topic" else ""
            when = "11/17/2026 08:00" if picture == "digest" else f"{NOW:%m/%d/%Y %H:%M}"
            (folder / f"{picture}.html").write_text(page_of(pages_, when=when, asked=asked), encoding="utf-8")
            _photograph(folder, picture)


def _prepare(folder: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#4c6fff"/>'
    logo += (
        '<path d="M12 12h16v16H12z" fill="none" stroke="#fff" stroke-width="2.5"/><path d="M16 17h8M16 20h8M16 23h5" '
    )
    logo += 'stroke="#fff" stroke-width="2"/></svg>'
    (folder / "logo.svg").write_text(logo)
    (folder / "ada.svg").write_text(logo.split("<path")[0].replace("#4c6fff", "#8a6d3b") + "</svg>")
    (folder / "package.json").write_text("{}")
    (folder / "entry.js").write_text("import '@skyra/discord-components-core';")
    _run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES)
    _run(folder, "node_modules/.bin/esbuild", "entry.js", "--bundle", "--minify", "--outfile=bundle.js")


def _photograph(folder: Path, picture: str) -> None:
    """Chromium's picture of a page, as high as the page says it is."""
    chromium = shutil.which("chromium") or "chromium"
    common = [*FLAGS.split(), *QUIET.split(), f"--user-data-dir={folder}/profile", "--virtual-time-budget=4000"]
    page = f"file://{folder}/{picture}.html"
    measure = (
        (folder / f"{picture}.html")
        .read_text()
        .replace(
            "</body>",
            "<script>setTimeout(() => document.title = 'h' + document.body.scrollHeight, 2000)</script></body>",
        )
    )
    (folder / "measured.html").write_text(measure, encoding="utf-8")
    shown = _run(
        folder, chromium, *common, f"--window-size={WIDTH},400", "--dump-dom", f"file://{folder}/measured.html"
    )
    height = int(shown.split("<title>h")[1].split("<")[0])
    target = HERE / f"discord-{picture}.png"
    _run(folder, chromium, *common, f"--window-size={WIDTH},{height}", f"--screenshot={target}", page)


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    return done.stdout


if __name__ == "__main__":
    main()
