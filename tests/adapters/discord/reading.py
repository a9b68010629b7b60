"""Discord's markup as its clients read it: text to a tree of what a reader would see, and what would act.

The rules were learned from Discord's reference of message formatting and from what the authors of parse-discord found
by trying it out. Where clients differ, the reading that makes more of the text is taken: it is the stricter judge.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of what is shown; `text` is what stands there, `url` where it leads, `inside` its parts."""

    kind: str
    text: str = ""
    url: str = ""
    inside: tuple["Node", ...] = ()


QUIET = frozenset(("text", "bold", "link", "heading 2", "heading 3", "subtext", "quote", "bullet", "number"))
"""Kinds that our own markup has; `number` is a list that Discord would number."""

_DULL = re.compile(r"([^\\*_~|`<\[@:hsdHSD\n]+)")
"""Where nothing can begin but a block."""
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_HEADING = re.compile(r"(#{1,3})\s+(?!#)([^\n]*)\n?")
_SUBTEXT = re.compile(r"-# +(?!-#)([^\n]+)\n?")
_QUOTE = re.compile(r"(?: *> [^\n]*(?:\n|$))+")
_REST_QUOTED = re.compile(r" *>>> (.*)", re.DOTALL)
_ITEM = re.compile(r" *([*-]|\d+\.) +(\S[^\n]*(?:\n [^\n]*)*)\n?")
_MASKED = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]])*[^\[]*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"].*?['\"])?\s*\)", re.DOTALL
)
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("code block", re.compile(r"```(?:[\w+.-]*\n)?(.*?[^\n].*?)```", re.DOTALL)),
    ("bold", re.compile(r"\*\*((?:\\.|[^\\])+?)\*\*(?!\*)", re.DOTALL)),
    ("underline", re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL)),
    ("italic", re.compile(r"\*(?!\s)((?:\\.|\*\*|[^*\\])+?)(?<!\s) {0,2}\*(?!\*)", re.DOTALL)),
    ("italic", re.compile(r"_((?:\\.|__|[^_\\])+?)_(?![a-zA-Z0-9_])", re.DOTALL)),
    ("strike", re.compile(r"~~(.+?)~~(?!_)", re.DOTALL)),
    ("spoiler", re.compile(r"\|\|(.+?)\|\|", re.DOTALL)),
    ("code", re.compile(r"(?P<ticks>`+)(.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)),
)
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("mention", re.compile(r"<(?:@[!&]?|#)\d+>|@everyone|@here")),
    ("command", re.compile(r"</[^:>\n]+:\d+>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:\w+(?:::skin-tone-\d)?:")),
    ("time", re.compile(r"<t:-?\d+(?::\w)?>")),
    ("navigation", re.compile(r"<id:[^>\s]+>")),
    ("mail", re.compile(r"<(?:mailto:|tel:)?(?:[^@\s<>]+@[^@\s<>]+|\+[\d ()-]+)>")),
    ("address", re.compile(r"<[^: >\n]+:/[^ >\n]+>")),
    ("address", re.compile(r"(?:https?|steam|discord)://[^\s<]+[^<.,:;\"'\]\s]")),
    (
        "invite",
        re.compile(r"(?:discord\.gg|dis\.gd|discord(?:app)?\.com/(?:invite|gifts?|template))/\w+", re.IGNORECASE),
    ),
)
_BARRED_IN_LINKS = frozenset(("link", "mention", "emoji", "address", "invite", "mail", "command", "navigation"))


def read(markup: str) -> tuple[Node, ...]:
    """What a client shows."""
    return tuple(_merged(_read(markup, line_starts=True)))


