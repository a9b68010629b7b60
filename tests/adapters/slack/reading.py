"""Blocks that the bot made, read back as Slack reads them: words, links, mentions, and what Slack would refuse."""

from collections.abc import Iterator
from dataclasses import dataclass

Json = dict[str, object]

MENTIONS = {"user", "usergroup", "channel", "broadcast", "team"}
KNOWN = {
    "header",
    "rich_text",
    "rich_text_section",
    "rich_text_quote",
    "rich_text_list",
    "text",
    "link",
    "context",
    "plain_text",
    "divider",
    "actions",
    "button",
    "data_visualization",
    "bar",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What stands in blocks: every word that is shown, every address, every kind of part."""

    words: tuple[str, ...]
    links: tuple[str, ...]
    kinds: frozenset[str]


def seen_in(blocks: object) -> Seen:
    """What a reader of blocks sees."""
    parts = list(_parts(blocks))
    return Seen(
        words=tuple(str(part["text"]) for part in parts if isinstance(part.get("text"), str)),
        links=tuple(str(part["url"]) for part in parts if "url" in part),
        kinds=frozenset(str(part["type"]) for part in parts),
    )


def _parts(value: object) -> Iterator[Json]:
    if isinstance(value, list):
        for one in value:
            yield from _parts(one)
    elif isinstance(value, dict):
        if "type" in value:
            yield value
        for inner in value.values():
            yield from _parts(inner)
