"""The sample week's payloads to pictures: a digest, an answer, a form and an alert, as Slack shows them.

Run it as `python docs/pictures/make_slack.py --tools FOLDER`; the folder holds a node project with slack-blocks-to-jsx,
react and react-dom (`npm install` them there; nothing of it is kept here). Chromium takes the pictures.
"""

import argparse
import asyncio
import json
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters.slack.forms import PREVIEW_DAYS
from adapters.slack.modals import FORMS, Opened, form_view
from adapters.slack.render import LIMITS, to_blocks
from bot.cli.replay import replayed
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.commands.services import Services
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.editor import digest_between
from bot.main import services_of
from bot.storage import open_store
from bot.storage.search import search
from bot.storage.stories import stories_by_id
from bot.storage.watches import Watch
from bot.subscriptions import Subscription
from bot.targets import Target
from bot.watch.telling import Tellable, Writer, told_as
from digests.layout.threads import short_of
from digests.message import Message
from digests.pages import pages
from digests.query import parse
from sample.week import load_week

HERE = Path(__file__).parent
TARGET = Target(platform="slack", workspace="T0000001", channel="C0000001")
LONDON = ZoneInfo("Europe/London")
MORNING = datetime(2026, 11, 17, 8, tzinfo=UTC)
WEEKEND = datetime(2026, 11, 20, 8, tzinfo=UTC)
WIDTH = 690
CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=2",
)
PAGE = """<!doctype html><meta charset="utf-8"><style>CSS
body { margin: 0; padding: 20px; width: 650px; background: #fff; font-family: Lato, "Liberation Sans", sans-serif; }
/* Slack's client sets blocks apart; the library leaves that to whoever embeds it. */
.slack_blocks_to_jsx--block_wrapper { padding: 4px 0; }
.modal { border: 1px solid #ddd; border-radius: 12px; box-shadow: 0 8px 30px #0002; width: 520px; margin: 12px auto; }
.modal > header, .modal > footer { display: flex; align-items: center; gap: 10px; padding: 16px 24px; }
.modal > header { border-bottom: 1px solid #eee; font-weight: 900; font-size: 20px; }
.modal > footer { border-top: 1px solid #eee; justify-content: flex-end; }
.modal > main { padding: 8px 24px; }
.modal img, .modal .slack_blocks_to_jsx--header { display: none !important; }
.modal textarea { height: 38px !important; min-height: 0 !important; resize: none; }
.go, .no { border-radius: 4px; padding: 8px 14px; font-size: 14px; font-weight: 700; }
.go { background: #007a5a; color: #fff; } .no { border: 1px solid #ccc; }
</style>BODY"""
PROGRAM = """
const fs = require("fs"), React = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = require("slack-blocks-to-jsx");
const css = fs.readFileSync(require.resolve("slack-blocks-to-jsx/dist/style.css"), "utf8");
const mark = `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" rx="8"
 fill="#1f2a44"/><path d="M9 12h18M9 18h12M9 24h15" stroke="#7fd1ff" stroke-width="3" stroke-linecap="round"/></svg>`;
const logo = "data:image/svg+xml;utf8," + encodeURIComponent(mark);
for (const [name, shown] of Object.entries(JSON.parse(fs.readFileSync("payloads.json", "utf8")))) {
  const posts = shown.posts.map((post) => renderToStaticMarkup(React.createElement(Message,
    { blocks: post, logo, name: "Chipbrief", time: new Date(shown.time) }))).join("<br>");
  const body = shown.title ? `<div class="modal"><header>${shown.title}</header><main>${posts}</main>
    <footer><span class="no">Cancel</span><span class="go">${shown.submit}</span></footer></div>` : posts;
  // Slack writes the name of the chosen channel, which the library does not know.
  const named = body.replace("Choose a channel", "# chip-policy"), page = fs.readFileSync("page.html", "utf8");
  fs.writeFileSync(name + ".html", page.replace("CSS", () => css).replace("BODY", () => named));
}
"""