def every(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node and every node inside it, in order."""
    for node in nodes:
        yield node
        yield from every(node.inside)


def seen(nodes: Iterable[Node]) -> str:
    """The words that a reader sees; blocks on lines of their own."""
    out = ""
    for node in nodes:
        words = node.text or seen(node.inside)
        block = node.kind.startswith("heading") or node.kind in ("subtext", "quote", "bullet", "number")
        out += f"\n{words}\n" if block else words
    return out


def _merged(nodes: Iterable[Node]) -> Iterator[Node]:
    words = ""
    for node in nodes:
        if node.kind == "text":
            words += node.text
            continue
        if words:
            yield Node(kind="text", text=words)
            words = ""
        yield node
    if words:
        yield Node(kind="text", text=words)


def _read(markup: str, *, line_starts: bool, quoted: bool = False, escapes: bool = True) -> Iterator[Node]:
    at = 0
    while at < len(markup):
        begins = line_starts and (at == 0 or markup[at - 1] == "\n")
        dull = None if begins else _DULL.match(markup, at)
        escape = _ESCAPE.match(markup, at) if escapes else None
        if dull or escape:
            found = dull or escape
            assert found is not None
            yield Node(kind="text", text=found[1])
            at = found.end()
            continue
        node, end = _something(markup, at, begins=begins, quoted=quoted, escapes=escapes)
        yield node or Node(kind="text", text=markup[at])
        at = end if node else at + 1


def _something(markup: str, at: int, *, begins: bool, quoted: bool, escapes: bool) -> tuple[Node | None, int]:
    if begins:
        node, end = _block(markup, at, quoted=quoted)
        if node is not None:
            return node, end
    node, end = _masked(markup, at) if escapes else (None, at)
    if node is not None:
        return node, end
    for kind, pattern in _TOKENS:
        if found := pattern.match(markup, at):
            return Node(kind=kind, text=found[0], url=found[0].strip("<>")), found.end()
    for kind, pattern in _STYLES:
        if found := pattern.match(markup, at):
            inner = found[found.lastindex or 1]
            code = kind.startswith("code")
            inside = (Node(kind="text", text=inner),) if code else tuple(_merged(_read(inner, line_starts=False)))
            return Node(kind=kind, inside=inside), found.end()
    return None, at


def _block(markup: str, at: int, *, quoted: bool) -> tuple[Node | None, int]:
    inner: Callable[[str], tuple[Node, ...]] = lambda text: tuple(  # noqa: E731
        _merged(_read(text, line_starts=True, quoted=True))
    )
    if found := _SUBTEXT.match(markup, at):
        return Node(kind="subtext", inside=inner(found[1])), found.end()
    if found := _HEADING.match(markup, at):
        return Node(kind=f"heading {len(found[1])}", inside=inner(found[2].rstrip().rstrip("#").rstrip())), found.end()
    if not quoted and (found := _REST_QUOTED.match(markup, at)):
        return Node(kind="quote", inside=inner(found[1])), found.end()
    if not quoted and (found := _QUOTE.match(markup, at)):
        lines = "\n".join(line.lstrip(" ")[2:] for line in found[0].removesuffix("\n").split("\n"))
        return Node(kind="quote", inside=inner(lines)), found.end()
    if found := _ITEM.match(markup, at):
        kind = "bullet" if found[1] in "*-" else "number"
        text = "" if kind == "bullet" else f"{found[1]} "
        return Node(
            kind=kind, inside=(*([Node(kind="text", text=text)] if text else []), *inner(found[2]))
        ), found.end()
    return None, at


def _masked(markup: str, at: int) -> tuple[Node | None, int]:
    found = _MASKED.match(markup, at) if markup[at] == "[" and "](" in markup[at:] else None
    if found is None:
        return None, at
    words, url = found[1], _ESCAPE.sub(r"\1", found[2])
    parts = tuple(every(_read(words, line_starts=True, escapes=False)))
    shows = words.strip() and not any(part.kind in _BARRED_IN_LINKS for part in parts) and not _has_emoji(words)
    if not shows or not re.match(r"(?:https?|discord)://[^\s/]", url):
        return Node(kind="text", text=found[0]), found.end()
    return Node(
        kind="link", url=url, inside=tuple(_merged(_read(words, line_starts=False, escapes=False)))
    ), found.end()


def _has_emoji(words: str) -> bool:
    return any(unicodedata.category(letter) == "So" or "\ufe00" <= letter <= "\ufe0f" for letter in words)
