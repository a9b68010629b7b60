"""A message to HTML: a fragment that any page can hold, or one page that needs nothing from anywhere else.

No script, no outside resource, and nothing of what publishers wrote becomes markup: Jinja2 escapes all of it.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from adapters.web.charts import drawn
from digests.message import (
    Actions,
    Block,
    Bullets,
    Chart,
    Divider,
    Heading,
    Line,
    Link,
    Message,
    Note,
    Paragraph,
    Plain,
    Quote,
    Span,
    Strong,
    host_of,
    quoted,
    visible,
)
from digests.text_languages import language_by_script

_NUMBER = re.compile(r"\d{1,3}\.(?= )")
_MARKS = re.compile("[▁▂▃▄▅▆▇█]+")


def to_html(message: Message) -> str:
    """The message as an `<article>`: each story is a section, and the first heading is the only one of level 1.

    Nothing can be pressed on a page, so buttons are told as the lines to type, folded away.
    """
    return str(_article(message))


def document(message: Message) -> str:
    """The message as a whole page with its style inside, for a file, a mail or a printer.

    Its policy lets a browser load nothing and run nothing.
    """
    page = _environment().get_template("page.html")
    return page.render(
        title=title_of(message),
        summary=visible(message.summary),
        article=_article(message),
        headed=_first_heading(message) is not None,
        style=_style(),
        style_hash=_hash_of(_style()),
    )


def title_of(message: Message) -> str:
    """What a window or a bookmark calls the page: the message's own heading, or what its summary says."""
    heading = _first_heading(message)
    return visible(heading.text if heading else message.summary).strip() or "Chipbrief"


def _first_heading(message: Message) -> Heading | None:
    headings = (block for block in message.blocks if isinstance(block, Heading) and block.level == 1)
    return next((one for one in headings if visible(one.text).strip()), None)


def _sections(blocks: Sequence[Block]) -> Iterator[list[tuple[Block, int]]]:
    """The blocks with the level of each one's heading: before the first story, then story by story, then the end."""
    part: list[tuple[Block, int]] = []
    top_is_free = True
    for block in blocks:
        level = 2
        if isinstance(block, Heading) and block.level == 1 and top_is_free and visible(block.text).strip():
            level, top_is_free = 1, False
        if isinstance(block, Heading | Divider) and part:
            yield part
            part = []
        part.append((block, level))
    if part:
        yield part


def _article(message: Message) -> Markup:
    return _set("article", sections=[_section(blocks) for blocks in _sections(message.blocks)])


def _section(blocks: Sequence[tuple[Block, int]]) -> tuple[bool, list[Markup]]:
    """Whether the blocks are a story, and their HTML."""
    first, level = blocks[0]
    return isinstance(first, Heading) and level == 2, [_block(block, level) for block, level in blocks]


def _block(block: Block, level: int) -> Markup:
    made: Markup
    match block:
        case Heading():
            made = _heading(visible(block.text), level)
        case Paragraph() | Note():
            made = _set("note" if isinstance(block, Note) else "paragraph", line=_line(block.spans))
        case Quote():
            made = _quote(block)
        case Bullets():
            made = _set("bullets", lines=[_line(line) for line in block.lines])
        case Chart():
            made = _chart(block)
        case Divider():
            made = _set("divider")
        case Actions():
            pairs = [(visible(button.label), visible(button.command)) for button in block.buttons]
            made = _set("commands", pairs=pairs)
        case _:
            assert_never(block)
    return made


def _heading(words: str, level: int) -> Markup:
    number = _NUMBER.match(words)
    rest = words[number.end() :].strip() if number else words
    if not rest:
        return _set("heading", level=level, number="", words=words.strip(), lang=None)
    return _set("heading", level=level, number=number and number.group(), words=rest, lang=_language(rest))


def _quote(quote: Quote) -> Markup:
    source = next((span.url for span in quote.speaker if isinstance(span, Link)), None)
    return _set(
        "quote",
        words=visible(quoted(quote)),
        lang=_language(quote.words),
        verbatim=quote.verbatim,
        source=source,
        speaker=_line(quote.speaker),
    )


def _chart(chart: Chart) -> Markup:
    """Bars, and under them the words; the marks among the words say what the bars say, and are not seen beside them."""
    words = visible(chart.words)
    marks = _MARKS.search(words)
    before, shown, after = (words[: marks.start()], marks.group(), words[marks.end() :]) if marks else (words, "", "")
    return _set("chart", picture=drawn(chart), before=before, marks=shown, after=after)


def _line(line: Line) -> Markup:
    return Markup("").join(map(_span, line))


def _span(span: Span) -> Markup:
    words = visible(span.text)
    lang = _language(words)
    match span:
        case Plain():
            return _set("plain", words=words, lang=lang)
        case Strong():
            return _set("strong", words=words, lang=lang)
        case Link():
            host = host_of(span.url)
            return _set("link", words=words if words.strip() else host, lang=lang, url=span.url, host=host)
        case _:
            assert_never(span)


def _language(words: str) -> str | None:
    """The language of words in Chinese, Japanese or Korean script, which need its letter forms and its voice."""
    return (not words.isascii() and language_by_script(words)) or None


def _set(name: str, **values: object) -> Markup:
    """A part of the page, set by the macro of this name."""
    made: Markup = getattr(_macros(), name)(**values)
    return made


@cache
def _macros() -> object:
    return _environment().get_template("blocks.html").module


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("adapters.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _style() -> str:
    """The stylesheet, as it stands in the page: its hash is in the policy."""
    return _environment().get_template("page.css").render()


def _hash_of(style: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode('ascii')}"
