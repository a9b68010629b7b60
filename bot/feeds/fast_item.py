"""One item of a clean feed, element by element, to the Raw that feedparser would have led to."""

import contextlib
import re
from collections.abc import Callable, Mapping

from bot.feeds.build import Raw

_PLAIN_TYPES = frozenset({"", "text", "html", "plain", "text/plain", "text/html"})
_HTML_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_CP1252 = {code: bytes((code,)).decode("cp1252") for code in range(128, 160) if code not in (129, 141, 143, 144, 157)}
_CONTROLS = re.compile("[\x80-\x9f]")
_QUERY_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_LONG_AUTHOR = 300
_USUAL_MAIL = re.compile(r"[\w.+-]+@[\w.-]+|\S+@\S+\s+\([^@]{1,200}\)|[^@<(]{1,200}\s[(<]\S+@\S+[)>]")


class UnsureError(Exception):
    """The fast reader leaves a feed to the judge; the text says why."""


class Item:
    """Collects one item; `start` says whether the element's text is wanted, `text` takes it, `raw` gives the result.

    Raises UnsureError for whatever feedparser treats in a way that is not followed here.
    """

    __slots__ = (
        "atom", "authors", "categories", "contents", "created", "fallback_link", "guid", "guid_is_link", "language",
        "link", "media_title", "original", "published", "publisher", "publisher_url", "sourced", "summary",
        "summary_depth", "title", "titles", "updated",
    )  # fmt: skip

    def __init__(self, *, atom: bool) -> None:
        """Begin an item; in Atom, authors and sources have elements inside."""
        self.atom = atom
        self.title = self.guid = self.publisher = self.publisher_url = self.language = self.original = ""
        self.fallback_link = self.published = self.updated = self.created = ""
        self.link: str | None = None
        self.summary: str | None = None
        self.summary_depth = self.titles = 0
        self.contents: list[str] = []
        self.authors: list[str] = []
        self.categories: list[str] = []
        self.guid_is_link = self.media_title = self.sourced = False

    def start(self, path: list[str], item_depth: int, attributes: Mapping[str, str]) -> bool:
        """Take the beginning of an element (the last of `path`); whether its text is wanted."""
        name = path[-1]
        inside = len(path) - item_depth
        if inside > 1 and not (inside == 2 and path[-2] == "media:group"):
            return _start_nested(self, path[item_depth], name, inside, attributes)
        begin = _STARTS.get(name)
        return begin(self, attributes) if begin else name in _TAKES

    def text(self, path: list[str], item_depth: int, text: str) -> None:
        """Take the whole text of the element at the end of `path`, white space around it removed."""
        name = path[-1]
        depth = len(path) - item_depth
        if depth == 2 and path[-2] == "author":
            if name == "name" or not self.authors[-1]:
                self.authors[-1] = text or self.authors[-1]
            return
        if not text.isascii():
            text = _repaired(text)
        if depth == 2 and path[-2] == "source":
            self.publisher = text
        else:
            _TAKES[name](self, text, depth)

    def end(self, path: list[str], item_depth: int) -> None:
        """Take the end of any element; an Atom author without a name is left to the judge."""
        if self.atom and len(path) == item_depth + 1 and path[-1] == "author" and not self.authors[-1]:
            raise UnsureError("an author without a name")

    def raw(self) -> Raw:
        """The item; raises UnsureError when what was found leaves room for doubt."""
        if self.media_title and (not self.title or self.sourced):
            raise UnsureError("a title from the media module")
        if self.titles > 1 and self.sourced:
            raise UnsureError("several titles about a source")
        link = self.link or ""
        if ":///" in self.guid or ":///" in link:
            raise UnsureError("an address with too many slashes")
        published = self.published or self.created
        if not (published.isascii() and self.updated.isascii()):
            raise UnsureError("a date in words")
        return Raw(
            id=self.guid,
            link=self.original or link or self.fallback_link,
            title=self.title,
            summary=self.summary or "",
            content=max(self.contents, key=len, default=""),
            authors=self.authors,
            published=published,
            updated=self.updated,
            publisher=self.publisher,
            publisher_url=self.publisher_url,
            language=self.language,
            categories=self.categories,
        )


def _repaired(text: str) -> str:
    """UTF-8 that somebody took for Latin-1, and C1 controls that stand for letters of cp1252, put right."""
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _CONTROLS.search(text) else text


# Beginnings: whether the text is wanted, when an element's attributes matter.


def _start_typed(_: Item, attributes: Mapping[str, str]) -> bool:
    if attributes and (attributes.get("type", "").lower() not in _PLAIN_TYPES or attributes.get("mode") == "base64"):
        raise UnsureError("content that is not plain text or escaped HTML")
    return True


def _start_link(item: Item, attributes: Mapping[str, str]) -> bool:
    href = attributes.get("url") or attributes.get("uri") or attributes.get("href")
    if href is None:
        return True
    if attributes.get("rel", "alternate").lower() == "alternate":
        item.fallback_link = item.fallback_link or href
        if attributes.get("type", "text/html").lower() in _HTML_TYPES:
            item.link = href
    return False


