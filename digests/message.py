"""What any platform can show: a message of blocks, a block of spans, and a message as plain text."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2000
"""Characters of an address that every platform takes; a longer one is shown as words without a link."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Plain:
    """Words as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address (http or https only, no user name, ValueError otherwise); `link` never raises."""

    text: str
    url: str

    def __post_init__(self) -> None:
        if not is_web_address(self.url):
            raise ValueError(f"{self.url[:80]!r} is not a web address that may be shown as a link")


Span = Plain | Strong | Link
Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the message's own, 2 a story's (shown as strong words)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words with who said them and where; never cut.

    Quotation marks are put around `words` by the platform, and only when they are `verbatim`.
    """

    words: str
    speaker: Line
    verbatim: bool = True


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines of equal rank."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Quiet words: a receipt, a hint."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Chart:
    """How many of what there were on days that follow each other, from `first` on; a picture where one can be shown.

    `words` say the same in a line, for every platform. ValueError without a day, for days beyond the calendar, and for
    counts below nothing.
    """

    title: str
    what: str
    first: date
    counts: tuple[int, ...]
    words: str

    def __post_init__(self) -> None:
        if not self.counts or min(self.counts) < 0:
            raise ValueError(f"a chart of {len(self.counts)} days with the counts {self.counts[:9]}")
        if self.first.toordinal() + len(self.counts) > date.max.toordinal():
            raise ValueError(f"a chart of {len(self.counts)} days from {self.first} on")

    @property
    def spans(self) -> Line:
        """The words as the line of a paragraph, which is what they are where no picture can be shown."""
        return (Plain(self.words),)

    @property
    def days(self) -> tuple[tuple[date, int], ...]:
        """Each day with its count."""
        return tuple((self.first + timedelta(days=at), count) for at, count in enumerate(self.counts))


@dataclass(frozen=True, slots=True)
class Divider:
    """A rule between parts."""


class ButtonStyle(StrEnum):
    """How much a button asks to be pressed."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """What a reader can press: a command line that runs as if typed by whoever presses it."""

    label: str
    command: str
    style: ButtonStyle = ButtonStyle.PLAIN


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons, on platforms that have them."""

    buttons: tuple[Button, ...]


Block = Heading | Paragraph | Quote | Bullets | Note | Chart | Divider | Actions


@dataclass(frozen=True, slots=True)
class Message:
    """What we want to say; `summary` is the plain text for notifications and screen readers."""

    blocks: tuple[Block, ...]
    summary: str = ""


def is_web_address(url: str) -> bool:
    """Whether an address may be shown as a link: http or https, printable, no user name, not too long."""
    return len(url) <= LONGEST_ADDRESS and url.isprintable() and _WEB_ADDRESS.fullmatch(url) is not None


def link(text: str, url: str) -> Link | Plain:
    """A link, or the words alone when the address may not be shown as one."""
    words = visible(text)
    return Link(words, url) if is_web_address(url) else Plain(words)


def host_of(url: str) -> str:
    """The host that a reader should see beside a link, in ASCII (punycode), without `www.`; "" when there is none."""
    try:
        host = urlsplit(url).hostname or ""
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except ValueError:
        return ""
    return ascii_host.removeprefix("www.")


def visible(text: str) -> str:
    """The text without characters that steer a display: controls, bidi marks, zero widths; breaks become spaces.

    A zero-width joiner stays inside an emoji. Everything that prints is left as it is, so verbatim words stay verbatim.
    """
    if text.isprintable():
        return text
    return "".join(_shown(text, at) for at in range(len(text)))


def _shown(text: str, at: int) -> str:
    letter = text[at]
    kind = unicodedata.category(letter)
    if letter in "\t\n\r\v\f\x85" or kind in ("Zl", "Zp"):
        return " "
    if letter == _JOINER and _joins_emoji(text, at):
        return letter
    return "" if kind in ("Cc", "Cf", "Cs") else letter


def _joins_emoji(text: str, at: int) -> bool:
    before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
    return bool(before and after) and (
        unicodedata.category(before) in ("So", "Sk", "Mn") and unicodedata.category(after) == "So"
    )


def text_of(line: Line) -> str:
    """The words of a line, without the addresses behind them."""
    return "".join(span.text for span in line)


def quoted(quote: Quote) -> str:
    """The words of a quote as a reader sees them: in quotation marks only when verbatim."""
    return f"“{quote.words}”" if quote.verbatim else quote.words


def block_text(block: Block) -> str:
    """The words of a block as plain text, one line a bullet; buttons as `[label]`, a divider as nothing."""
    match block:
        case Heading():
            return block.text
        case Paragraph() | Note() | Chart():
            return text_of(block.spans)
        case Quote():
            speaker = text_of(block.speaker)
            return f"{quoted(block)}\n— {speaker}" if speaker else quoted(block)
        case Bullets():
            return "\n".join(f"• {text_of(line)}" for line in block.lines)
        case Actions():
            return " ".join(f"[{button.label}]" for button in block.buttons)
        case Divider():
            return ""
        case _:
            assert_never(block)


def plain_text(message: Message) -> str:
    """The whole message as plain text without buttons: the fallback when a platform refuses its blocks."""
    parts = [block_text(block) for block in message.blocks if not isinstance(block, Actions)]
    return "\n\n".join(part for part in parts if part)
