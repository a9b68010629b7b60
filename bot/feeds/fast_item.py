"""One item of a clean feed, element by element, to the Raw that feedparser would have led to."""

import contextlib
import re
from enum import Enum, auto

from bot.feeds.build import Raw

_WIDE_TYPES = frozenset({"", "text", "html", "plain", "text/plain", "text/html"})
_HTML_TYPES = frozenset({"html", "xhtml", "text/html", "application/xhtml+xml"})
_CP1252 = {code: bytes((code,)).decode("cp1252") for code in range(128, 160) if code not in (129, 141, 143, 144, 157)}
_CONTROLS = re.compile("[\x80-\x9f]")
_QUERY_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_BARE_MAIL = re.compile(r"[\w.+-]+@[\w.-]+|\S+@\S+\s+\([^@]{1,200}\)|[^@<(]{1,200}\s[(<]\S+@\S+[)>]")


class UnsureError(Exception):
    """The fast reader leaves a feed to the judge; the text says why."""


class Role(Enum):
    """What an element directly inside an item is to us."""

    TITLE = auto()
    LINK = auto()
    GUID = auto()
    SUMMARY = auto()
    CONTENT = auto()
    PUBLISHED = auto()
    UPDATED = auto()
    CREATED = auto()
    AUTHOR = auto()
    CATEGORY = auto()
    WORDS = auto()
    SOURCE = auto()
    LANGUAGE = auto()
    ORIGINAL = auto()
    MEDIA_TITLE = auto()
    GROUP = auto()
    UNSURE = auto()


_ROLES = {
    name: role
    for role, names in {
        Role.TITLE: "title dc:title",
        Role.LINK: "link",
        Role.GUID: "guid id",
        Role.SUMMARY: "description dc:description media:description summary itunes:summary",
        Role.CONTENT: "content content:encoded",
        Role.PUBLISHED: "published issued pubdate dcterms:issued",
        Role.UPDATED: "updated modified lastbuilddate dc:date dcterms:modified",
        Role.CREATED: "created dcterms:created",
        Role.AUTHOR: "author dc:creator dc:author itunes:author",
        Role.CATEGORY: "category dc:subject keywords media:category itunes:category",
        Role.WORDS: "media:keywords itunes:keywords",
        Role.SOURCE: "source",
        Role.LANGUAGE: "language dc:language",
        Role.ORIGINAL: "feedburner:origlink",
        Role.MEDIA_TITLE: "media:title",
        Role.GROUP: "media:group",
        Role.UNSURE: "abstract fullitem body xhtml:body tags image textinput managingeditor links authors date "
        "date_parsed published_parsed updated_parsed modified_parsed issued_parsed item entry",
    }.items()
    for name in names.split()
}
_TYPED = frozenset({Role.TITLE, Role.SUMMARY, Role.CONTENT})
_HARMLESS_INSIDE = {"contributor": frozenset({"name", "email", "uri", "url"})}


