"""Posts that the bot made, read back: words, links and buttons in the order in which a reader meets them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.adapters.discord.reading import Node, every, read, seen

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """What a post shows, of a picture the words that stand for it; `actions` are the custom ids of buttons and of what can be chosen, with their labels."""

    texts: tuple[str, ...]
    nodes: tuple[Node, ...]
    actions: tuple[tuple[str, str], ...]
    leading: tuple[str, ...]

    @property
    def words(self) -> str:
        """All words, without white space: how lines are broken is not what we say."""
        return "".join("".join(seen(read(text)).split()) for text in self.texts)

    @property
    def links(self) -> tuple[str, ...]:
        """Every address behind words."""
        return tuple(node.url for node in self.nodes if node.kind == "link")


def post_of(content: Json) -> Post:
    """What a reader sees of a payload."""
    texts = tuple(_texts(content))
    inside = list(_components(content.get("components", ())))
    buttons = [one for one in inside if one["type"] == 2]
    options = [option for one in inside if one["type"] == 3 for option in one["options"]]
    return Post(
        texts=texts,
        nodes=tuple(node for text in texts for node in every(read(text))),
        actions=(
            *((one["label"], one["custom_id"]) for one in buttons if "custom_id" in one),
            *((one["label"], one["value"]) for one in options),
        ),
        leading=tuple(one["url"] for one in buttons if "url" in one),
    )


def _texts(content: Json) -> Iterator[str]:
    if content.get("content"):
        yield content["content"]
    for embed in content.get("embeds", ()):
        yield from (embed[name] for name in ("title", "description") if name in embed)
    for one in _components(content.get("components", ())):
        if one["type"] == 10:
            yield one["content"]
        yield from (item["description"] for item in one.get("items", ()))


def _components(components: Sequence[Json]) -> Iterator[Json]:
    for one in components:
        yield one
        yield from _components(one.get("components", ()))
        if "accessory" in one:
            yield one["accessory"]
