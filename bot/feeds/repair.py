"""The text of a broken feed in, the same closer to XML out: junk before it, forbidden characters, loose ampersands."""

import html.entities
import re

from bot.feeds.charset import FORBIDDEN

_ROOT = re.compile(r"<(?:\?xml|!doctype|!--|(?:[\w.-]+:)?(?:rss|feed|rdf|channel)\b)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A(\s*(?:<!--.{0,2000}?-->\s*){0,5})<\?xml[^>]{0,300}\?>", re.IGNORECASE | re.DOTALL)
_RSS_PREFIX = re.compile(r"(</?)rss:(?=[a-zA-Z])")
_SECTIONS = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_AMPERSAND = re.compile(r"&(?:#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));|([A-Za-z][A-Za-z0-9]{0,30});)?")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


def repaired(text: str) -> str:
    """A document without what stands before it, without its XML declaration and characters that XML forbids.

    A prefix that nobody declared (`<rss:item>`, seen at one publisher) goes too. Ampersands that begin nothing are
    escaped, HTML's names for characters become the characters (unless the document declares entities itself).
    CDATA sections stay as they are.
    """
    root = _ROOT.search(text)
    if root is not None:
        text = text[root.start() :]
    text = FORBIDDEN.sub("", _XML_DECLARATION.sub(r"\1", text, count=1))
    if "<rss:channel" in text and "xmlns:rss" not in text:
        text = _RSS_PREFIX.sub(r"\1", text)
    if "&" not in text:
        return text
    mend = _number_only if "<!ENTITY" in text[:20_000] else _mended
    sections = _SECTIONS.split(text)
    sections[::2] = [_AMPERSAND.sub(mend, section) for section in sections[::2]]
    return "".join(sections)


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
