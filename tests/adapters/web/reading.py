"""A page of HTML, read as a browser's parser reads it: what acts, what is said, where it leads."""

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from digests.message import (
    Actions,
    Bullets,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Message,
    Note,
    Paragraph,
    Quote,
    host_of,
    quoted,
    visible,
)

ATTRIBUTES: dict[str, set[str]] = {
    "html": set(), "head": set(), "body": set(),
    "article": {"class"}, "section": set(), "h1": {"dir"}, "h2": {"dir"}, "p": {"class", "dir"}, "small": set(),
    "strong": {"lang"}, "span": {"class", "lang", "aria-hidden"}, "a": {"href", "title", "rel", "dir", "lang"},
    "figure": {"class"}, "blockquote": {"dir", "cite", "lang"}, "figcaption": {"dir"}, "ul": set(), "li": {"dir"},
    "hr": set(), "details": {"class"}, "summary": set(), "code": set(),
    "svg": {"role", "aria-label", "viewbox", "preserveaspectratio"}, "rect": {"x", "y", "width", "height"}, "title": set(),
}  # fmt: skip
"""The elements of a fragment, and what each may carry."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a fragment holds: elements with their attributes, words without white space, links in order."""

    elements: tuple[tuple[str, dict[str, str | None]], ...]
    words: str
    links: tuple[str, ...]


def read(html: str) -> Read:
    """A fragment as a browser sees it; the lines of buttons and the drawings of charts are not among its words."""
    page = LexborHTMLParser(f"<!doctype html><html><head></head><body>{html}")
    body = page.body
    assert body is not None
    elements = tuple((node.tag or "", {**node.attributes}) for node in page.css("*"))
    for node in body.css("details, svg"):
        node.decompose()
    links = tuple(node.attributes["href"] or "" for node in body.css("a"))
    return Read(elements, bare(body.text()), links)


def problems(found: Read) -> list[str]:
    """What a fragment holds that it must not."""
    names = [tag for tag, _ in found.elements if tag not in ATTRIBUTES]
    more = [
        f"{tag} {name}" for tag, given in found.elements if tag in ATTRIBUTES
        for name in given if name.lower() not in ATTRIBUTES[tag]
    ]  # fmt: skip
    return names + more


def words_of(message: Message) -> str:
    """What a message says on the web; a link without words says where it leads."""
    out = ""
    for block in message.blocks:
        match block:
            case Heading(text=text):
                out += text
            case Paragraph(spans=spans) | Note(spans=spans) | Chart(spans=spans):
                out += _line(spans)
            case Quote():
                out += quoted(block) + (f"—{_line(block.speaker)}" if bare(_line(block.speaker)) else "")
            case Bullets(lines=lines):
                out += "".join(map(_line, lines))
            case Actions() | Divider():
                pass
    return bare(visible(out))


def _line(line: Line) -> str:
    return "".join(
        host_of(span.url) if isinstance(span, Link) and not bare(visible(span.text)) else span.text for span in line
    )


def links_of(message: Message) -> tuple[str, ...]:
    """Where a message leads, in order."""
    out: list[str] = []
    for block in message.blocks:
        match block:
            case Paragraph(spans=spans) | Note(spans=spans) | Quote(speaker=spans):
                out += [span.url for span in spans if isinstance(span, Link)]
            case Bullets(lines=lines):
                out += [span.url for line in lines for span in line if isinstance(span, Link)]
            case _:
                pass
    return tuple(out)


def bare(words: str) -> str:
    """Words without white space."""
    return "".join(words.split())