class Item:
    """Collects one item; `start` says whether the element's text is wanted, `text` takes it, `raw` gives the result.

    Raises UnsureError for whatever feedparser treats in a way that is not followed here.
    """

    __slots__ = (
        "_atom", "_authors", "_categories", "_contents", "_dates", "_depth_of_summary", "_fallback_link", "_guid",
        "_guid_is_link", "_language", "_link", "_media_title", "_original", "_publisher", "_publisher_url",
        "_sourced", "_summary", "_title", "_titles",
    )  # fmt: skip

    def __init__(self, *, atom: bool) -> None:
        """Begin an item; in Atom, authors and sources have elements inside."""
        self._atom = atom
        self._title = self._guid = self._publisher = self._publisher_url = self._language = ""
        self._original = self._fallback_link = ""
        self._link: str | None = None
        self._summary: str | None = None
        self._depth_of_summary = 0
        self._contents: list[str] = []
        self._authors: list[str] = []
        self._categories: list[str] = []
        self._dates: dict[Role, str] = {}
        self._titles = 0
        self._guid_is_link = self._media_title = self._sourced = False

    def start(self, path: list[str], item_depth: int, attributes: dict[str, str]) -> bool:
        """Take the beginning of an element (the last of `path`); whether its text is wanted."""
        name = path[-1]
        role = _ROLES.get(name)
        inside = len(path) - item_depth
        if inside > 1 and not (inside == 2 and path[-2] == "media:group"):
            return self._start_nested(path[item_depth], name, role, inside, attributes)
        if role is None:
            return False
        if role in _TYPED and attributes:
            _check_type(attributes)
        return self._start_own(role, attributes)

    def _start_own(self, role: Role, attributes: dict[str, str]) -> bool:
        if role is Role.LINK:
            return self._start_link(attributes)
        if role is Role.GUID:
            self._guid_is_link = attributes.get("ispermalink", "true") == "true"
        elif role is Role.CATEGORY:
            self._categories.append(attributes.get("term") or attributes.get("text") or "")
        elif role is Role.SOURCE:
            self._sourced = True
            self._publisher, self._publisher_url = "", attributes.get("url", "")
            return not self._atom
        elif role is Role.AUTHOR and self._atom:
            self._authors.append("")
            return False
        elif role is Role.MEDIA_TITLE:
            self._media_title = True
            return False
        elif role is Role.UNSURE or (role is Role.ORIGINAL and attributes):
            raise UnsureError("an element that is left to the judge")
        return role is not Role.GROUP

    def _start_link(self, attributes: dict[str, str]) -> bool:
        href = attributes.get("url") or attributes.get("uri") or attributes.get("href")
        if href is None:
            return True
        if attributes.get("rel", "alternate").lower() == "alternate":
            self._fallback_link = self._fallback_link or href
            if attributes.get("type", "text/html").lower() in _HTML_TYPES:
                self._link = href
        return False

    def _start_nested(self, parent: str, name: str, role: Role | None, inside: int, attributes: dict[str, str]) -> bool:
        if parent == "source" and inside == 2:
            if name == "link" and attributes.get("rel", "alternate").lower() == "alternate":
                self._publisher_url = attributes.get("href", "")
            return name == "title"
        if parent == "source":
            return False
        if parent == "author" and inside == 2 and name in ("name", "email", "uri", "url"):
            return name in ("name", "email")
        if role is Role.MEDIA_TITLE:
            self._media_title = True
        elif role is not None and name not in _HARMLESS_INSIDE.get(parent, ()):
            raise UnsureError(f"{name} inside {parent}")
        return False

    def text(self, path: list[str], item_depth: int, text: str) -> None:
        """Take the whole text of the element at the end of `path`, white space around it removed."""
        name, parent = path[-1], path[item_depth]
        if name in ("name", "email") and parent == "author":
            if name == "name" or not self._authors[-1]:
                self._authors[-1] = text or self._authors[-1]
            return
        if not text.isascii():
            text = _repaired(text)
        if parent == "source":
            self._publisher = text
            return
        self._take(_ROLES[name], text, len(path) - item_depth)

    def end(self, path: list[str], item_depth: int) -> None:
        """Take the end of any element; an Atom author without a name is left to the judge."""
        if self._atom and len(path) == item_depth + 1 and path[-1] == "author" and not self._authors[-1]:
            raise UnsureError("an author without a name")

    def _take(self, role: Role, text: str, depth: int) -> None:
        if role is Role.TITLE:
            self._titles += 1
            self._title = self._title or text
        elif role is Role.SUMMARY:
            self._described(text, depth)
        elif role is Role.CONTENT:
            self._add_content(text)
        elif role in (Role.PUBLISHED, Role.UPDATED, Role.CREATED):
            self._dates[role] = text
        elif role is Role.LINK:
            self._link = _QUERY_REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&"))
        elif role is Role.GUID:
            self._guid = text
            if self._guid_is_link and self._link is None:
                self._link = text
        else:
            self._take_word(role, text)

    def _take_word(self, role: Role, text: str) -> None:
        if role is Role.AUTHOR:
            if "@" in text and not _BARE_MAIL.fullmatch(text):
                raise UnsureError("an author with an unusual address")
            self._authors.append(text)
        elif role is Role.CATEGORY:
            self._categories.append(text)
        elif role is Role.WORDS:
            self._categories.extend(word.strip() for word in text.split(","))
        elif role is Role.SOURCE:
            self._publisher = text
        elif role is Role.LANGUAGE:
            self._language = text
        elif role is Role.ORIGINAL:
            self._original = text

    def _described(self, text: str, depth: int) -> None:
        if self._summary is not None and not self._contents:
            self._add_content(text)  # a second description is the content
        elif self._summary is None or not self._depth_of_summary or depth <= self._depth_of_summary:
            self._summary, self._depth_of_summary = text, depth

    def _add_content(self, text: str) -> None:
        self._contents.append(text)
        if self._summary is None:
            self._summary = text

    def raw(self) -> Raw:
        """The item; raises UnsureError when what was found leaves room for doubt."""
        if self._media_title and (not self._title or self._sourced):
            raise UnsureError("a title from the media module")
        if self._titles > 1 and self._sourced:
            raise UnsureError("several titles about a source")
        if ":///" in self._guid or ":///" in (self._link or ""):
            raise UnsureError("an address with too many slashes")
        return Raw(
            id=self._guid,
            link=self._original or self._link or self._fallback_link,
            title=self._title,
            summary=self._summary or "",
            content=max(self._contents, key=len, default=""),
            authors=self._authors,
            published=self._sure_date(Role.PUBLISHED) or self._sure_date(Role.CREATED),
            updated=self._sure_date(Role.UPDATED),
            publisher=self._publisher,
            publisher_url=self._publisher_url,
            language=self._language,
            categories=self._categories,
        )

    def _sure_date(self, role: Role) -> str:
        text = self._dates.get(role, "")
        if not text.isascii():
            raise UnsureError("a date in words")
        return text


def _check_type(attributes: dict[str, str]) -> None:
    if attributes.get("type", "").lower() not in _WIDE_TYPES or attributes.get("mode", "") == "base64":
        raise UnsureError("content that is not plain text or escaped HTML")


def _repaired(text: str) -> str:
    """UTF-8 that somebody took for Latin-1, and C1 controls that stand for letters of cp1252, put right."""
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _CONTROLS.search(text) else text
