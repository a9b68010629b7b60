"""The same message gives the same words, links and order on every platform: each rendering is read back and compared.

What a platform adds is taken away first: Discord's host beside a link, the console's number for one, list marks.
Buttons are compared apart: where they stand is a platform's own affair, what they do is not.
"""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest

from adapters.console.render import to_text
from adapters.discord import render as discord
from adapters.discord.escaping import shown_host
from adapters.discord.sizes import Style
from adapters.discord.views import lines_to_keep, read
from adapters.slack.render import LIMITS, to_blocks
from adapters.web.render import to_html
from bot.cli.replay import replayed
from bot.commands import COMMANDS
from bot.commands.answer import answer_line
from bot.commands.command import Asker
from bot.config import Settings
from bot.desk.loader import load_desk
from bot.main import services_of
from bot.storage import open_store
from bot.storage.outbox import PageState, pages_in_state
from bot.targets import Target
from digests.layout.threads import short_of
from digests.message import (
    Actions,
    Bullets,
    Link,
    Message,
    Note,
    Paragraph,
    Quote,
    block_text,
    quoted,
    text_of,
    visible,
)
from digests.pages import pages as parted
from sample.week import load_week
from tests.adapters.discord.posts import post_of
from tests.adapters.discord.reading import every
from tests.adapters.discord.reading import read as read_markup
from tests.adapters.web.reading import read as read_page

