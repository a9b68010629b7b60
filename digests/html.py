"""Markup to plain text: paragraphs apart, entities decoded once, nothing that readers cannot see."""

import html
import re
import unicodedata

MAX_MARKUP = 600_000
MAX_DEPTH = 1_500


def _set(words: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(words.split())


_TAG = re.compile(r"<(?:!--|[!?/]?[a-zA-Z])[^<>]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});?")
_LEFT_OVER = re.compile(
    r"&(?:(?:amp|quot|apos|nbsp|[lr][sd]quo|[mn]dash|hellip|shy|copy|reg|trade)|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});"
)
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_FLOOD = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^<>]{5000,}>")
_VOID = _set("area base br col embed hr img input link meta source track wbr")
_BLOCKS = _set(
    "address article blockquote body center dd details div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr li main ol p pre "
    "section summary table tbody tfoot thead tr ul"
)
_SPACERS = {"br": "\n", "td": " ", "th": " "}
_DROPPED = _set(
    "script style nav figcaption noscript iframe svg form button select textarea template object embed audio video "
    "canvas aside title head math map -comment"
)
_DROPPED_CLASS = re.compile(
    r"(?:^|[\s_-])(?:sharedaddy|share|sharing|social|newsletter|subscribe|related|recirc|promo|advert|ad|feedflare|"
    r"caption|byline|breadcrumbs?|comments|navigation|screen-reader-text|visually-hidden)(?:$|[\s_-])",
    re.IGNORECASE,
)
_RAW = re.compile(
    r"<(script|style|noscript|iframe|svg|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200c\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f1e6-\U0001faff"
_LONE_JOINER = re.compile(f"(?<![{_EMOJI}])\u200d|\u200d(?![{_EMOJI}])")
_MARKS = re.compile(
    "([\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{3})[\u0300-\u036f\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n]+")
_SENTENCE_END = tuple(".!?:;…\"”’')]。！？」』")


def plain_text(markup: str) -> str:
    """The text of markup (or of plain text), paragraphs separated by a blank line.

    Entities are decoded exactly once: `&amp;lt;` gives `&lt;`. What is left of a double encoding of typography
    (`&amp;#8217;`) is mended, but never into markup.
    """
    markup = _FLOOD.sub(r"<\1>", markup[:MAX_MARKUP])
    if not _TAG.search(markup):
        return _joined(_paragraphs_of_plain(_decoded(markup)))
    if _depth(markup) > MAX_DEPTH:
        return _joined(_paragraphs_of_plain(_decoded(_TAG.sub("\n\n", _RAW.sub(" ", markup)))))
    return _joined([_mended(paragraph) for paragraph in _paragraphs_of_markup(markup)])


def plain_line(markup: str) -> str:
    """The text of markup on one line."""
    return " ".join(plain_text(markup).split())


def visible(text: str) -> str:
    """Text in NFC without control, bidirectional and zero-width characters; a joiner stays inside an emoji."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text).replace("\t", " "))
    return unicodedata.normalize("NFC", _MARKS.sub(r"\1", _LONE_JOINER.sub("", text)))


def _decoded(text: str) -> str:
    """Text with its entities decoded once, and left-over typography mended."""
    return _mended(_ENTITY.sub(lambda found: html.unescape(found.group()), text))


def _mended(text: str) -> str:
    """Text with the left-overs of a double encoding decoded, unless a tag's bracket would come of it."""

    def one(found: re.Match[str]) -> str:
        decoded = html.unescape(found.group())
        return found.group() if decoded in "<>" else decoded

    return _LEFT_OVER.sub(one, text) if "&" in text else text


def _joined(paragraphs: list[str]) -> str:
    """Paragraphs as one text, white space collapsed, blank ones left out."""
    clean = (_lines(visible(paragraph)) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in clean if paragraph)


def _lines(paragraph: str) -> str:
    """A paragraph with each line stripped and its inner white space one space."""
    lines = (_BLANK.sub(" ", line).strip() for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)


def _paragraphs_of_plain(text: str) -> list[str]:
    """The paragraphs of plain text; a line that ends without a full stop runs on into the next."""
    paragraphs = []
    for block in re.split(r"\n\s*\n", _BREAKS.sub("\n", text)):
        lines = [line.strip() for line in block.split("\n")]
        whole = ""
        for line in lines:
            whole += ("\n" if whole.endswith(_SENTENCE_END) else " ") + line if whole else line
        paragraphs.append(whole)
    return paragraphs


def _paragraphs_of_markup(markup: str) -> list[str]:
    """The texts of markup, one for each stretch of text inside the same block element; scripts and menus left out."""
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(markup).body
    if body is None:
        return []
    paragraphs: list[list[str]] = []
    blocks: dict[int, int | None] = {body.mem_id: body.mem_id}
    current: int | None = None
    for node in body.traverse(include_text=True):
        parent = node.parent
        block = blocks.get(parent.mem_id) if parent is not None else None
        tag = node.tag or ""
        if tag == "-text":
            if block is not None:
                if block != current:
                    paragraphs.append([])
                    current = block
                paragraphs[-1].append((node.text_content or "").replace("\n", " "))
            continue
        if tag in _SPACERS and paragraphs:
            paragraphs[-1].append(_SPACERS[tag])
        if node.mem_id != body.mem_id:
            blocks[node.mem_id] = _block_of(node.mem_id, tag, block, node.attributes.get("class") or "")
    return [piece for paragraph in paragraphs for piece in re.split(r"\n\s*\n", "".join(paragraph))]


def _block_of(own: int, tag: str, parent: int | None, classes: str) -> int | None:
    """The block that an element's text belongs to; None where its text is left out."""
    if parent is None or tag in _DROPPED or (tag in _BLOCKS and _DROPPED_CLASS.search(classes)):
        return None
    return own if tag in _BLOCKS else parent


def _depth(markup: str) -> int:
    """How deep elements may nest at the most; the parser's time grows with its square."""
    deepest = depth = 0
    for closing, name, empty in _OPENING.findall(markup):
        if empty or name.lower() in _VOID:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
