"""A message that somebody asks about to the addresses in it, the likeliest first."""

from collections.abc import Iterator
from typing import Any, Final

from adapters.slack.happenings import LINK, words_of
from digests.message import is_web_address

WHY: Final = "brief.why.v1"
"""The `callback_id` of the message shortcut "What is behind this?"."""
MOST = 3


def links_in(message: dict[str, Any]) -> tuple[str, ...]:
    """The addresses of a message, each once: those of its text and blocks, then those of what it unfurled."""
    found = [*_in_blocks(message.get("blocks")), *_in_text(message.get("text")), *_in_attachments(message)]
    return tuple(dict.fromkeys(url for url in found if is_web_address(url)))[:MOST]


def _in_blocks(value: object) -> Iterator[str]:
    """Every address behind words, and those in text that has Slack's notation; not those of pictures."""
    if isinstance(value, list):
        for one in value:
            yield from _in_blocks(one)
    elif isinstance(value, dict):
        if value.get("type") == "link" and isinstance(value.get("url"), str):
            yield value["url"]
        elif value.get("type") == "mrkdwn":
            yield from _in_text(value.get("text"))
        yield from (url for key in ("elements", "fields", "text") for url in _in_blocks(value.get(key)))


def _in_text(text: object) -> Iterator[str]:
    if isinstance(text, str):
        yield from (words_of(url) for url in LINK.findall(text))


def _in_attachments(message: dict[str, Any]) -> Iterator[str]:
    for one in message.get("attachments") or ():
        if isinstance(one, dict):
            yield from (one[key] for key in ("from_url", "title_link", "original_url") if isinstance(one.get(key), str))
            yield from _in_text(one.get("text"))