ASKED_AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LINES = (
    "now",
    "topic H200 7d",
    "story 1",
    "remarks huang",
    "trend export 7d",
    "help",
    "help topic",
    "topic zzzz",
    "why 1",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a platform shows of a message: all words without white space, and the links in their order."""

    words: str
    links: tuple[str, ...]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Message, ...]:
    """Every post of the sample week, at length and in a line a story, and answers about it."""
    return asyncio.run(_said(f"sqlite:///{tmp_path_factory.mktemp('week') / 'week.sqlite'}"))


async def _said(url: str) -> tuple[Message, ...]:
    await replayed(load_week(), stream=StringIO(), storage=url)
    settings = Settings.model_validate({"storage": {"url": url}, "feeds": {"desk_sources": False}})
    async with await open_store(url) as store:
        services = services_of(settings, store=store, desk=load_desk())
        posts = tuple(one.page for one in await pages_in_state(store, PageState.SENT))
        here = Target(platform="console", workspace="local", channel="terminal")
        answers = [
            await answer_line(
                line, commands=COMMANDS, target=here, asker=Asker(id="u1"), now=ASKED_AT, services=services
            )
            for line in LINES
        ]
    return (*posts, *map(short_of, posts), *(answer.message for answer in answers))


def on_slack(message: Message) -> Shown:
    words, links = "", list[str]()
    for page in parted(message, LIMITS):
        for part in _slack_parts([block for block in to_blocks(page) if block["type"] != "actions"]):
            words += str(part["text"])
            links += [str(part["url"])] if "url" in part else []
    return Shown(_bare(words), tuple(links))


def _slack_parts(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        for one in value:
            yield from _slack_parts(one)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        else:
            for inner in value.values():
                yield from _slack_parts(inner)


def on_discord(style: Style, *, pictured: bool = False) -> Callable[[Message], Shown]:
    def shown(message: Message) -> Shown:
        words, links = "", list[str]()
        for page in discord.pages(message, style=style):
            for text in post_of(discord.payload(page, style=style, pictured=pictured)).texts:
                links += [node.url for node in every(read_markup(text)) if node.kind == "link"]
                words += _without_hosts(text)
        return Shown(_bare(words), tuple(_decoded(url) for url in links))

    return shown


def _without_hosts(markup: str) -> str:
    """The words of markup, each link's host taken away from beside it; a link on its host only gives its host."""
    words = ""
    nodes = list(_flat(read_markup(markup)))
    for at, node in enumerate(nodes):
        before = nodes[at - 1] if at else None
        if node.kind == "link":
            words += "" if words.endswith(" (") and _text(node) == shown_host(node.url) else _text(node)
        elif before is not None and before.kind == "link":
            host = shown_host(before.url)
            words = words.removesuffix(" (") if node.text.startswith(")") and _text(before) == host else words
            words += node.text.removeprefix(f" · {host}").removeprefix(")" if _text(before) == host else "\0")
        else:
            words += node.text
    return words


def _flat(nodes: Any) -> Iterator[Any]:
    for node in nodes:
        if node.kind in ("link", "text"):
            yield node
        else:
            yield from _flat(node.inside)


def _text(node: Any) -> str:
    return "".join(one.text for one in node.inside)


def on_console(message: Message) -> Shown:
    told = Message(tuple(block for block in message.blocks if not isinstance(block, Actions)), message.summary)
    text = to_text(told, width=5000)
    addresses = dict(re.findall(r"^\[(\d+)\] (\S+)$", text, re.MULTILINE))
    body = text[: text.rindex("\n[1] ")] if addresses else text
    numbers = re.findall(r" \[(\d+)\]", body)
    lines = (re.sub(r"^ *• |^[═─]+$", "", re.sub(r" \[\d+\]", "", line)) for line in body.splitlines())
    return Shown(_bare("".join(lines)), tuple(addresses[number] for number in numbers))


def on_web(message: Message) -> Shown:
    found = read_page(to_html(message))
    return Shown(found.words, found.links)


PLATFORMS: dict[str, Callable[[Message], Shown]] = {
    "slack": on_slack,
    "discord": on_discord(Style.COMPONENTS),
    "discord with pictures": on_discord(Style.COMPONENTS, pictured=True),
    "discord for older clients": on_discord(Style.EMBEDS),
    "console": on_console,
    "web": on_web,
}
"""A platform that is not here yet: write how its posts are read back, and the contract holds for it."""


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_says_the_same_in_the_same_order(platform: str, said: Sequence[Message]) -> None:
    assert len(said) > len(LINES) + 5
    for message in said:
        shown = PLATFORMS[platform](message)
        assert shown.words == _words(message)
        assert shown.links == tuple(_links(message))


def test_every_button_does_the_same_on_slack_and_discord(said: Sequence[Message]) -> None:
    for message in said:
        wanted = {(button.label, _line(button.command)) for button in _buttons(message)}
        assert {(label, _line(line)) for label, line in _on_slack(message)} == wanted
        for style in Style:
            assert set(_on_discord(message, style)) == wanted


def _on_slack(message: Message) -> Iterator[tuple[str, str]]:
    for page in parted(message, LIMITS):
        for block in to_blocks(page):
            buttons: Any = block["elements"] if block["type"] == "actions" else []
            yield from ((button["text"]["text"], button["value"]) for button in buttons)


def _on_discord(message: Message, style: Style) -> Iterator[tuple[str, str]]:
    for page in discord.pages(message, style=style):
        kept = lines_to_keep(page)
        for label, made in post_of(discord.payload(page, style=style)).actions:
            pressed = read(made)
            assert pressed is not None
            yield label, _line(pressed.line or kept[pressed.kept_as])


def _buttons(message: Message) -> list[Any]:
    return [button for block in message.blocks if isinstance(block, Actions) for button in block.buttons]


def _line(command: str) -> str:
    return command.removeprefix("/brief ")


def _words(message: Message) -> str:
    """What the message itself says."""
    out = ""
    for block in message.blocks:
        match block:
            case Quote():
                out += quoted(block) + (f"— {text_of(block.speaker)}" if block.speaker else "")
            case Bullets(lines=lines):
                out += "".join(map(text_of, lines))
            case Actions():
                pass
            case _:
                out += block_text(block)
    return _bare(visible(out))


def _links(message: Message) -> Iterator[str]:
    for block in message.blocks:
        match block:
            case Paragraph(spans=spans) | Note(spans=spans) | Quote(speaker=spans):
                yield from (span.url for span in spans if isinstance(span, Link))
            case Bullets(lines=lines):
                yield from (span.url for line in lines for span in line if isinstance(span, Link))
            case _:
                pass


def _bare(words: str) -> str:
    return "".join(words.split())


def _decoded(url: str) -> str:
    return url.replace("%28", "(").replace("%29", ")").replace("%5C", "\\")
