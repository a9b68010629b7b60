"""The text of a broken feed in, the same closer to XML out: junk before it, forbidden characters, loose ampersands."""

import html.entities
import re
from collections.abc import Mapping

from bot.feeds.charset import FORBIDDEN

_ROOT = re.compile(r"<(?:\?xml|!doctype|!--|(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A(\s*(?:<!--.{0,2000}?-->\s*){0,5})<\?xml[^>]{0,300}\?>", re.IGNORECASE | re.DOTALL)
_RSS_PREFIX = re.compile(r"(</?)rss:(?=[a-zA-Z])")
_SECTIONS = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));|([A-Za-z][A-Za-z0-9]{0,30});)?")
_ENTITY = re.compile(
    r"""<!ENTITY\s+([\w.:-]{1,100})\s+("(?:&#\w{1,8};|[^&"<]{0,500})"|'(?:&#\w{1,8};|[^&'<]{0,500})')?"""
)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]{0,500}\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
_REFERENCE = re.compile(r"&([\w.:-]{1,100});")
_DECLARATIONS = 20_000  # the characters in which a document declares its entities
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def repaired(text: str) -> str:
    """A document without what stands before it, without its XML declaration and characters that XML forbids.

    A prefix that nobody declared (`<rss:item>`, seen at one publisher) goes too. Ampersands that begin nothing are
    escaped, HTML's names for characters become the characters. Entities that the document declares become what they
    stand for; those that stand for a file or for other entities become nothing. CDATA sections stay as they are.
    """
    root = _ROOT.search(text)
    if root is not None:
        text = text[root.start() :]
    text = FORBIDDEN.sub("", _XML_DECLARATION.sub(r"\1", text, count=1))
    if "<rss:channel" in text and "xmlns:rss" not in text:
        text = _RSS_PREFIX.sub(r"\1", text)
    if "&" not in text:
        return text
    text, entities = _without_entities(text)
    sections = _SECTIONS.split(text)
    sections[::2] = [_AMPERSAND.sub(_mended, _replaced(section, entities)) for section in sections[::2]]
    return "".join(sections)


def _without_entities(text: str) -> tuple[str, Mapping[str, str]]:
    """A document without its declarations of entities, and what each name stands for, "" where nobody looks it up."""
    head = text[:_DECLARATIONS]
    if "<!ENTITY" not in head:
        return text, {}
    entities = {name: value[1:-1] for name, value in _ENTITY.findall(head)}
    declared = _DOCTYPE.search(text, 0, _DECLARATIONS)
    return (text if declared is None else text[: declared.start()] + text[declared.end() :]), entities


def _replaced(text: str, entities: Mapping[str, str]) -> str:
    if not entities:
        return text
    return _REFERENCE.sub(lambda found: entities.get(found[1], found[0]), text)


def _mended(found: re.Match[str]) -> str:
    name = found.group(3)
    if name is None:
        return _number_only(found) if len(found.group()) > 1 else "&amp;"
    if name in _XML_NAMES:
        return found.group()
    code = html.entities.name2codepoint.get(name)
    return chr(code) if code else f"&amp;{name};"


def _number_only(found: re.Match[str]) -> str:
    digits = found.group(1) or found.group(2)
    if digits is None:
        return found.group()
    code = int(digits, 16 if found.group(1) else 10)
    return "" if code > 0x10FFFF or FORBIDDEN.match(chr(code)) else found.group()
