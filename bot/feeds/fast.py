"""A clean feed's bytes to what the judge would find in it, some thirty times faster; UnsureError when in any doubt.

Reads RSS 0.91 to 2.0 and Atom that are well-formed UTF-8 and hold nothing out of the ordinary. What it does with
each element is what feedparser does; tests/bot/feeds/test_fast.py holds the two against each other.
"""

from collections.abc import Callable
from xml.parsers import expat

from bot.feeds.build import MOST_ITEMS, FeedFacts, Raw
from bot.feeds.fast_item import Item, UnsureError
from bot.feeds.fast_names import canonical, is_misleading

_DEEPEST = 64
_LONGEST_NAME = 300
_MOST_ATTRIBUTES = 100
_EXPAT_NEEDED = (2, 4, 1)  # the first that stops exponential entities by itself
_CHANNEL_TEXTS = frozenset({"title", "link", "language", "dc:language"})


def expat_doubt(version: tuple[int, int, int] = expat.version_info) -> str:
    """Why the system's XML parser is not to be trusted, "" when it is."""
    if version >= _EXPAT_NEEDED:
        return ""
    had, needed = (".".join(map(str, one)) for one in (version, _EXPAT_NEEDED))
    return f"this Python's XML parser, expat {had}, does not stop exploding entities; use one with {needed} or newer"


def read_fast(data: bytes) -> tuple[list[Raw], FeedFacts]:
    """The items of a clean UTF-8 feed and what it says of itself; raises UnsureError for anything unusual."""
    if doubt := expat_doubt():
        raise UnsureError(doubt)
    reader = _Reader()
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.StartNamespaceDeclHandler = _known_namespace
    reader.listen = lambda handler: setattr(parser, "CharacterDataHandler", handler)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnsureError(str(error)) from error
    return [item.raw() for item in reader.items], reader.facts()


def _no_doctype(*_: object) -> None:
    raise UnsureError("a document type declaration")


def _known_namespace(prefix: str | None, uri: str | None) -> None:
    if is_misleading(prefix, uri):
        raise UnsureError(f"an unknown namespace as {prefix or 'the default'}")


class _Reader:
    """The state between two callbacks of expat."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.listen: Callable[[Callable[[str], None] | None], None] = lambda _: None
        self._item: Item | None = None
        self._item_depth = 0
        self._path: list[str] = []
        self._texts: dict[str, str] = {}
        self._pieces: list[str] = []
        self._text_depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(tag) > _LONGEST_NAME:
            raise UnsureError("a very long name")
        name = canonical(tag)
        path = self._path
        path.append(name)
        if self._text_depth:
            raise UnsureError(f"an element inside {path[-2]}")
        if attributes:
            attributes = _plain_attributes(attributes)
        if self._item is not None:
            if self._item.start(path, self._item_depth, attributes):
                self._hear(len(path))
        elif name in ("item", "entry"):
            self._begin(len(path))
        else:
            self._outside(name, attributes)

    def end(self, _: str) -> None:
        path = self._path
        depth = len(path)
        if self._text_depth == depth:
            self._text_depth = 0
            self.listen(None)
            text = "".join(self._pieces).strip()
            if self._item is not None:
                self._item.text(path, self._item_depth, text)
            else:
                self._texts.setdefault(path[-1], text)
        if self._item is not None:
            if depth == self._item_depth:
                self.items.append(self._item)
                self._item = None
            else:
                self._item.end(path, self._item_depth)
        path.pop()

    def facts(self) -> FeedFacts:
        texts = self._texts
        return FeedFacts(
            title=texts.get("title", ""),
            home=texts.get("link") or texts.get("@link", ""),
            language=texts.get("language") or texts.get("dc:language") or texts.get("@lang", ""),
        )

    def _hear(self, depth: int) -> None:
        self._text_depth = depth
        self._pieces = []
        self.listen(self._pieces.append)

    def _begin(self, depth: int) -> None:
        if depth > 3 or self._path[0] not in ("rss", "feed"):
            raise UnsureError("items where none are expected")
        if len(self.items) >= MOST_ITEMS:
            raise UnsureError("items beyond measure")
        self._item = Item(atom=self._path[0] == "feed")
        self._item_depth = depth

    def _outside(self, name: str, attributes: dict[str, str]) -> None:
        path = self._path
        depth = len(path)
        if depth == 1 and name not in ("rss", "feed"):
            raise UnsureError(f"the root is {name}")
        if depth > _DEEPEST:
            raise UnsureError("nested too deeply")
        if depth == 1 and "xml:lang" in attributes:
            self._texts["@lang"] = attributes["xml:lang"]
        if depth == (2 if path[0] == "feed" else 3) and name in _CHANNEL_TEXTS:
            if "href" not in attributes:
                self._hear(depth)
            elif attributes.get("rel", "alternate") == "alternate":
                self._texts.setdefault("@link", attributes["href"])


def _plain_attributes(attributes: dict[str, str]) -> dict[str, str]:
    if len(attributes) > _MOST_ATTRIBUTES or any(len(name) > _LONGEST_NAME for name in attributes):
        raise UnsureError("attributes beyond measure")
    plain = {canonical(name): value for name, value in attributes.items()}
    if "xml:base" in plain or "base" in plain:
        raise UnsureError("addresses relative to xml:base")
    return plain