async def payloads() -> dict[str, Mapping[str, object]]:
    """What each picture shows: posts as their blocks, when they were posted, and a form's title and button."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/week.sqlite"
        await replayed(load_week(), stream=StringIO(), storage=url)
        desk = load_desk(None)
        async with await open_store(url) as store:
            services = services_of(Settings.model_validate({"storage": {"url": url}}), store=store, desk=desk)
            return {
                "digest": _post(short_of(await _digest(services)), MORNING),
                "topic": _post(await _asked("/brief topic h200", services), WEEKEND),
                "modal": await _form(services),
                "alert": _post(await _alert(services), WEEKEND),
            }


async def _digest(services: Services) -> Message:
    order = Subscription(id="1", target=TARGET, zone=LONDON.key, title="Chip policy")
    since = MORNING - timedelta(days=1)
    digest = await digest_between(services.store, services.desk, since=since, until=MORNING, limit=order.limit)
    return services.editor.lay_out(digest, order)


async def _asked(line: str, services: Services) -> Message:
    asker = Asker(id="U0000001", manager=True)
    answered = await answer_line(line, commands=COMMANDS, target=TARGET, asker=asker, now=WEEKEND, services=services)
    return answered.message


async def _form(services: Services) -> Mapping[str, object]:
    form, values = FORMS["watch"], {"query": "h200 speaker:huang", "channel": TARGET.channel}
    preview = await _asked(f"/brief test h200 speaker:huang {PREVIEW_DAYS}", services)
    view = form_view(form, Opened(form=form.name, channel=TARGET.channel), values, preview=preview)
    return {"posts": [view["blocks"]], "time": WEEKEND.isoformat(), "title": form.title, "submit": form.submit}


async def _alert(services: Services) -> Message:
    found = await search(services.store, parse("h200"), now=WEEKEND, limit=5, desk=services.desk)
    (story,) = await stories_by_id(services.store, [found.hits[1].story_id])
    watch = Watch(id="1", target=TARGET, query="h200", owner="U0000001", created_at=MORNING)
    told = Tellable(story=story, why=("h200 in the title",), fresh=frozenset({story.reports[0].article.id}))
    return told_as([told], watch=watch, zone=LONDON, writer=Writer(services.desk))


def _post(message: Message, at: datetime) -> Mapping[str, object]:
    return {"posts": [to_blocks(page) for page in pages(message, LIMITS)], "time": at.isoformat()}


def draw(shown: Mapping[str, Mapping[str, object]], tools: Path) -> None:
    """Write a picture for each."""
    (tools / "payloads.json").write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    (tools / "page.html").write_text(PAGE, encoding="utf-8")
    (tools / "draw.js").write_text(PROGRAM, encoding="utf-8")
    subprocess.run(["node", "draw.js"], cwd=tools, check=True)  # noqa: S607
    for name in shown:
        _photograph(tools / f"{name}.html", HERE / f"slack-{name}.png", tools)


def _photograph(page: Path, picture: Path, tools: Path) -> None:
    """Take a picture of all of a page, and no more."""
    asked = [*CHROMIUM, f"--user-data-dir={tools / 'profile'}"]
    measured = page.with_suffix(".measured.html")
    script = "<script>document.title = document.body.scrollHeight</script>"
    measured.write_text(page.read_text(encoding="utf-8") + script, encoding="utf-8")
    told = subprocess.run([*asked, "--dump-dom", measured.as_uri()], capture_output=True, text=True, check=True)  # noqa: S603
    height = int(told.stdout.split("<title>")[1].split("<")[0])
    size = f"--window-size={WIDTH},{height}"
    subprocess.run([*asked, size, f"--screenshot={picture}", page.as_uri()], capture_output=True, check=True)  # noqa: S603


def main() -> None:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", type=Path, required=True, help="a folder with slack-blocks-to-jsx")
    options = parser.parse_args()
    draw(asyncio.run(payloads()), options.tools.resolve())


if __name__ == "__main__":
    main()