def _start_guid(item: Item, attributes: Mapping[str, str]) -> bool:
    item.guid_is_link = attributes.get("ispermalink", "true") == "true"
    return True


def _start_category(item: Item, attributes: Mapping[str, str]) -> bool:
    if attributes:
        item.categories.append(attributes.get("term") or attributes.get("text") or "")
    return True


def _start_source(item: Item, attributes: Mapping[str, str]) -> bool:
    item.sourced = True
    item.publisher, item.publisher_url = "", attributes.get("url", "")
    return not item.atom


def _start_author(item: Item, _: Mapping[str, str]) -> bool:
    if item.atom:
        item.authors.append("")
    return not item.atom


def _start_media_title(item: Item, _: Mapping[str, str]) -> bool:
    item.media_title = True
    return False


def _start_original(_: Item, attributes: Mapping[str, str]) -> bool:
    if attributes:
        raise UnsureError("an original link with attributes")
    return True


def _start_unsure(_: Item, __: Mapping[str, str]) -> bool:
    raise UnsureError("an element that is left to the judge")


def _start_nested(item: Item, parent: str, name: str, inside: int, attributes: Mapping[str, str]) -> bool:
    if parent == "source":
        if inside == 2 and name == "link" and attributes.get("rel", "alternate").lower() == "alternate":
            item.publisher_url = attributes.get("href", "")
        return inside == 2 and name == "title"
    if parent == "author" and inside == 2 and name in ("name", "email", "uri", "url"):
        return name in ("name", "email")
    if parent == "contributor" and name in ("name", "email", "uri", "url"):
        return False
    if name == "media:title":
        item.media_title = True
    elif name in _TAKES or name in _STARTS:
        raise UnsureError(f"{name} inside {parent}")
    return False


# Texts, as feedparser would keep them.


def _take_title(item: Item, text: str, _: int) -> None:
    item.titles += 1
    item.title = item.title or text


def _take_described(item: Item, text: str, depth: int) -> None:
    if item.summary is not None and not item.contents:
        _take_content(item, text, depth)  # a second description is the content
    elif item.summary is None or not item.summary_depth or depth <= item.summary_depth:
        item.summary, item.summary_depth = text, depth


def _take_content(item: Item, text: str, _: int) -> None:
    item.contents.append(text)
    if item.summary is None:
        item.summary = text


def _take_link(item: Item, text: str, _: int) -> None:
    item.link = _QUERY_REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&")) if "&" in text else text
    item.fallback_link = item.fallback_link or item.link


def _take_guid(item: Item, text: str, _: int) -> None:
    item.guid = text
    if item.guid_is_link and item.link is None:
        item.link = text


def _take_author(item: Item, text: str, _: int) -> None:
    if "@" in text and not (len(text) < _LONG_AUTHOR and _USUAL_MAIL.fullmatch(text)):
        raise UnsureError("an author with an unusual address")
    item.authors.append(text)


def _take_words(item: Item, text: str, _: int) -> None:
    item.categories.extend(word.strip() for word in text.split(","))


def _setting(name: str) -> Callable[[Item, str, int], None]:
    def take(item: Item, text: str, _: int) -> None:
        setattr(item, name, text)

    return take


_TAKES: dict[str, Callable[[Item, str, int], None]] = {
    name: take
    for names, take in {
        "title dc:title": _take_title,
        "link": _take_link,
        "guid id": _take_guid,
        "description dc:description media:description summary itunes:summary": _take_described,
        "content content:encoded": _take_content,
        "published issued pubdate dcterms:issued": _setting("published"),
        "updated modified lastbuilddate dc:date dcterms:modified": _setting("updated"),
        "created dcterms:created": _setting("created"),
        "author dc:creator dc:author itunes:author": _take_author,
        "category dc:subject keywords media:category itunes:category": lambda item, text, _: item.categories.append(
            text
        ),
        "media:keywords itunes:keywords": _take_words,
        "source": _setting("publisher"),
        "language dc:language": _setting("language"),
        "feedburner:origlink": _setting("original"),
    }.items()
    for name in names.split()
}
_STARTS: dict[str, Callable[[Item, Mapping[str, str]], bool]] = {
    name: start
    for names, start in {
        "title dc:title content content:encoded summary itunes:summary": _start_typed,
        "description dc:description media:description": _start_typed,
        "link": _start_link,
        "guid id": _start_guid,
        "category dc:subject keywords media:category itunes:category": _start_category,
        "source": _start_source,
        "author dc:creator dc:author itunes:author": _start_author,
        "media:title": _start_media_title,
        "feedburner:origlink": _start_original,
        "abstract fullitem body xhtml:body tags image textinput managingeditor links authors date": _start_unsure,
        "date_parsed published_parsed updated_parsed modified_parsed issued_parsed item entry": _start_unsure,
    }.items()
    for name in names.split()
}
